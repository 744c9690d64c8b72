"""What leaves the room: frozen records of plans, decisions, exclusions and files; never a table row."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_UP, Decimal
from pathlib import PurePath
from typing import Any

from towa.rooms.dunning.app.queries.labels import (
    CHANNELS,
    HABITS,
    LIST_FORMS,
    UNITS,
    exclusion_term,
    limit_words,
    slot_words,
    team_words,
    word,
)


@dataclass(frozen=True, slots=True)
class Limit:
    """処理能力: what one row of the office could do, what the plan uses of it, and what one more would bring (yen)."""

    code: str
    label: str
    unit: str
    used: int
    limit: int
    at_least: bool
    price: int
    price_words: str = ""
    """The price as a sentence, as it was recorded."""

    @property
    def words(self) -> str:
        """What is limited, in words."""
        return limit_words(self.code, self.label)

    @property
    def unit_words(self) -> str:
        """単位 in words."""
        return word(UNITS, self.unit).strip()

    @property
    def district(self) -> str:
        """地区 whose visits it limits; empty where none is known."""
        return self.code.partition(":")[2]

    @property
    def is_of_a_district(self) -> bool:
        """Whether it limits the visits of one 地区: there are many of them."""
        return self.code.startswith("district:")

    @property
    def share(self) -> int:
        """Used part in whole percent; a row that can do nothing counts as full."""
        return 100 * self.used // self.limit if self.limit else 100


@dataclass(frozen=True, slots=True)
class RuleOfThumb:
    """経験則による振り分け: the same people under the same limits, sent by habit; `objective` in yen."""

    code: str
    label: str
    objective: int

    @property
    def words(self) -> str:
        """How the habit works, in words."""
        return word(HABITS, self.code) if self.code in HABITS else self.label


@dataclass(frozen=True, slots=True)
class PlanView:
    """振分計画 with its head figures; all yen whole."""

    id: int
    on: date
    extract_id: int
    made_at: datetime
    made_by: str
    seconds: int
    state: str
    people: int
    excluded: int
    outstanding: int
    late_charge: int
    objective: int
    bound: int
    gap: Decimal
    """Of the plan before the lot for learning."""
    random_cost: int
    """無作為な割当ての費用 in yen: by so much less than the plan would have reached."""
    random_people: int
    follows_id: int | None
    """The plan of the same day of which this is the rest."""
    released_at: datetime | None
    released_by: str
    limits: tuple[Limit, ...]
    comparisons: tuple[RuleOfThumb, ...]
    settings: dict[str, Any]

    @property
    def planned_objective(self) -> int:
        """Yen that the plan would have reached without the lot for learning; never above the bound."""
        return self.objective + self.random_cost

    @property
    def gap_percent(self) -> Decimal:
        """Proven distance to the best possible plan in percent, three places, rounded up."""
        return (self.gap * 100).quantize(Decimal("0.001"), rounding=ROUND_UP)

    @property
    def leads(self) -> tuple[tuple[RuleOfThumb, int], ...]:
        """Each habit with the yen by which this plan is ahead of it."""
        return tuple((habit, self.objective - habit.objective) for habit in self.comparisons)


@dataclass(frozen=True, slots=True)
class ChannelFigures:
    """手段ごとの件数: people, their yen and the value expected of them."""

    channel: str
    people: int
    outstanding: int
    late_charge: int
    value: int

    @property
    def label(self) -> str:
        """手段 in words."""
        return word(CHANNELS, self.channel)


@dataclass(frozen=True, slots=True)
class ExclusionFigures:
    """対象外の理由ごとの件数."""

    code: str
    people: int
    outstanding: int

    @property
    def label(self) -> str:
        """除外事由 in words."""
        return exclusion_term(self.code)


@dataclass(frozen=True, slots=True)
class Mask:
    """使えない手段: a way that was forbidden for this person, with the reason in words."""

    channel: str
    label: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class DecisionView:
    """振分の一行: one person, one way, and everything a list or a screen says about it."""

    id: int
    plan_id: int
    addressee_id: int
    rank: int
    action: str
    action_label: str
    channel: str
    team: str
    team_name: str
    slot: str
    slot_starts: int | None
    slot_name: str
    contractor_may_handle: bool
    value: int
    next_action: str
    next_label: str
    next_difference: int | None
    value_terms: tuple[str, ...]
    why: str
    why_not_next: str
    masks: tuple[Mask, ...]
    divided: bool
    drawn: bool
    probability: float
    addressee_no: str
    kind: str
    name: str
    name_kana: str
    postal_code: str
    address: str
    district: str
    protected: bool
    phone_mobile: str
    phone_landline: str
    outstanding: int
    late_charge: int
    carried_over: int
    instalments: int
    tax_items: tuple[str, ...]
    oldest_due: date

    @property
    def channel_words(self) -> str:
        """手段 in words."""
        return word(CHANNELS, self.channel)

    @property
    def caller_words(self) -> str:
        """Team and time slot of a call in words; empty for other ways."""
        return " ".join(part for part in (team_words(self.team_name), slot_words(self.slot_name)) if part)

    @property
    def hour(self) -> int:
        """The hour in which the slot begins; 0 for ways without a slot."""
        return self.slot_starts or 0

    @property
    def total(self) -> int:
        """Tax and late charge together, in yen."""
        return self.outstanding + self.late_charge


@dataclass(frozen=True, slots=True)
class ExclusionView:
    """対象外の一行."""

    id: int
    addressee_id: int
    addressee_no: str
    name: str
    code: str
    reason: str
    outstanding: int

    @property
    def label(self) -> str:
        """除外事由 in words."""
        return exclusion_term(self.code)


@dataclass(frozen=True, slots=True)
class ListFileView:
    """書き出した一覧: where it lies and what its bytes add up to."""

    id: int
    plan_id: int
    report: str
    channel: str
    kind: str
    format: str
    path: str
    rows: int
    yen: int
    size: int
    sha256: str
    made_at: datetime

    @property
    def name(self) -> str:
        """The file's own name."""
        return PurePath(self.path).name

    @property
    def form_label(self) -> str:
        """For whom, and in which form."""
        return word(LIST_FORMS, self.format)


@dataclass(frozen=True, slots=True)
class SavedFilterView:
    """保存した条件 of the reader, or one that a colleague shared."""

    id: int
    name: str
    query: str
    shared: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Move:
    """前回との違い: how many people went from one way to another between two plans (None: was not in that plan)."""

    before: str | None
    after: str | None
    people: int

    @property
    def before_label(self) -> str:
        """The way in the older plan, in words."""
        return word(CHANNELS, self.before or "absent")

    @property
    def after_label(self) -> str:
        """The way in the newer plan, in words."""
        return word(CHANNELS, self.after or "absent")
