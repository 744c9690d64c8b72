"""試算の結果の見せ方: whole yen, words in the reader's language, first what was changed, then what it changes elsewhere."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from towa.rooms.dunning.app.queries.labels import UNITS, limit_words, word
from towa.rooms.dunning.app.queries.what_if import CapacityChange, Move, MovedPerson, WhatIf


MOVES_SHOWN = 8
NOTICEABLE_YEN = 1


@dataclass(frozen=True, slots=True)
class Row:
    """一つの制限の変化, in whole units and whole yen; `sentence` is the new price in Japanese."""

    words: str
    unit: str
    limit_before: int
    limit: int
    used_before: int
    used: int
    price_before: int
    price: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Told:
    """試算の結果."""

    refusal: str
    objective: int
    difference: int
    share: Decimal
    changed: tuple[Row, ...]
    elsewhere: tuple[Row, ...]
    moved: int
    moves: tuple[Move, ...]
    more_moves: tuple[Move, ...]
    people: tuple[MovedPerson, ...]
    tenths: str

    @property
    def less(self) -> int:
        """Yen by which the plan would be worse; 0 where it is not."""
        return max(0, -self.difference)


def told(result: WhatIf) -> Told:
    """The result as the screen shows it."""
    changed = tuple(_row(line) for line in result.capacities if line.limit != line.limit_before)
    elsewhere = tuple(_row(line) for line in result.capacities if _echoes(line))
    return Told(
        refusal=result.refusal,
        objective=round(result.objective),
        difference=round(result.difference),
        share=share_in_percent(result.objective, result.bound),
        changed=changed,
        elsewhere=elsewhere,
        moved=result.moved,
        moves=result.moves[:MOVES_SHOWN],
        more_moves=result.moves[MOVES_SHOWN:],
        people=result.people,
        tenths=f"{result.seconds:.1f}",
    )


def share_in_percent(objective: float, bound: float) -> Decimal:
    """上限に対する割合 in percent, two places, cut and not rounded: a plan that is not the best must not read 100.00."""
    share = Decimal(100) * Decimal(objective) / Decimal(bound) if bound > 0 else Decimal(100)
    return share.quantize(Decimal("0.01"), rounding=ROUND_DOWN)


def _echoes(line: CapacityChange) -> bool:
    """Whether a limit that nobody touched is worth noticeably more or less than before."""
    return line.limit == line.limit_before and abs(line.price - line.price_before) >= NOTICEABLE_YEN


def _row(line: CapacityChange) -> Row:
    return Row(
        words=limit_words(line.code, line.term),
        unit=word(UNITS, line.unit),
        limit_before=line.limit_before,
        limit=line.limit,
        used_before=line.used_before,
        used=line.used,
        price_before=round(line.price_before),
        price=round(line.price),
        sentence=line.price_words,
    )
