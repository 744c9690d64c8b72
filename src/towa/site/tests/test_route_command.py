"""`towa route`: a plan with its lists, the rest of its day, and both recomputed from what was kept."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from typer.testing import CliRunner, Result

from sample_town.generate import generate
from towa.platform.tenancy import town
from towa.platform.tenancy.models import Municipality
from towa.rooms.dunning.app.queries import plan_file
from towa.site.commands.import_ import app as import_app
from towa.site.commands.route import app


pytestmark = pytest.mark.django_db
Decision, Plan = (apps.get_model("dunning", name) for name in ("Decision", "Plan"))


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("core")
    generate(folder / "extract", seed=7, scale=0.01, truth_folder=folder / "truth")
    return folder / "extract"


@pytest.fixture
def plan(extract: Path, tmp_path: Path) -> int:
    CliRunner().invoke(import_app, ["extract", str(extract), "--report", str(tmp_path / "report.json")])
    assert run("--out", str(tmp_path / "lists")).exit_code == 0
    with town(Municipality.objects.get().pk):
        return int(Plan.objects.get().pk)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def somebody(plan: int) -> Any:
    with town(Municipality.objects.get().pk):
        return Decision.objects.filter(plan_id=plan, slot_starts__gte=15).order_by("rank")[0]


def test_plan_is_proved_from_its_record(plan: int) -> None:
    done = run("recompute", str(plan))
    assert done.exit_code == 0
    assert "すべて一致しました" in done.output


def test_everybody_of_the_sample_town_in_identical_circumstances_is_treated_alike(plan: int) -> None:
    with town(Municipality.objects.get().pk):
        kept = plan_file(plan)
    given: dict[tuple[bytes, int], set[int]] = defaultdict(set)
    divided = set(kept.split_people.tolist())
    for person, action in enumerate(kept.planned.tolist()):
        if person not in divided:
            given[kept.problem.value[:, person].tobytes(), int(kept.problem.cell[person])].add(action)
    assert len(given) > 20
    assert all(len(actions) == 1 for actions in given.values())


def test_one_person_is_explained_from_the_record(plan: int) -> None:
    row = somebody(plan)
    done = run("recompute", str(plan), "--person", row.addressee_no)
    assert row.why in done.output
    assert "割り当てる確率" in done.output


def test_decision_that_was_touched_ends_with_one(plan: int) -> None:
    row = somebody(plan)
    with town(Municipality.objects.get().pk):
        Decision.objects.filter(pk=row.pk).update(why="別の理由")
    done = run("recompute", str(plan))
    assert done.exit_code == 1
    assert "判断が一致しない人: 1人" in done.output


def test_rest_of_the_day_is_planned_from_a_file(plan: int, tmp_path: Path) -> None:
    row = somebody(plan)
    state = tmp_path / "state.csv"
    state.write_text(f"kind,key,left\npaid,{row.addressee_no},\nleft,pieces:sms,3\n", encoding="utf-8-sig")
    done = run("rest", "--plan", str(plan), "--at", "14:00", "--state", str(state), "--out", str(tmp_path / "rest"))
    assert done.exit_code == 0
    with town(Municipality.objects.get().pk):
        rest = Plan.objects.get(follows_id=plan)
        assert not Decision.objects.filter(plan=rest, addressee_id=row.addressee_id).exists()
        assert Decision.objects.filter(plan=rest, channel="sms").count() <= 3
    assert run("recompute", str(rest.pk)).exit_code == 0


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("paid,9999999999,", "計画にない宛名番号です"),
        ("asleep,1,", "kind は"),
        ("left,fax,1", "この計画にない容量です"),
    ],
)
def test_file_that_cannot_be_read_is_refused_in_japanese(plan: int, tmp_path: Path, line: str, words: str) -> None:
    state = tmp_path / "state.csv"
    state.write_text(f"kind,key,left\n{line}\n", encoding="utf-8")
    done = run("rest", "--plan", str(plan), "--at", "14:00", "--state", str(state))
    assert done.exit_code == 2
    assert words in done.output


def test_plan_that_is_not_there_is_refused(plan: int) -> None:
    assert run("recompute", str(plan + 1)).exit_code == 2
    assert run("recompute", str(plan), "--person", "9999999999").exit_code == 2
