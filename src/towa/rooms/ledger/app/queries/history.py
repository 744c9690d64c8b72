"""What a person's history says on a day (経過): telephones, contacts, standings, kept plans, last payments; for everybody at once."""

from datetime import date, timedelta
from typing import Any

import polars as pl

from towa.kernel.period import add_months
from towa.rooms.ledger.app.queries.frames import fetch
from towa.rooms.ledger.core.terms import REACHED


PROMISE_DAYS = 30
"""約束の履行とみなす日数: the core keeps no promised day; a payment within so many days after it keeps the promise."""


def phones(cursor: Any) -> pl.DataFrame:
    """Usable numbers, the newest of each kind, and whether another household has the same number."""
    rows = fetch(cursor, """
        SELECT p.addressee_id, p.phone_no, p.phone_key, p.kind, COALESCE(p.registered_on, '1900-01-01') AS registered_on,
               COALESCE(a.household_no, a.addressee_no) AS household
        FROM ledger_phone p JOIN ledger_addressee a ON a.id = p.addressee_id WHERE p.state = 'usable'""")  # fmt: skip
    shared = pl.col("household").n_unique().over("phone_key") > 1
    newest = rows.with_columns(shared.alias("shared")).sort("registered_on", "phone_no", descending=True)
    return newest.group_by("addressee_id").agg(
        pl.col("phone_no").filter(pl.col("kind") == "landline").first().alias("phone_landline"),
        pl.col("phone_no").filter(pl.col("kind") == "mobile").first().alias("phone_mobile"),
        pl.col("shared").any().alias("phone_shared"),
    )


def contacts(cursor: Any, on: date) -> pl.DataFrame:
    """The last contact, and what happened in the twelve months until `on`."""
    rows = fetch(
        cursor,
        """SELECT addressee_id, (contacted_at AT TIME ZONE 'Asia/Tokyo')::date AS day, contact_no, channel, result
           FROM ledger_pastcontact WHERE (contacted_at AT TIME ZONE 'Asia/Tokyo')::date <= %s""",
        [on],
    ).sort("day", "contact_no")
    recent = pl.col("day") > add_months(on, -12)
    promised = recent & (pl.col("result") == "promise")
    rows = rows.join(_kept_promises(cursor, rows.filter(promised)), on="contact_no", how="left")
    return rows.group_by("addressee_id", maintain_order=True).agg(
        pl.col("day").last().alias("last_contact_on"),
        pl.col("result").last().alias("last_contact_result"),
        _count(recent, "contacts_12m"),
        _count(recent & pl.col("result").is_in(list(REACHED)), "reached_12m"),
        _count(promised, "promises_12m"),
        _count(pl.col("kept").fill_null(False), "promises_kept_12m"),
        _count(recent & (pl.col("channel") == "letter"), "letters_12m"),
        _count(recent & (pl.col("channel") == "sms"), "sms_12m"),
        _count(recent & pl.col("channel").is_in(["auto_call", "operator_call"]), "calls_12m"),
        _count(recent & (pl.col("channel") == "visit"), "visits_12m"),
    )


def standings(cursor: Any, on: date) -> pl.DataFrame:
    """Kinds active on the day, and whether an active instalment plan is kept."""
    active = fetch(
        cursor,
        """SELECT id AS standing_id, addressee_id, kind, starts_on FROM ledger_standing
           WHERE starts_on <= %s AND (ends_on IS NULL OR ends_on >= %s)""",
        [on, on],
    )
    kinds = active.group_by("addressee_id").agg(pl.col("kind").unique().sort().alias("standings"))
    return kinds.join(
        _plan_states(cursor, active.filter(pl.col("kind") == "instalment_plan"), on), "addressee_id", "left"
    )


def last_payments(cursor: Any, on: date) -> pl.DataFrame:
    """The last effective payment of each person, and its channel."""
    rows = fetch(
        cursor,
        """SELECT l.addressee_id, max(r.paid_date::text || r.channel) AS last
           FROM ledger_receipt r JOIN ledger_instalment i ON i.id = r.instalment_id JOIN ledger_levy l ON l.id = i.levy_id
           WHERE r.posting = 'effective' AND r.paid_date <= %s GROUP BY l.addressee_id""",
        [on],
    )
    return rows.select(
        "addressee_id",
        pl.col("last").str.head(10).str.to_date().alias("last_paid_on"),
        pl.col("last").str.slice(10).alias("last_paid_channel"),
    )


def _count(condition: pl.Expr, name: str) -> pl.Expr:
    return condition.sum().cast(pl.Int64).alias(name)


def _kept_promises(cursor: Any, promises: pl.DataFrame) -> pl.DataFrame:
    """Promises followed by an effective payment within `PROMISE_DAYS`."""
    paid = _payments(cursor, promises["addressee_id"].unique().to_list())
    return (
        promises.select("addressee_id", "contact_no", "day")
        .join(paid, on="addressee_id")
        .filter(
            (pl.col("paid_date") > pl.col("day"))
            & (pl.col("paid_date") <= pl.col("day") + timedelta(days=PROMISE_DAYS))
        )
        .select("contact_no", pl.lit(True).alias("kept"))
        .unique()
    )


def _plan_states(cursor: Any, plans: pl.DataFrame, on: date) -> pl.DataFrame:
    """分納の履行: kept while all that was promised until yesterday has been paid since the plan began."""
    promised = fetch(
        cursor,
        """SELECT standing_id, sum(amount)::bigint AS promised FROM ledger_planinstalment
           WHERE due_date < %s AND standing_id = ANY(%s) GROUP BY standing_id""",
        [on, plans["standing_id"].to_list()],
    )
    paid = (
        plans.join(_payments(cursor, plans["addressee_id"].to_list()), on="addressee_id")
        .filter((pl.col("paid_date") >= pl.col("starts_on")) & (pl.col("paid_date") <= on))
        .group_by("standing_id")
        .agg(pl.col("yen").sum().alias("paid"))
    )
    both = plans.join(promised, on="standing_id", how="left").join(paid, on="standing_id", how="left")
    kept = pl.col("paid").fill_null(0) >= pl.col("promised").fill_null(0)
    return both.group_by("addressee_id").agg(
        pl.when(kept.all()).then(pl.lit("kept")).otherwise(pl.lit("broken")).alias("plan_state")
    )


def _payments(cursor: Any, addressee_ids: list[int]) -> pl.DataFrame:
    return fetch(
        cursor,
        """SELECT l.addressee_id, r.paid_date, r.amount + r.late_charge_amount AS yen
           FROM ledger_receipt r JOIN ledger_instalment i ON i.id = r.instalment_id JOIN ledger_levy l ON l.id = i.levy_id
                JOIN unnest(%s::bigint[]) wanted ON wanted = l.addressee_id
           WHERE r.posting = 'effective'""",
        [addressee_ids],
    )
