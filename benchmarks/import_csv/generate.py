"""Writes the file to be read: fictional rows in CP932, 0.2 % of them with a bad amount or an impossible date."""

from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.import_csv.layout import CHANNELS, CODES, RECORD


BLOCK_ROWS = 100_000
TOWN = "992011"
FAMILIES = ["試験", "見本", "例文", "髙見本", "架空"]
GIVEN = ["一郎", "花子", "太郎", "さくら", "次郎"]


def write(path: Path, rows: int, *, bad_share: float = 0.002, seed: int = 20261120) -> None:
    """One CSV of the benchmark's record; the same seed gives the same bytes."""
    random = np.random.default_rng(seed)
    with path.open("wb") as file:
        file.write(",".join(field.column for field in RECORD.fields).encode("cp932") + b"\r\n")
        for begin in range(0, rows, BLOCK_ROWS):
            frame = _block(begin, min(BLOCK_ROWS, rows - begin), random, bad_share)
            file.write(frame.write_csv(include_header=False, line_terminator="\r\n").encode("cp932"))


def _block(begin: int, count: int, random: np.random.Generator, bad_share: float) -> pl.DataFrame:
    number = np.arange(begin + 1, begin + count + 1)
    day = pl.Series(np.datetime64("2025-04-01") + random.integers(0, 500, count)).cast(pl.Date).dt.strftime("%Y-%m-%d")
    amount = pl.Series(random.integers(1, 900, count) * 100).cast(pl.String)
    frame = pl.DataFrame(
        {
            "municipality_code": pl.repeat(TOWN, count, eager=True),
            "receipt_no": pl.Series(number).cast(pl.String).str.zfill(12),
            "addressee_no": pl.Series(number % 80_000).cast(pl.String).str.zfill(10),
            "name": _words(random, count, FAMILIES, GIVEN),
            "name_kana": pl.repeat("ｼｹﾝ ｲﾁﾛｳ", count, eager=True),
            "postal_code": pl.Series(random.integers(0, 9_999_999, count)).cast(pl.String).str.zfill(7),
            "address": pl.Series(random.integers(1, 99, count)).cast(pl.String) + "丁目２番３号　とわコーポ１０１",
            "phone_no": "0" + pl.Series(random.integers(10, 99, count)).cast(pl.String) + "-0000-0000",
            "notice_no": pl.Series(number % 200_000).cast(pl.String).str.zfill(10),
            "tax_item": _words(random, count, list(CODES)),
            "fiscal_year": pl.repeat("2026", count, eager=True),
            "period_no": pl.Series(random.integers(1, 9, count)).cast(pl.String),
            "channel": _words(random, count, list(CHANNELS)),
            "amount": amount,
            "late_charge_amount": pl.repeat("0", count, eager=True),
            "due_date": day,
            "paid_date": day,
            "received_date": day,
            "protected": pl.repeat("0", count, eager=True),
            "note": _words(random, count, ["", "", "", "窓口にて納付"]),
        }
    )
    return _spoiled(frame, random.random(count) < bad_share)


def _words(random: np.random.Generator, count: int, *tables: list[str]) -> pl.Series:
    chosen = [np.array(table, dtype=object)[random.integers(0, len(table), count)] for table in tables]
    return pl.Series("　".join(parts) for parts in zip(*chosen, strict=True))


def _spoiled(frame: pl.DataFrame, bad: np.ndarray) -> pl.DataFrame:
    """Every second bad row has an amount with an underscore, the others a day that does not exist."""
    turn = pl.Series(np.cumsum(bad) % 2 == 0)
    spoiled = pl.Series(bad)
    return frame.with_columns(
        pl.when(spoiled & turn).then(pl.lit("1_000")).otherwise(pl.col("amount")).alias("amount"),
        pl.when(spoiled & ~turn).then(pl.lit("2026-02-30")).otherwise(pl.col("paid_date")).alias("paid_date"),
    )
