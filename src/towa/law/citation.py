"""On which text does an answer rest? Article and address of the source, as they stand in the value files."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Citation:
    """根拠: the article, what it fixes, and where the value was read."""

    article: str
    term: str
    sources: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.article}（{self.term}）"


def articles(*citations: Citation | str) -> tuple[str, ...]:
    """根拠条文の一覧: each article once, in the order of first use."""
    return tuple(dict.fromkeys(item if isinstance(item, str) else item.article for item in citations))
