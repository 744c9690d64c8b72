"""サンプルのまち: とわ市の抽出データを生成します（架空の市。個人情報は含みません）."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

import towa


if TYPE_CHECKING:
    from sample_town.generate import Made

app = typer.Typer(no_args_is_help=True)


@app.callback()
def town() -> None:
    """サンプルのまち（とわ市）."""


@app.command()
def generate(
    out: Annotated[Path, typer.Option(help="抽出フォルダ。真値（truth）はその隣に書き、抽出フォルダには入れません。")],
    seed: Annotated[int, typer.Option(help="同じ値なら同じまちになります。")] = 1,
    scale: Annotated[float, typer.Option(help="1で住民約83,000人。", min=0.001, max=100)] = 1.0,
    encoding: Annotated[str, typer.Option(help="cp932、utf-8、both（OUT/cp932 と OUT/utf-8）のいずれか。")] = "cp932",
    scenario: Annotated[
        str, typer.Option(help="quiet（平常月）、tax_notice（納税通知書発送月）、flood（水害後）。")
    ] = "quiet",
    truth: Annotated[Path | None, typer.Option(help="真値のフォルダ（指定がなければ OUT/../truth）。")] = None,
    rates: Annotated[bool, typer.Option(help="書いたファイルから収納率を計算し直して表示します。")] = True,
) -> None:
    """とわ市の抽出データ（8ファイルとmanifest.json）を生成します。"""
    _find_sample_town()
    from sample_town.generate import ENCODINGS
    from sample_town.scenario import SCENARIOS

    _choose(encoding, ENCODINGS, "--encoding")
    _choose(scenario, SCENARIOS, "--scenario")
    started = time.perf_counter()
    made = _generate(out, seed, scale, encoding, scenario, truth)
    _print_summary(made, time.perf_counter() - started)
    if rates:
        _print_rates(made.folders[0])


def _find_sample_town() -> None:
    """The generator lies beside `src` and is not part of the installed program."""
    root = str(Path(towa.__file__).resolve().parents[2])
    if root not in sys.path:
        sys.path.append(root)


def _choose(value: str, allowed: object, option: str) -> None:
    words = list(allowed)  # type: ignore[call-overload]
    if value not in words:
        raise typer.BadParameter(f"「{value}」は使えません。{'、'.join(words)} から選んでください。", param_hint=option)


def _generate(out: Path, seed: int, scale: float, encoding: str, scenario: str, truth: Path | None) -> "Made":
    from sample_town.generate import generate as make

    bar = Progress(TextColumn("住民"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with bar:
        task = bar.add_task("residents", total=None)
        return make(
            out,
            seed=seed,
            scale=scale,
            encoding=encoding,
            scenario=scenario,
            truth_folder=truth,
            advance=lambda done, total: bar.update(task, completed=done, total=total),
        )


def _print_summary(made: "Made", seconds: float) -> None:
    print(f"住民 {made.residents:,}人を {seconds:.1f}秒で生成しました（毎秒 {made.residents / seconds:,.0f}人）。")
    for record, rows in made.rows.items():
        print(f"  {record:<16}{rows:>12,} 行")
    for folder in made.folders:
        print(f"抽出フォルダ: {folder}")
    print(f"真値（プログラムは読みません）: {made.truth}")


def _print_rates(folder: Path) -> None:
    from sample_town.municipality import AS_OF
    from sample_town.rates import collection_rates, people_in_arrears

    rates = collection_rates(folder)
    print(f"令和7年度の収納率: 現年 {rates.current:.1f}％ 滞納繰越 {rates.carried_over:.1f}％ 合計 {rates.total:.1f}％")
    print(f"滞納者（{AS_OF:%Y-%m-%d}現在）: {people_in_arrears(folder, AS_OF):,}人")
