"""様式: turns a block's arrays into the records of the layout, column by column and ready to be written.

Each function returns the columns by the field names of `towa.gateways.core_system.layouts.towa`; the writer orders
and checks them against the layout, so a renamed field cannot slip through.
"""

from collections.abc import Callable

import numpy as np
import polars as pl

from sample_town import days, phones
from sample_town.arrays import Ints
from sample_town.block import Block
from sample_town.contacts import NOTES
from sample_town.identities import address_texts, names
from sample_town.people import CORPORATION, NUMBERS_PER_BLOCK
from sample_town.receipts import CHANNEL_CODES
from sample_town.running_numbers import corporate_number, twelve_digits
from sample_town.standings import GROUNDS
from sample_town.taxes import ITEM_CODES, NOTIFIED
from sample_town.texts import blank_where, digits, gather


COMPANIES_PER_BLOCK = 1_000
LEVIES_PER_BLOCK = 100_000
RECEIPT_NUMBERS, SLIP_NUMBERS = 20_000, 50_000
"""First five digits of the twelve; a block has its own, and up to a million numbers below them."""
STANDINGS_PER_BLOCK = 10_000
CONTACTS_PER_BLOCK = 100_000
Columns = dict[str, pl.Series | pl.Expr]


def addressee_numbers(block: Block) -> pl.Series:
    """宛名番号 of the block."""
    return digits(block.index * NUMBERS_PER_BLOCK + np.arange(len(block.people.home)) + 1, 10)


def addressee(block: Block, numbers: pl.Series, encoding: str) -> Columns:
    """宛名."""
    people = block.people
    name, kana = names(block, encoding)
    company = people.kind == CORPORATION
    household = np.where(people.household >= 0, block.index * NUMBERS_PER_BLOCK + people.household + 1, 0)
    addresses = [gather(part, people.home) for part in address_texts(block.homes)]
    return {
        "addressee_no": numbers,
        "kind": pl.Series(people.kind),
        "name": name,
        "name_kana": kana,
        "birth_date": days.text(np.where(company, days.NEVER, people.birth)),
        "sex": gather(("1", "2", ""), np.where(company, 2, np.where(people.male, 0, 1))),
        "corporate_number": _corporate_numbers(block),
        "household_no": blank_where(digits(household, 10), household == 0),
        "postal_code": addresses[0],
        "address": addresses[1],
        "address_detail": addresses[2],
        "district": addresses[3],
        "residence": pl.Series(people.residence),
        "residence_changed_on": days.text(people.changed_on),
        "protected": pl.Series(people.protected.astype(np.int8)),
    }


def _corporate_numbers(block: Block) -> pl.Series:
    """法人番号 of the companies: from a registry office that does not exist (9901), 会社法人 class 01."""
    company = block.people.kind == CORPORATION
    serial = block.index * COMPANIES_PER_BLOCK + 1 + np.arange(int(company.sum()))
    numbers = pl.Series(corporate_number(990_101_000_000 + serial)).cast(pl.String)
    texts = pl.repeat("", len(company), dtype=pl.String, eager=True)
    return texts.scatter(np.nonzero(company)[0].astype(np.uint32), numbers)


def phone(block: Block, numbers: pl.Series) -> Columns:
    """電話番号."""
    table = block.phones
    return {
        "addressee_no": gather(numbers, table.person),
        "phone_no": phones.text(table),
        "kind": pl.Series(table.kind),
        "state": pl.Series(table.state),
        "registered_on": days.text(table.registered),
    }


def notice_numbers(block: Block) -> Ints:
    """通知書番号: the tax item's digit and a running number."""
    running = block.index * LEVIES_PER_BLOCK + np.arange(len(block.levies.item))
    return (block.levies.item + 1).astype(np.int64) * 1_000_000_000 + running


def levy(block: Block, numbers: pl.Series) -> Columns:
    """調定."""
    levies = block.levies
    return {
        "notice_no": pl.Series(notice_numbers(block)),
        "addressee_no": gather(numbers, levies.person),
        "tax_item": gather(ITEM_CODES, levies.item),
        "assessed_year": pl.Series(levies.assessed),
        "fiscal_year": pl.Series(levies.fiscal),
        "levied_amount": pl.Series(levies.amount),
        "notified_on": days.text(_notified(levies.item, levies.fiscal)),
    }


def _notified(item: Ints, fiscal: Ints) -> Ints:
    first = int(fiscal.min())
    years = range(first, int(fiscal.max()) + 1)
    table = np.array([[days.of(year, *month_day) for month_day in NOTIFIED] for year in years])
    return days.business_day_at_or_before(table[fiscal - first, item])


def instalment(block: Block, _numbers: pl.Series) -> Columns:
    """期別調定."""
    rows = block.instalments
    return {
        "notice_no": pl.Series(notice_numbers(block)[rows.levy]),
        "period_no": pl.Series(rows.period),
        "instalment_amount": pl.Series(rows.amount),
        "due_date": days.text(rows.due),
        "statutory_due_date": days.text(rows.statutory),
        "demand_issued_on": days.text(block.demanded),
    }


def receipt(block: Block, _numbers: pl.Series) -> Columns:
    """収納."""
    rows = block.receipts
    return {
        "receipt_no": pl.Series(twelve_digits(RECEIPT_NUMBERS + block.index, np.arange(len(rows.row)))),
        "notice_no": pl.Series(notice_numbers(block)[block.instalments.levy[rows.row]]),
        "period_no": pl.Series(block.instalments.period[rows.row]),
        "state": pl.Series(rows.state),
        "channel": gather(CHANNEL_CODES, rows.channel),
        "slip_no": pl.Series(twelve_digits(SLIP_NUMBERS + block.index, rows.slip)),
        "amount": pl.Series(rows.amount),
        "late_charge_amount": pl.Series(rows.late_charge),
        "paid_date": days.text(rows.paid),
        "received_date": days.text(rows.received),
    }


def standing_numbers(block: Block) -> pl.Series:
    """整理番号 of the block; plans come first, so that their rows can point to them by place."""
    return digits(block.index * STANDINGS_PER_BLOCK + np.arange(len(block.standings.kind)) + 1, 10)


def standing(block: Block, numbers: pl.Series) -> Columns:
    """処分・猶予等."""
    rows = block.standings
    return {
        "standing_no": standing_numbers(block),
        "addressee_no": gather(numbers, rows.person),
        "kind": pl.Series(rows.kind),
        "starts_on": days.text(rows.starts),
        "ends_on": days.text(rows.ends),
        "amount": pl.Series(rows.amount),
        "ground": gather(GROUNDS, rows.ground),
    }


def plan_instalment(block: Block, _numbers: pl.Series) -> Columns:
    """分納計画."""
    rows = block.plan_rows
    return {
        "standing_no": gather(standing_numbers(block), rows.standing),
        "sequence": pl.Series(rows.sequence),
        "due_date": days.text(rows.due),
        "amount": pl.Series(rows.amount),
    }


def contact(block: Block, numbers: pl.Series) -> Columns:
    """交渉経過."""
    rows = block.contacts
    clock = [digits(part, 2) for part in (rows.second // 3600, rows.second // 60 % 60, rows.second % 60)]
    return {
        "contact_no": digits(block.index * CONTACTS_PER_BLOCK + np.arange(len(rows.day)) + 1, 10),
        "addressee_no": gather(numbers, rows.person),
        "contacted_at": days.text(rows.day) + " " + clock[0] + ":" + clock[1] + ":" + clock[2],
        "channel": pl.Series(rows.channel),
        "result": digits(rows.result, 2),
        "note": gather(NOTES, rows.note),
    }


RECORDS: dict[str, Callable[[Block, pl.Series], Columns]] = {
    "receipt": receipt,
    "instalment": instalment,
    "levy": levy,
    "contact": contact,
    "phone": phone,
    "standing": standing,
    "plan_instalment": plan_instalment,
}
"""The seven records that are the same in both encodings, the longest first."""
