"""Why was this row put into quarantine? Reasons are told cell by cell, for bad rows only."""

import csv
from collections.abc import Sequence

from towa.gateways.core_system.batch import BadRow
from towa.gateways.core_system.checks import Fault, Rules, check_cell, shown
from towa.gateways.core_system.encoding import Encoding, Undecodable, as_shown
from towa.gateways.core_system.format import RecordLayout
from towa.kernel.result import Finding, Place, Severity


def unreadable_row(
    record: RecordLayout, file: str, line: int, original: bytes, encoding: Encoding, fault: Fault
) -> BadRow:
    """A row whose very cells cannot be told apart or decoded."""
    finding = Finding(Severity.ERROR, fault.code, fault.message, fault.cure, Place(file, line))
    return BadRow(record, line, _cells(as_shown(original, encoding)), original, (finding,))


def unfit_row(
    record: RecordLayout,
    file: str,
    line: int,
    cells: Sequence[str],
    original: bytes,
    rules: Rules,
    *,
    repeated: bool,
    fit: Sequence[bool] | None = None,
) -> BadRow:
    """A row with cells that cannot be taken in, or with a key that stood in an earlier row.

    Args:
        fit: which cells are already known to be fit; only the others are asked for their reason.
    """
    findings = [
        Finding(
            Severity.ERROR, fault.code, fault.message, fault.cure, Place(file, line, field.column, shown(field, cell))
        )
        for field, cell, known in zip(record.fields, cells, fit or [False] * len(cells), strict=True)
        if not known and (fault := check_cell(field, cell, rules)) is not None
    ]
    if repeated:
        findings.append(_repeated_key(record, file, line, cells))
    if not findings:
        # The two forms of the checks disagree; the row is kept back rather than taken in unexplained.
        findings.append(_unexplained(file, line))
    return BadRow(record, line, tuple(cells), original, tuple(findings))


def column_fault(columns: int, found: int, *, blank: bool) -> Fault:
    """項目数の誤り: commas and heads do not agree."""
    if blank:
        return Fault("blank_line", "空の行です。", "空の行を取り除いてください。")
    return Fault(
        "column_count",
        f"項目の数が違います（{columns}のはずが{found}）。",
        'コンマを含む値は " で囲み、項目の数を見出しに合わせてください。',
    )


def byte_fault(encoding: Encoding, found: Undecodable) -> Fault:
    """文字コードの誤り: a byte that is no character."""
    return Fault(
        "undecodable",
        f"{encoding.upper()} として読めない文字があります（行の{found.offset + 1}バイト目、0x{found.byte:02X}）。",
        "抽出元で、その文字を正しい文字に直してください。",
    )


LONE_RETURN = Fault("lone_return", "行の途中に改行記号（CR）だけがあります。", "改行記号を取り除いてください。")
NUL = Fault("nul", "NUL 文字（0x00）があります。", "抽出し直すか、NUL 文字を取り除いてください。")
MARK_INSIDE = Fault(
    "mark_inside",
    "行の途中に BOM（ファイルの先頭の印）があります。",
    "ファイルをつなぎ合わせずに抽出し直してください。",
)


def _repeated_key(record: RecordLayout, file: str, line: int, cells: Sequence[str]) -> Finding:
    key = [(field, cell) for field, cell in zip(record.fields, cells, strict=True) if field.name in record.key]
    columns = "・".join(field.column for field, _ in key)
    return Finding(
        Severity.ERROR,
        "duplicate_key",
        f"「{columns}」が同じ行が、このファイルの前の方にもあります。",
        "どちらが正しいか確かめ、一方を取り除いてください。",
        Place(file, line, columns, " ".join(shown(field, cell) for field, cell in key)),
    )


def _unexplained(file: str, line: int) -> Finding:
    return Finding(
        Severity.ERROR,
        "unreadable",
        "この行は読み取れません。",
        "システム管理者に、この行を添えて知らせてください。",
        Place(file, line),
    )


def _cells(text: str) -> tuple[str, ...]:
    try:
        return tuple(next(csv.reader([text.rstrip("\r\n").replace("\0", "␀")], strict=True), ()))
    except csv.Error:
        return (text.rstrip("\r\n"),)
