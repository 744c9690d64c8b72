"""The fast forms and their plain twins say the same: posting in SQL, balances in whole columns."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings

from towa.rooms.ledger.app import queries
from towa.rooms.ledger.app.models import Addressee, Instalment
from towa.rooms.ledger.app.queries.posting import posted
from towa.rooms.ledger.core.posting import Receipt, post
from towa.rooms.ledger.tests.app.taking import take
from towa.rooms.ledger.tests.core.receipts import receipts
from towa.rooms.ledger.tests.factories import ExtractFolder, addressee, instalment, levy, receipt


pytestmark = pytest.mark.usefixtures("town")
MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def post_in_sql(rows: list[Receipt]) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE IF NOT EXISTS drawn (receipt_no text, slip_no text, state text)")
        cursor.execute("DELETE FROM drawn")
        cursor.executemany(
            "INSERT INTO drawn VALUES (%s, %s, %s)", [(r.receipt_no, r.slip_no, r.state.value) for r in rows]
        )
        cursor.execute(f"SELECT receipt_no, now_posted FROM ({posted('drawn')}) p")
        return dict(cursor.fetchall())


@MANY
@given(receipts())
def test_posting_in_sql_is_the_posting_of_the_core(rows: list[Receipt]) -> None:
    assert post_in_sql(rows) == {number: posting.value for number, posting in post(rows).items()}


def test_the_balances_of_a_town_are_the_explained_ones(tmp_path: Path) -> None:
    take(drawn_town(Random(20261120)), tmp_path)
    on = date(2026, 11, 20)
    fast = {row["instalment_id"]: row for row in queries.balances_on(on).iter_rows(named=True)}
    views = [view for pk in Addressee.objects.values_list("pk", flat=True) for view in queries.instalments_of(pk, on)]
    assert len({view.late_charge.amount for view in views}) > 20
    for view in views:
        row = fast.get(view.id)
        seen = (row["outstanding"], row["overpaid"], row["late_charge"]) if row else (0, 0, 0)
        assert seen == (view.outstanding, view.overpaid, view.late_charge.amount)


def drawn_town(chance: Random) -> ExtractFolder:
    """Sixty people with three instalments each, part payments, slips reported twice, undone, overpaid; some suspended."""
    folder = ExtractFolder()
    for number in range(21, 81):
        folder.rows["addressee"].append(addressee(number))
        folder.rows["levy"].append(levy(number, number, 150_000))
        folder.rows["instalment"] += [instalment(number, n, 50_000, f"2025-0{n + 5}-01") for n in (1, 2, 3)]
        if chance.random() < 0.2:
            folder.rows["standing"].append(
                {"standing_no": f"{number:010}", "addressee_no": f"{number:010}", "kind": chance.choice(["11", "12", "21"]),
                 "starts_on": "2025-09-01", "ends_on": "2026-02-28", "ground": chance.choice(["災害", "休業"])}
            )  # fmt: skip
    folder.rows["receipt"] += [drawn_receipt(chance, 1000 + n) for n in range(400)]
    return folder


def drawn_receipt(chance: Random, number: int) -> dict[str, str]:
    paid = date(2025, 5, 1) + timedelta(days=chance.randrange(560))
    notice = chance.randrange(21, 81)
    return receipt(
        number, notice, chance.randrange(1, 4), chance.choice([0, 5_000, 20_000, 48_100, 50_000]), paid.isoformat(),
        state=chance.choice("1123"), slip_no=f"{notice:06}{chance.randrange(5):06}",
    )  # fmt: skip


def test_balances_of_any_day_are_those_of_the_snapshot_on_its_own_day(tmp_path: Path) -> None:
    take(ExtractFolder(), tmp_path)
    on = date(2026, 11, 20)
    snapshot = queries.balances_on(on).sort("instalment_id")
    computed = queries.balances_on(on, known_on=on).sort("instalment_id")
    owed = computed.filter(computed["instalment_id"].is_in(snapshot["instalment_id"].to_list()))
    for column in ("outstanding", "paid", "provisional", "late_charge"):
        assert snapshot[column].to_list() == owed[column].to_list()


def test_before_a_payment_was_known_the_instalment_was_owed(tmp_path: Path) -> None:
    folder = ExtractFolder()
    folder.rows["receipt"][0] |= {"received_date": "2026-06-10"}
    take(folder, tmp_path)
    paid = Instalment.objects.get(levy__notice_no="0000000011").pk
    day = date(2026, 6, 5)
    assert paid not in queries.balances_on(day)["instalment_id"].to_list()
    assert paid in queries.balances_on(day, known_on=day)["instalment_id"].to_list()
    assert paid not in queries.balances_on(day, known_on=day + timedelta(days=5))["instalment_id"].to_list()
