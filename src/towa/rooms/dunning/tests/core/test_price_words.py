"""Prices as sentences a chief understands."""

import pytest

from towa.rooms.dunning.core.decision import CapacityUse
from towa.rooms.dunning.core.price_words import in_words


@pytest.mark.parametrize(
    ("code", "term", "unit", "at_least", "price", "words"),
    [
        ("minutes:operator_call:center:h17", "オペレーターの通話 17～18時", "分", False, 182.4, "17～18時のオペレーターの通話を1分増やすと、見込みが ¥182 増えます。"),
        ("pieces:sms", "SMSの送信数", "件", False, 2_644.09, "SMSの送信数を1件増やすと、見込みが ¥2,644 増えます。"),
        ("yen", "実費の予算", "円", False, 2.34, "実費の予算を1円増やすと、見込みが ¥2.3 増えます。"),
        ("pieces:letter", "催告書の発送数", "件", False, 0.0, "余裕があります（増やしても見込みは変わりません）。"),
        ("minimum:corporation", "法人への最低接触件数", "件", True, 812.0, "法人への最低接触件数を1件減らすと、見込みが ¥812 増えます。"),
        ("minimum:corporation", "法人への最低接触件数", "件", True, 0.0, "最低件数のための負担はありません（減らしても見込みは変わりません）。"),
        ("district:北", "訪問の件数 北", "件", False, 9_000.0, "訪問の件数 北を1件増やすと、見込みが ¥9,000 増えます。"),
    ],
)  # fmt: skip
def test_price_in_words(code: str, term: str, unit: str, at_least: bool, price: float, words: str) -> None:
    assert in_words(CapacityUse(code, term, unit, 10, 10, at_least, price)) == words
