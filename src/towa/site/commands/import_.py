"""取込: 基幹系の抽出データを台帳に取り込みます."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from towa.kernel.result import Finding, Severity
from towa.site.starting import start_django


if TYPE_CHECKING:
    from towa.rooms.ledger.app.queries.outcome import Report

app = typer.Typer(no_args_is_help=True)
REFUSED = 2


class Unopened(Exception):
    """抽出データを開けません: what is wrong with it, before any town is known."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__()
        self.findings = findings


@app.callback()
def main() -> None:
    """基幹系の抽出データを取り込みます。"""


@app.command()
def extract(
    path: Annotated[
        Path,
        typer.Argument(exists=True, help="抽出フォルダ、その manifest.json、zip、または一つのレコードの CSV・xlsx。"),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="確かめるだけで、何も書き込みません。")] = False,
    report: Annotated[Path | None, typer.Option(help="結果を書き出す JSON ファイル。")] = None,
    town: Annotated[str, typer.Option(help="取り込む先の団体コード。省略すると目録の団体。")] = "",
    override: Annotated[str, typer.Option(help="件数の急減などによる停止を解除する理由。")] = "",
) -> None:
    """抽出データ一式を確かめ、台帳に取り込みます。取り込めないときは終了コード2で終わります。"""
    start_django()
    from towa.platform.audit.actor import Actor, acting_as
    from towa.platform.jobs import RichProgress
    from towa.platform.tenancy import town as town_at_work
    from towa.rooms.ledger.app.actions import preview_extract, take_in_extract
    from towa.rooms.ledger.app.queries.outcome import Report, as_json

    action = preview_extract if dry_run else take_in_extract
    with _nothing_kept() if dry_run else nullcontext():
        try:
            municipality = _municipality(path, town)
        except Unopened as unopened:
            result = Report(state="refused", findings=unopened.findings)
        else:
            with RichProgress() as progress, acting_as(Actor(kind="system", name="import")), town_at_work(municipality):
                result = action(path, progress=progress, override_reason=override)
    if report:
        report.write_text(json.dumps(as_json(result), ensure_ascii=False, indent=2), encoding="utf-8")
    _tell(result)
    if result.refused:
        raise typer.Exit(REFUSED)


@contextmanager
def _nothing_kept() -> Iterator[None]:
    """What is written meanwhile (a town met for the first time, too) is gone afterwards."""
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _municipality(path: Path, code: str) -> int:
    """The town's row; it is made from the manifest when this installation meets the town for the first time."""
    from towa.gateways.core_system.batch import ExtractRefused
    from towa.gateways.core_system.reader import open_extract
    from towa.gateways.core_system.recognising import SINGLE_ENDINGS
    from towa.platform.tenancy.models import Municipality

    if code and (found := Municipality.objects.filter(code=code).first()):
        return found.pk
    if path.suffix.lower() in SINGLE_ENDINGS:
        return _only_town()
    try:
        with open_extract(path.parent if path.name == "manifest.json" else path) as source:
            manifest = source.manifest
    except ExtractRefused as refused:
        raise Unopened(*refused.findings) from refused
    if manifest is None:
        raise _unopened(
            "no_manifest", "目録（manifest.json）がありません。", "抽出データのフォルダか zip を指定してください。"
        )
    if code and manifest.municipality_code != code:
        raise _unopened(
            "wrong_town",
            f"団体 {code} の抽出データではありません（{manifest.municipality_name} {manifest.municipality_code}）。",
            "団体コードと抽出データを確かめてください。",
        )
    found, _ = Municipality.objects.get_or_create(
        code=manifest.municipality_code, defaults={"name": manifest.municipality_name}
    )
    return found.pk


def _only_town() -> int:
    """A file of one record names its town only inside; with several towns here the option has to."""
    from towa.platform.tenancy.models import Municipality

    towns = list(Municipality.objects.order_by("code")[:2])
    if len(towns) != 1:
        raise _unopened(
            "which_town",
            "一つのレコードのファイルからは、取り込む先の団体が決まりません。",
            "--town で団体コードを指定してください。",
        )
    return towns[0].pk


def _unopened(code: str, message: str, cure: str) -> Unopened:
    return Unopened(Finding(Severity.ERROR, code, message, cure))


def _tell(result: "Report") -> None:
    words = {
        "taken": "取り込みました",
        "preview": "確かめました（書込みなし）",
        "unchanged": "すでに取込済みです。何も変わりません",
    }
    whose = f"{result.municipality_name} {result.as_of or ''}".strip() or "抽出データ"
    print(f"{whose}: {words.get(result.state, '取り込めません')}")
    for record in result.records.values():
        print(
            f"  {record.term}: 入力 {record.rows_in:,} 取込 {record.rows_taken:,} 隔離 {record.rows_quarantined:,}"
            f"（新規 {record.new:,} 変更 {record.changed:,} 消滅 {record.vanished:,}）"
        )
    for finding in result.findings[:20]:
        print(f"  {finding.line()}", file=sys.stderr if result.refused else sys.stdout)
    if result.seconds:
        print("  " + " / ".join(f"{name} {seconds:.1f}秒" for name, seconds in result.seconds.items()))
