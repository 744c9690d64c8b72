"""Staged rows become the ledger, by natural keys and in whole sets: new ones in, changed ones noted and updated,
equal ones untouched, vanished ones noted and taken out, rows without a parent handed back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from towa.platform.tenancy import current_municipality
from towa.rooms.ledger.app.actions.target import Target
from towa.rooms.ledger.app.actions.targets import BY_RECORD
from towa.rooms.ledger.app.queries.posting import POSTING


@dataclass(frozen=True)
class Merged:
    """差分: how the staged rows of one record differ from the ledger; computed before anything is written."""

    new_rows: int = 0
    new_yen: int = 0
    changed_rows: int = 0
    same_rows: int = 0
    vanished_rows: int = 0
    vanished_yen: int = 0
    kept_rows: int = 0
    kept_yen: int = 0
    taken_rows: int = 0
    taken_yen: int = 0
    orphan_lines: tuple[int, ...] = ()


def compare(cursor: Any, target: Target, held_keys: Iterable[str], *, whole: bool) -> Merged:
    """Finds out what each staged row is to the ledger; writes only temporary tables.

    Args:
        held_keys: natural keys of rows that wait in quarantine; their earlier versions stay.
        whole: the extract holds all rows, hence what is missing has vanished.
    """
    _match(cursor, target, whole=whole)
    _find_gone(cursor, target, held_keys, whole=whole)
    return _count(cursor, target)


def write(cursor: Any, target: Target, extract_id: int, merged: Merged) -> None:
    """Notes and updates the changed rows, then puts in the new ones."""
    if merged.changed_rows:
        _note_changes(cursor, target, extract_id)
        _update(cursor, target)
    if merged.new_rows:
        _insert(cursor, target)


def take_out(cursor: Any, target: Target, extract_id: int) -> None:
    """Vanished rows leave the ledger with a note of what they were; addressees are only marked."""
    note = f"""
        INSERT INTO ledger_change (municipality_id, extract_id, record, key, before)
        SELECT %s, %s, %s, {target.key}, {_as_json("t", target.written)}
        FROM {target.existing} JOIN {target.gone} g ON g.id = t.id"""
    cursor.execute(note, [current_municipality(), extract_id, target.record])
    if target.record == "instalment":
        cursor.execute(f"DELETE FROM ledger_balance b USING {target.gone} g WHERE g.id = b.instalment_id")
    if target.keeps_rows:
        cursor.execute(f"UPDATE {target.table} t SET withdrawn = true FROM {target.gone} g WHERE g.id = t.id")
    else:
        cursor.execute(f"DELETE FROM {target.table} t USING {target.gone} g WHERE g.id = t.id")


def _match(cursor: Any, target: Target, *, whole: bool) -> None:
    """ready: line, parent, the ledger's version of the row, and whether it says the same."""
    cursor.execute(f"DROP TABLE IF EXISTS {target.ready}")
    parent_id = "p.id" if target.parent else "0::bigint"
    equal = f"ROW({_listed('t', target.written)}) IS NOT DISTINCT FROM ROW({_staged_values(target)})"
    equal += " AND NOT t.withdrawn" if target.keeps_rows else ""
    posting = f", {POSTING} AS posting" if target.record == "receipt" else ""
    window = (
        " WINDOW slip AS (PARTITION BY s.slip_no), again AS (PARTITION BY s.slip_no, s.state ORDER BY s.receipt_no)"
    )
    cursor.execute(
        f"CREATE TEMP TABLE {target.ready} ON COMMIT DROP AS "
        f"SELECT s.line, {parent_id} AS parent_id, t.id AS target_id, t.id IS NOT NULL AND {equal} AS same{posting} "
        f"FROM {target.stage} s {target.parent.join if target.parent else ''} "
        f"LEFT JOIN {target.table} t ON {target.match}{window if posting else ''}"
    )
    if target.parent and whole:
        cursor.execute(
            f"UPDATE {target.ready} r SET parent_id = NULL FROM {BY_RECORD[target.parent.record].gone} g "
            "WHERE g.id = r.parent_id"
        )
    cursor.execute(f"ANALYZE {target.ready}")


def _find_gone(cursor: Any, target: Target, held_keys: Iterable[str], *, whole: bool) -> None:
    cursor.execute(f"DROP TABLE IF EXISTS {target.gone}")
    cursor.execute(f"CREATE TEMP TABLE {target.gone} (id bigint) ON COMMIT DROP")
    if not whole:
        return
    present = "AND NOT t.withdrawn" if target.keeps_rows else ""
    # Earlier versions of rows that wait in quarantine stay, unless what they hang on has vanished itself.
    waits = f"{target.key} = ANY(%s) OR EXISTS (SELECT FROM {target.ready} r WHERE r.target_id = t.id)"
    cursor.execute(
        f"INSERT INTO {target.gone} SELECT t.id FROM {target.existing} "
        f"WHERE {_unmatched(target)} {present} AND ({_parent_gone(target)} OR NOT ({waits}))",
        [list(held_keys)],
    )


def _parent_gone(target: Target) -> str:
    if target.parent is None:
        return "false"
    return f"EXISTS (SELECT FROM {BY_RECORD[target.parent.record].gone} g WHERE g.id = t.{target.parent.column})"


def _unmatched(target: Target) -> str:
    return f"NOT EXISTS (SELECT FROM {target.ready} r WHERE r.target_id = t.id AND r.parent_id IS NOT NULL)"


def _count(cursor: Any, target: Target) -> Merged:
    yen = f"s.{target.yen}" if target.yen else "0"
    cursor.execute(
        f"""SELECT count(*) FILTER (WHERE r.target_id IS NULL), COALESCE(sum({yen}) FILTER (WHERE r.target_id IS NULL), 0),
                   count(*) FILTER (WHERE r.target_id IS NOT NULL AND NOT r.same), count(*) FILTER (WHERE r.same),
                   count(*), COALESCE(sum({yen}), 0)
            FROM {target.stage} s JOIN {target.ready} r USING (line) WHERE r.parent_id IS NOT NULL"""
    )
    new_rows, new_yen, changed, same, taken_rows, taken_yen = map(int, cursor.fetchone())
    gone_rows, gone_yen = _sums(cursor, target, f"EXISTS (SELECT FROM {target.gone} g WHERE g.id = t.id)")
    rest_rows, rest_yen = _sums(cursor, target, _unmatched(target))
    cursor.execute(f"SELECT line FROM {target.ready} WHERE parent_id IS NULL ORDER BY line")
    return Merged(
        new_rows, new_yen, changed, same, gone_rows, gone_yen, rest_rows - gone_rows, rest_yen - gone_yen,
        taken_rows, taken_yen, tuple(line for (line,) in cursor.fetchall()),
    )  # fmt: skip


def _sums(cursor: Any, target: Target, condition: str) -> tuple[int, int]:
    yen = f"COALESCE(sum(t.{target.yen}), 0)" if target.yen else "0"
    present = "NOT t.withdrawn AND " if target.keeps_rows else ""
    cursor.execute(f"SELECT count(*), {yen} FROM {target.table} t WHERE {present}{condition}")
    rows, total = cursor.fetchone()
    return int(rows), int(total)


def _insert(cursor: Any, target: Target) -> None:
    extra = {"receipt": (", posting", ", r.posting"), "addressee": (", withdrawn", ", false")}
    names, values = extra.get(target.record, ("", ""))
    cursor.execute(
        f"INSERT INTO {target.table} (municipality_id, {', '.join(target.written)}{names}) "
        f"SELECT %s, {_new_values(target)}{values} FROM {target.stage} s JOIN {target.ready} r USING (line) "
        "WHERE r.target_id IS NULL AND r.parent_id IS NOT NULL ORDER BY s.line",
        [current_municipality()],
    )


def _update(cursor: Any, target: Target) -> None:
    sets = ", ".join(f"{name} = {value}" for name, value in zip(target.written, _new_list(target), strict=True))
    sets += ", withdrawn = false" if target.keeps_rows else ""
    cursor.execute(
        f"UPDATE {target.table} t SET {sets} FROM {target.stage} s JOIN {target.ready} r USING (line) "
        "WHERE r.target_id = t.id AND NOT r.same AND r.parent_id IS NOT NULL"
    )


def _note_changes(cursor: Any, target: Target, extract_id: int) -> None:
    after = _json(target.written, _new_list(target))
    cursor.execute(
        f"""INSERT INTO ledger_change (municipality_id, extract_id, record, key, before, after)
            SELECT %s, %s, %s, {target.key}, {_as_json("t", target.written)}, {after}
            FROM {target.existing} JOIN {target.ready} r ON r.target_id = t.id JOIN {target.stage} s ON s.line = r.line
            WHERE NOT r.same AND r.parent_id IS NOT NULL""",
        [current_municipality(), extract_id, target.record],
    )


def _new_list(target: Target) -> list[str]:
    own = [f"s.{name}" for name in target.written if not (target.parent and name == target.parent.column)]
    return (["r.parent_id"] if target.parent else []) + own


def _new_values(target: Target) -> str:
    return ", ".join(_new_list(target))


def _staged_values(target: Target) -> str:
    return ", ".join("p.id" if value == "r.parent_id" else value for value in _new_list(target))


def _listed(alias: str, names: Iterable[str]) -> str:
    return ", ".join(f"{alias}.{name}" for name in names)


def _as_json(alias: str, names: tuple[str, ...]) -> str:
    return _json(names, [f"{alias}.{name}" for name in names])


def _json(names: Iterable[str], values: Iterable[str]) -> str:
    return f"jsonb_build_object({', '.join(f'{chr(39)}{name}{chr(39)}, {value}' for name, value in zip(names, values, strict=True))})"
