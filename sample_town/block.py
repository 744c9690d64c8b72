"""一区画: makes one block of the town, whole and independent of all others, from (seed, block number)."""

from dataclasses import dataclass

import numpy as np

from sample_town import days
from sample_town.arrays import Bools, Floats, Ints, drawn, joined, taken
from sample_town.contacts import Contacts, late_times, make_contacts
from sample_town.municipality import FISCAL_YEAR, OLDEST_YEAR
from sample_town.people import NUMBERS_PER_BLOCK, Homes, People, make_people
from sample_town.phones import USABLE, Phones, make_phones
from sample_town.plans import PlanRows, make_plans, plan_slips
from sample_town.receipts import PREFERENCE, Receipts, Slips, draw_slips, record
from sample_town.response import Response, draw_response
from sample_town.scenario import SCENARIOS, Scenario
from sample_town.standings import SUPPRESSION, Standings, other_standings
from sample_town.taxes import (
    ITEM_CODES,
    Instalments,
    Levies,
    Liabilities,
    due_days,
    levies_of_year,
    make_instalments,
    make_liabilities,
)
from sample_town.willingness import (
    MEANS,
    Payment,
    closing_days,
    draw_payments,
    draw_willingness,
    flooded,
    hardness,
    lateness,
    today,
)


CLOSED_YEAR = FISCAL_YEAR - 1
DEMAND_AFTER = 20
"""督促状は納期限後20日以内 (地方税法329条ほか): the batch runs on the last business day within them."""
DEMAND_LIST_AHEAD = 3
"""The list is drawn some days before; who pays after that is demanded all the same."""
OLDER_YEARS = 0.94
"""Some of what was left unpaid in older years has been written off since (不納欠損) and is in no file."""


@dataclass(frozen=True)
class Block:
    """一区画 of the town: tables of arrays, rows point to each other by their place in the block."""

    index: int
    people: People
    homes: Homes
    willingness: Ints
    response: Response
    levies: Levies
    instalments: Instalments
    demanded: Ints
    receipts: Receipts
    standings: Standings
    plan_rows: PlanRows
    phones: Phones
    contacts: Contacts


def make_block(seed: int, index: int, households: int, scenario: Scenario) -> Block:
    """Everything of one block; the same arguments give the same block, whatever else is made."""
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, index])))
    people, homes = make_people(rng, households)
    willingness = draw_willingness(rng, people)
    levies, instalments, payment = _taxes(rng, people, homes, willingness, scenario)
    plans, plan_rows = make_plans(rng, levies, instalments, payment, len(people.home))
    planned = np.zeros(len(instalments.levy), bool)
    planned[plan_rows.row] = True
    slips = _slips(rng, levies, instalments, payment, planned, plan_rows, len(people.home))
    owed, old = _owed(slips, levies, instalments, len(people.home))
    standings = joined([plans, other_standings(rng, people, homes, owed, old, scenario)])
    receipts = record(rng, slips, instalments, payment)
    response = draw_response(rng, people, willingness)
    drowned = flooded(people, homes, scenario)
    phones = make_phones(rng, people, willingness, index * NUMBERS_PER_BLOCK, drowned, scenario)
    reachable = np.bincount(phones.person[phones.state == USABLE], minlength=len(people.home)) > 0
    times = late_times(len(people.home), levies, instalments, payment)
    contacts = make_contacts(rng, people, willingness, response, times, reachable, scenario)
    demanded = _demands(levies, instalments, payment, planned, standings, len(people.home))
    return Block(
        index,
        people,
        homes,
        willingness,
        response,
        levies,
        instalments,
        demanded,
        receipts,
        standings,
        plan_rows,
        phones,
        contacts,
    )


def _taxes(
    rng: np.random.Generator, people: People, homes: Homes, willingness: Ints, scenario: Scenario
) -> tuple[Levies, Instalments, Payment]:
    """調定 of the running year, the closed year, and what older years left unpaid when the closed year began."""
    liabilities = make_liabilities(rng, people, MEANS[willingness])
    hard = hardness(people, liabilities, willingness)
    phase = rng.random(len(willingness), dtype=np.float32)
    years: list[Year] = []
    for year in range(OLDEST_YEAR, FISCAL_YEAR + 1):
        weather = scenario if year == FISCAL_YEAR else SCENARIOS["quiet"]
        late = lateness(people, homes, willingness, phase, year, weather)
        make = _older_year if year < CLOSED_YEAR else _year
        years.append(make(rng, liabilities, hard, year, late))
    return _stacked(years)


Year = tuple[Levies, Instalments, Payment]


def _year(rng: np.random.Generator, liabilities: Liabilities, hard: Floats, year: int, late: Floats) -> Year:
    levies = levies_of_year(rng, liabilities, year, hard)
    instalments = make_instalments(levies)
    return levies, instalments, draw_payments(rng, levies, instalments, late[levies.person][instalments.levy])


def _older_year(rng: np.random.Generator, liabilities: Liabilities, hard: Floats, year: int, late: Floats) -> Year:
    """滞納繰越分: only levies of which something was still unpaid when the books of fiscal 2024 were closed."""
    found = rng.random(len(hard), dtype=np.float32) < hard * OLDER_YEARS
    some = taken(liabilities, found)
    levies, instalments, payment = _year(rng, some, np.ones(len(some.item), np.float32), year, late)
    still = payment.paid > closing_days(np.array([CLOSED_YEAR - 1]))[0]
    kept = np.bincount(instalments.levy[still], minlength=len(levies.item)) > 0
    rows = kept[instalments.levy]
    renumbered = np.cumsum(kept) - 1
    left = taken(instalments, rows)
    return (
        taken(levies, kept),
        Instalments(renumbered[left.levy].astype(np.int32), left.period, left.amount, left.due, left.statutory),
        taken(payment, rows),
    )


def _stacked(years: list[Year]) -> Year:
    starts = np.cumsum([0, *(len(levies.item) for levies, _, _ in years)])
    moved = [
        Instalments(rows.levy + np.int32(start), rows.period, rows.amount, rows.due, rows.statutory)
        for (_, rows, _), start in zip(years, starts, strict=False)
    ]
    return joined([levies for levies, _, _ in years]), joined(moved), joined([payment for _, _, payment in years])


def _slips(
    rng: np.random.Generator,
    levies: Levies,
    instalments: Instalments,
    payment: Payment,
    planned: Bools,
    plan_rows: PlanRows,
    people: int,
) -> Slips:
    preference = drawn(rng, PREFERENCE, people)
    slips = draw_slips(rng, levies, instalments, payment, planned, preference)
    return joined([slips, plan_slips(rng, plan_rows)])


def _owed(slips: Slips, levies: Levies, instalments: Instalments, people: int) -> tuple[Ints, Bools]:
    """Overdue amount per addressee, and whether some of it belongs to a closed year."""
    paid = np.bincount(slips.row, slips.amount, len(instalments.levy)).astype(np.int64)
    open_amount = np.where(instalments.due < today(), np.maximum(instalments.amount - paid, 0), 0)
    rows = np.nonzero(open_amount)[0]
    person = levies.person[instalments.levy[rows]]
    owed = np.bincount(person, open_amount[rows], people).astype(np.int64)
    old = np.zeros(people, bool)
    old[person[levies.fiscal[instalments.levy[rows]] < FISCAL_YEAR]] = True
    return owed, old


def _demands(
    levies: Levies, instalments: Instalments, payment: Payment, planned: Bools, standings: Standings, people: int
) -> Ints:
    """督促状発付日: blank where paid before the list was drawn, not yet due for it, or suppressed."""
    batch = days.business_day_at_or_before(instalments.due + DEMAND_AFTER)
    suppressed = np.zeros(people, bool)
    suppressed[standings.person[standings.kind == SUPPRESSION]] = True
    unpaid_then = (payment.paid > batch - DEMAND_LIST_AHEAD) | planned
    recent = instalments.due > today() - 200
    held_back = suppressed[levies.person[instalments.levy]] & recent
    return np.where(unpaid_then & (batch <= today()) & ~held_back, batch, days.NEVER)


__all__ = ["ITEM_CODES", "Block", "due_days", "make_block"]
