"""The worked cases of `law/cases/*.yaml`: officers may add to them; each is asked of the program as written."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from towa.kernel.calendar import CALENDAR
from towa.kernel.period import Period
from towa.law import refund_interest as refunds
from towa.law.accrual import Rounding
from towa.law.appropriation import Claim, appropriate
from towa.law.demand import demand_deadline, explain_demand, seizure_possible_from
from towa.law.late_charge import LateChargeRules, Payment, Relief, ReliefKind, late_charge
from towa.law.prescription import Event, EventKind, Term, prescription


Case = Mapping[str, Any]
FOLDER = Path(__file__).parents[1] / "cases"


def late_charge_case(case: Case) -> Mapping[str, Any]:
    given = case["given"]
    due = given.get("due") or CALENDAR.shift_deadline(given["nominal_due"])
    charge = late_charge(
        given["principal"],
        due,
        case["on"],
        payments=[Payment(**item) for item in case.get("payments", ())],
        reliefs=[relief(**item) for item in case.get("reliefs", ())],
        rules=LateChargeRules(**{**rules(case)}),
    )
    assert charge.explanation.result == charge.amount
    return {
        "amount": charge.amount,
        "days": [segment.period.days for segment in charge.segments],
        "yen": [segment.amount for segment in charge.segments],
    }


def relief(kind: str, first: date, last: date) -> Relief:
    return Relief(ReliefKind(kind), Period.closed(first, last))


def rules(case: Case) -> dict[str, Any]:
    written = dict(case.get("rules", {}))
    if "rounding" in written:
        written["rounding"] = Rounding(written["rounding"])
    return written


def refund_interest_case(case: Case) -> Mapping[str, Any]:
    given = dict(case["given"])
    refund, start_class = given.pop("refund"), given.pop("start_class", None)
    starts: Mapping[str | None, Callable[..., date]] = {
        None: lambda count_from: count_from,
        "reassessment": refunds.count_from_reassessment,
        "requested_correction": refunds.count_from_requested_correction,
        "income_tax_change": refunds.count_from_income_tax_change,
        "other": refunds.count_from_other,
    }
    count_from = starts[start_class](**given)
    named = refunds.StartClass(start_class) if start_class else None
    interest = refunds.refund_interest(refund, count_from, case["on"], start_class=named, **rules(case))
    return {"count_from": count_from, "amount": interest.amount}


def demand_case(case: Case) -> Mapping[str, Any]:
    due, issued_on = case["given"]["due"], case["on"]
    assert explain_demand(due, issued_on).articles
    return {"demand_deadline": demand_deadline(due), "seizure_possible_from": seizure_possible_from(issued_on)}


def appropriation_case(case: Case) -> Mapping[str, Any]:
    given = case["given"]
    claims = [Claim(**item) for item in given["claims"]]
    found = appropriate(given["amount"], claims, named_first=given.get("named_first", ()))
    return {
        "allocations": [[item.key, item.part.value, item.amount] for item in found.allocations],
        "rest": found.rest,
    }


def prescription_case(case: Case) -> Mapping[str, Any]:
    given = case["given"]
    events = [Event(EventKind(item["kind"]), item["on"], item.get("until")) for item in events_of(given)]
    term = Term(given.get("term", "tax_years"))
    found = prescription(given["deadline"], events, case["on"], term=term, fraud=given.get("fraud", False))
    return {"expires_on": found.expires_on, "extinct": found.extinct}


def events_of(given: Mapping[str, Any]) -> list[dict[Any, Any]]:
    """YAML 1.1 reads the bare key `on` as true; here it is a day."""
    return [{("on" if key is True else key): value for key, value in item.items()} for item in given.get("events", ())]


FORMULAS: Mapping[str, Callable[[Case], Mapping[str, Any]]] = {
    "late_charge": late_charge_case,
    "refund_interest": refund_interest_case,
    "demand": demand_case,
    "appropriation": appropriation_case,
    "prescription": prescription_case,
}


def worked_cases() -> list[Any]:
    return [
        pytest.param(path.stem, {("on" if key is True else key): value for key, value in case.items()}, id=case["case"])
        for path in sorted(FOLDER.glob("*.yaml"))
        for case in yaml.safe_load(path.read_text("utf-8"))
    ]


@pytest.mark.parametrize(("file", "case"), worked_cases())
def test_a_worked_case_comes_out_as_written(file: str, case: Case) -> None:
    formula = next(FORMULAS[name] for name in FORMULAS if file.startswith(name))
    answer = formula(case)
    assert {key: answer[key] for key in case["expect"]} == case["expect"]


def test_there_are_many_worked_cases_and_no_two_of_one_name() -> None:
    names = [item.id for item in worked_cases()]
    assert len(names) >= 40
    assert len(names) == len(set(names))
