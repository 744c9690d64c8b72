"""Rows that could not be taken in wait here (隔離行), with their cells, their very bytes and every reason."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from psycopg.types.json import Jsonb

from towa.gateways.core_system.batch import BadRow, Batch
from towa.gateways.core_system.format import Kind, RecordLayout
from towa.gateways.core_system.port import ExtractSource
from towa.kernel.result import Finding, Place, Severity
from towa.platform.tenancy import current_municipality
from towa.rooms.ledger.app.actions.target import Target
from towa.rooms.ledger.app.queries.outcome import finding_as_json


UNKNOWN_PARENT = "unknown_parent"


def keep(cursor: Any, extract_id: int, rows: Iterable[BadRow]) -> None:
    """隔離: stores the rows of one extract (by INSERT: COPY does not go together with row-level security)."""
    cursor.executemany(
        "INSERT INTO ledger_quarantinedrow (municipality_id, extract_id, record, line, cells, original, findings, state)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, 'waiting')",
        [_stored(extract_id, row) for row in rows],
    )


def _stored(extract_id: int, row: BadRow) -> tuple[Any, ...]:
    reasons = [finding_as_json(finding) for finding in row.findings]
    cells = Jsonb(_storable(list(row.cells)))
    return (
        current_municipality(), extract_id, row.record.name, row.line, cells, row.original, Jsonb(_storable(reasons)),
    )  # fmt: skip


def replace_earlier(cursor: Any, extract_id: int) -> None:
    """後の抽出で置換: a whole extract brings every row anew, so older waiting rows are settled by it."""
    cursor.execute(
        "UPDATE ledger_quarantinedrow SET state = 'replaced' WHERE state = 'waiting' AND extract_id <> %s", [extract_id]
    )


def orphans(source: ExtractSource, target: Target, lines: Sequence[int]) -> list[BadRow]:
    """親のない行: rows that are sound in themselves but hang on nothing; read again for their bytes."""
    wanted = set(lines)
    if not wanted:
        return []
    entry = source.manifest.entry(target.record) if source.manifest else None
    file = entry.file if entry else source.layout[target.record].file_name
    found: list[BadRow] = []
    for batch in source.batches(target.record):
        found.extend(_orphan(batch, target, line, file) for line in batch.good["line"].to_list() if line in wanted)
    return found


def held_keys(record: RecordLayout, rows: Iterable[BadRow]) -> Iterator[str]:
    """Natural keys that can still be read in bad rows: the ledger's earlier version of such a row stays."""
    return (key for row in rows if (key := key_of(record, row.cells)))


def key_of(record: RecordLayout, cells: Sequence[str]) -> str:
    """The natural key in a row's cells, as the ledger writes it; empty where columns are missing."""
    if len(cells) != len(record.fields):
        return ""
    named = zip(record.fields, cells, strict=True)
    return "/".join(_plain(cell, item.kind) for item, cell in named if item.name in record.key)


def _plain(cell: str, kind: Kind) -> str:
    return str(int(cell)) if kind is Kind.COUNT and cell.isascii() and cell.isdigit() else cell


def _orphan(batch: Batch, target: Target, line: int, file: str) -> BadRow:
    original = batch.original(line)
    cells = _cells(original)
    return BadRow(batch.record, line, cells, original, (_reason(batch.record, target, Place(file, line), cells),))


def _reason(record: RecordLayout, target: Target, place: Place, cells: Sequence[str]) -> Finding:
    assert target.parent is not None  # noqa: S101  # only a record with a parent has orphans
    names = [item.name for item in record.fields]
    value = " ".join(cells[names.index(name)] for name in target.parent.fields)
    return Finding(
        Severity.ERROR,
        UNKNOWN_PARENT,
        f"{target.parent.term}「{value}」が台帳にありません。",
        f"{target.parent.term}を直すか、先に親の行を取り込んでください。",
        Place(place.file, place.line, target.parent.term, value),
    )


def _cells(original: bytes) -> tuple[str, ...]:
    """A good row decodes in one of the two encodings: UTF-8 is asked first, as the reader does."""
    try:
        text = original.decode("utf-8")
    except UnicodeDecodeError:
        text = original.decode("cp932")
    return tuple(next(csv.reader([text], strict=True)))


def _storable(value: Any) -> Any:
    """PostgreSQL's JSON holds no NUL; the original bytes keep it."""
    if isinstance(value, str):
        return value.replace("\0", "␀")
    if isinstance(value, list):
        return [_storable(item) for item in value]
    if isinstance(value, dict):
        return {key: _storable(item) for key, item in value.items()}
    return value
