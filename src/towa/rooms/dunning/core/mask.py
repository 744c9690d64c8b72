"""Which action is open to whom? The legal and practical masks (制限) as named rules.

Masks are never prices: an action that is closed stays closed however much it would bring and however idle the office is.
Each rule says which actions it looks at and whom it closes them to; the first rule that closes is the reason shown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from towa.rooms.dunning.core.arrays import BoolArray
from towa.rooms.dunning.core.channel import Action, Need, Who
from towa.rooms.dunning.core.office import OfficeSettings
from towa.rooms.dunning.core.target import Targets, days_since


Closes = Callable[[Targets, Action, OfficeSettings, np.datetime64], BoolArray]

AUTOMATIC = frozenset({"sms", "auto_call"})
CALLS = frozenset({"auto_call", "operator_call", "officer_call"})


@dataclass(frozen=True)
class Rule:
    """制限: closes some actions to some people."""

    code: str
    reason: str
    """Whole sentence in Japanese: why this action is not open to this person."""
    article: str
    looks_at: Callable[[Action], bool]
    closes: Closes


@dataclass(frozen=True, eq=False)
class Permission:
    """許可: for every action (row) and person (column), the position of the closing rule in `RULES`, or -1 = open."""

    closed_by: NDArray[np.int8]

    @property
    def allowed(self) -> BoolArray:
        """bool[k, n]."""
        return self.closed_by < 0

    def rule(self, action: int, person: int) -> Rule | None:
        """The rule that closes this action to this person, or None where it is open."""
        place = int(self.closed_by[action, person])
        return None if place < 0 else RULES[place]


def permit(targets: Targets, actions: tuple[Action, ...], office: OfficeSettings, on: date) -> Permission:
    """制限の判定: every rule for every action and person. "none" is always open."""
    day = np.datetime64(on, "D")
    closed_by = np.full((len(actions), len(targets)), -1, dtype=np.int8)
    for row, action in enumerate(actions):
        for place, rule in enumerate(RULES):
            if action.channel.who is not Who.NOBODY and rule.looks_at(action):
                closed_by[row, (closed_by[row] < 0) & rule.closes(targets, action, office, day)] = place
    return Permission(closed_by)


def is_hard(targets: Targets, office: OfficeSettings) -> BoolArray:
    """困難案件: seizure in force, plan broken, refused at the last contact, or promises broken again and again."""
    broken = targets.promises_12m - targets.promises_kept_12m >= office.officer.broken_promises_from
    refused = targets.last_contact_result == "refused"
    hard = targets.has_standing("seizure") | (targets.plan_state == "broken") | refused | broken
    return np.asarray(hard, dtype=np.bool_)


def is_officers_case(targets: Targets, office: OfficeSettings, day: np.datetime64) -> BoolArray:
    """徴税吏員の案件: hard, large or old; negotiation is likely, and that is 公権力の行使につながる納税交渉."""
    large = targets.outstanding >= office.officer.large_from
    old = days_since(targets.oldest_due, day) >= office.officer.old_from_days
    return is_hard(targets, office) | large | old


def _not_for_contractor(t: Targets, _action: Action, office: OfficeSettings, _day: np.datetime64) -> BoolArray:
    limits = office.contractor
    small = t.outstanding <= limits.amount_limit
    fresh = (t.first_time & limits.allow_first_time) | (t.current_year_only & limits.allow_current_year_only)
    return ~(small & fresh)


def _officers_case(t: Targets, _action: Action, office: OfficeSettings, day: np.datetime64) -> BoolArray:
    return is_officers_case(t, office, day)


def _no_officers_case(t: Targets, _action: Action, office: OfficeSettings, day: np.datetime64) -> BoolArray:
    return ~is_officers_case(t, office, day)


def _no_skill(t: Targets, action: Action, office: OfficeSettings, _day: np.datetime64) -> BoolArray:
    """A team without a list of skills takes everybody."""
    team = next(team for team in office.contractor_teams + office.officer_teams if team.code == action.team)
    able = np.full(len(t), not team.skills)
    for skill in team.skills:
        able |= t.in_group(skill)
    return ~able


def _too_soon(t: Targets, action: Action, office: OfficeSettings, day: np.datetime64) -> BoolArray:
    """Open from the day after 10 days have passed, the day of issue counted in: issued on D, open from D+11 (法331条)."""
    waited = days_since(t.demand_issued_on_earliest, day) > getattr(office.waiting, action.channel.code)
    return np.asarray(np.isnat(t.demand_issued_on_earliest) | ~waited, dtype=np.bool_)


def _capped(t: Targets, action: Action, office: OfficeSettings, _day: np.datetime64) -> BoolArray:
    column = _COUNT_OF.get(action.channel.code, "letters_12m")
    return np.asarray(getattr(t, column) >= getattr(office.caps, column), dtype=np.bool_)


_COUNT_OF = {
    "sms": "sms_12m",
    "visit": "visits_12m",
    "auto_call": "calls_12m",
    "operator_call": "calls_12m",
    "officer_call": "calls_12m",
}


def _of(*codes: str) -> Callable[[Action], bool]:
    return lambda action: action.channel.code in codes


def _needs(need: Need) -> Callable[[Action], bool]:
    return lambda action: action.channel.need is need


def _reaching(action: Action) -> bool:
    return action.channel.reaches


def _by(who: Who) -> Callable[[Action], bool]:
    return lambda action: action.channel.who is who


_DEMAND = "地方税法第329条・第331条ほか"
_POWER = "公権力の行使（納税交渉は職員に限る）"

RULES: tuple[Rule, ...] = (
    Rule("no_phone", "使える電話番号がありません。", "", _needs(Need.PHONE), lambda t, _a, _o, _d: ~(t.has_landline | t.has_mobile)),
    Rule("no_mobile", "使える携帯電話の番号がありません。", "", _needs(Need.MOBILE), lambda t, _a, _o, _d: ~t.has_mobile),
    Rule("no_address", "送付先・訪問先の住所がありません。", "", _needs(Need.ADDRESS), lambda t, _a, _o, _d: ~t.has_address),
    Rule("phone_shared", "同じ番号が別の世帯にも登録されています。ほかの人に知られるおそれがあるため、自動の連絡には使いません。", "地方税法第22条（秘密の保持）", _of(*AUTOMATIC), lambda t, _a, _o, _d: t.phone_shared),
    Rule("corporation", "法人の電話は本人確認ができない人が受けるため、自動の連絡には使いません。", "地方税法第22条（秘密の保持）", _of(*AUTOMATIC), lambda t, _a, _o, _d: t.kind == "corporation"),
    Rule("officers_case", "困難・高額・長期の案件のため、徴税吏員の手段か催告書に限ります。", _POWER, _of("sms", "auto_call", "operator_call"), _officers_case),
    Rule("not_for_contractor", "受託者が扱えるのは、少額で、新規滞納か現年課税分だけの人に限ります。", _POWER, _by(Who.CONTRACTOR), _not_for_contractor),
    Rule("no_seizure_warning", "差押予告書は、困難・高額・長期の案件に限ります。", "地方税法第331条ほか", _of("officer_letter"), _no_officers_case),
    Rule("no_case_work", "滞納整理への引き継ぎは、困難・高額・長期の案件に限ります。", "", _of("case_work"), _no_officers_case),
    Rule("skill", "この担当が扱える区分の人ではありません。", "", lambda action: bool(action.team), _no_skill),
    Rule("moved_out", "市内に住んでいないため、訪問しません。", "", _of("visit"), lambda t, _a, _o, _d: t.residence != "resident"),
    Rule("before_demand", "督促状を発した日から定めた日数が過ぎていません。", _DEMAND, lambda _action: True, _too_soon),
    Rule("capped", "この手段の1年間の回数が上限に達しています。", "", _reaching, _capped),
    Rule("rest", "前回の接触から間もないため、日を空けます。", "", _reaching, lambda t, _a, o, d: days_since(t.last_contact_on, d) < o.caps.rest_days),
)  # fmt: skip
