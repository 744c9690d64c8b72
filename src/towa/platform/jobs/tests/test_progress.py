"""Progress on the terminal and for nobody: the same methods, nothing else needed."""

import pytest
from rich.cells import cell_len

from towa.platform.jobs import NullProgress, Progress, RichProgress


def work(progress: Progress) -> None:
    progress.plan(2)
    progress.stage("読み込み", total=3)
    for _ in range(3):
        progress.advance()
    progress.message("よし")
    progress.stage("計算")
    progress.advance(5)
    progress.check_cancelled()


def test_nobody_looks() -> None:
    work(NullProgress())


def shown_by(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [line.rstrip() for line in capsys.readouterr().out.splitlines() if line.strip()]


def test_stage_that_ended_before_its_estimate_is_complete_with_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    with RichProgress() as progress:
        progress.stage("とわ市をつくる（人）", 83_000)
        progress.advance(82_367)
        progress.message("空き家")
        progress.stage("一覧", 8)
        progress.advance(8)
    first, second = shown_by(capsys)
    assert "82,367/82,367" in first
    assert first.endswith("残り 0:00:00 空き家")
    assert second.endswith("残り 0:00:00")
    assert first.index("/82,367") + len("/82,367") == second.index("/8") + len("/8") - 8  # eight wide characters fewer


def test_stage_with_nothing_to_do_is_complete(capsys: pytest.CaptureFixture[str]) -> None:
    with RichProgress() as progress:
        progress.stage("隔離", 7)
    assert "0/0" in (line := shown_by(capsys)[0])
    assert line.endswith("残り 0:00:00")


def test_stage_that_broke_off_shows_how_far_it_came(capsys: pytest.CaptureFixture[str]) -> None:
    progress = RichProgress()
    progress.stage("読み込み", 10)
    progress.advance(3)
    with pytest.raises(ZeroDivisionError), progress:
        raise ZeroDivisionError
    assert "3/10" in shown_by(capsys)[0]


def test_terminal_shows_stages_counts_and_time_left(capsys: pytest.CaptureFixture[str]) -> None:
    with RichProgress() as progress:
        work(progress)
    shown = capsys.readouterr().out
    assert "読み込み" in shown
    assert "3/3" in shown
    assert "5/5" in shown


def test_lines_of_two_pieces_of_work_stand_below_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    for name, total in (("読込", 1_333_680), ("滞納者を台帳から読んでいます", 1)):
        with RichProgress() as progress:
            progress.stage(name, total)
            progress.advance(total)
    first, second = shown_by(capsys)
    assert cell_len(first.partition(" 残り")[0]) == cell_len(second.partition(" 残り")[0])
    assert max(cell_len(first), cell_len(second)) <= 80
