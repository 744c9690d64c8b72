"""What does an instalment still owe as of a day, what was paid too much, and how much 延滞金 has it drawn?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from towa.kernel.money import Yen
from towa.law.late_charge import DEFAULT_RULES, LateCharge, LateChargeRules, Payment, Relief, late_charge
from towa.rooms.ledger.core.posting import Receipt, ReceiptState, effective
from towa.rooms.ledger.core.tax_item import boundary_months_of


@dataclass(frozen=True)
class Balance:
    """期別残高: one instalment as of one day, in yen.

    `paid` counts effective receipts, 速報 included; `provisional` is the part of it that is only 速報.
    """

    amount: Yen
    paid: Yen
    provisional: Yen
    late_charge_paid: Yen

    @property
    def outstanding(self) -> Yen:
        """収入未済額: never negative."""
        return Yen(max(0, self.amount - self.paid))

    @property
    def overpaid(self) -> Yen:
        """過誤納金: what was paid beyond the tax."""
        return Yen(max(0, self.paid - self.amount))

    @property
    def applied(self) -> Yen:
        """充てられた額: what of the payments the tax took; amount = applied + outstanding, paid = applied + overpaid."""
        return Yen(min(self.paid, self.amount))


def balance(amount: Yen, receipts: Iterable[Receipt], as_of: date, known_on: date | None = None) -> Balance:
    """残高: from the effective receipts that residents had paid by `as_of`, as the city knew them on `known_on`."""
    counting = [row for row in effective(receipts, known_on) if row.paid_date <= as_of]
    return Balance(
        amount=amount,
        paid=Yen(sum(row.amount for row in counting)),
        provisional=Yen(sum(row.amount for row in counting if row.state is ReceiptState.PROVISIONAL)),
        late_charge_paid=Yen(sum(row.late_charge_amount for row in counting)),
    )


def rules_of(tax_item: str) -> LateChargeRules:
    """延滞金の計算方法 of a tax item."""
    return LateChargeRules(boundary_months=boundary_months_of(tax_item))


def late_charge_of(
    amount: Yen,
    due: date,
    payments: Sequence[Payment],
    on: date,
    *,
    reliefs: Sequence[Relief] = (),
    rules: LateChargeRules = DEFAULT_RULES,
) -> LateCharge:
    """延滞金: drawn by one instalment until `on`, or until the day on which its tax was paid in full.

    Args:
        amount: 期別税額.
        due: 納期限 (legally moved).
        payments: effective tax payments, in any order; later ones than `on` are left out.
        on: the day of the question.
        reliefs: periods of 猶予 or 停止 of the addressee.
        rules: 計算方法 of the tax item.
    """
    parts, paid_on = _until_paid(amount, payments, on)
    return late_charge(amount, due, paid_on, payments=parts, reliefs=reliefs, rules=rules)


def _until_paid(amount: Yen, payments: Sequence[Payment], on: date) -> tuple[list[Payment], date]:
    """The part payments before the last one, and the day until which the tax draws 延滞金."""
    parts: list[Payment] = []
    rest = int(amount)
    for payment in sorted(payments, key=lambda payment: payment.paid_on):
        if payment.paid_on > on:
            break
        if payment.amount >= rest:
            return parts, payment.paid_on
        if payment.amount > 0:
            parts.append(payment)
            rest -= payment.amount
    return parts, on
