"""Progress on the terminal and for nobody: the same methods, nothing else needed."""

import pytest

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


def test_terminal_shows_stages_counts_and_time_left(capsys: pytest.CaptureFixture[str]) -> None:
    with RichProgress() as progress:
        work(progress)
    shown = capsys.readouterr().out
    assert "読み込み" in shown
    assert "3/3" in shown
    assert "5/5" in shown
