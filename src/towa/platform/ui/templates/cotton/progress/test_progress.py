"""How far a job is (進み具合)."""

from types import SimpleNamespace

from towa.platform.ui.testing import Draw


SOURCE = '<c-progress :run="run" poll="/jobs/1/" cancel="/jobs/1/cancel/" />'


def run(
    state: str = "running",
    done: int = 412_300,
    total: int | None = 1_000_000,
    seconds_left: float | None = 190.0,
    message: str = "",
) -> SimpleNamespace:
    return SimpleNamespace(
        state=state, stage="収納データの照合", done=done, total=total, seconds_left=seconds_left, message=message
    )


def test_progress_says_stage_count_share_and_time_left(draw: Draw) -> None:
    assert "収納データの照合 412,300 / 1,000,000 41% 残り約3分" in draw(SOURCE, run=run()).text


def test_progress_bar_has_a_name_and_a_value(draw: Draw) -> None:
    bar = draw(SOURCE, run=run()).one("progress")
    assert bar == {"aria-label": "収納データの照合", "max": "1000000", "value": "412300"}


def test_progress_asks_again_while_it_runs_and_stops_when_it_ends(draw: Draw) -> None:
    running = draw(SOURCE, run=run()).all("div")[0]
    ended = draw(SOURCE, run=run(state="done")).all("div")[0]
    assert (running["hx-get"], running["hx-trigger"], running["hx-select"]) == ("/jobs/1/", "every 2s", "#progress")
    assert "hx-get" not in ended


def test_running_job_can_be_cancelled_and_a_finished_one_not(draw: Draw) -> None:
    assert draw(SOURCE, run=run()).one("form")["action"] == "/jobs/1/cancel/"
    assert not draw(SOURCE, run=run(state="failed")).all("form")


def test_unknown_total_shows_no_false_share(draw: Draw) -> None:
    part = draw(SOURCE, run=run(total=None, seconds_left=None))
    assert "%" not in part.text
    assert "value" not in part.one("progress")


def test_failed_job_says_why(draw: Draw) -> None:
    part = draw(SOURCE, run=run(state="failed", message="収納の合計が目録と一致しません。"))
    assert part.text.startswith("途中で止まりました")
    assert "収納の合計が目録と一致しません。" in part.text
