"""充当: to which claims does money go, in what order, and as of which day?

滞納処分費 before the tax it belongs to (国税徴収法137条 の例), tax before its late charge (地方税法17条の2第3項,
国税通則法62条2項 と同趣旨); among several instalments the oldest due date first, which is custom and not statute.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from towa.kernel.explanation import Explanation, Step
from towa.kernel.money import Yen, format_yen
from towa.kernel.period import wareki
from towa.law.citation import articles


class Part(StrEnum):
    """徴収金の内訳, in the order in which each claim is satisfied."""

    ENFORCEMENT_COST = "enforcement_cost"
    TAX = "tax"
    LATE_CHARGE = "late_charge"


ORDER: tuple[tuple[Part, str, str], ...] = (
    (Part.ENFORCEMENT_COST, "滞納処分費", "国税徴収法137条（地方税法の滞納処分の例による規定）"),
    (Part.TAX, "本税", "地方税法17条の2第3項"),
    (Part.LATE_CHARGE, "延滞金", "地方税法17条の2第3項"),
)


@dataclass(frozen=True)
class Claim:
    """徴収金: what is owed for one instalment. `key` is the caller's own name for it."""

    key: str
    due: date
    tax: int
    late_charge: int = 0
    enforcement_cost: int = 0

    def owed(self, part: Part) -> int:
        return {Part.TAX: self.tax, Part.LATE_CHARGE: self.late_charge}.get(part, self.enforcement_cost)


@dataclass(frozen=True)
class Allocation:
    """充当額: how much of the money went to one part of one claim."""

    key: str
    part: Part
    amount: Yen


@dataclass(frozen=True)
class Appropriation:
    """充当の結果: the allocations in their order, what is left to be refunded, and why."""

    allocations: tuple[Allocation, ...]
    rest: Yen
    explanation: Explanation


def appropriate(amount: int, claims: Iterable[Claim], *, named_first: Sequence[str] = ()) -> Appropriation:
    """充当の順序: spends the amount on the claims.

    Args:
        amount: whole yen.
        claims: what is owed; those with the oldest due date come first, the key decides between equals.
        named_first: keys which the payer has named (指定); they come before all others, in this order.

    Raises:
        ValueError: a negative amount or claim.
    """
    ordered = sorted(claims, key=lambda claim: (_place(claim.key, named_first), claim.due, claim.key))
    if amount < 0 or any(claim.owed(part) < 0 for claim in ordered for part in Part):
        raise ValueError("充当する額と徴収金は0円以上でなければなりません。")
    allocations: list[Allocation] = []
    steps: list[Step] = []
    rest = amount
    for claim in ordered:
        for part, term, article in ORDER:
            taken = min(rest, claim.owed(part))
            if taken:
                rest -= taken
                allocations.append(Allocation(claim.key, part, Yen(taken)))
                steps.append(_step(claim, part, term, taken, article))
    return Appropriation(tuple(allocations), Yen(rest), _explain(amount, rest, steps))


def effective_day(suitable_from: date, arisen_on: date) -> date:
    """充当適状日 (地方税法17条の2第4項, 同施行令6条の14第1項): the later of the two days.

    Args:
        suitable_from: when the claim could be met: the 納期限 of the instalment; for 繰上徴収 the day told; for a
            deferral its last day; for a 加算金 the day of its notice; for 滞納処分費 the day it was fixed.
        arisen_on: the day the over- or mistaken payment arose.
    """
    return max(suitable_from, arisen_on)


def _place(key: str, named_first: Sequence[str]) -> int:
    return named_first.index(key) if key in named_first else len(named_first)


def _step(claim: Claim, part: Part, term: str, taken: int, article: str) -> Step:
    label = f"{claim.key}（納期限 {wareki(claim.due)}）の{term}"
    return Step(label, f"未納 {format_yen(claim.owed(part))} のうち", taken, article)


def _explain(amount: int, rest: int, steps: list[Step]) -> Explanation:
    ending = Step("充当後の残り", f"{format_yen(amount)} から充当した額を差し引く", rest)
    sources = articles("地方税法17条の2第1項", *(step.article for step in steps if step.article))
    return Explanation(f"{format_yen(amount)}の充当", (*steps, ending), amount - rest, sources)
