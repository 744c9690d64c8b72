"""What is the planning problem, as numbers? People x actions, and rows that limit what all of them use together.

    maximise  sum v[j,i] x[j,i]    with  sum_j x[j,i] = 1  and, for every row r,  sum use[r,j,i] x[j,i] <= limit[r]

(>= for a minimum). Uses and limits are integers (tenths of a minute, yen, pieces), so that "the limit holds" is exact.
Actions that are not open have value -inf. Action 0 is "none": value 0, uses nothing, open to everyone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from math import gcd, lcm

import numpy as np

from towa.rooms.dunning.core.arrays import BoolArray, FloatArray, IntArray
from towa.rooms.dunning.core.channel import CHANNELS, Action
from towa.rooms.dunning.core.office import EVERY_DISTRICT, GROUPS, OfficeSettings
from towa.rooms.dunning.core.target import Targets


@dataclass(frozen=True)
class Capacity:
    """容量: one row of the programme."""

    code: str
    term: str
    unit: str
    limit: int
    """In the row's smallest unit (tenths of a minute where `scale` is 10)."""
    scale: int = 1
    at_least: bool = False
    """最低件数: usage must reach the limit instead of staying below it."""


@dataclass(frozen=True, eq=False)
class Use:
    """使用: what one action takes from one row per person; `rows` is -1 where the person does not touch it."""

    action: int
    rows: IntArray
    amount: int
    partial: bool = False
    """Only some people touch these rows, whatever is open to them (districts, groups)."""


@dataclass(frozen=True, eq=False)
class Programme:
    """計画問題: the values, the uses and the rows."""

    value: FloatArray
    uses: tuple[Use, ...]
    capacities: tuple[Capacity, ...]

    @cached_property
    def limits(self) -> IntArray:
        """Limits with the sign that makes every row a <= row, cut to what whole uses can reach.

        162 minutes hold no more calls of 8 minutes than 160 do: the plans stay the same, the bound becomes sharper.
        """
        step = [0] * len(self.capacities)
        for use in self.uses:
            for row in np.unique(use.rows[use.rows >= 0]):
                step[row] = gcd(step[row], use.amount)
        signed = [item.limit * int(sign) for item, sign in zip(self.capacities, self.signs, strict=True)]
        return np.array(
            [limit // (by or 1) * (by or 1) for limit, by in zip(signed, step, strict=True)], dtype=np.int64
        )

    @cached_property
    def signs(self) -> IntArray:
        """-1 for rows that are minima, else 1."""
        return np.array([-1 if item.at_least else 1 for item in self.capacities], dtype=np.int64)

    def load(self, counts: IntArray) -> IntArray:
        """使用量: signed usage of every row when `counts[j, i]` people of column i are given action j."""
        used = np.zeros(len(self.capacities), dtype=np.int64)
        for use in self.uses:
            touched = use.rows >= 0
            np.add.at(used, use.rows[touched], use.amount * counts[use.action, touched])
        return used * self.signs

    def scores(self, prices: FloatArray) -> FloatArray:
        """価格を差し引いた値: value less the prices of everything an action uses; -inf where it is not open."""
        made = self.value.copy()
        padded = np.append(prices * self.signs, 0.0)  # rows == -1 reads the 0 at the end
        for use in self.uses:
            made[use.action] -= padded[use.rows] * use.amount
        return made

    def take(self, columns: IntArray) -> "Programme":
        """The same rows, only these people (or classes)."""
        uses = tuple(replace(use, rows=use.rows[columns]) for use in self.uses)
        return replace(self, value=np.ascontiguousarray(self.value[:, columns]), uses=uses)


def build_programme(
    targets: Targets, actions: tuple[Action, ...], value: FloatArray, allowed: BoolArray, office: OfficeSettings
) -> Programme:
    """計画問題の組立て: rows from the town's settings, districts from the people, values masked by what is allowed."""
    open_value = np.where(allowed, value, -np.inf)
    open_value[0] = 0.0
    rows = _Rows(len(targets))
    _calling(rows, actions, office)
    _lines(rows, actions, office)
    _together(rows, actions, office)
    _pieces(rows, actions, office)
    _visiting(rows, actions, targets, office)
    _money(rows, actions, office)
    _minima(rows, actions, targets, office)
    uses = tuple(replace(use, rows=np.where(allowed[use.action], use.rows, -1)) for use in rows.uses)
    return Programme(open_value, uses, tuple(_adjusted(item, office) for item in rows.capacities))


def _adjusted(item: Capacity, office: OfficeSettings) -> Capacity:
    """一つの計画だけの容量: what was settled by a what-if takes the place of what the settings come to."""
    limit = office.row_limits.get(item.code)
    return item if limit is None else replace(item, limit=limit * item.scale)


class _Rows:
    """Collects rows and who touches them."""

    def __init__(self, people: int) -> None:
        self.people = people
        self.capacities: list[Capacity] = []
        self.uses: list[Use] = []

    def add(self, capacity: Capacity) -> int:
        self.capacities.append(capacity)
        return len(self.capacities) - 1

    def use(self, action: int, row: int, amount: int, who: BoolArray | None = None) -> None:
        rows = np.full(self.people, row, dtype=np.int64)
        if who is not None:
            rows[~who] = -1
        self.uses.append(Use(action, rows, amount, partial=who is not None))


def _where(actions: tuple[Action, ...], *codes: str) -> Iterator[tuple[int, Action]]:
    return ((place, action) for place, action in enumerate(actions) if action.channel.code in codes)


def _calling(rows: _Rows, actions: tuple[Action, ...], office: OfficeSettings) -> None:
    teams = {team.code: team for team in office.contractor_teams + office.officer_teams}
    for place, action in _where(actions, "auto_call", "operator_call", "officer_call"):
        assert action.slot is not None  # noqa: S101 - calls always have a slot (channel.py)
        if action.channel.code == "auto_call":
            limit, name = office.auto_call.lines * action.slot.minutes * 10, f"自動音声電話の回線 {action.slot.name}"
        else:
            team = teams[action.team]
            limit, name = team.minutes(action.slot), f"{team.name}の架電時間 {action.slot.name}"
        row = rows.add(Capacity(f"minutes:{action.code}", name, "分", limit, scale=10))
        rows.use(place, row, action.minutes)


def _lines(rows: _Rows, actions: tuple[Action, ...], office: OfficeSettings) -> None:
    """電話回線: all teams share them, hour by hour; the calls of a slot of several hours spread over these evenly."""
    calls = [
        (place, action, action.slot)
        for place, action in _where(actions, "operator_call", "officer_call")
        if action.slot
    ]
    share = lcm(*(slot.ends - slot.starts for _place, _action, slot in calls))
    for hour in sorted({hour for _place, _action, slot in calls for hour in range(slot.starts, slot.ends)}):
        limit = office.limits.phone_lines * 60 * 10 * share
        row = rows.add(Capacity(f"lines:{hour:02d}", f"電話回線 {hour}～{hour + 1}時", "分", limit, scale=10 * share))
        for place, action, slot in calls:
            if slot.starts <= hour < slot.ends:
                rows.use(place, row, action.minutes * share // (slot.ends - slot.starts))


def _together(rows: _Rows, actions: tuple[Action, ...], office: OfficeSettings) -> None:
    """全体の上限: of all calls, and of all contacts, where the town sets one."""
    contacts = [channel.code for channel in CHANNELS if channel.reaches]
    for code, limit, term, codes in (
        ("calls", office.limits.calls, "電話の合計", ("auto_call", "operator_call", "officer_call")),
        ("contacts", office.limits.contacts, "すべての手段の合計", tuple(contacts)),
    ):
        if limit is not None:
            row = rows.add(Capacity(f"together:{code}", term, "件", limit))
            for place, _action in _where(actions, *codes):
                rows.use(place, row, 1)


def _pieces(rows: _Rows, actions: tuple[Action, ...], office: OfficeSettings) -> None:
    limits = office.limits
    for code, limit, term in (
        ("sms", limits.sms, "SMSの送信数"),
        ("letter", limits.letters, "催告書の発送数"),
        ("officer_letter", limits.officer_letters, "差押予告書の発送数"),
        ("visit", limits.visits, "訪問の件数"),
        ("case_work", limits.case_work, "滞納整理へ引き継ぐ件数"),
    ):
        row = rows.add(Capacity(f"pieces:{code}", term, "件", limit))
        for place, _action in _where(actions, code):
            rows.use(place, row, 1)


def _visiting(rows: _Rows, actions: tuple[Action, ...], targets: Targets, office: OfficeSettings) -> None:
    limits = office.limits
    for district in np.unique(targets.district):
        limit = limits.visits_by_district.get(str(district), limits.visits_per_district)
        row = rows.add(Capacity(f"district:{district}", f"訪問の件数 {district or '地区不明'}", "件", limit))
        for place, _action in _where(actions, "visit"):
            rows.use(place, row, 1, targets.district == district)


def _money(rows: _Rows, actions: tuple[Action, ...], office: OfficeSettings) -> None:
    row = rows.add(Capacity("yen", "実費の予算", "円", office.limits.yen))
    for place, action in enumerate(actions):
        if action.yen:
            rows.use(place, row, action.yen)


def _minima(rows: _Rows, actions: tuple[Action, ...], targets: Targets, office: OfficeSettings) -> None:
    for minimum in office.minimum_contacts:
        if minimum.group == EVERY_DISTRICT:
            _every_district(rows, actions, targets, minimum.contacts)
            continue
        term = f"{GROUPS[minimum.group]}への最低接触件数"
        row = rows.add(Capacity(f"minimum:{minimum.group}", term, "件", minimum.contacts, at_least=True))
        _reaching(rows, actions, row, targets.in_group(minimum.group))


def _every_district(rows: _Rows, actions: tuple[Action, ...], targets: Targets, contacts: int) -> None:
    for district in np.unique(targets.district):
        term = f"{district or '地区不明'}への最低接触件数"
        row = rows.add(Capacity(f"minimum:district:{district}", term, "件", contacts, at_least=True))
        _reaching(rows, actions, row, targets.district == district)


def _reaching(rows: _Rows, actions: tuple[Action, ...], row: int, who: BoolArray) -> None:
    for place, action in enumerate(actions):
        if action.channel.reaches:
            rows.use(place, row, 1, who)
