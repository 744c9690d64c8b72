"""抽出ファイル: writes blocks as the core's CSV files in CP932 and UTF-8 and keeps rows, yen and SHA-256 for the manifest."""

import hashlib
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import polars as pl

from sample_town.frames import Columns
from sample_town.municipality import AS_OF, MUNICIPALITY_CODE, MUNICIPALITY_NAME
from towa.gateways.core_system.format import RecordLayout
from towa.gateways.core_system.layouts.towa import LAYOUT


ASCII_RECORDS = frozenset({"phone", "levy", "instalment", "receipt", "plan_instalment"})
"""No Japanese but in the head row: their bytes are the same in both encodings."""
MADE_AT = f"{AS_OF.isoformat()}T21:30:00+09:00"
"""The core's nightly run; the clock of this machine would make two runs differ."""


@dataclass
class OutputFile:
    """One CSV file that grows block by block."""

    layout: RecordLayout
    encoding: str
    stream: BinaryIO
    rows: int = 0
    yen: int = 0
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def append(self, body: bytes, rows: int, yen: int) -> None:
        """Adds the rows of a block."""
        self.stream.write(body)
        self.digest.update(body)
        self.rows += rows
        self.yen += yen

    def entry(self) -> dict[str, object]:
        """This file's line in the manifest."""
        total = self.yen if self.layout.yen_total else None
        name = f"{self.layout.file_name}.csv"
        return {
            "record": self.layout.name,
            "file": name,
            "rows": self.rows,
            "yen_total": total,
            "sha256": self.digest.hexdigest(),
        }


class ExtractWriter:
    """抽出フォルダ in one or two encodings."""

    def __init__(self, folders: dict[str, Path]) -> None:
        self.folders = folders
        self.files = {
            encoding: {layout.name: _opened(layout, encoding, folder) for layout in LAYOUT.records}
            for encoding, folder in folders.items()
        }

    def append(self, record: str, columns: dict[str, Columns]) -> None:
        """Adds one record of a block; `columns` by encoding (the same object where the texts do not differ)."""
        layout, serialised = LAYOUT[record], {}
        for encoding, files in self.files.items():
            given = columns[encoding]
            if id(given) not in serialised:
                serialised[id(given)] = _serialised(layout, given)
            text, rows, yen = serialised[id(given)]
            narrow = encoding == "cp932" and record not in ASCII_RECORDS
            files[record].append(text.decode("utf-8").encode("cp932") if narrow else text, rows, yen)

    def close(self) -> None:
        """Closes all files and writes the manifests."""
        for encoding, folder in self.folders.items():
            for file in self.files[encoding].values():
                file.stream.close()
            text = json.dumps(_manifest(encoding, self.files[encoding].values()), ensure_ascii=False, indent=1)
            (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")


def _opened(layout: RecordLayout, encoding: str, folder: Path) -> OutputFile:
    folder.mkdir(parents=True, exist_ok=True)
    file = OutputFile(layout, encoding, (folder / f"{layout.file_name}.csv").open("wb"))
    file.append((",".join(item.column for item in layout.fields) + "\r\n").encode(encoding), 0, 0)
    return file


def _serialised(layout: RecordLayout, columns: Columns) -> tuple[bytes, int, int]:
    """CSV text of a block in the layout's order, its rows and its yen."""
    town = pl.lit(MUNICIPALITY_CODE).alias("municipality_code")
    frame = pl.DataFrame(columns).with_columns(town).select([item.name for item in layout.fields])
    if layout.yen_total:
        yen = int(frame[layout.yen_total].sum())
    buffer = io.BytesIO()
    frame.write_csv(buffer, include_header=False, line_terminator="\r\n", quote_style="never")
    return buffer.getvalue(), frame.height, yen if layout.yen_total else 0


def _manifest(encoding: str, files: Iterable[OutputFile]) -> dict[str, object]:
    return {
        "layout": LAYOUT.name,
        "version": LAYOUT.version,
        "municipality_code": MUNICIPALITY_CODE,
        "municipality_name": MUNICIPALITY_NAME,
        "as_of": AS_OF.isoformat(),
        "encoding": encoding,
        "made_at": datetime.fromisoformat(MADE_AT).isoformat(),
        "files": [file.entry() for file in files],
    }
