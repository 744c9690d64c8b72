"""What has arrived: a whole extract with its manifest, or a file of one record alone? (全件の抽出, 一つのレコードのファイル)

A single file has no manifest: its totals cannot be compared (a warning says so), it counts for the ledger's own day, and
what is not in it has not vanished.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from towa.gateways.core_system.batch import ExtractRefused
from towa.gateways.core_system.layouts.towa import LAYOUT
from towa.gateways.core_system.manifest import FileEntry, Manifest, facts_of
from towa.gateways.core_system.port import ExtractSource
from towa.gateways.core_system.quarantine import EXTRA_COLUMNS, read_mended
from towa.gateways.core_system.reader import open_extract
from towa.gateways.core_system.recognising import SINGLE_ENDINGS, record_of
from towa.kernel.result import Finding, Place, Severity
from towa.platform.tenancy import current_municipality
from towa.platform.tenancy.models import Municipality
from towa.rooms.ledger.app.queries.extracts import latest_as_of


@dataclass(frozen=True)
class Arrived:
    """届いたデータ: opened, not yet read."""

    source: ExtractSource
    letter: Manifest
    """The manifest; for a single file one made from the file itself, without counts."""
    record: str = ""
    """The only record of a single file; empty for a whole extract."""
    rows: int | None = None
    """Rows of a single file, as far as its lines tell; for the progress."""

    @property
    def whole(self) -> bool:
        return not self.record


@contextmanager
def arrived(path: Path) -> Iterator[Arrived]:
    """Opens a folder, its manifest, a zip, or a CSV or workbook of one record.

    Raises:
        ExtractRefused: it cannot be taken in; the findings say why and what to do.
    """
    town = Municipality.objects.get(pk=current_municipality())
    if path.suffix.lower() in SINGLE_ENDINGS:
        yield from _single(path, town)
        return
    with open_extract(_folder(path), municipality=town.code) as source:
        assert source.manifest is not None  # noqa: S101  # a whole extract is never opened without its manifest
        yield Arrived(source, source.manifest)


def _single(path: Path, town: Municipality) -> Iterator[Arrived]:
    record = record_of(path, LAYOUT, EXTRA_COLUMNS).name
    day = _ledgers_day(path)
    with read_mended(path, record, layout=LAYOUT, municipality=town.code) as source:
        entry = FileEntry(record, path.name, 0, None, facts_of(path).sha256)
        letter = Manifest(LAYOUT.name, LAYOUT.version, town.code, town.name, day, "", "", (entry,))
        yield Arrived(source, letter, record, _lines(path))


def _lines(path: Path) -> int | None:
    """Lines below the head row; a workbook has none."""
    if path.suffix.lower() != ".csv":
        return None
    with path.open("rb") as file:
        return sum(1 for _ in file) - 1


def _ledgers_day(path: Path) -> date:
    if day := latest_as_of():
        return day
    finding = Finding(
        Severity.ERROR,
        "no_ledger",
        "台帳にまだ何もないため、一つのレコードだけを取り込むことはできません。",
        "先に全件の抽出データ（manifest.json を含む zip）を取り込んでください。",
        Place(path.name),
    )
    raise ExtractRefused((finding,))


def _folder(path: Path) -> Path:
    """A manifest stands for its folder."""
    return path.parent if path.name == "manifest.json" else path
