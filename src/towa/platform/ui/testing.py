"""What the components' tests stand on (部品の試験): a piece of template in, its elements out."""

from collections.abc import Callable
from html.parser import HTMLParser


class Part(HTMLParser):
    """A rendered piece of a page: its source, its visible text and its elements."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.source = source
        self.words: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def one(self, tag: str) -> dict[str, str]:
        found = self.all(tag)
        if len(found) != 1:
            raise AssertionError(f"{len(found)} <{tag}> in {self.source}")
        return found[0]


Draw = Callable[..., Part]
