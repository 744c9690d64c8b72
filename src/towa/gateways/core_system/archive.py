"""May this zip (an extract, or a workbook, which is one too) be unpacked at all? Asked before anything is.

A 290 kB workbook that unpacks to 98 MB kept a reader busy for more than a minute; so sizes, number of entries and
ratio are limited by what the directory says, and by what really comes out, counted while it comes.
"""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from towa.gateways.core_system.batch import ExtractRefused
from towa.kernel.result import Finding, Place, Severity


BLOCK_BYTES = 1 << 20
_PLAIN_NAME = re.compile(r"[^\\/:\x00-\x1f]+")


@dataclass(frozen=True)
class Limits:
    """展開の上限."""

    entries: int
    total_bytes: int
    ratio: int
    """Unpacked to packed; not asked of small archives, where anything is harmless."""
    harmless_bytes: int = 16 << 20


EXTRACT_LIMITS = Limits(entries=100, total_bytes=8 << 30, ratio=100)
WORKBOOK_LIMITS = Limits(entries=200, total_bytes=768 << 20, ratio=100)


def refuse(code: str, message: str, cure: str, file: str) -> ExtractRefused:
    return ExtractRefused((Finding(Severity.ERROR, code, message, cure, Place(file)),))


def open_archive(path: Path, limits: Limits) -> zipfile.ZipFile:
    """Opens a zip whose directory keeps within the limits.

    Raises:
        ExtractRefused: it is no zip, encrypted, or would unpack to too much.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        cure = "途中で切れていないか、パスワードが付いていないか確かめてください。"
        raise refuse(
            "not_an_archive", "ファイルを開けません（壊れているか、形式が違います）。", cure, path.name
        ) from error
    try:
        _check_directory(archive, limits, path)
    except ExtractRefused:
        archive.close()
        raise
    return archive


def blocks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: str) -> Iterator[bytes]:
    """The content of one entry, block by block.

    Raises:
        ExtractRefused: damaged, or another size than its directory says.
    """
    try:
        with archive.open(entry) as stream:
            while block := stream.read(BLOCK_BYTES):
                yield block
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError, zlib.error) as error:
        raise refuse(
            "archive_damaged", f"「{entry.filename[:80]}」を展開できません。", "作り直してください。", file
        ) from error


def unpack(path: Path, target: Path) -> Path:
    """抽出データの zip を展開する: plain files only, in one folder; gives the folder with the manifest.

    Raises:
        ExtractRefused: names that lead elsewhere, links, doubles, bombs.
    """
    with open_archive(path, EXTRACT_LIMITS) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        names = _plain_names(entries, path.name)
        for entry, name in zip(entries, names, strict=True):
            with (target / name).open("xb") as file:
                file.writelines(blocks(archive, entry, path.name))
    return target


def _check_directory(archive: zipfile.ZipFile, limits: Limits, path: Path) -> None:
    entries = archive.infolist()
    total, packed = sum(entry.file_size for entry in entries), max(path.stat().st_size, 1)
    cure = "必要な列と行だけのファイルにしてください。"
    if len(entries) > limits.entries:
        raise refuse("too_many_entries", f"中のファイルが多すぎます（{len(entries):,}個）。", cure, path.name)
    if total > limits.total_bytes:
        raise refuse("too_large", f"展開すると大きすぎます（{total >> 20:,}MiB）。", cure, path.name)
    if total > limits.harmless_bytes and total > limits.ratio * packed:
        raise refuse("bomb", f"圧縮率が異常です（{total // packed:,}倍）。", "作り直してください。", path.name)
    if any(entry.flag_bits & 1 for entry in entries):
        raise refuse("encrypted", "パスワード付きのファイルは読めません。", "パスワードを外してください。", path.name)


def _plain_names(entries: list[zipfile.ZipInfo], file: str) -> list[str]:
    """Names without their one common folder; links, ways out and doubles are refused."""
    cure = "抽出フォルダをそのまま zip にしてください。"
    folders = {entry.filename.rpartition("/")[0] for entry in entries}
    if len(folders) > 1:
        raise refuse("folders", "zip の中にフォルダが複数あります。", cure, file)
    names = [entry.filename.rpartition("/")[2] for entry in entries]
    for entry, name in zip(entries, names, strict=True):
        kind = stat.S_IFMT(entry.external_attr >> 16)
        plain = kind in (0, stat.S_IFREG) and _PLAIN_NAME.fullmatch(name) and ".." not in entry.filename.split("/")
        if not plain or name in (".", "..") or entry.filename.startswith("/") or "\\" in entry.orig_filename:
            raise refuse("unsafe_name", f"zip の中に使えない名前があります（{entry.filename[:80]}）。", cure, file)
    if len({name.casefold() for name in names}) != len(names):
        raise refuse("double_name", "zip の中に同じ名前のファイルが二つあります。", cure, file)
    return names
