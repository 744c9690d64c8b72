"""Plans, decisions and people of tests, each with sound values that a test replaces where it matters."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

import polars as pl
from django.apps import apps
from django.utils import timezone

from towa.kernel.text import phone_key, search_key
from towa.rooms.dunning.app.models import Decision, Exclusion, Plan


ON = date(2026, 11, 20)
NUMBERS = count(1)


def extract(as_of: date = ON) -> Any:
    """An extract that was taken in."""
    model = apps.get_model("ledger", "Extract")
    values = {
        "layout": "towa",
        "encoding": "cp932",
        "digest": f"{next(NUMBERS)}",
        "state": "taken",
        "taken_at": timezone.now(),
    }
    return model.objects.create(as_of=as_of, **values)


def addressee(**changes: Any) -> Any:
    """A resident in the ledger."""
    values = {
        "addressee_no": f"{next(NUMBERS):010}",
        "kind": "person",
        "name": "山田 太郎",
        "residence": "resident",
        "protected": False,
    }
    return apps.get_model("ledger", "Addressee").objects.create(**(values | changes))


def plan(**changes: Any) -> Plan:
    """A plan without rows."""
    values = {
        "on": ON,
        "fingerprint": f"{next(NUMBERS):064}",
        "made_at": datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
        "made_by": "test",
        "people": 0,
        "excluded": 0,
        "outstanding": 0,
        "late_charge": 0,
        "objective": 900,
        "bound": 1000,
        "gap": Decimal("0.1"),
    }
    if "extract" not in changes:
        changes["extract"] = extract()
    return Plan.objects.create(**(values | changes))


def decision(of: Plan, **changes: Any) -> Decision:
    """A decision about a resident of its own."""
    no = f"{next(NUMBERS):010}"
    values: dict[str, Any] = {
        "rank": int(no),
        "action": "letter",
        "action_label": "催告書",
        "channel": "letter",
        "contractor_may_handle": True,
        "value": 1200,
        "why": "理由",
        "addressee_no": no,
        "kind": "person",
        "name": "山田 太郎",
        "name_kana": "ヤマダ タロウ",
        "postal_code": "1000001",
        "address": "とわ市中央1丁目2番3号",
        "district": "中央",
        "protected": False,
        "phone_mobile": "090-0000-0001",
        "outstanding": 50_000,
        "late_charge": 1_200,
        "carried_over": 0,
        "instalments": 2,
        "tax_items": ["resident_tax_ordinary"],
        "oldest_due": date(2026, 6, 30),
    }
    values |= changes
    keys = (values["name"], values["name_kana"], values["addressee_no"])
    values["search_key"] = "|".join(search_key(text) for text in keys)
    values["phone_key"] = phone_key(values["phone_mobile"])
    return Decision.objects.create(plan=of, addressee=addressee(addressee_no=no, name=values["name"]), **values)


def exclusion(of: Plan, **changes: Any) -> Exclusion:
    """A person in arrears who is left in peace."""
    person = addressee()
    values = {"code": "dead", "reason": "死亡の届出があります。", "name": person.name, "outstanding": 10_000}
    return Exclusion.objects.create(plan=of, addressee=person, addressee_no=person.addressee_no, **(values | changes))


def levied(person: Any, *, amount: int, due: date) -> Any:
    """One instalment of a resident's tax, nothing of it paid."""
    levy = apps.get_model("ledger", "Levy").objects.create(
        addressee=person,
        notice_no=f"{next(NUMBERS):010}",
        tax_item="resident_tax_ordinary",
        assessed_year=due.year,
        fiscal_year=due.year,
        levied_amount=amount,
        notified_on=due,
    )
    return apps.get_model("ledger", "Instalment").objects.create(
        levy=levy, period_no=1, instalment_amount=amount, due_date=due, statutory_due_date=due
    )


def arrears(*people: dict[str, Any]) -> pl.DataFrame:
    """What the ledger answers about people in arrears on the day; each is a resident of the ledger, too."""
    return pl.DataFrame([_row(person) for person in people], infer_schema_length=None)


def _row(changes: dict[str, Any]) -> dict[str, Any]:
    values = _ARREARS | changes
    person = addressee(name=values["name"], residence=values["residence"], protected=values["protected"])
    return {"addressee_id": person.pk, "addressee_no": person.addressee_no, **values}


_ARREARS: dict[str, Any] = {
    "kind": "person",
    "name": "山田 太郎",
    "name_kana": "ヤマダ タロウ",
    "birth_date": date(1980, 1, 1),
    "residence": "resident",
    "protected": False,
    "postal_code": "1000001",
    "address": "とわ市中央1丁目2番3号",
    "district": "中央",
    "household_no": "0000000001",
    "outstanding": 50_000,
    "late_charge": 1_200,
    "instalments": 2,
    "oldest_due": date(2026, 6, 30),
    "newest_due": date(2026, 8, 31),
    "tax_items": ["resident_tax_ordinary"],
    "current_year_only": True,
    "carried_over": 0,
    "first_time": True,
    "demand_issued_on_latest": date(2026, 9, 18),
    "undemanded": False,
    "phone_landline": None,
    "phone_mobile": "09000000001",
    "phone_shared": False,
    "provisional_paid": 0,
    "last_paid_on": None,
    "last_contact_on": None,
    "last_contact_result": None,
    "contacts_12m": 0,
    "reached_12m": 0,
    "promises_12m": 0,
    "promises_kept_12m": 0,
    "standings": [],
    "plan_state": "none",
    "letters_12m": 0,
    "sms_12m": 0,
    "calls_12m": 0,
    "visits_12m": 0,
}
