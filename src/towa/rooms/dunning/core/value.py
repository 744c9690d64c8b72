"""What is a contact worth? The first value model: expected yen that come in because of the contact, less its cost.

    value = P(reached) x P(pays because of it | reached) x min(outstanding, cap) - cost

Both probabilities are logistic in a few plain features; the coefficients are settings (`coefficients.py`). Values are
expectations, therefore floats, rounded to 1/100 yen so that equal circumstances give equal values on every machine.
Money that is owed is never computed here.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from towa.rooms.dunning.core.arrays import FloatArray, TextArray
from towa.rooms.dunning.core.channel import Action
from towa.rooms.dunning.core.coefficients import ValueCoefficients
from towa.rooms.dunning.core.office import OfficeSettings
from towa.rooms.dunning.core.target import Targets, days_since


DAYS_OF_YEAR = 365.25
REFERENCE_YEN = 50_000
RECENT_DAYS = 180
YOUNG_BELOW, SENIOR_FROM = 40, 65


@dataclass(frozen=True, eq=False)
class Estimate:
    """効果見込み: one row per action, one column per person."""

    reach: FloatArray
    pay: FloatArray
    recoverable: FloatArray
    """Yen per person, capped."""
    value: FloatArray
    """Expected yen net of cost; row 0 ("none") is 0."""


def estimate(targets: Targets, actions: tuple[Action, ...], office: OfficeSettings, on: date) -> Estimate:
    """効果見込みの計算: for every action and person, whether or not the action is open to the person."""
    coefficients, day = office.value, np.datetime64(on, "D")
    groups = age_groups(targets, day)
    history = _reach_history(targets, coefficients)
    will = _willingness(targets, coefficients, day)
    recoverable = np.minimum(targets.outstanding, coefficients.recoverable_cap).astype(np.float64)
    shape = (len(actions), len(targets))
    reach, pay, value = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    for row, action in enumerate(actions):
        if action.channel.code == "none":
            continue
        reach[row] = _logistic(coefficients.reach[action.channel.code] + history + _slot(action, groups, coefficients))
        pay[row] = _logistic(coefficients.pay[action.channel.code] + will)
        value[row] = np.round(reach[row] * pay[row] * recoverable - action.cost, 2)
    return Estimate(reach, pay, recoverable, value)


def explain_value(made: Estimate, actions: tuple[Action, ...], person: int, action: int) -> list[str]:
    """効果見込みの説明: the terms of one value in Japanese, for the person's page."""
    if actions[action].channel.code == "none":
        return ["催告しない場合を基準（0円）とします。"]
    reach, pay = made.reach[action, person], made.pay[action, person]
    income = reach * pay * made.recoverable[person]
    return [
        f"届く見込み: {reach:.1%}",
        f"届いた場合に納付につながる見込み: {pay:.1%}",
        f"見込む納付額: {made.recoverable[person]:,.0f}円",
        f"期待できる納付: {reach:.1%} × {pay:.1%} × {made.recoverable[person]:,.0f}円 ＝ {income:,.0f}円",
        f"費用（実費と手間）: {actions[action].cost:,}円",
        f"差引きの効果見込み: {made.value[action, person]:,.0f}円",
    ]


def age_groups(targets: Targets, day: np.datetime64) -> TextArray:
    """年代区分: young (below 40), middle, senior (65 and over), corporation, or unknown without a birth date."""
    years = days_since(targets.birth_date, day) / DAYS_OF_YEAR
    group = np.select([years < YOUNG_BELOW, years < SENIOR_FROM], ["young", "middle"], "senior").astype("U11")
    group[np.isnat(targets.birth_date)] = "unknown"
    group[targets.kind == "corporation"] = "corporation"
    return group


def _reach_history(targets: Targets, coefficients: ValueCoefficients) -> FloatArray:
    """Reached share of last year's contacts, drawn towards one half while there are few contacts."""
    share = (targets.reached_12m + 1) / (targets.contacts_12m + 2)
    return coefficients.reach_history * (np.clip(share, 0, 1) - 0.5)


def _willingness(targets: Targets, coefficients: ValueCoefficients, day: np.datetime64) -> FloatArray:
    years = np.clip(days_since(targets.oldest_due, day) / DAYS_OF_YEAR, 0, coefficients.pay_age_years_cap)
    kept = np.clip((targets.promises_kept_12m + 1) / (targets.promises_12m + 2), 0, 1)
    terms = coefficients.pay_amount * np.log(np.maximum(targets.outstanding, 1) / REFERENCE_YEN)
    terms = terms + coefficients.pay_age_year * years + coefficients.pay_promises * (kept - 0.5)
    terms = terms + coefficients.pay_first_time * targets.first_time
    terms = terms + coefficients.pay_plan_broken * (targets.plan_state == "broken")
    terms = terms + coefficients.pay_corporation * (targets.kind == "corporation")
    recent = days_since(targets.last_paid_on, day) <= RECENT_DAYS
    return np.asarray(terms + coefficients.pay_recent * recent, dtype=np.float64)


def _slot(action: Action, groups: TextArray, coefficients: ValueCoefficients) -> FloatArray:
    made = np.zeros(len(groups))
    if action.slot is None:
        return made
    for group, term in coefficients.reach_by_part[part_of_day(action.slot.starts)].items():
        made[groups == group] = term
    return made


def part_of_day(hour: int) -> str:
    """時間帯の区分 of the hour in which a slot begins."""
    for end, part in ((10, "morning"), (12, "late_morning"), (15, "early_afternoon"), (17, "late_afternoon")):
        if hour < end:
            return part
    return "evening"


def _logistic(logit: FloatArray) -> FloatArray:
    return np.asarray(1.0 / (1.0 + np.exp(-logit)), dtype=np.float64)
