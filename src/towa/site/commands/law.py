"""延滞金・還付加算金を計算し、その根拠を説明します。"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from towa.kernel.calendar import CALENDAR
from towa.kernel.explanation import Explanation
from towa.kernel.money import NotYen, format_yen, parse_yen
from towa.kernel.period import NotADate, parse_date, wareki
from towa.law.accrual import Rounding
from towa.law.late_charge import LateChargeRules, late_charge, late_charge_many
from towa.law.parameters import UnknownValue
from towa.law.refund_interest import refund_interest, refund_interest_many


if TYPE_CHECKING:
    from towa.site.law_files import Task

SHOWN_FINDINGS = 20
SINGLE, MANY = "一件の計算", "CSVによる一括計算"

app = typer.Typer(no_args_is_help=True)

Csv = Annotated[Path | None, typer.Option("--csv", help="入力CSV（UTF-8 か CP932）", rich_help_panel=MANY)]
Out = Annotated[Path | None, typer.Option("--out", help="出力CSV（入力に結果の列を加えたもの）", rich_help_panel=MANY)]
Way = Annotated[Rounding, typer.Option(help="1円未満の切捨て：区分ごと・割合の段階ごと・最後に一度")]


@app.command("late-charge")
def late_charge_command(
    principal: Annotated[str, typer.Option(help="税額（円）", rich_help_panel=SINGLE)] = "",
    due: Annotated[str, typer.Option(help="納期限 YYYY-MM-DD（休日等なら動いた後の日）", rich_help_panel=SINGLE)] = "",
    paid: Annotated[str, typer.Option(help="納付日 YYYY-MM-DD", rich_help_panel=SINGLE)] = "",
    csv: Csv = None,
    out: Out = None,
    rounding: Way = Rounding.PER_SEGMENT,
    boundary_months: Annotated[int, typer.Option(min=1, max=12, help="低い割合の月数（税は1）")] = 1,
) -> None:
    """延滞金を計算します。CSVの列は principal_yen, due_date, paid_date で、late_charge_yen を加えます。"""
    rules = LateChargeRules(boundary_months=boundary_months, rounding=rounding)
    if csv or out:
        _compute_file(csv, out, (principal, due, paid), lambda: _late_charge_task(rules))
        return
    amount, due_day = _yen("--principal", principal), _day("--due", due)
    _warn_of_holiday(due_day)
    paid_day = _day("--paid", paid)
    _print(lambda: late_charge(amount, due_day, paid_day, rules=rules).explanation)


@app.command("refund-interest")
def refund_interest_command(
    refund: Annotated[str, typer.Option(help="過誤納金（円）", rich_help_panel=SINGLE)] = "",
    count_from: Annotated[str, typer.Option(help="起算日 YYYY-MM-DD（初めに数える日）", rich_help_panel=SINGLE)] = "",
    decision: Annotated[str, typer.Option(help="支出決定日 YYYY-MM-DD（数える）", rich_help_panel=SINGLE)] = "",
    csv: Csv = None,
    out: Out = None,
    rounding: Way = Rounding.PER_SEGMENT,
) -> None:
    """還付加算金を計算します。CSVの列は refund_yen, count_from, decision_date で、refund_interest_yen を加えます。"""
    if csv or out:
        _compute_file(csv, out, (refund, count_from, decision), lambda: _refund_task(rounding))
        return
    amount, first, last = _yen("--refund", refund), _day("--count-from", count_from), _day("--decision", decision)
    _print(lambda: refund_interest(amount, first, last, rounding=rounding).explanation)


def _late_charge_task(rules: LateChargeRules) -> "Task":
    from towa.site.law_files import Task  # the compiler and numpy are loaded only for files

    return Task(
        amount="principal_yen",
        first="due_date",
        second="paid_date",
        outcome="late_charge_yen",
        formula=lambda amounts, dues, paids: late_charge_many(amounts, dues, paids, rules, mark_unknown=True),
        why_unknown=lambda amount, due, paid: _reason(lambda: late_charge(amount, due, paid, rules=rules)),
    )


def _refund_task(rounding: Rounding) -> "Task":
    from towa.site.law_files import Task

    return Task(
        amount="refund_yen",
        first="count_from",
        second="decision_date",
        outcome="refund_interest_yen",
        formula=lambda amounts, firsts, lasts: refund_interest_many(
            amounts, firsts, lasts, rounding, mark_unknown=True
        ),
        why_unknown=lambda amount, first, last: _reason(lambda: refund_interest(amount, first, last)),
    )


def _reason(asked: Callable[[], object]) -> str:
    try:
        asked()
    except UnknownValue as error:
        return str(error)
    return "この日の割合は登録されていません。"


def _compute_file(csv: Path | None, out: Path | None, single: tuple[str, ...], make: Callable[[], "Task"]) -> None:
    from towa.site.law_files import FileRefused, compute_file

    if csv is None or out is None:
        _stop("一括計算には --csv と --out の両方を指定してください。")
    if any(single):
        _stop("一括計算（--csv）と一件の計算の指定は同時に使えません。")
    try:
        done = compute_file(csv, out, make())
    except FileRefused as refused:
        _stop(*_shown([finding.line() for finding in refused.findings]))
    except OSError as error:
        _stop(f"ファイルを読み書きできません：{error}")
    print(f"{done.rows:,}件を計算しました（合計 {format_yen(done.total)}）：{out}")


def _shown(lines: list[str]) -> list[str]:
    rest = len(lines) - SHOWN_FINDINGS
    more = [f"ほか{rest:,}件。"] if rest > 0 else []
    return [*lines[:SHOWN_FINDINGS], *more, f"誤りが{len(lines):,}件あるため、何も書き出していません。"]


def _print(answer: Callable[[], Explanation]) -> None:
    try:
        explanation = answer()
    except UnknownValue as error:
        _stop(str(error))
    print("\n".join(explanation.lines()))


def _warn_of_holiday(due: date) -> None:
    moved = CALENDAR.shift_deadline(due)
    if moved != due:
        text = f"注意：{wareki(due)}は休日等です。納期限は{wareki(moved)}に動きます（地方税法20条の5第2項）。指定のまま計算します。"
        typer.echo(text, err=True)


def _yen(option: str, text: str) -> int:
    try:
        return parse_yen(text)
    except NotYen as error:
        _stop(f"{option}：{error}")


def _day(option: str, text: str) -> date:
    try:
        return parse_date(text)
    except NotADate as error:
        _stop(f"{option}：{error}")


def _stop(*lines: str) -> NoReturn:
    for line in lines:
        typer.echo(line, err=True)
    raise typer.Exit(2)
