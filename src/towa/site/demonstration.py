"""The main job on a whole fictional city, stage by stage; a stage that is done already is passed over.

Every stage is an action of a room or of the sample town; nothing is decided here but the order.
"""

import shutil
import sys
from datetime import date
from pathlib import Path

from django.utils.translation import override
from rich.console import Console

import towa
from towa.platform.audit.actor import Actor, acting_as
from towa.platform.configuration import installation
from towa.platform.jobs import RichProgress
from towa.platform.tenancy import town
from towa.platform.tenancy.models import Municipality
from towa.rooms.dunning.app import queries as dunning
from towa.rooms.dunning.app.actions import make_plan
from towa.rooms.dunning.app.reports.writing import context_of, folder_of, write_lists
from towa.rooms.ledger.app import queries as ledger
from towa.rooms.ledger.app.actions import take_in_extract
from towa.rooms.people.app.actions import make_demo_accounts


class DemonstrationStopped(Exception):
    """とわ市の取込ができませんでした。"""


def run(*, scale: float, seed: int, console: Console) -> None:
    """Town → extract → ledger → plan → lists, then a short summary with the path of each list."""
    extract = make_town(scale, seed)
    from sample_town.municipality import AS_OF, MUNICIPALITY_CODE, MUNICIPALITY_NAME

    municipality, _ = Municipality.objects.get_or_create(code=MUNICIPALITY_CODE, defaults={"name": MUNICIPALITY_NAME})
    with override("ja"), acting_as(Actor(kind="system", name="demo")):
        with town(municipality.pk):
            make_demo_accounts(municipality.pk)
        take_in(municipality, extract)
        plan_id = plan_the_day(municipality, AS_OF)
        with town(municipality.pk):
            tell(municipality, plan_id, console)


def make_town(scale: float, seed: int) -> Path:
    """The core system's extract of とわ市; made aside and renamed, so that a killed run leaves nothing half-done."""
    sys.path.append(str(Path(towa.__file__).resolve().parents[2]))  # sample_town lies beside src
    from sample_town.generate import generate

    home = installation().state_dir / "demo" / f"town-{seed}-{scale:g}"
    if (home / "extract" / "manifest.json").exists():
        return home / "extract"
    half = home.with_name(home.name + ".half")
    shutil.rmtree(half, ignore_errors=True)
    with RichProgress() as progress:
        progress.stage("とわ市をつくる（人）", round(83_000 * scale))
        told = 0

        def advance(done: int, _total: int) -> None:
            nonlocal told
            progress.advance(done - told)
            told = done

        generate(half / "extract", seed=seed, scale=scale, truth_folder=half / "truth", advance=advance)
    half.rename(home)
    return home / "extract"


def take_in(municipality: Municipality, extract: Path) -> None:
    """The extract comes into the ledger; the same one a second time changes nothing."""
    with RichProgress() as progress, town(municipality.pk):
        report = take_in_extract(extract, progress=progress)
    if report.refused:
        raise DemonstrationStopped("\n".join(finding.line() for finding in report.findings[:20]))


def plan_the_day(municipality: Municipality, on: date) -> int:
    """The plan of the extract's day with its lists; each is found again when it is there."""
    with RichProgress() as progress, town(municipality.pk):
        plan_id = make_plan(on, municipality.code, progress=progress)
        if not all(Path(file.path).exists() for file in dunning.list_files(plan_id)) or not dunning.list_files(plan_id):
            folder = folder_of(municipality.code, dunning.plan_of(plan_id))
            context = context_of(plan_id, municipality.code, municipality.name)
            write_lists(plan_id, folder, context, progress=progress)
    return plan_id


def tell(municipality: Municipality, plan_id: int, console: Console) -> None:
    """A short readable summary: the ledger, the plan beside its bound, and where each list lies."""
    figures, plan = ledger.town_figures(), dunning.plan_of(plan_id)
    if figures is None:
        raise DemonstrationStopped(DemonstrationStopped.__doc__)
    console.print(f"\n[bold]{municipality.name}[/bold]（団体コード {municipality.code}）　基準日 {plan.on}")
    console.print(
        f"  滞納のある人 {figures.people_in_arrears:,}人　税額 {figures.outstanding:,}円　延滞金 {figures.late_charge:,}円"
    )
    console.print(f"  振り分け計画 第{plan.id}号: 対象 {plan.people:,}人　対象外 {plan.excluded:,}人（理由つき）")
    console.print(
        f"  見込む効果 {plan.objective:,}円　証明された上限 {plan.bound:,}円　差 {plan.gap_percent}％",
    )
    console.print("\n[bold]一覧[/bold]")
    for line in dunning.channel_figures(plan_id):
        console.print(f"  {line.label}: {line.people:,}人　{line.outstanding:,}円")
    for file in dunning.list_files(plan_id):
        console.print(f"    {file.path}", soft_wrap=True)
