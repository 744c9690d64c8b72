"""振分計画を作り、一覧を書き出します。計画の再計算と、その日の残りの再計画もできます."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from towa.site.starting import start_django


if TYPE_CHECKING:
    from towa.platform.jobs import RichProgress
    from towa.platform.tenancy.models import Municipality
    from towa.rooms.dunning.core.rest_of_day import DayState

REFUSED = 2
NOT_THE_SAME = 1
On = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="基準日。省くと、取り込んだ抽出の基準日です。")]
Town = Annotated[str, typer.Option(help="団体コード。団体が一つだけなら省けます。")]
Out = Annotated[Path | None, typer.Option(help="一覧を書き出すフォルダ。省くと、状態フォルダの lists の下です。")]

app = typer.Typer(invoke_without_command=True)


@app.callback()
def command(context: typer.Context, on: On = None, town: Town = "", out: Out = None) -> None:
    """Makes the plan of a day (or finds the one that is there), writes its lists and says where they lie."""
    if context.invoked_subcommand:
        return
    start_django()
    from towa.platform.audit.actor import Actor, acting_as
    from towa.platform.jobs import RichProgress
    from towa.platform.tenancy import town as working_for

    municipality = _the_town(town)
    with working_for(municipality.pk), acting_as(Actor(kind="system", name="towa route")):
        with RichProgress() as progress:
            plan_id, folder = _route(on.replace(tzinfo=UTC).date() if on else None, municipality, out, progress)
        _tell(plan_id, folder)


@app.command()
def recompute(
    plan: Annotated[int, typer.Argument(metavar="PLAN", help="振分計画の番号。")],
    person: Annotated[str, typer.Option(help="宛名番号。その人の判断を説明とともに表示します。")] = "",
    town: Town = "",
) -> None:
    """記録した内容から計画を計算し直し、一致するか確かめます（一致しないときの終了コードは 1）。"""
    start_django()
    from towa.platform.tenancy import town as working_for
    from towa.rooms.dunning.app.queries import NoPlan, NoRecord, RecordBroken, recompute_person

    with working_for(_the_town(town).pk):
        try:
            made, told = recompute_person(plan, person)
        except (NoPlan, NoRecord, RecordBroken) as refusal:
            _refuse(refusal.__doc__ or "")
    print(f"振分計画 第{plan}号（記録の要約値 {made.sha256}）")
    if made.other_program:
        print("  この計画は、今とは違う版のプログラムで作られました。")
    for term in made.differences:
        print(f"  一致しません: {term}")
    if made.other_people:
        print(f"  判断が一致しない人: {len(made.other_people):,}人（宛名の内部番号 {made.other_people[:10]}）")
    if made.differences and made.by_numbers:
        print("  記録した計画問題からは、同じ手段と価格が得られました。違いは、事実の読み方か設定にあります。")
    if made.same:
        print(f"  {made.people:,}人の判断が、効果見込み・価格・くじ・確率・理由まで、すべて一致しました。")
    if told:
        print(f"宛名番号 {told.addressee_no}: {told.action_label}（{'一致' if told.same else '記録と異なる'}）")
        for line in (*told.value_terms, told.why, told.why_not_next, f"割り当てる確率: {told.probability:.4f}"):
            print(f"  {line}")
    elif person:
        _refuse(f"この計画に宛名番号 {person} の人はいません。")
    raise typer.Exit(0 if made.same else NOT_THE_SAME)


@app.command()
def rest(
    plan: Annotated[int, typer.Option(help="振分計画の番号。")],
    at: Annotated[datetime, typer.Option(formats=["%H:%M"], help="今の時刻（例 14:00）。")],
    state: Annotated[
        Path | None, typer.Option(help="進み具合のCSV（kind,key,left）。kind は finished, calling, paid, left。")
    ] = None,
    wider: Annotated[
        bool, typer.Option(help="確定していない人や手段にも広げます（案になり、確定が要ります）。")
    ] = False,
    town: Town = "",
    out: Out = None,
) -> None:
    """その日の残りを計画し直し、新しい版として一覧を書き出します。終わった人と架電中の人は動かしません。"""
    start_django()
    from towa.platform.audit.actor import Actor, acting_as
    from towa.platform.jobs import RichProgress
    from towa.platform.tenancy import town as working_for
    from towa.rooms.dunning.app.actions import reroute
    from towa.rooms.dunning.app.queries import NoPlan, NoRecord, plan_of
    from towa.rooms.dunning.app.reports.writing import context_of, folder_of, write_lists
    from towa.rooms.dunning.core.rest_of_day import NotInPlan
    from towa.rooms.dunning.core.solver import InfeasiblePlan

    municipality = _the_town(town)
    with working_for(municipality.pk), acting_as(Actor(kind="system", name="towa route rest")):
        try:
            made = reroute(plan, _state(plan, at, state), wider=wider)
        except (NoPlan, NoRecord) as refusal:
            _refuse(refusal.__doc__ or "")
        except (NotInPlan, InfeasiblePlan, OSError) as refusal:
            _refuse(str(refusal))
        folder = out or folder_of(municipality.code, plan_of(made))
        with RichProgress() as progress:
            write_lists(made, folder, context_of(made, municipality.code, municipality.name), progress=progress)
        _tell(made, folder)


def _refuse(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(REFUSED)


def _state(plan_id: int, at: datetime, file: Path | None) -> "DayState":
    """進み具合 from a CSV: people by 宛名番号, rows by their code."""
    import csv

    from towa.rooms.dunning.app.queries import addressees_by_no
    from towa.rooms.dunning.core.rest_of_day import DayState, NotInPlan

    lines: list[dict[str, str]] = []
    if file:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            lines = list(csv.DictReader(opened))
    kinds = {"finished": "finished", "calling": "in_progress", "paid": "paid"}
    if any(line.get("kind") not in {*kinds, "left"} or not line.get("key") for line in lines):
        raise NotInPlan("CSV の kind は finished, calling, paid, left のどれか、key は宛名番号か容量の符号です。")
    numbers = [line["key"] for line in lines if line["kind"] in kinds]
    known = addressees_by_no(plan_id, numbers)
    missing = [number for number in numbers if number not in known]
    if missing:
        raise NotInPlan(f"計画にない宛名番号です: {'、'.join(missing[:10])}。")
    people = {name: frozenset(known[x["key"]] for x in lines if x["kind"] == kind) for kind, name in kinds.items()}
    if any(line["kind"] == "left" and not (line.get("left") or "").isdecimal() for line in lines):
        raise NotInPlan("CSV の left には、残りを 0 以上の整数で書いてください。")
    left = {line["key"]: int(line["left"]) for line in lines if line["kind"] == "left"}
    return DayState(at.time(), left=left, **people)


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
    if plan.random_cost:
        print(f"  学習のための無作為な割当て {plan.random_people:,}人、その費用 {plan.random_cost:,}円")
    print(f"一覧: {folder}")
    for file in list_files(plan_id):
        print(f"  {file.name}（{file.rows:,}件）")
