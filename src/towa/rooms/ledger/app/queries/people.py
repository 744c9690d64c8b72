"""One person's ledger (個人別台帳): who it is, what is owed and why, what was paid, what happened."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from towa.kernel.money import Yen
from towa.law.late_charge import Payment
from towa.rooms.ledger.app.models import Addressee, Instalment, PastContact, Phone, Receipt, Standing
from towa.rooms.ledger.app.queries.extracts import latest_as_of
from towa.rooms.ledger.app.queries.records import (
    ContactView,
    InstalmentView,
    Person,
    PhoneView,
    ReceiptView,
    StandingView,
)
from towa.rooms.ledger.core import posting, terms
from towa.rooms.ledger.core.arrears import is_carried_over, is_overdue
from towa.rooms.ledger.core.balance import Balance, balance, late_charge_of, rules_of
from towa.rooms.ledger.core.plausibility import CHANNELS
from towa.rooms.ledger.core.posting import ReceiptState, effective
from towa.rooms.ledger.core.relief import Standing as StandingInForce
from towa.rooms.ledger.core.relief import reliefs_of
from towa.rooms.ledger.core.tax_item import term_of


def person(addressee_id: int) -> Person | None:
    """宛名."""
    row = Addressee.objects.filter(pk=addressee_id).first()
    return _person(row) if row else None


def instalments_of(addressee_id: int, on: date | None = None, known_on: date | None = None) -> list[InstalmentView]:
    """期別 of a person as of a day (default: the ledger's day), the newest 納期限 first, each with explained 延滞金."""
    day = on or latest_as_of()
    if day is None:
        return []
    reliefs = reliefs_of(_standings_in_force(addressee_id), day)
    receipts = _effective_by_instalment(addressee_id, known_on)
    rows = Instalment.objects.filter(levy__addressee_id=addressee_id).select_related("levy")
    reported = _reported_by_instalment(addressee_id, day, known_on)
    views = []
    for row in rows.order_by("-due_date", "levy__notice_no", "-period_no"):
        counting = receipts.get(row.pk, [])
        state = balance(Yen(row.instalment_amount), counting, day)
        payments = [Payment(item.paid_date, item.amount) for item in counting]
        charge = late_charge_of(
            Yen(row.instalment_amount), row.due_date, payments, day, reliefs=reliefs, rules=rules_of(row.levy.tax_item)
        )
        told = tuple(reported.get((row.levy.notice_no, row.period_no), ()))
        views.append(InstalmentView(**_instalment(row, state, day), late_charge=charge, receipts=told))
    return views


def receipts_of(addressee_id: int) -> list[ReceiptView]:
    """収納 of a person, the latest first."""
    rows = Receipt.objects.filter(instalment__levy__addressee_id=addressee_id).select_related("instalment__levy")
    return [_receipt(row) for row in rows.order_by("-paid_date", "-receipt_no")]


def phones_of(addressee_id: int) -> list[PhoneView]:
    """電話番号 of a person, usable ones first."""
    rows = list(Phone.objects.filter(addressee_id=addressee_id).order_by("state", "kind", "phone_no"))
    households = _households([row.phone_key for row in rows])
    usable_first = sorted(rows, key=lambda row: row.state != "usable")
    return [
        PhoneView(
            phone_no=row.phone_no,
            kind=row.kind,
            kind_term=terms.term(terms.PHONE_KINDS, row.kind),
            state=row.state,
            state_term=terms.term(terms.PHONE_STATES, row.state),
            registered_on=row.registered_on,
            households=households.get(row.phone_key, 1),
        )
        for row in usable_first
    ]


def standings_of(addressee_id: int, on: date | None = None) -> list[StandingView]:
    """処分・猶予等 of a person; `active` as of the day."""
    day = on or latest_as_of()
    rows = Standing.objects.filter(addressee_id=addressee_id).order_by("-starts_on", "standing_no")
    return [
        StandingView(
            standing_no=row.standing_no,
            kind=row.kind,
            kind_term=terms.term(terms.STANDINGS, row.kind),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            amount=row.amount,
            ground=row.ground or "",
            active=day is not None and _in_force(row).holds_on(day),
        )
        for row in rows
    ]


def contacts_of(addressee_id: int, limit: int = 200) -> list[ContactView]:
    """交渉経過 of a person, the latest first."""
    rows = PastContact.objects.filter(addressee_id=addressee_id).order_by("-contacted_at", "-contact_no")[:limit]
    return [
        ContactView(
            contact_no=row.contact_no,
            contacted_at=row.contacted_at,
            channel=row.channel,
            channel_term=terms.term(terms.CONTACT_CHANNELS, row.channel),
            result=row.result,
            result_term=terms.term(terms.CONTACT_RESULTS, row.result),
            note=row.note or "",
        )
        for row in rows
    ]


def _person(row: Addressee) -> Person:
    return Person(
        id=row.pk,
        addressee_no=row.addressee_no,
        kind=row.kind,
        name=row.name,
        name_kana=row.name_kana or "",
        birth_date=row.birth_date,
        corporate_number=row.corporate_number or "",
        household_no=row.household_no or "",
        postal_code=row.postal_code or "",
        address=row.address or "",
        address_detail=row.address_detail or "",
        district=row.district or "",
        residence=row.residence,
        residence_changed_on=row.residence_changed_on,
        protected=row.protected,
        withdrawn=row.withdrawn,
    )


def _instalment(row: Instalment, state: Balance, on: date) -> dict[str, Any]:
    levy = row.levy
    return {
        "id": row.pk, "notice_no": levy.notice_no, "period_no": row.period_no, "tax_item": levy.tax_item,
        "tax_term": term_of(levy.tax_item), "assessed_year": levy.assessed_year, "fiscal_year": levy.fiscal_year,
        "amount": row.instalment_amount, "due": row.due_date, "statutory_due": row.statutory_due_date,
        "demand_issued_on": row.demand_issued_on, "paid": state.paid, "provisional": state.provisional,
        "outstanding": state.outstanding, "overpaid": state.overpaid, "late_charge_paid": state.late_charge_paid,
        "overdue": is_overdue(row.due_date, on), "carried_over": is_carried_over(levy.fiscal_year, on),
    }  # fmt: skip


def _receipt(row: Receipt) -> ReceiptView:
    return ReceiptView(
        receipt_no=row.receipt_no,
        notice_no=row.instalment.levy.notice_no,
        period_no=row.instalment.period_no,
        tax_term=term_of(row.instalment.levy.tax_item),
        state=row.state,
        state_term=terms.term(terms.RECEIPT_STATES, row.state),
        posting=row.posting,
        posting_term=posting.TERMS[posting.Posting(row.posting)],
        channel=row.channel,
        channel_term=terms.term(CHANNELS, row.channel),
        amount=row.amount,
        late_charge_amount=row.late_charge_amount,
        paid_date=row.paid_date,
        received_date=row.received_date,
    )


def _reported_by_instalment(
    addressee_id: int, on: date, known_on: date | None
) -> dict[tuple[str, int], list[ReceiptView]]:
    """What was reported until the day, by notice and period, whatever became of it."""
    found: dict[tuple[str, int], list[ReceiptView]] = {}
    for row in receipts_of(addressee_id):
        if row.paid_date <= on and (known_on is None or row.received_date <= known_on):
            found.setdefault((row.notice_no, row.period_no), []).append(row)
    return found


def _effective_by_instalment(addressee_id: int, known_on: date | None) -> dict[int, list[posting.Receipt]]:
    """Effective receipts of a person's instalments: as posted, or posted anew from what was known on a day."""
    rows = list(Receipt.objects.filter(instalment__levy__addressee_id=addressee_id))
    if known_on is None:
        counting = {row.receipt_no for row in rows if row.posting == posting.Posting.EFFECTIVE}
    else:
        counting = {item.receipt_no for item in effective((_reported(row) for row in rows), known_on)}
    found: dict[int, list[posting.Receipt]] = {}
    for row in rows:
        if row.receipt_no in counting:
            found.setdefault(row.instalment_id, []).append(_reported(row))
    return found


def _reported(row: Receipt) -> posting.Receipt:
    return posting.Receipt(
        receipt_no=row.receipt_no,
        slip_no=row.slip_no,
        state=ReceiptState(row.state),
        amount=Yen(row.amount),
        late_charge_amount=Yen(row.late_charge_amount),
        paid_date=row.paid_date,
        received_date=row.received_date,
    )


def _standings_in_force(addressee_id: int) -> list[StandingInForce]:
    return [_in_force(row) for row in Standing.objects.filter(addressee_id=addressee_id)]


def _in_force(row: Standing) -> StandingInForce:
    return StandingInForce(row.kind, row.starts_on, row.ends_on, row.ground or "")


def _households(keys: Iterable[str]) -> dict[str, int]:
    """In how many households each number is used."""
    household = Coalesce(F("addressee__household_no"), F("addressee__addressee_no"))
    usable = Phone.objects.filter(Q(phone_key__in=list(keys)), state="usable")
    return dict(usable.values_list("phone_key").annotate(count=Count(household, distinct=True)))
