"""The two ways in: a whole extract with its manifest, or a single file of one record."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from towa.gateways.core_system import records
from towa.gateways.core_system.batch import ExtractRefused
from towa.gateways.core_system.checks import Rules
from towa.gateways.core_system.encoding import Encoding
from towa.gateways.core_system.format import ExtractLayout, RecordLayout
from towa.gateways.core_system.layouts import layouts
from towa.gateways.core_system.manifest import (
    MANIFEST,
    FileFacts,
    Manifest,
    ManifestUnreadable,
    check_files,
    check_manifest,
    facts_of,
    read_manifest,
)
from towa.gateways.core_system.real import Extract, Source, source_of
from towa.gateways.core_system.workbook import ENDINGS, read_workbook
from towa.gateways.core_system.workspace import Workspace
from towa.kernel.result import Finding, Place, Severity, errors_in


IGNORED = {".DS_Store", "Thumbs.db", "desktop.ini"}
"""Left behind by file managers, never part of an extract."""


def open_extract(
    path: Path,
    *,
    municipality: str = "",
    layout: ExtractLayout | None = None,
    chunk_bytes: int = records.CHUNK_BYTES,
) -> Extract:
    """抽出データを開く: manifest read, every file checked against it; rows are read later, by `batches`.

    Args:
        path: a folder, or a .zip of one.
        municipality: 団体コード that the extract must belong to; empty: whichever the manifest names.
        layout: a layout of one's own; without it the manifest names one of those in `layouts/`.

    Raises:
        ExtractRefused: everything that stops it, at once.
    """
    workspace = Workspace()
    try:
        folder = workspace.unpacked(path) if path.suffix.lower() == ".zip" else path
        return _open_folder(folder, workspace, municipality, layout, chunk_bytes)
    except BaseException:
        workspace.close()
        raise


def open_single(
    path: Path,
    record: str,
    *,
    layout: ExtractLayout,
    municipality: str = "",
    ignored_columns: Sequence[str] = (),
    chunk_bytes: int = records.CHUNK_BYTES,
) -> Extract:
    """一つのファイルを開く: one record without a manifest, so its totals cannot be proven (a warning says so).

    Args:
        ignored_columns: heads in a workbook that are no data (reasons of a quarantine).

    Raises:
        ExtractRefused: the last row was cut off.
    """
    workspace, rules = Workspace(), Rules(layout.date_style, municipality)
    try:
        source, found = _single_source(path, layout[record], layout, workspace, ignored_columns)
    except BaseException:
        workspace.close()
        raise
    return Extract(layout, None, rules, {record: source}, [_no_totals(path), *found], chunk_bytes, workspace)


def _open_folder(
    folder: Path, workspace: Workspace, municipality: str, layout: ExtractLayout | None, chunk_bytes: int
) -> Extract:
    manifest = _manifest(folder)
    layout = layout or _layout(manifest)
    facts, findings = _look(folder)
    findings = [*check_manifest(manifest, layout, municipality), *findings, *check_files(manifest, facts)]
    if errors := errors_in(findings):
        raise ExtractRefused(errors)
    sources = {}
    for entry in manifest.files:
        record = layout[entry.record]
        sources[record.name], found = _source(folder / entry.file, facts[entry.file], record, layout, workspace)
        findings += found
    findings += _other_encodings(manifest, sources.values())
    rules = Rules(layout.date_style, manifest.municipality_code)
    return Extract(layout, manifest, rules, sources, findings, chunk_bytes, workspace)


def _single_source(
    path: Path, record: RecordLayout, layout: ExtractLayout, workspace: Workspace, ignored: Sequence[str]
) -> tuple[Source, list[Finding]]:
    facts = facts_of(path)
    if facts.size and not facts.ends_with_newline and not _is_workbook(path):
        raise ExtractRefused((_cut_off(path),))
    return _source(path, facts, record, layout, workspace, ignored)


def _source(
    path: Path,
    facts: FileFacts,
    record: RecordLayout,
    layout: ExtractLayout,
    workspace: Workspace,
    ignored: Sequence[str] = (),
) -> tuple[Source, list[Finding]]:
    if not _is_workbook(path):
        return source_of(path, facts, record), []
    target = workspace.folder() / f"{record.name}.arrow"
    found = read_workbook(path, target, record, layout.date_style, ignored)
    return Source(target, Encoding.UTF_8, path.name, is_workbook=True), found


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() in ENDINGS


def _no_totals(path: Path) -> Finding:
    return Finding(
        Severity.WARNING,
        "no_manifest",
        "目録のないファイルです。件数と金額の合計を照合できません。",
        "抽出元の件数・合計と見比べてください。",
        Place(path.name),
    )


def _manifest(folder: Path) -> Manifest:
    try:
        return read_manifest(folder / MANIFEST)
    except FileNotFoundError:
        raise _refused(
            "no_manifest", "目録（manifest.json）がありません。", "抽出フォルダ全体を選んでください。"
        ) from None
    except ManifestUnreadable as error:
        raise _refused("manifest", str(error), "抽出し直してください。") from error


def _layout(manifest: Manifest) -> ExtractLayout:
    known = layouts()
    if manifest.layout in known:
        return known[manifest.layout]
    names = "、".join(sorted(known))
    raise _refused("layout", f"様式「{manifest.layout[:40]}」は登録されていません。", f"登録済みの様式：{names}")


def _look(folder: Path) -> tuple[dict[str, FileFacts], list[Finding]]:
    """Facts of every plain file; anything else in the folder is a stranger."""
    facts: dict[str, FileFacts] = {}
    strangers: list[Finding] = []
    for path in sorted(folder.iterdir()):
        if path.name in IGNORED or path.name == MANIFEST:
            continue
        if path.is_symlink() or not path.is_file():
            message = f"「{path.name[:80]}」は普通のファイルではありません。"
            strangers.append(Finding(Severity.ERROR, "file_kind", message, "取り除いてください。", Place(path.name)))
        else:
            facts[path.name] = facts_of(path)
    return facts, strangers


def _other_encodings(manifest: Manifest, sources: Iterable[Source]) -> Iterator[Finding]:
    for source in sources:
        if manifest.encoding == "utf-8" and source.encoding is Encoding.CP932:
            message = f"目録では UTF-8 ですが、「{source.name}」は CP932 です。CP932 として読みます。"
            yield Finding(
                Severity.WARNING, "encoding_differs", message, "抽出元に確かめてください。", Place(source.name)
            )


def _cut_off(path: Path) -> Finding:
    return Finding(
        Severity.ERROR,
        "cut_off",
        "最後の行が改行で終わっていません。ファイルが途中で切れている可能性があります。",
        "抽出し直してください。切れていないと分かっているときは、最後の行の末尾に改行を入れてください。",
        Place(path.name),
    )


def _refused(code: str, message: str, cure: str) -> ExtractRefused:
    return ExtractRefused((Finding(Severity.ERROR, code, message, cure, Place(MANIFEST)),))
