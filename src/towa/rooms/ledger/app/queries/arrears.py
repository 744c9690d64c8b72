"""Everybody in arrears on a day (滞納者の一覧): one row per person, with all that routing has to know.

A person stands here when an instalment is past its 納期限 and not yet finally paid: whoever has paid by 速報 only is
here too, with `outstanding` 0 and `provisional_paid` above it, so that the exclusion can be named.
"""

from datetime import date, timedelta

import polars as pl
from django.db import connection

from towa.kernel.period import fiscal_year_of, fiscal_year_period
from towa.rooms.ledger.app.queries import history
from towa.rooms.ledger.app.queries.balances import open_instalments, with_late_charge
from towa.rooms.ledger.app.queries.extracts import latest_as_of
from towa.rooms.ledger.app.queries.frames import fetch
from towa.rooms.ledger.app.queries.planner import whole_tables
from towa.rooms.ledger.core.arrears import DEMAND_DAYS, first_open_year


COLUMNS = (
    "addressee_id", "addressee_no", "kind", "name", "name_kana", "birth_date", "residence", "protected", "postal_code",
    "address", "district", "household_no", "outstanding", "late_charge", "instalments", "oldest_due", "newest_due",
    "tax_items", "current_year_only", "carried_over", "first_time", "demand_issued_on_latest",
    "demand_issued_on_earliest", "undemanded", "phone_landline", "phone_mobile", "phone_shared", "provisional_paid",
    "last_paid_on", "last_paid_channel", "last_contact_on", "last_contact_result", "contacts_12m", "reached_12m",
    "promises_12m", "promises_kept_12m", "standings", "plan_state", "letters_12m", "sms_12m", "calls_12m", "visits_12m",
)  # fmt: skip


def arrears_table(on: date) -> pl.DataFrame:
    """滞納者の一覧 as of a day, sorted by addressee_id; yen are Int64.

    `late_charge` is what all instalments of the person have drawn until `on`, less what was paid of it.
    `outstanding` is overdue tax after effective receipts, 速報 included.
    """
    with connection.cursor() as cursor, whole_tables(cursor):
        instalments = balances_on(on)
        overdue = instalments.filter(
            (pl.col("due") < on)
            & ((pl.col("outstanding") > 0) | (pl.col("paid") - pl.col("provisional") < pl.col("amount")))
        )
        table = _per_person(overdue, on)
        ids = table["addressee_id"].to_list()
        pieces = [
            _late_charges(instalments),
            _people(ids),
            history.phones(cursor),
            history.contacts(cursor, on),
            history.standings(cursor, on),
            history.last_payments(cursor, on),
            _demanded_before(on),
        ]
        for piece in pieces:
            table = table.join(piece, on="addressee_id", how="left")
    return _finished(table).select(COLUMNS).sort("addressee_id")


def balances_on(on: date, known_on: date | None = None) -> pl.DataFrame:
    """期別残高 of any day, with 延滞金: every instalment with something open.

    Args:
        on: payments that residents had made by this day count.
        known_on: only what the city knew on that day; None: everything known today.
    """
    with connection.cursor() as cursor, whole_tables(cursor):
        if on == latest_as_of() and known_on is None:
            return fetch(cursor, _SNAPSHOT)
        return with_late_charge(cursor, open_instalments(cursor, on, known_on=known_on), on, known_on)


_SNAPSHOT = """
    SELECT b.instalment_id, b.addressee_id, l.tax_item, l.fiscal_year, i.instalment_amount AS amount, i.due_date AS due,
           i.demand_issued_on, b.paid, b.provisional, b.outstanding, b.overpaid, b.late_charge_paid, b.last_paid_on,
           b.late_charge
    FROM ledger_balance b JOIN ledger_instalment i ON i.id = b.instalment_id JOIN ledger_levy l ON l.id = i.levy_id"""


def _per_person(overdue: pl.DataFrame, on: date) -> pl.DataFrame:
    owed, carried = pl.col("outstanding"), pl.col("fiscal_year") < first_open_year(on)
    ripened = (pl.lit(on) - pl.col("demand_issued_on")) > timedelta(days=DEMAND_DAYS)
    return overdue.group_by("addressee_id").agg(
        owed.sum(),
        pl.len().cast(pl.Int64).alias("instalments"),
        pl.col("due").min().alias("oldest_due"),
        pl.col("due").max().alias("newest_due"),
        pl.col("tax_item").unique().sort().alias("tax_items"),
        (~carried).all().alias("current_year_only"),
        owed.filter(carried).sum().alias("carried_over"),
        pl.col("demand_issued_on").max().alias("demand_issued_on_latest"),
        pl.col("demand_issued_on").min().alias("demand_issued_on_earliest"),
        (~ripened.fill_null(False)).any().alias("undemanded"),
        pl.col("provisional").sum().alias("provisional_paid"),
    )


def _late_charges(instalments: pl.DataFrame) -> pl.DataFrame:
    rest = (pl.col("late_charge") - pl.col("late_charge_paid")).clip(lower_bound=0)
    return instalments.group_by("addressee_id").agg(rest.sum().alias("late_charge"))


def _people(ids: list[int]) -> pl.DataFrame:
    with connection.cursor() as cursor:
        return fetch(
            cursor,
            """SELECT id AS addressee_id, addressee_no, kind, name, name_kana, birth_date, residence, protected,
                      postal_code, concat_ws('　', NULLIF(address, ''), NULLIF(address_detail, '')) AS address,
                      district, household_no
               FROM ledger_addressee JOIN unnest(%s::bigint[]) wanted ON wanted = id""",
            [ids],
        )


def _demanded_before(on: date) -> pl.DataFrame:
    """Who was sent a 督促 in a former fiscal year."""
    year_began = fiscal_year_period(fiscal_year_of(on)).start
    with connection.cursor() as cursor:
        return fetch(
            cursor,
            """SELECT l.addressee_id, count(*) AS former_demands
               FROM ledger_instalment i JOIN ledger_levy l ON l.id = i.levy_id
               WHERE i.demand_issued_on < %s GROUP BY l.addressee_id""",
            [year_began],
        )


def _finished(table: pl.DataFrame) -> pl.DataFrame:
    counts = [name for name in COLUMNS if name.endswith("_12m")]
    return table.with_columns(
        ((pl.col("carried_over") == 0) & (pl.col("former_demands").fill_null(0) == 0)).alias("first_time"),
        pl.col("late_charge", *counts).fill_null(0),
        pl.col("phone_shared").fill_null(False),
        pl.col("standings").fill_null(pl.lit([], dtype=pl.List(pl.String))),
        pl.col("plan_state").fill_null("none"),
    )
