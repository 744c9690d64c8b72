"""一覧の書き出し: every list of a plan as Excel and CSV for people, and as the machine's file, byte for byte the same again."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from towa.platform.configuration import installation
from towa.platform.documents.sheets import (
    Column,
    write_csv_for_machines,
    write_csv_for_people,
    write_excel,
)
from towa.platform.jobs import NullProgress, Progress
from towa.rooms.dunning.app.actions.list_files import Written, record_list_files
from towa.rooms.dunning.app.queries import all_decisions, plan_of
from towa.rooms.dunning.app.queries.records import DecisionView, PlanView
from towa.rooms.dunning.app.reports import all_reports
from towa.rooms.dunning.app.reports.declaration import Cell, Context, Item, Report, cells, columns, machine_columns


Rows = list[dict[str, Cell]]


def write_lists(plan_id: int, folder: Path, context: Context, *, progress: Progress | None = None) -> list[Written]:
    """Writes all lists of a plan into a folder and records each with its sum.

    A list of a way that nobody was given is written too, with its head only: "nobody" is an answer.
    """
    folder.mkdir(parents=True, exist_ok=True)
    decisions = list(all_decisions(plan_id))
    written: list[Written] = []
    progress = progress or NullProgress()
    progress.stage(_("一覧を書き出しています"), len(all_reports()))
    for report in all_reports():
        with override("ja"):  # lists are records of the office, whoever writes them (ADR 16)
            written += _write_report(report, report.select(decisions), folder, context)
        progress.advance()
    record_list_files(plan_id, written)
    return written


def folder_of(municipality_code: str, plan: PlanView) -> Path:
    """Where a plan's lists lie: in the state folder, by town, day and number."""
    return installation().state_dir / "lists" / municipality_code / f"{plan.on:%Y-%m-%d}_{plan.id:03}"


def context_of(plan_id: int, municipality_code: str, municipality_name: str) -> Context:
    """The frame of a plan's lists."""
    return Context(municipality_code, municipality_name, plan_of(plan_id))


def _write_report(report: Report, rows: list[DecisionView], folder: Path, context: Context) -> Iterable[Written]:
    people = [cells(report.people, row, context) for row in rows]
    for form, ending in (("excel", "xlsx"), ("csv", "csv")):
        path = folder / report.file_name(context.plan, ending)
        PEOPLE_WRITERS[form](path, columns(report.people), people, report, context)
        yield _written(report, "people", form, path, rows)
    if report.machine:
        path = folder / report.machine_file_name(context.plan)
        write_csv_for_machines(path, machine_columns(report.machine), _machine_rows(report.machine, rows, context))
        yield _written(report, "machine", "machine", path, rows)


def _machine_rows(items: tuple[Item, ...], rows: list[DecisionView], context: Context) -> Rows:
    return [cells(items, row, context) for row in rows]


def _excel(path: Path, heads: list[Column], rows: Rows, report: Report, context: Context) -> None:
    write_excel(path, heads, rows, title=title_of(report, context), notes=report.notes, sheet=report.title)


def _csv(path: Path, heads: list[Column], rows: Rows, _report: Report, _context: Context) -> None:
    write_csv_for_people(path, heads, rows)


PEOPLE_WRITERS = {"excel": _excel, "csv": _csv}


def title_of(report: Report, context: Context) -> str:
    """The line above the table: town, list, day."""
    return f"{context.municipality_name} {report.title}一覧（基準日 {context.plan.on:%Y-%m-%d}）"


def _written(report: Report, kind: str, form: str, path: Path, rows: list[DecisionView]) -> Written:
    content = path.read_bytes()
    return Written(
        report=report.name,
        channel=report.channels[0] if report.channels else "",
        kind=kind,
        format=form,
        path=path,
        rows=len(rows),
        yen=sum(row.outstanding for row in rows),
        size=len(content),
        sha256=sha256(content).hexdigest(),
    )
