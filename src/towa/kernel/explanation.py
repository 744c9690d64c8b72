"""How did this figure come to be? Every amount and day the law gives carries its steps, each with its article."""

from dataclasses import dataclass

from towa.kernel.money import format_yen


@dataclass(frozen=True)
class Step:
    """計算の一段: what was done, how, what came out, and by which article."""

    label: str
    formula: str
    amount: int | None = None
    article: str | None = None

    def line(self) -> str:
        outcome = "" if self.amount is None else f" ＝ {format_yen(self.amount)}"
        source = f" 〔{self.article}〕" if self.article else ""
        return f"{self.label}：{self.formula}{outcome}{source}"


@dataclass(frozen=True)
class Explanation:
    """計算の説明: the steps in the order in which a clerk would write them, and the result in yen where there is one."""

    title: str
    steps: tuple[Step, ...]
    result: int | None = None
    articles: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        """The explanation as plain lines, for a terminal, a letter or a list."""
        outcome = [] if self.result is None else [f"結果：{format_yen(self.result)}"]
        sources = [f"根拠：{'、'.join(self.articles)}"] if self.articles else []
        return [self.title, *(step.line() for step in self.steps), *outcome, *sources]
