"""Extracts as a core system would write them, small and exact, in a folder of one's own."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from towa.gateways.core_system.format import ExtractLayout, Field, Kind, RecordLayout
from towa.gateways.core_system.layouts.towa import LAYOUT
from towa.kernel.identifiers import municipality_check_digit


TOWN = "99201" + municipality_check_digit("99201")
Row = Mapping[str, str]


def sample(field: Field, number: int, date_style: str = "dashed") -> str:
    """A right value for any field, different from row to row where it may be."""
    match field.kind:
        case Kind.TEXT:
            return f"本文{number}"
        case Kind.DIGITS:
            return TOWN if field.name == "municipality_code" else str(number).zfill(field.width)
        case Kind.YEN | Kind.COUNT:
            return str(number % 10 ** min(field.width, 9))
        case Kind.DATE:
            return "2026-11-20" if date_style == "dashed" else "20261120"
        case Kind.TIMESTAMP:
            return "2026-11-20 09:30:00" if date_style == "dashed" else "20261120093000"
        case Kind.CODE:
            return next(iter(field.codes))
        case Kind.FLAG:
            return "1"


def rows(record: RecordLayout, count: int, date_style: str = "dashed", **changes: str) -> list[dict[str, str]]:
    """Good rows with keys of their own; `changes` are put into every row."""
    return [
        {field.name: sample(field, number, date_style) for field in record.fields} | changes
        for number in range(1, count + 1)
    ]


def csv_bytes(record: RecordLayout, content: Iterable[Row], *, encoding: str = "cp932", newline: str = "\r\n") -> bytes:
    """The file of one record, head row first."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator=newline)
    writer.writerow(field.column for field in record.fields)
    writer.writerows([row[field.name] for field in record.fields] for row in content)
    return buffer.getvalue().encode(encoding)


def write_single(folder: Path, record: RecordLayout, content: Iterable[Row], **how: str) -> Path:
    path = folder / f"{record.file_name}.csv"
    path.write_bytes(csv_bytes(record, content, **how))
    return path


def write_extract(
    folder: Path,
    *,
    layout: ExtractLayout = LAYOUT,
    content: Mapping[str, Sequence[Row]] | None = None,
    count: int = 3,
    **how: str,
) -> Path:
    """A whole extract with a true manifest; `content` replaces the rows of single records."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    for record in layout.records:
        inside = (content or {}).get(record.name, rows(record, count, layout.date_style))
        path = write_single(folder, record, inside, **how)
        entries.append(entry(record, path, inside))
    write_manifest(folder, layout, entries, **how)
    return folder


def entry(record: RecordLayout, path: Path, content: Sequence[Row]) -> dict[str, object]:
    amounts = [row[record.yen_total] for row in content] if record.yen_total else []
    total = sum(int(amount) for amount in amounts if amount.isascii() and amount.lstrip("-").isdigit())
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {
        "record": record.name, "file": path.name, "rows": len(content),
        "yen_total": total if record.yen_total else None, "sha256": digest,
    }  # fmt: skip


def write_manifest(folder: Path, layout: ExtractLayout, entries: list[dict[str, object]], **changes: str) -> None:
    content = {
        "layout": layout.name, "version": layout.version, "municipality_code": TOWN, "municipality_name": "とわ市",
        "as_of": "2026-11-20", "encoding": "cp932", "made_at": "2026-11-21T03:00:00+09:00", "files": entries,
    }  # fmt: skip
    known = {name: value for name, value in changes.items() if name in content}
    (folder / "manifest.json").write_text(json.dumps(content | known, ensure_ascii=False), encoding="utf-8")
