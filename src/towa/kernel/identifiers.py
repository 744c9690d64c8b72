"""Is this number what it claims to be? Check digits of 団体コード and 法人番号; and a detector that refuses 個人番号."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby


MUNICIPALITY_WEIGHTS = (6, 5, 4, 3, 2)
INDIVIDUAL_DIGITS = 12
MASK = "*"
# Hyphens, dashes, the long vowel sign typed for a hyphen, middle dots, full stops; blanks may stand around them.
_JOINT = re.compile(r"[\s\u3000]{0,2}[-‐‑‒–—―−－ーｰ・.･/]?[\s\u3000]{0,2}\Z")


@dataclass(frozen=True)
class Span:
    """位置: where something was found in a text (`text[start:end]`)."""

    start: int
    end: int


def municipality_check_digit(five: str) -> str:
    """全国地方公共団体コードの検査数字: the sixth digit for the first five (13220 → 9).

    Raises:
        ValueError: not five ASCII digits.
    """
    digits = _digits(five, 5)
    total = sum(weight * digit for weight, digit in zip(MUNICIPALITY_WEIGHTS, digits, strict=True))
    return str((11 - total % 11) % 10)


def is_municipality_code(six: str) -> bool:
    """全国地方公共団体コード: six digits with a right check digit. Whether such a town exists is not asked."""
    return _is_digits(six, 6) and municipality_check_digit(six[:5]) == six[5]


def corporate_number_check_digit(twelve: str) -> str:
    """法人番号の検査用数字: the digit that goes before the twelve (法人番号の指定等に関する省令2条).

    Raises:
        ValueError: not twelve ASCII digits.
    """
    digits = _digits(twelve, 12)[::-1]
    total = sum(digit * (1 if place % 2 == 0 else 2) for place, digit in enumerate(digits))
    return str(9 - total % 9)


def is_corporate_number(thirteen: str) -> bool:
    """法人番号: thirteen digits with a right check digit in front."""
    return _is_digits(thirteen, 13) and corporate_number_check_digit(thirteen[1:]) == thirteen[0]


def find_individual_numbers(text: str) -> list[Span]:
    """個人番号らしき数字: where twelve digits with a right check digit stand, written in any usual way.

    Full-width and other scripts' digits, and evenly grouped ones (4-4-4, 3-3-3-3, single spaced) are found too.
    13-digit 法人番号, telephone numbers and dates have other lengths or uneven groups and are left alone.
    One in eleven 12-digit numbers of another kind has a right check digit by chance; the program then refuses
    rather than keep a 個人番号 it has no right to (番号法20条).
    """
    found: list[Span] = []
    for run in _runs(text):
        found.extend(_within(run))
    return found


def looks_like_individual_number(text: str) -> bool:
    """個人番号の疑い: whether the text holds at least one."""
    return bool(find_individual_numbers(text))


def mask(text: str, keep: int = 4) -> str:
    """伏字: hides letters and digits except the last `keep`; hyphens and blanks stay so that the form is seen."""
    hidden = sum(character.isalnum() for character in text) - keep
    return "".join(_veil(text, hidden))


def _veil(text: str, hidden: int) -> list[str]:
    shown: list[str] = []
    for character in text:
        shown.append(MASK if character.isalnum() and hidden > 0 else character)
        hidden -= character.isalnum()
    return shown


@dataclass(frozen=True)
class _Group:
    start: int
    digits: tuple[int, ...]

    @property
    def end(self) -> int:
        return self.start + len(self.digits)


def _runs(text: str) -> list[list[_Group]]:
    """Groups of digits, gathered into runs held together by short joints; a run has groups of one size."""
    runs: list[list[_Group]] = []
    for group in _groups(text):
        before = runs[-1][-1] if runs else None
        joined = before is not None and _JOINT.match(text[before.end : group.start]) is not None
        if before is not None and joined and len(before.digits) == len(group.digits):
            runs[-1].append(group)
        else:
            runs.append([group])
    return runs


def _groups(text: str) -> list[_Group]:
    values = [unicodedata.digit(character, -1) for character in text]
    groups: list[_Group] = []
    for is_digit, places in groupby(range(len(values)), key=lambda place: values[place] >= 0):
        if is_digit:
            inside = list(places)
            groups.append(_Group(inside[0], tuple(values[place] for place in inside)))
    return groups


def _within(run: list[_Group]) -> list[Span]:
    size = len(run[0].digits)
    if INDIVIDUAL_DIGITS % size:
        return []
    needed = INDIVIDUAL_DIGITS // size
    pieces = [run[place : place + needed] for place in range(len(run) - needed + 1)]
    return [Span(piece[0].start, piece[-1].end) for piece in pieces if _is_individual(piece)]


def _is_individual(groups: list[_Group]) -> bool:
    """個人番号の検査用数字 (平成26年総務省令85号5条)."""
    *base, check = (digit for group in groups for digit in group.digits)
    weighted = sum(
        digit * (place + 1 if place <= 6 else place - 5) for place, digit in enumerate(reversed(base), start=1)
    )
    remainder = weighted % 11
    return check == (0 if remainder <= 1 else 11 - remainder)


def _is_digits(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isdigit()


def _digits(text: str, length: int) -> list[int]:
    if not _is_digits(text, length):
        raise ValueError(f"「{text}」は半角数字{length}桁ではありません。")
    return [int(character) for character in text]
