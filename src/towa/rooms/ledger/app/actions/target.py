"""What is a place in the ledger for one record of an extract? (取込先) The declarations stand in `targets.py`.

In all SQL made from here: `s` is the staged row, `p` its parent in the ledger, `t` the row of the ledger itself.
Row-level security narrows every table to the town at work, so no statement has to name it.
"""

from dataclasses import dataclass

from towa.gateways.core_system.format import Field, Kind
from towa.gateways.core_system.layouts.towa import LAYOUT


SQL_TYPES = {
    Kind.TEXT: "text",
    Kind.DIGITS: "text",
    Kind.CODE: "text",
    Kind.YEN: "bigint",
    Kind.COUNT: "bigint",
    Kind.DATE: "date",
    Kind.TIMESTAMP: "timestamptz",  # the core writes Japanese wall-clock time; staging adds the zone
    Kind.FLAG: "boolean",
}


@dataclass(frozen=True)
class Parent:
    """親: where a staged row hangs."""

    column: str
    """Column of the ledger's table that holds the parent's id."""
    join: str
    """LEFT JOINs from `s` to `p`."""
    record: str
    term: str
    """What is missing when there is no parent, for the reason in quarantine."""
    fields: tuple[str, ...]
    """Fields of the staged row that name the parent."""


@dataclass(frozen=True)
class Target:
    """取込先: one record's table, its natural key and the columns that are mirrored."""

    record: str
    table: str
    match: str
    """When is `t` the ledger's version of `s`?"""
    keys: tuple[str, ...]
    """Natural key of `t` as SQL texts over `existing`, in the order of the layout's key."""
    existing: str
    """FROM clause with `t` and what its natural key needs."""
    columns: tuple[str, ...]
    """Columns that staged row and ledger share."""
    parent: Parent | None = None
    computed: tuple[tuple[str, str], ...] = ()
    """Columns made from the staged row: (name, SQL type)."""
    yen: str = ""
    keeps_rows: bool = False
    """Vanished rows are marked (`withdrawn`), not deleted."""

    @property
    def stage(self) -> str:
        return f"stage_{self.record}"

    @property
    def ready(self) -> str:
        return f"ready_{self.record}"

    @property
    def gone(self) -> str:
        return f"gone_{self.record}"

    @property
    def key(self) -> str:
        """The natural key of `t` as one text."""
        return f"concat_ws('/', {', '.join(self.keys)})"

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(item for item in LAYOUT[self.record].fields if item.name != "municipality_code")

    @property
    def written(self) -> tuple[str, ...]:
        """Columns compared and written, parent and computed ones included."""
        parent = (self.parent.column,) if self.parent else ()
        return (*parent, *self.columns, *(name for name, _ in self.computed))

    def stage_columns(self) -> list[tuple[str, str]]:
        """Columns of the staging table with their SQL types."""
        return [*((item.name, SQL_TYPES[item.kind]) for item in self.fields), *self.computed, ("line", "bigint")]
