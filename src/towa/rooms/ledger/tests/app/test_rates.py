"""収納率: two days on which books close, nothing lost and nothing twice between two years."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from sample_town import rates
from towa.rooms.ledger.app import queries
from towa.rooms.ledger.app.queries.town_records import CollectionRate
from towa.rooms.ledger.tests.app.taking import take
from towa.rooms.ledger.tests.factories import ExtractFolder, addressee, instalment, levy, receipt


pytestmark = pytest.mark.usefixtures("town")
CHANCE = 20261120


def old_debt(*paid: tuple[int, str]) -> ExtractFolder:
    """100,000 yen of fiscal 2023, and what came in on it."""
    folder = ExtractFolder()
    folder.rows["addressee"].append(addressee(4))
    folder.rows["levy"].append(levy(41, 4, 100_000, year=2023))
    folder.rows["instalment"].append(instalment(41, 1, 100_000, "2023-06-30"))
    folder.rows["receipt"] += [receipt(40 + number, 41, 1, yen, day) for number, (yen, day) in enumerate(paid, start=1)]
    return folder


def test_an_old_debt_paid_while_last_years_books_are_open_belongs_to_last_year(tmp_path: Path) -> None:
    take(
        old_debt((10_000, "2025-05-31"), (20_000, "2025-06-01"), (30_000, "2026-05-31"), (5_000, "2026-06-01")),
        tmp_path,
    )
    carried = {year: queries.collection_rates(year).carried_over for year in (2024, 2025, 2026)}
    assert (carried[2024].levied, carried[2024].received) == (100_000, 10_000)
    assert (carried[2025].levied, carried[2025].received) == (90_000, 50_000)
    assert carried[2026].received == 5_000


def test_what_was_paid_twice_raises_no_rate(tmp_path: Path) -> None:
    take(old_debt((100_000, "2025-07-01"), (100_000, "2025-08-01")), tmp_path)
    carried = queries.collection_rates(2025).carried_over
    assert (carried.levied, carried.received) == (100_000, 100_000)


def test_the_rate_is_rounded_half_up_to_one_place() -> None:
    assert str(CollectionRate(levied=2_000, received=1_949).percent) == "97.5"
    assert str(CollectionRate(levied=3, received=1).percent) == "33.3"
    assert str(CollectionRate(levied=0, received=0).percent) == "0"


@pytest.mark.parametrize("seed", range(3))
def test_the_ledger_and_the_files_themselves_give_the_same_rates(tmp_path: Path, seed: int) -> None:
    take(_town_of_chance(Random(CHANCE + seed)), tmp_path)
    expected, found = rates.collection_rates(tmp_path), queries.collection_rates(2025)
    assert (found.current.levied, found.carried_over.levied) == (expected.levied, expected.carried_stock)
    assert 100 * found.current.received / found.current.levied == pytest.approx(expected.current)
    assert 100 * found.carried_over.received / found.carried_over.levied == pytest.approx(expected.carried_over)
    assert 100 * found.total.received / found.total.levied == pytest.approx(expected.total)


def _town_of_chance(chance: Random) -> ExtractFolder:
    """Forty debts of several years; payments reported first or at once, some undone, some twice."""
    folder = ExtractFolder()
    for person in range(50, 90):
        year = chance.choice([2022, 2023, 2024, 2025, 2025])
        folder.rows["addressee"].append(addressee(person))
        folder.rows["levy"].append(levy(person, person, 30_000, year=year))
        folder.rows["instalment"].append(instalment(person, 1, 30_000, f"{year}-06-30"))
        for slip in range(person * 10, person * 10 + chance.randrange(4)):
            yen, day = chance.randrange(1, 30_000), date(2026, 11, 1) - timedelta(days=chance.randrange(1_700))
            folder.rows["receipt"] += [
                receipt(slip * 10 + number, person, 1, yen, day.isoformat(), slip_no=f"{slip:012}", state=state)
                for number, state in enumerate(chance.choice(["1", "12", "13", "2"]))
            ]
    return folder
