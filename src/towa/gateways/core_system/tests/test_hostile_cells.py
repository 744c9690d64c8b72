"""Hostile cells: the plain and the fast form refuse the same, for the same table written by officers."""

from pathlib import Path

import polars as pl
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from towa.gateways.core_system import parsing
from towa.gateways.core_system.checks import Rules, check_cell, shown
from towa.gateways.core_system.fake import value_of
from towa.gateways.core_system.format import Field, Kind, RecordLayout
from towa.gateways.core_system.layouts.towa import LAYOUT
from towa.gateways.core_system.tests.factories import TOWN


CASES = yaml.safe_load((Path(__file__).parent / "cases" / "hostile_cells.yaml").read_text(encoding="utf-8"))
WIDTHS = {"yen": 13, "date": 10, "text": 40}
FIELDS = [field for record in LAYOUT.records for field in record.fields]
NEARLY_RIGHT = st.text("0123456789-:/ ０１.e_+,\n髙a", max_size=20)


def field_of(case: dict[str, object]) -> Field:
    kind = Kind(str(case["kind"]))
    width = int(str(case.get("width", WIDTHS.get(kind.value, 10))))
    codes = {"01": "one", "02": "two"} if kind is Kind.CODE else {}
    return Field(
        "cell", "項目", kind, width, required=bool(case.get("required")), codes=codes, signed=bool(case.get("signed"))
    )


def fast_form(field: Field, text: str, rules: Rules) -> tuple[bool, object]:
    record = RecordLayout("one", "一項目", "one", (field,), (field.name,))
    parsed = parsing.parse(pl.DataFrame({field.name: [text]}), record, rules)
    return bool(parsed.good[0]), parsed.typed[field.name][0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}:{case['text']!a}:{case.get('fault', 'fit')}")
def test_hostile_cell_is_judged_as_the_table_says(case: dict[str, object]) -> None:
    field, text, rules = field_of(case), str(case["text"]), Rules(str(case.get("style", "dashed")))

    fault = check_cell(field, text, rules)

    assert (fault.code if fault else None) == case.get("fault")
    assert fast_form(field, text, rules)[0] is (fault is None)


def test_the_table_holds_enough_cases() -> None:
    assert len(CASES) >= 60
    assert all(bool(case.get("fit")) is not bool(case.get("fault")) for case in CASES)


@given(field=st.sampled_from(FIELDS), text=st.one_of(NEARLY_RIGHT, st.text(max_size=30), st.dates().map(str)))
def test_both_forms_always_agree(field: Field, text: str) -> None:
    rules = Rules("dashed", TOWN)

    fault = check_cell(field, text, rules)
    good, value = fast_form(field, text, rules)

    assert good is (fault is None)
    if good:
        assert value == value_of(field, text, rules)


@given(field=st.sampled_from(FIELDS), digits=st.integers(0, 10**11 - 1))
def test_no_finding_shows_an_individual_number(field: Field, digits: int) -> None:
    text = next(
        f"{digits:011}{check}"
        for check in range(10)
        if check_cell(Field("t", "文", Kind.TEXT, 40), f"{digits:011}{check}", Rules())
    )

    assert text not in shown(field, text)
    assert text[:11] not in shown(field, text)


def test_row_of_another_town_is_refused() -> None:
    field = LAYOUT["receipt"]["municipality_code"]

    fault = check_cell(field, "132201", Rules("dashed", TOWN))

    assert fault is not None
    assert fault.code == "wrong_town"
    assert fast_form(field, "132201", Rules("dashed", TOWN))[0] is False
