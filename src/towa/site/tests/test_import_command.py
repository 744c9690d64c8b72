"""`towa import extract`: what a nightly script sees of a good, a repeated and a broken extract."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sample_town.generate import generate
from towa.platform.tenancy.models import Municipality
from towa.site.commands.import_ import app


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("core")
    generate(folder / "extract", seed=7, scale=0.002, truth_folder=folder / "truth")
    return folder / "extract"


def run(path: Path, report: Path, *options: str) -> tuple[int, dict[str, object]]:
    done = CliRunner().invoke(app, ["extract", str(path), "--report", str(report), *options])
    return done.exit_code, json.loads(report.read_text(encoding="utf-8"))


def test_every_row_is_taken_or_quarantined_and_the_second_time_changes_nothing(extract: Path, tmp_path: Path) -> None:
    code, first = run(extract, tmp_path / "first.json")
    again_code, again = run(extract, tmp_path / "again.json")

    assert (code, first["state"], again_code, again["state"]) == (0, "taken", 0, "unchanged")
    assert first["rows_in"] == first["rows_taken"] + first["rows_quarantined"]  # type: ignore[operator]
    assert all(yen["manifest"] == yen["taken"] for yen in first["yen_totals"].values())  # type: ignore[attr-defined]


def test_a_dry_run_counts_and_leaves_the_ledger_empty(extract: Path, tmp_path: Path) -> None:
    code, preview = run(extract, tmp_path / "preview.json", "--dry-run")
    _, taken = run(extract, tmp_path / "taken.json")

    assert (code, preview["state"]) == (0, "preview")
    assert taken["state"] == "taken"
    assert preview["rows_taken"] == taken["rows_taken"]


def test_a_dry_run_does_not_even_register_a_town_that_it_meets(extract: Path, tmp_path: Path) -> None:
    before = set(Municipality.objects.values_list("code", flat=True))

    _, preview = run(extract, tmp_path / "preview.json", "--dry-run")

    assert preview["municipality_code"] not in before
    assert set(Municipality.objects.values_list("code", flat=True)) == before


def test_a_truncated_extract_is_refused_and_the_report_says_why(extract: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    for file in extract.iterdir():
        content = file.read_bytes()
        (broken / file.name).write_bytes(content[:-40] if file.name == "receipt.csv" else content)

    code, report = run(broken, tmp_path / "report.json")

    assert (code, report["state"], report["rows_taken"]) == (2, "refused", 0)
    assert report["findings"][0]["file"] == "receipt.csv"  # type: ignore[index]
    assert report["findings"][0]["cure"]  # type: ignore[index]
