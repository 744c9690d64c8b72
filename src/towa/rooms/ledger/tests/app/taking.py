"""Taking in a tiny town, for tests that need a ledger."""

from pathlib import Path
from typing import Any

from towa.platform.jobs import NullProgress
from towa.rooms.ledger.app.actions import take_in_extract
from towa.rooms.ledger.app.queries.outcome import Report
from towa.rooms.ledger.tests.factories import ExtractFolder


def take(folder: ExtractFolder, path: Path, **options: Any) -> Report:
    return take_in_extract(folder.write(path), progress=NullProgress(), **options)
