"""What is a list? Columns, order and file name for people; and for a machine the exact fields of its format.

One report = one module with one `REPORT`; `reports.all_reports()` finds them by looking. The order is given for both
forms, so that row 17 of the machine's file is row 17 of the list in somebody's hand.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from towa.platform.documents.sheets import Column
from towa.rooms.dunning.app.queries.records import DecisionView, PlanView


Cell = str | int | date | None


@dataclass(frozen=True)
class Context:
    """一覧の前提: the town and the plan in which a row stands."""

    municipality_code: str
    municipality_name: str
    plan: PlanView


@dataclass(frozen=True)
class Item:
    """項目: a column for people, or a field for a machine, with the value it takes from a decision."""

    column: Column
    value: Callable[[DecisionView, Context], Cell]


@dataclass(frozen=True)
class Report:
    """一覧の宣言.

    `channels` says whose decisions are on it (empty: of all ways), `order` sorts both forms,
    `machine` is empty where no machine reads this list.
    """

    place: int
    name: str
    title: str
    channels: tuple[str, ...]
    people: tuple[Item, ...]
    machine: tuple[Item, ...]
    order: Callable[[DecisionView], tuple[str | int | date, ...]]
    notes: tuple[str, ...] = ()

    def file_name(self, plan: PlanView, ending: str) -> str:
        """A name that says what, of which day and of which plan: 2026-11-20_001_SMS送信.xlsx."""
        return f"{plan.on:%Y-%m-%d}_{plan.id:03}_{self.title}.{ending}"

    def machine_file_name(self, plan: PlanView) -> str:
        """A name that any machine can carry: 20261120_001_sms.csv."""
        return f"{plan.on:%Y%m%d}_{plan.id:03}_{self.name}.csv"

    def select(self, decisions: Iterable[DecisionView]) -> list[DecisionView]:
        """The decisions that belong on this list, in its order."""
        mine = [row for row in decisions if not self.channels or row.channel in self.channels]
        return sorted(mine, key=self.order)


def columns(items: tuple[Item, ...]) -> list[Column]:
    """The columns alone, as the writers want them."""
    return [item.column for item in items]


def machine_columns(items: tuple[Item, ...]) -> list[Column]:
    """The fields of a machine's file: their heads are the plain names of the keys."""
    return [replace(item.column, title=item.column.key) for item in items]


def cells(items: tuple[Item, ...], row: DecisionView, context: Context) -> dict[str, Cell]:
    """One row: key of the column → value."""
    return {item.column.key: item.value(row, context) for item in items}
