"""収納率: recomputes from the files alone what the town collected in the closed year, and how many people are in arrears.

Definition (see README): current = levies of the closed fiscal year; carried over = what was unpaid of older levies when
the year before was closed (31 May). Collected = the tax part of effective receipts by 領収日 until the closing of the
closed year, never more than the instalment itself (重複納付 does not count).
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from towa.gateways.core_system.format import Kind, RecordLayout
from towa.gateways.core_system.layouts.towa import LAYOUT


@dataclass(frozen=True)
class Rates:
    """収納率 in percent, and the yen behind them."""

    current: float
    carried_over: float
    total: float
    levied: int
    carried_stock: int


def collection_rates(folder: Path, fiscal_year: int = 2025) -> Rates:
    """現年・滞納繰越・合計 of a closed fiscal year."""
    opened, closed = date(fiscal_year, 5, 31), date(fiscal_year + 1, 5, 31)
    receipts = effective_receipts(folder)
    rows = _instalments(folder)
    rows = _with_paid(_with_paid(rows, receipts, opened, "paid_before"), receipts, closed, "paid")
    current = rows.filter(pl.col("fiscal_year") == fiscal_year)
    older = rows.filter(pl.col("fiscal_year") < fiscal_year)
    levied, collected = int(current["instalment_amount"].sum()), int(current["paid"].sum())
    stock = int((older["instalment_amount"] - older["paid_before"]).sum())
    came_in = int((older["paid"] - older["paid_before"]).sum())
    return Rates(
        current=100 * collected / levied,
        carried_over=100 * came_in / stock,
        total=100 * (collected + came_in) / (levied + stock),
        levied=levied,
        carried_stock=stock,
    )


def people_in_arrears(folder: Path, on: date) -> int:
    """滞納者数: addressees with an overdue instalment that is not effectively paid."""
    rows = _with_paid(_instalments(folder), effective_receipts(folder), on, "paid")
    overdue = rows.filter((pl.col("due_date") < on.isoformat()) & (pl.col("paid") < pl.col("instalment_amount")))
    return overdue["addressee_no"].n_unique()


def read(folder: Path, record: str) -> pl.DataFrame:
    """One file of an extract with the layout's field names; digits and codes stay text, yen and counts are numbers."""
    layout: RecordLayout = LAYOUT[record]
    content = (folder / f"{layout.file_name}.csv").read_bytes()
    encoding = "utf-8" if layout.fields[0].column.encode("utf-8") in content[:200] else "cp932"
    numbers = [item.name for item in layout.fields if item.kind in {Kind.YEN, Kind.COUNT}]
    names = [item.name for item in layout.fields]
    text = content.decode(encoding).encode("utf-8")
    return pl.read_csv(text, has_header=False, skip_rows=1, new_columns=names, infer_schema=False).with_columns(
        pl.col(numbers).cast(pl.Int64)
    )


def effective_receipts(folder: Path) -> pl.DataFrame:
    """有効な収納: per slip the 確報 if there is one, else the 速報 unless it was cancelled."""
    rows = read(folder, "receipt")
    cancelled = rows.filter(pl.col("state") == "3").select("slip_no")
    rows = rows.filter(pl.col("state") != "3").join(cancelled, on="slip_no", how="anti")
    return rows.sort("slip_no", "state").unique("slip_no", keep="last", maintain_order=True)


def _instalments(folder: Path) -> pl.DataFrame:
    levies = read(folder, "levy").select("notice_no", "addressee_no", "fiscal_year")
    return read(folder, "instalment").join(levies, on="notice_no")


def _with_paid(rows: pl.DataFrame, receipts: pl.DataFrame, until: date, name: str) -> pl.DataFrame:
    keys = ["notice_no", "period_no"]
    known = receipts.filter(pl.col("paid_date") <= until.isoformat())
    sums = known.group_by(keys).agg(pl.col("amount").sum().alias(name))
    joined = rows.join(sums, on=keys, how="left")
    return joined.with_columns(pl.min_horizontal(pl.col(name).fill_null(0), "instalment_amount").alias(name))
