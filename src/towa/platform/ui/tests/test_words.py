"""Small words of the components (画面部品の道具)."""

import pytest
from django.utils.translation import override

from towa.platform.ui.templatetags.ui import duration, each_word, fiscal_year, post_code, share


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, ""), (12, "残り1分以内"), (190, "残り約3分"), (3_540, "残り約59分"), (5_400, "残り約1時間30分")],
)
def test_time_left_is_told_roughly(seconds: float | None, words: str) -> None:
    assert duration(seconds) == words


def test_joined_term_is_translated_part_by_part() -> None:
    with override("en"):
        assert each_word("通知書番号・期別", "・") == "Notice no., Instalment"
        assert each_word("期別・誰も知らない列", "・") == "期別・誰も知らない列"


@pytest.mark.parametrize(("done", "total", "percent"), [(999, 1000, 99), (1000, 1000, 100), (5, None, 0), (0, 0, 0)])
def test_hundred_per_cent_means_all(done: int, total: int | None, percent: int) -> None:
    assert share(done, total) == percent


def test_fiscal_year_is_told_in_the_readers_way() -> None:
    with override("ja"):
        assert fiscal_year(2026) == "令和8年度"
    with override("en"):
        assert fiscal_year(2026) == "Fiscal year 2026"


def test_post_code_of_somebody_without_one_is_empty() -> None:
    assert (post_code("3580004"), post_code(None)) == ("〒358-0004", "")
