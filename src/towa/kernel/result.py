"""What came out, and what is wrong with it? Bad rows are collected as findings, not thrown."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar


T = TypeVar("T")


class Severity(StrEnum):
    """重さ: an error stops the row, a warning wants a look, a notice only tells."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True)
class Place:
    """所在: file, line (1 = head row), column and the value as it stands there."""

    file: str = ""
    line: int | None = None
    column: str = ""
    value: str = ""

    def __str__(self) -> str:
        parts = [self.file, f"{self.line}行目" if self.line is not None else ""]
        parts += [f"「{self.column}」" if self.column else "", f"値「{self.value}」" if self.value else ""]
        return " ".join(part for part in parts if part)


@dataclass(frozen=True)
class Finding:
    """指摘: what is wrong (or worth telling), where, and what to do about it."""

    severity: Severity
    code: str
    message: str
    cure: str = ""
    place: Place | None = None

    def line(self) -> str:
        """One line for a terminal: place, message, cure."""
        place = f"{self.place}：" if self.place else ""
        return f"{place}{self.message}{f' → {self.cure}' if self.cure else ''}"


@dataclass(frozen=True)
class Result(Generic[T]):
    """結果: a value together with the findings made on the way."""

    value: T
    findings: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether no finding is an error."""
        return not errors_in(self.findings)


def errors_in(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """誤り: only the findings that stop something."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)
