"""What is one more of a capacity worth, in a sentence? Prices (限界価値) for the chief, not for mathematicians."""

from typing import Protocol


class Priced(Protocol):
    """A line with a price: limit and use do not matter here."""

    @property
    def code(self) -> str: ...

    @property
    def term(self) -> str: ...

    @property
    def unit(self) -> str: ...

    @property
    def at_least(self) -> bool: ...

    @property
    def price(self) -> float: ...


WORTH_A_WORD = 0.05
"""Yen below which a price reads as none."""


def in_words(line: Priced) -> str:
    """限界価値の説明: 「9～10時の○○の架電時間を1分増やすと、見込みが ¥182 増えます。」. The price is in yen per unit."""
    if line.price < WORTH_A_WORD:
        if line.at_least:
            return "最低件数のための負担はありません（減らしても見込みは変わりません）。"
        return "余裕があります（増やしても見込みは変わりません）。"
    change = "減らす" if line.at_least else "増やす"
    return f"{_subject(line)}を1{line.unit}{change}と、見込みが ¥{_yen(line.price)} 増えます。"


def _subject(line: Priced) -> str:
    """Of a call, the time comes first: 「9～10時の○○の架電時間」."""
    head, gap, slot = line.term.rpartition(" ")
    return f"{slot}の{head}" if gap and line.code.startswith(("minutes:", "lines:")) else line.term


def _yen(price: float) -> str:
    return f"{price:,.1f}" if price < 10 else f"{price:,.0f}"
