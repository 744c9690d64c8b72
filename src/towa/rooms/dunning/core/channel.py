"""By which ways can the office reach people? The channels as a table, and the day's actions made of them.

A channel is a kind of contact with its official term, who may do it and what it needs. An action is what one person can
be given today: a channel, and for calls a team and a time slot. A new way to reach people is one more line here.
Who may get which action is a question of law and authority, never of price: `mask.py`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from towa.rooms.dunning.core.office import Costs, OfficeSettings, Slot, Team


class Who(StrEnum):
    """担い手: who carries the contact out."""

    NOBODY = "nobody"
    CITY = "city"
    """市名での一斉送信: sent in the city's name after an officer's release; nobody negotiates."""
    CONTRACTOR = "contractor"
    OFFICER = "officer"


class Need(StrEnum):
    """必要な連絡先: what must be known of the person."""

    NOTHING = "nothing"
    PHONE = "phone"
    MOBILE = "mobile"
    ADDRESS = "address"


@dataclass(frozen=True)
class Channel:
    """催告の手段: one way to reach a person. No channel of this table is a 公権力の行使; only officers warn of seizure."""

    code: str
    term: str
    who: Who
    need: Need
    public_power: bool
    purpose: str
    minutes: Callable[[Costs], int]
    """Tenths of a minute of one attempt."""
    yen: Callable[[Costs], int]
    """Out-of-pocket yen of one attempt."""

    @property
    def reaches(self) -> bool:
        """接触: whether the person hears of it. Handing a case over to 滞納整理 is no contact, doing nothing neither."""
        return self.code not in {"none", "case_work"}


CHANNELS: tuple[Channel, ...] = (
    Channel("none", "催告しない", Who.NOBODY, Need.NOTHING, False, "今日は何もしません。", lambda c: 0, lambda c: 0),
    Channel("sms", "SMS", Who.CITY, Need.MOBILE, False, "携帯電話への短い文で自主納付を呼びかけます。", lambda c: 0, lambda c: c.sms_yen),
    Channel("auto_call", "自動音声電話", Who.CITY, Need.PHONE, False, "自動音声で自主納付を呼びかけます。", lambda c: c.auto_call_tenths, lambda c: c.auto_call_yen),
    Channel("letter", "催告書", Who.CITY, Need.ADDRESS, False, "催告書と納付書を郵送します。", lambda c: c.letter_tenths, lambda c: c.letter_yen),
    Channel("operator_call", "電話催告（受託者）", Who.CONTRACTOR, Need.PHONE, False, "受託者が自主納付を呼びかけます。納税交渉はしません。", lambda c: c.operator_call_tenths, lambda c: c.call_yen),
    Channel("officer_call", "電話催告（徴税吏員）", Who.OFFICER, Need.PHONE, False, "徴税吏員が電話で納付を促し、必要なら納税交渉をします。", lambda c: c.officer_call_tenths, lambda c: c.call_yen),
    Channel("visit", "訪問催告（臨戸）", Who.OFFICER, Need.ADDRESS, False, "徴税吏員が訪問して納付を促します。", lambda c: c.visit_tenths, lambda c: c.visit_yen),
    Channel("officer_letter", "差押予告書", Who.OFFICER, Need.ADDRESS, False, "徴税吏員の名で、納付がなければ差押えになることを予告します。", lambda c: c.officer_letter_tenths, lambda c: c.officer_letter_yen),
    Channel("case_work", "滞納整理への引き継ぎ", Who.OFFICER, Need.NOTHING, False, "催告を終え、徴税吏員の滞納整理（財産調査など）に移します。連絡はしません。", lambda c: c.case_work_tenths, lambda c: 0),
)  # fmt: skip

_BY_CODE = {channel.code: channel for channel in CHANNELS}


def channel(code: str) -> Channel:
    """The channel of this code. Raises `KeyError` for an unknown one."""
    return _BY_CODE[code]


@dataclass(frozen=True)
class Action:
    """行動: what a person can be given today. `code` is e.g. "sms", "auto_call:pm", "operator_call:center:h09"."""

    code: str
    channel: Channel
    name: str
    """Japanese name with team and slot."""
    minutes: int
    """Tenths of a minute."""
    yen: int
    """Out-of-pocket yen."""
    cost: int
    """Out-of-pocket yen plus working time in yen (rounded up): what one attempt costs the city."""
    team: str = ""
    slot: Slot | None = None


def actions_of(office: OfficeSettings) -> tuple[Action, ...]:
    """行動の一覧: every action of the day in the order of `CHANNELS`; "none" is always first."""
    return tuple(action for item in CHANNELS for action in _actions_of_channel(item, office))


def _actions_of_channel(item: Channel, office: OfficeSettings) -> Iterator[Action]:
    if item.code == "auto_call":
        for slot in office.auto_call.slots:
            yield _action(item, office, slot=slot)
    elif item.code in {"operator_call", "officer_call"}:
        for team in office.contractor_teams if item.who is Who.CONTRACTOR else office.officer_teams:
            for slot in team.slots:
                yield _action(item, office, team=team, slot=slot)
    else:
        yield _action(item, office)


def _action(item: Channel, office: OfficeSettings, *, team: Team | None = None, slot: Slot | None = None) -> Action:
    minutes, yen = item.minutes(office.costs), item.yen(office.costs)
    codes = [item.code, *([team.code] if team else []), *([slot.code] if slot else [])]
    name = item.term + (f" {team.name}" if team else "") + (f" {slot.name}" if slot else "")
    return Action(
        code=":".join(codes),
        channel=item,
        name=name,
        minutes=minutes,
        yen=yen,
        cost=yen + -(-minutes * _yen_per_minute(item, office.costs) // 10),
        team=team.code if team else "",
        slot=slot,
    )


def _yen_per_minute(item: Channel, costs: Costs) -> int:
    if item.code == "auto_call":
        return 0  # a line's minute is in the unit price
    return costs.officer_yen_per_minute if item.who is Who.OFFICER else costs.contractor_yen_per_minute
