"""Who owes, and what do we know about them? The people in arrears as columns, one entry per person (催告対象).

Columns come from the ledger's `arrears_table(on)`; names are the same. Missing values: None, NaT or "".
An unknown word in a code column is kept as it is: the exclusions refuse it, nobody is contacted by accident.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np

from towa.rooms.dunning.core.arrays import AnyArray, BoolArray, DateArray, IntArray, TextArray


STANDINGS = (
    "collection_deferral",
    "realization_deferral",
    "enforcement_suspension",
    "seizure",
    "instalment_plan",
    "objection",
    "demand_suppression",
)
"""処分・猶予等: the kinds of standing this room understands. Any other word excludes the person."""


@dataclass(frozen=True, eq=False)
class Targets:
    """催告対象: columns of equal length. Yen are int64, dates datetime64[D] (NaT = none), texts "" = none."""

    addressee_id: IntArray
    kind: TextArray
    """person | corporation"""
    birth_date: DateArray
    residence: TextArray
    """resident | moved_out | dead | non_resident"""
    protected: BoolArray
    district: TextArray
    outstanding: IntArray
    """滞納額: overdue unpaid tax in yen."""
    late_charge: IntArray
    instalments: IntArray
    oldest_due: DateArray
    newest_due: DateArray
    current_year_only: BoolArray
    carried_over: IntArray
    first_time: BoolArray
    demand_issued_on_latest: DateArray
    demand_issued_on_earliest: DateArray
    """Earliest 督促 among the overdue instalments; where the ledger does not tell, the latest (the careful reading)."""
    undemanded: BoolArray
    has_landline: BoolArray
    has_mobile: BoolArray
    phone_shared: BoolArray
    has_address: BoolArray
    provisional_paid: IntArray
    last_paid_on: DateArray
    last_paid_channel: TextArray
    last_contact_on: DateArray
    last_contact_result: TextArray
    contacts_12m: IntArray
    reached_12m: IntArray
    promises_12m: IntArray
    promises_kept_12m: IntArray
    plan_state: TextArray
    """none | kept | broken"""
    letters_12m: IntArray
    sms_12m: IntArray
    calls_12m: IntArray
    visits_12m: IntArray
    standings: AnyArray
    """frozenset of the kinds of standing active on the day, one per person."""

    def __len__(self) -> int:
        return len(self.addressee_id)

    @classmethod
    def from_columns(cls, columns: Mapping[str, Sequence[Any] | AnyArray]) -> Self:
        """Build from the columns of `arrears_table` (lists or arrays). Columns that are not needed are ignored.

        Raises `KeyError` naming the missing column, `ValueError` when columns differ in length or an id stands twice.
        """
        made = {field.name: _BUILDERS[field.name](columns) for field in fields(cls)}
        lengths = {name: len(column) for name, column in made.items()}
        if len(set(lengths.values())) > 1:
            raise ValueError(f"列の長さが揃っていません: {lengths}")
        if len(np.unique(made["addressee_id"])) != len(made["addressee_id"]):
            raise ValueError("同じ宛名が二行あります。")
        return cls(**made)

    def take(self, index: AnyArray) -> Self:
        """The people at these positions (or where the mask is true), in that order."""
        return type(self)(**{field.name: getattr(self, field.name)[index] for field in fields(self)})

    def canonical_order(self) -> IntArray:
        """正準順: positions sorted by id, so that no result depends on the order of the input."""
        return np.argsort(self.addressee_id, kind="stable")

    def has_standing(self, *kinds: str) -> BoolArray:
        """Whether any of these standings is active, per person."""
        wanted = frozenset(kinds)
        return np.array([bool(wanted & active) for active in self.standings], dtype=np.bool_)

    def in_group(self, group: str) -> BoolArray:
        """区分: who belongs to this group (`office.GROUPS`). Raises `KeyError` for an unknown one."""
        return {
            "first_time": self.first_time,
            "current_year_only": self.current_year_only,
            "carried_over": np.asarray(self.carried_over > 0, dtype=np.bool_),
            "corporation": np.asarray(self.kind == "corporation", dtype=np.bool_),
        }[group]

    def has_unknown_standing(self) -> BoolArray:
        """Whether a word stands there that this room does not know."""
        known = frozenset(STANDINGS)
        return np.array([not active <= known for active in self.standings], dtype=np.bool_)


def days_since(days: DateArray, on: np.datetime64) -> IntArray:
    """経過日数: whole days from each day to `on`; a very large number where there is no day."""
    passed = (on - days).astype("timedelta64[D]")
    return np.where(np.isnat(days), np.timedelta64(10**6, "D"), passed).astype(np.int64)


Columns = Mapping[str, Sequence[Any] | AnyArray]


def _whole(name: str) -> Callable[[Columns], IntArray]:
    return lambda columns: np.array([0 if cell is None else int(cell) for cell in columns[name]], dtype=np.int64)


def _flag(name: str) -> Callable[[Columns], BoolArray]:
    return lambda columns: np.array([bool(cell) for cell in columns[name]], dtype=np.bool_)


def _text(name: str) -> Callable[[Columns], TextArray]:
    return lambda columns: _texts(columns[name])


def _texts(cells: Sequence[Any] | AnyArray) -> TextArray:
    return np.array(["" if cell is None else str(cell) for cell in cells], dtype=np.str_)


def _day(name: str) -> Callable[[Columns], DateArray]:
    return lambda columns: np.array(list(columns[name]), dtype="datetime64[D]")


def _optional_text(name: str) -> Callable[[Columns], TextArray]:
    return lambda columns: _texts(columns[name] if name in columns else [""] * len(columns["addressee_id"]))


def _earliest_demand(columns: Columns) -> DateArray:
    name = "demand_issued_on_earliest"
    return _day(name if name in columns else "demand_issued_on_latest")(columns)


def _standings(columns: Columns) -> AnyArray:
    made = np.empty(len(columns["standings"]), dtype=object)
    for place, cell in enumerate(columns["standings"]):
        made[place] = frozenset(() if cell is None else (str(kind) for kind in cell))
    return made


_BUILDERS: dict[str, Callable[[Columns], AnyArray]] = {
    **{name: _whole(name) for name in (
        "addressee_id", "outstanding", "late_charge", "instalments", "carried_over", "provisional_paid", "contacts_12m",
        "reached_12m", "promises_12m", "promises_kept_12m", "letters_12m", "sms_12m", "calls_12m", "visits_12m",
    )},
    **{name: _flag(name) for name in ("protected", "current_year_only", "first_time", "undemanded", "phone_shared")},
    **{name: _text(name) for name in ("kind", "residence", "district", "last_contact_result", "plan_state")},
    **{name: _day(name) for name in (
        "birth_date", "oldest_due", "newest_due", "demand_issued_on_latest", "last_paid_on", "last_contact_on",
    )},
    "has_landline": _flag("phone_landline"),
    "has_mobile": _flag("phone_mobile"),
    "has_address": _flag("address"),
    "last_paid_channel": _optional_text("last_paid_channel"),
    "demand_issued_on_earliest": _earliest_demand,
    "standings": _standings,
}  # fmt: skip
