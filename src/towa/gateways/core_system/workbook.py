"""A workbook (xlsx) of one record becomes columns of text, in another process, while this one looks through its parts.

The child reads fast and may die of a bomb. It first tries our own strict reader, which by its nature passes no
declaration and no error cell; the parent inflates every other part in small blocks (all of them where the library reads)
and refuses what does not belong in data: macros, links to other files, document type declarations, error cells.
"""

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Collection, Sequence
from pathlib import Path

from towa.gateways.core_system.archive import WORKBOOK_LIMITS, blocks, open_archive, refuse
from towa.gateways.core_system.format import RecordLayout
from towa.kernel.result import Finding, Place, Severity


ENDINGS = (".xlsx",)
TIMEOUT_SECONDS = 300
PLAIN_FROM_BYTES = 10 << 20
"""Unpacked; below it the library is done before the compiled code of our own reader is loaded."""
CHILD_ENVIRONMENT = {
    "POLARS_MAX_THREADS": "1",
    "PATH": "",
    "LANG": "C.UTF-8",
    # A sheet is a million small values: large pages save a tenth of the time. Unknown elsewhere than in glibc, harmless.
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
}
_MEMORY_BASE = 288 << 20
_MEMORY_PER_BYTE = 6
_UNWANTED = {
    "vbaproject.bin": "マクロ",
    "externallinks/": "他のファイルへのリンク",
    "embeddings/": "埋め込まれたファイル",
    "activex/": "ActiveX",
    "connections.xml": "外部データの接続",
}
_ERROR_CELL = re.compile(rb'<c\b[^>]*\bt="e"[^>]*>')
_CELL_NAME = re.compile(rb'\br="([A-Z]{1,3}[0-9]{1,7})"')
_OVERLAP = 256


def read_workbook(
    path: Path, target: Path, record: RecordLayout, date_style: str, ignored: Sequence[str] = ()
) -> list[Finding]:
    """表計算ファイルを読む: its first sheet as columns of text (Arrow), without the ignored ones; gives warnings.

    Raises:
        ExtractRefused: a bomb, macros, links, error cells, or no workbook at all.
    """
    with open_archive(path, WORKBOOK_LIMITS) as archive:
        _refuse_unwanted(archive, path.name)
        child = _start(path, target, date_style, _spoken(record, ignored), memory_for(archive))
        try:
            _look_through(archive, path.name, _read_plainly(child))
            output, _ = child.communicate(timeout=TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise refuse(
                "too_slow", "時間内に読み終わりません。", "行数を減らして分けてください。", path.name
            ) from error
        finally:
            child.kill()
            child.communicate()
    return _answer(output, child.returncode, path.name)


def _read_plainly(child: subprocess.Popen[bytes]) -> list[str]:
    """Parts that our own reader read to their ends; the library, if it has to read, is at work meanwhile."""
    try:
        parts: list[str] = json.loads(child.stdout.readline() if child.stdout else b"")["plain"]
    except ValueError:  # it died: everything is looked through for the reason
        return []
    return parts


def memory_for(archive: zipfile.ZipFile) -> int:
    """Bytes that reading this workbook may take."""
    return _MEMORY_BASE + _MEMORY_PER_BYTE * sum(entry.file_size for entry in archive.infolist())


def _spoken(record: RecordLayout, ignored: Sequence[str]) -> str:
    """What the child must know of the layout."""
    columns = {field.column: [field.kind.value, field.width] for field in record.fields}
    return json.dumps({"columns": columns, "ignored": list(ignored), "plain_from": PLAIN_FROM_BYTES})


def _start(path: Path, target: Path, style: str, spoken: str, memory: int) -> subprocess.Popen[bytes]:
    worker = "towa.gateways.core_system.workbook_worker"
    command = [
        sys.executable,
        "-I",
        "-m",
        worker,
        str(path.resolve()),
        str(target.resolve()),
        style,
        spoken,
        str(memory),
    ]
    return subprocess.Popen(
        command, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=CHILD_ENVIRONMENT, bufsize=0,
    )  # fmt: skip


def _answer(output: bytes, code: int, file: str) -> list[Finding]:
    try:
        answer = json.loads(output)
    except ValueError:
        answer = {"refused": f"終了コード {code}"}
    if "refused" in answer:
        cure = "Excelで開いて「Excelブック（.xlsx）」で保存し直してください。"
        raise refuse("workbook", f"表計算ファイルを読めません（{answer['refused']}）。", cure, file)
    if answer["sheets"] > 1:
        message = f"シートが{answer['sheets']}枚あります。最初のシートだけを読みました。"
        return [
            Finding(Severity.WARNING, "more_sheets", message, "他のシートのデータは別に出してください。", Place(file))
        ]
    return []


def _refuse_unwanted(archive: zipfile.ZipFile, file: str) -> None:
    names = [name.lower() for name in archive.namelist()]
    if "[content_types].xml" not in names:
        raise refuse(
            "workbook", "表計算ファイル（.xlsx）ではありません。", "Excelで .xlsx として保存してください。", file
        )
    for part, word in _UNWANTED.items():
        if any(part in name for name in names):
            raise refuse(
                "unwanted_part", f"{word}が含まれています。", "値だけの新しいブックに貼り付けて保存してください。", file
            )


def _look_through(archive: zipfile.ZipFile, file: str, read: Collection[str]) -> None:
    """Every part not read yet is inflated once: sizes are what they claim, and nothing unwanted stands inside."""
    for entry in archive.infolist():
        if entry.filename in read:
            continue
        if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            _look_at(archive, entry, file)
        else:
            for _ in blocks(archive, entry, file):
                pass


def _look_at(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: str) -> None:
    tail, is_sheet = b"", "/worksheets/" in entry.filename
    for number, block in enumerate(blocks(archive, entry, file)):
        if number == 0 and b"\0" in block[:64]:
            raise refuse("workbook", "UTF-16 の部品があり、確かめられません。", "Excelで保存し直してください。", file)
        for part in (tail + block[:_OVERLAP], block):  # the seam by itself, so that no block is copied
            _refuse_declaration(part, file)
            if is_sheet and b't="e"' in part:
                _refuse_error_cell(part, file)
        if number == 0 and entry.filename == "xl/worksheets/sheet1.xml":
            _refuse_late_head(block, file)
        tail = block[-_OVERLAP:]


def _refuse_declaration(part: bytes, file: str) -> None:
    # One rare byte is found much faster than a word, and most parts do not hold it.
    if b"!" in part and (b"<!DOCTYPE" in part or b"<!ENTITY" in part):
        raise refuse("dtd", "文書型宣言（DTD）が含まれています。", "Excelで保存し直してください。", file)


def _refuse_error_cell(part: bytes, file: str) -> None:
    """Readers give an error cell as an empty one, so a lost amount would look like none."""
    if found := _ERROR_CELL.search(part):
        name = _CELL_NAME.search(found[0])
        where = name[1].decode() if name else "?"
        message = f"セル {where} がエラー値（#N/A、#DIV/0! など）です。"
        raise refuse("error_cell", message, "数式を値に直してください。", file)


def _refuse_late_head(part: bytes, file: str) -> None:
    """The first cell is A1; otherwise lines in messages would not be the rows people see."""
    first = _CELL_NAME.search(part, max(part.find(b"<sheetData"), 0))
    if first and first[1] != b"A1" and b"<row" in part:
        message = f"表が {first[1].decode()} から始まっています。"
        raise refuse("late_head", message, "1行目のA列から見出しを並べてください。", file)
