"""What the ledger's windows hand out (閲覧用の記録): frozen, complete, without a way back to the tables."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime

from towa.law.late_charge import LateCharge
from towa.rooms.ledger.core import terms


@dataclass(frozen=True)
class Person:
    """宛名: who it is."""

    id: int
    addressee_no: str
    kind: str
    name: str
    name_kana: str
    birth_date: date | None
    corporate_number: str
    household_no: str
    postal_code: str
    address: str
    address_detail: str
    district: str
    residence: str
    residence_changed_on: date | None
    protected: bool
    withdrawn: bool

    @property
    def kind_term(self) -> str:
        return terms.term(terms.KINDS, self.kind)

    @property
    def residence_term(self) -> str:
        return terms.term(terms.RESIDENCES, self.residence)


@dataclass(frozen=True)
class InstalmentView:
    """期別: one instalment as of a day, with its explained 延滞金."""

    id: int
    notice_no: str
    period_no: int
    tax_item: str
    tax_term: str
    assessed_year: int
    fiscal_year: int
    amount: int
    due: date
    statutory_due: date
    demand_issued_on: date | None
    paid: int
    provisional: int
    outstanding: int
    overpaid: int
    late_charge: LateCharge
    late_charge_paid: int
    overdue: bool
    carried_over: bool
    receipts: tuple["ReceiptView", ...] = ()
    """All that was reported for it, the latest first; only those posted as effective count in `paid`."""

    @property
    def is_open(self) -> bool:
        """Something is still owed, awaited or paid too much."""
        return bool(self.outstanding or self.provisional or self.overpaid or self.late_charge_outstanding)

    @property
    def late_charge_outstanding(self) -> int:
        """未納延滞金: drawn so far and not yet paid."""
        return max(0, self.late_charge.amount - self.late_charge_paid)

    @property
    def state(self) -> str:
        """What a reader wants to know first: overdue, provisional, owed (not yet due), overpaid, late_charge (only that is left) or settled."""
        if self.outstanding and self.overdue:
            return "overdue"
        if self.outstanding:
            return "owed"
        if self.provisional:
            return "provisional"
        if self.overpaid:
            return "overpaid"
        return "late_charge" if self.late_charge_outstanding else "settled"


@dataclass(frozen=True)
class InstalmentSums:
    """合計 of some instalments, in yen: amount = paid − overpaid + outstanding."""

    amount: int
    paid: int
    outstanding: int
    overpaid: int
    late_charge: int
    late_charge_paid: int
    late_charge_outstanding: int


def sums_of(rows: Iterable[InstalmentView]) -> InstalmentSums:
    """合計: each column of the table added up."""
    kept = list(rows)
    return InstalmentSums(*(sum(getattr(row, item.name) if item.name != "late_charge" else row.late_charge.amount
                                for row in kept) for item in fields(InstalmentSums)))  # fmt: skip


@dataclass(frozen=True)
class ReceiptView:
    """収納: one reported receipt and what became of it."""

    receipt_no: str
    notice_no: str
    period_no: int
    tax_term: str
    state: str
    state_term: str
    posting: str
    posting_term: str
    channel: str
    channel_term: str
    amount: int
    late_charge_amount: int
    paid_date: date
    received_date: date


@dataclass(frozen=True)
class PhoneView:
    """電話番号; `households` counts the households that have the same number."""

    phone_no: str
    kind: str
    kind_term: str
    state: str
    state_term: str
    registered_on: date | None
    households: int


@dataclass(frozen=True)
class StandingView:
    """処分・猶予等."""

    standing_no: str
    kind: str
    kind_term: str
    starts_on: date
    ends_on: date | None
    amount: int | None
    ground: str
    active: bool


@dataclass(frozen=True)
class ContactView:
    """交渉経過."""

    contact_no: str
    contacted_at: datetime
    channel: str
    channel_term: str
    result: str
    result_term: str
    note: str


@dataclass(frozen=True)
class FoundPerson:
    """検索結果の一行; `outstanding` is the overdue tax as of the latest extract."""

    id: int
    addressee_no: str
    kind: str
    name: str
    name_kana: str
    birth_date: date | None
    address: str
    residence: str
    protected: bool
    outstanding: int

    @property
    def residence_term(self) -> str:
        return terms.term(terms.RESIDENCES, self.residence)


@dataclass(frozen=True)
class QuarantinedView:
    """隔離行."""

    id: int
    record: str
    term: str
    line: int
    reasons: tuple[str, ...]
    cures: tuple[str, ...]
    columns: tuple[str, ...]
