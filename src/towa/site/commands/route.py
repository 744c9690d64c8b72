"""振分計画を作り、一覧を書き出します."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from towa.site.starting import start_django


if TYPE_CHECKING:
    from towa.platform.jobs import RichProgress
    from towa.platform.tenancy.models import Municipality

On = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="基準日。省くと、取り込んだ抽出の基準日です。")]
Town = Annotated[str, typer.Option(help="団体コード。団体が一つだけなら省けます。")]
Out = Annotated[Path | None, typer.Option(help="一覧を書き出すフォルダ。省くと、状態フォルダの lists の下です。")]


def command(on: On = None, town: Town = "", out: Out = None) -> None:
    """Makes the plan of a day (or finds the one that is there), writes its lists and says where they lie."""
    start_django()
    from towa.platform.audit.actor import Actor, acting_as
    from towa.platform.jobs import RichProgress
    from towa.platform.tenancy import town as working_for

    municipality = _the_town(town)
    with working_for(municipality.pk), acting_as(Actor(kind="system", name="towa route")):
        with RichProgress() as progress:
            plan_id, folder = _route(on.replace(tzinfo=UTC).date() if on else None, municipality, out, progress)
        _tell(plan_id, folder)


def _the_town(code: str) -> "Municipality":
    from towa.platform.tenancy import municipality_by_code
    from towa.platform.tenancy.models import Municipality

    if code:
        return municipality_by_code(code)
    towns = list(Municipality.objects.all()[:2])
    if len(towns) != 1:
        raise typer.BadParameter("団体が一つではありません。--town に団体コードを書いてください。")
    return towns[0]


def _route(
    on: date | None, municipality: "Municipality", out: Path | None, progress: "RichProgress"
) -> tuple[int, Path]:
    from towa.rooms.dunning.app.actions import make_plan
    from towa.rooms.dunning.app.queries import plan_of
    from towa.rooms.dunning.app.reports.writing import context_of, folder_of, write_lists
    from towa.rooms.ledger.app.queries import latest_as_of

    day = on or latest_as_of()
    if day is None:
        raise typer.BadParameter("抽出がまだ取り込まれていません。先に towa import extract で取り込んでください。")
    plan_id = make_plan(day, municipality.code, progress=progress)
    folder = out or folder_of(municipality.code, plan_of(plan_id))
    write_lists(plan_id, folder, context_of(plan_id, municipality.code, municipality.name), progress=progress)
    return plan_id, folder


def _tell(plan_id: int, folder: Path) -> None:
    from towa.rooms.dunning.app.queries import channel_figures, list_files, plan_of

    plan = plan_of(plan_id)
    print(f"振分計画 第{plan.id}号（基準日 {plan.on}）: 対象 {plan.people:,}人、対象外 {plan.excluded:,}人")
    for line in channel_figures(plan_id):
        print(f"  {line.label}: {line.people:,}人、滞納額 {line.outstanding:,}円、効果見込み {line.value:,}円")
    print(f"  効果見込みの合計 {plan.objective:,}円（証明された上限 {plan.bound:,}円、差 {plan.gap_percent}%）")
    print(f"一覧: {folder}")
    for file in list_files(plan_id):
        print(f"  {file.name}（{file.rows:,}件）")
