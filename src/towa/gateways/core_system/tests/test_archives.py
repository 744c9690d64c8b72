"""Zipped extracts: only plain files in one folder come out, and no more than was promised."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from towa.gateways.core_system import archive
from towa.gateways.core_system.archive import Limits, open_archive, unpack
from towa.gateways.core_system.batch import ExtractRefused
from towa.gateways.core_system.reader import open_extract


def zip_of(path: Path, *entries: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries:
            made.writestr(name, content)
    return path


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.parametrize(
    "name",
    ["../evil.csv", "/etc/evil.csv", "a/../../evil.csv", "..", "C:evil.csv", "a\\b.csv", link("receipt.csv")],
    ids=str,
)
def test_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str | zipfile.ZipInfo) -> None:
    target = tmp_path / "inside" / "target"
    target.mkdir(parents=True)

    with pytest.raises(ExtractRefused):
        unpack(zip_of(tmp_path / "x.zip", (name, b"x")), target)

    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["x.zip"]


@pytest.mark.parametrize(("names", "code"), [(("a/x.csv", "b/y.csv"), "folders"), (("x.csv", "X.csv"), "double_name")])
def test_more_than_one_folder_or_like_names_are_refused(tmp_path: Path, names: tuple[str, ...], code: str) -> None:
    path = zip_of(tmp_path / "x.zip", *((name, b"x") for name in names))

    with pytest.raises(ExtractRefused) as refused:
        unpack(path, tmp_path)

    assert refused.value.findings[0].code == code


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(entries=2, total_bytes=1 << 30, ratio=100), "too_many_entries"),
        (Limits(entries=9, total_bytes=1 << 20, ratio=10_000), "too_large"),
        (Limits(entries=9, total_bytes=1 << 30, ratio=100), "bomb"),
    ],
)
def test_archive_beyond_its_limits_is_refused_before_it_is_unpacked(tmp_path: Path, limits: Limits, code: str) -> None:
    path = zip_of(tmp_path / "x.zip", *((f"{number}.csv", b"0" * (8 << 20)) for number in range(3)))

    with pytest.raises(ExtractRefused) as refused:
        open_archive(path, limits)

    assert refused.value.findings[0].code == code


def test_upload_that_is_no_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(b"nothing of that kind")

    with pytest.raises(ExtractRefused, match="開けません"):
        open_extract(path)


def test_damaged_entry_is_refused(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "x.zip", ("receipt.csv", bytes(range(256)) * 40))
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    path.write_bytes(data)

    with pytest.raises(ExtractRefused):
        unpack(path, tmp_path)


def test_empty_archive_has_no_manifest(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    zipfile.ZipFile(buffer, "w").close()
    (tmp_path / "x.zip").write_bytes(buffer.getvalue())

    with pytest.raises(ExtractRefused, match=r"manifest\.json"):
        open_extract(tmp_path / "x.zip")


def test_limits_of_an_extract_leave_room_for_a_whole_city() -> None:
    assert archive.EXTRACT_LIMITS.total_bytes >= 4 << 30
