"""目録: what the core system says that it has sent. Compared with what stands there, before and while reading."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from towa.gateways.core_system.batch import Totals
from towa.gateways.core_system.encoding import Utf8Check
from towa.gateways.core_system.format import ExtractLayout
from towa.kernel.identifiers import is_municipality_code
from towa.kernel.result import Finding, Place, Severity


MANIFEST = "manifest.json"
LARGEST_MANIFEST = 1 << 20
BLOCK_BYTES = 1 << 20


class ManifestUnreadable(Exception):
    """目録を読めません。"""


@dataclass(frozen=True)
class FileEntry:
    """目録の1行: one file of the extract."""

    record: str
    file: str
    rows: int
    yen_total: int | None
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """目録."""

    layout: str
    version: str
    municipality_code: str
    municipality_name: str
    as_of: date
    encoding: str
    made_at: str
    files: tuple[FileEntry, ...]

    def entry(self, record: str) -> FileEntry | None:
        return next((entry for entry in self.files if entry.record == record), None)


@dataclass(frozen=True)
class FileFacts:
    """ファイルの実際: found in one pass over the bytes."""

    sha256: str
    size: int
    valid_utf8: bool
    ends_with_newline: bool


def facts_of(path: Path) -> FileFacts:
    """Reads the file once in a stream: check sum, encoding, last byte."""
    digest, check, size, last = hashlib.sha256(), Utf8Check(), 0, b""
    for block in _blocks(path):
        digest.update(block)
        check.add(block)
        size, last = size + len(block), block[-1:]
    check.add(b"", last=True)
    return FileFacts(digest.hexdigest(), size, check.valid, last == b"\n")


def read_manifest(path: Path) -> Manifest:
    """Reads `manifest.json`.

    Raises:
        ManifestUnreadable: it is no such manifest; the message says where.
    """
    if path.stat().st_size > LARGEST_MANIFEST:
        raise ManifestUnreadable("目録が大きすぎます。")
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
    except ValueError as error:
        raise ManifestUnreadable("目録が JSON として読めません（途中で切れた可能性があります）。") from error
    return _manifest(content)


def check_manifest(manifest: Manifest, layout: ExtractLayout, municipality: str = "") -> Iterator[Finding]:
    """Version, town and list of records, without looking at the files."""
    if manifest.version != layout.version:
        message = f"様式の版が違います（目録は{manifest.version}、読めるのは{layout.version}）。"
        yield _stop("version", message, "様式の版をそろえて抽出し直すか、新しい版の様式を登録してください。")
    if not is_municipality_code(manifest.municipality_code):
        yield _stop(
            "municipality_code",
            f"目録の団体コード「{manifest.municipality_code}」は正しい番号ではありません。",
            "抽出元に確かめてください。",
        )
    elif municipality and manifest.municipality_code != municipality:
        message = f"他の団体の抽出データです（{manifest.municipality_name} {manifest.municipality_code}）。この団体は {municipality} です。"
        yield _stop("wrong_town", message, "正しい団体のファイルを選んでください。")
    names = [entry.record for entry in manifest.files]
    for record in layout.records:
        if names.count(record.name) != 1:
            word = "ありません" if record.name not in names else "二度あります"
            yield _stop("record_missing", f"目録に「{record.term}」が{word}。", "全件を抽出し直してください。")
    for entry in manifest.files:
        if entry.record not in [record.name for record in layout.records]:
            yield _stop(
                "record_unknown", f"目録に様式にない種類「{entry.record[:40]}」があります。", "様式を確かめてください。"
            )


def check_files(manifest: Manifest, present: Mapping[str, FileFacts]) -> Iterator[Finding]:
    """Every file of the manifest is there, unharmed, and no other."""
    for entry in manifest.files:
        facts = present.get(entry.file)
        if facts is None:
            yield _stop(
                "file_missing",
                f"ファイル「{entry.file}」がありません。",
                "全部のファイルをそろえてください。",
                entry.file,
            )
        elif facts.sha256 != entry.sha256.lower():
            message = f"ファイル「{entry.file}」が目録の検査値（SHA-256）と一致しません。途中で切れたか、書き換えられています。"
            yield _stop(
                "sha256", message, "抽出元からもう一度写してください。手で直したファイルは受け付けません。", entry.file
            )
    for name in sorted(set(present) - {entry.file for entry in manifest.files}):
        yield _stop(
            "file_extra", f"目録にないファイル「{name[:80]}」があります。", "余分なファイルを取り除いてください。", name
        )


def check_totals(entry: FileEntry, totals: Totals) -> Iterator[Finding]:
    """件数・金額の照合: after the last row."""
    if totals.rows != entry.rows:
        message = f"件数が目録と一致しません（目録 {entry.rows:,}件、実際 {totals.rows:,}件）。"
        yield _stop("rows_disagree", message, "抽出し直してください。", entry.file)
    if entry.yen_total is None or totals.yen == entry.yen_total:
        return
    message = f"金額の合計が目録と一致しません（目録 {entry.yen_total:,}円、実際 {totals.yen:,}円、差 {totals.yen - entry.yen_total:,}円）。"
    if not totals.yen_unreadable:
        yield _stop("yen_disagree", message, "抽出し直してください。", entry.file)
        return
    message += f"金額を読めない隔離行が{totals.yen_unreadable:,}行あるため、差がその分かどうかは確かめられません。"
    yield Finding(
        Severity.WARNING, "yen_unproven", message, "隔離行の金額を直してから合計を確かめてください。", Place(entry.file)
    )


def _manifest(content: object) -> Manifest:
    try:
        return _typed_manifest(content)
    except (KeyError, TypeError, ValueError) as error:
        raise ManifestUnreadable(f"目録の項目が足りないか、形が違います（{error}）。") from error


def _typed_manifest(content: object) -> Manifest:
    if not isinstance(content, dict):
        raise TypeError("全体")
    words = {
        name: _text(content, name)
        for name in ("layout", "version", "municipality_code", "municipality_name", "encoding", "made_at")
    }
    return Manifest(
        **words, as_of=_day(_text(content, "as_of")), files=tuple(_entry(item) for item in _list(content["files"]))
    )


def _entry(item: object) -> FileEntry:
    if not isinstance(item, dict):
        raise TypeError("files")
    total = item.get("yen_total")
    return FileEntry(
        _text(item, "record"), _text(item, "file"), _whole(item["rows"]),
        None if total is None else _whole(total), _text(item, "sha256"),
    )  # fmt: skip


def _text(content: Mapping[str, object], name: str) -> str:
    value = content[name]
    if not isinstance(value, str) or len(value) > 200:
        raise TypeError(name)
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r}")
    return value


def _day(text: str) -> date:
    if len(text) != 10 or text[4] != "-":
        raise ValueError(text)
    return date.fromisoformat(text)


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("files")
    return value


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            yield block


def _stop(code: str, message: str, cure: str, file: str = MANIFEST) -> Finding:
    return Finding(Severity.ERROR, code, message, cure, Place(file))
