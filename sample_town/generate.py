"""とわ市の生成: makes the town block by block and writes extract and truth; memory stays that of a few blocks at any scale."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl

from sample_town import frames
from sample_town.block import Block, make_block
from sample_town.people import BLOCK_HOUSEHOLDS, HOUSEHOLDS_AT_SCALE_1, PERSON, RESIDENT
from sample_town.response import truth
from sample_town.scenario import SCENARIOS, Scenario
from sample_town.writer import ExtractWriter


PENS = 2
ENCODINGS = {"cp932": ("cp932",), "utf-8": ("utf-8",), "both": ("cp932", "utf-8")}
Advance = Callable[[int, int], None]
"""Told (residents done, residents expected) after every block."""


@dataclass(frozen=True)
class Made:
    """生成結果."""

    folders: tuple[Path, ...]
    truth: Path
    residents: int
    addressees: int
    rows: dict[str, int]


def blocks_of(scale: float) -> list[int]:
    """Households of each block."""
    households = max(60, round(HOUSEHOLDS_AT_SCALE_1 * scale))
    full, rest = divmod(households, BLOCK_HOUSEHOLDS)
    return [BLOCK_HOUSEHOLDS] * full + ([rest] if rest else [])


def generate(
    out: Path,
    *,
    seed: int = 1,
    scale: float = 1.0,
    encoding: str = "cp932",
    scenario: str = "quiet",
    truth_folder: Path | None = None,
    advance: Advance = lambda done, total: None,
) -> Made:
    """Writes the extract(s) under `out` and the planted truth apart from them (`out/../truth` unless told otherwise)."""
    folders = folders_of(out, encoding)
    writer = ExtractWriter(folders)
    hidden = _TruthFile(truth_folder or out.parent / "truth")
    counted = _write_blocks(writer, hidden, seed, blocks_of(scale), SCENARIOS[scenario], advance)
    writer.close()
    rows = {name: file.rows for name, file in writer.files[next(iter(folders))].items()}
    return Made(tuple(folders.values()), hidden.close(), counted, rows["addressee"], rows)


def folders_of(out: Path, encoding: str) -> dict[str, Path]:
    """OUT itself for one encoding; OUT/cp932 and OUT/utf-8 for both."""
    names = ENCODINGS[encoding]
    return {name: out / name for name in names} if len(names) > 1 else {names[0]: out}


def _write_blocks(
    writer: ExtractWriter, hidden: "_TruthFile", seed: int, blocks: list[int], scenario: Scenario, advance: Advance
) -> int:
    """Makes the next block while two pens write the last one: never more than two blocks in memory."""
    residents, total = 0, round(sum(blocks) * 2.24)
    with ThreadPoolExecutor(PENS) as pens:
        writing: list[Future[None]] = []
        for index, households in enumerate(blocks):
            block = make_block(seed, index, households, scenario)
            _finish(writing)
            writing = [pens.submit(job) for job in _jobs(writer, hidden, block)]
            residents += int(((block.people.residence == RESIDENT) & (block.people.kind == PERSON)).sum())
            advance(residents, max(total, residents))
        _finish(writing)
    return residents


def _finish(writing: list[Future[None]]) -> None:
    for job in writing:
        job.result()


def _jobs(writer: ExtractWriter, hidden: "_TruthFile", block: Block) -> list[Callable[[], None]]:
    """One job per file, the longest first; a file belongs to one job at a time, so its blocks stay in order."""
    numbers = frames.addressee_numbers(block)
    encodings = tuple(writer.folders)

    def addressees() -> None:
        writer.append("addressee", {encoding: frames.addressee(block, numbers, encoding) for encoding in encodings})

    def plain(record: str) -> None:
        writer.append(record, dict.fromkeys(encodings, frames.RECORDS[record](block, numbers)))

    def truths() -> None:
        hidden.append(truth(block.people, block.willingness, block.response, numbers))

    return [addressees, *(partial(plain, record) for record in frames.RECORDS), truths]


class _TruthFile:
    """真値: parts are written block by block and joined at the end without being loaded at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.parts: list[Path] = []
        folder.mkdir(parents=True, exist_ok=True)

    def append(self, rows: pl.DataFrame) -> None:
        part = self.folder / f"part-{len(self.parts):05}.parquet"
        rows.write_parquet(part)
        self.parts.append(part)

    def close(self) -> Path:
        target = self.folder / "truth.parquet"
        if len(self.parts) == 1:
            return self.parts.pop().replace(target)
        pl.scan_parquet(self.parts).sink_parquet(target)
        for part in self.parts:
            part.unlink()
        return target
