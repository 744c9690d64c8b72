"""The made-up instance of the benchmark: k = 20 actions, m = 55 rows, 20 districts x 10 quota groups = 200 cells.

Actions: none, letter, SMS, automatic call (3 slots), contractor operators A (6 slots) and B (3 slots), 徴税吏員 call (3 slots),
visit, heavy case work. Rows: letters, SMS, automatic lines x 3, operator minutes x 12, trunk lines per slot x 6 (shared by the
teams), visits per district x 20, heavy cases, yen budget, minimum contacts per group x 10 (negated).
Masks stand for law and authority: no telephone, contractor only small and fresh cases, officers for hard and large ones, caps.
"""

import numpy as np

from towa.rooms.dunning.core.allocation import Problem


DISTRICTS, GROUPS, K, M = 20, 10, 20, 55
CELLS = DISTRICTS * GROUPS
LETTER, SMS, AUTO, TEAM_A, TEAM_B, OFFICER, VISIT, HEAVY = (
    1,
    2,
    (3, 4, 5),
    range(6, 12),
    range(12, 15),
    range(15, 18),
    18,
    19,
)
COST = {LETTER: 120, SMS: 12, VISIT: 900, HEAVY: 3_000, **dict.fromkeys(AUTO, 25)}
SLOTS_OF = {**dict(zip(TEAM_A, range(6), strict=True)), **dict(zip(TEAM_B, range(3), strict=True)), 15: 3, 16: 4, 17: 5}
CONTACT = (LETTER, SMS, *AUTO, *TEAM_A, *TEAM_B, *OFFICER, VISIT, HEAVY)


def instance(n: int, seed: int = 1, capacity: float = 1.0, *, shuffled: bool = False) -> Problem:
    """One random town of n people; `capacity` multiplies all capacities, and the minima where it is below 1."""
    chance = np.random.default_rng(seed)
    cell = chance.integers(0, CELLS, n).astype(np.int32)
    if not shuffled:
        cell.sort()
    minutes = np.clip(chance.lognormal(3.7, 0.5, n), 10, 400).astype(np.int32)
    count_use, minute_use, limit = _rows(n, cell, capacity)
    return Problem(_values(chance, n, cell), minutes, cell, count_use, minute_use, limit, ids=np.arange(n))


def _values(chance: np.random.Generator, n: int, cell: np.ndarray) -> np.ndarray:
    """Expected yen: P(reached) x P(pays) x amount - cost, with noise per person and action; -inf where masked."""
    value = np.full((K, n), -np.inf, dtype=np.float32)
    value[0] = 0.0
    debt = chance.lognormal(11.0, 1.1, n).astype(np.float32)
    hard = chance.random(n) < 0.2
    large = debt > 200_000
    phone, mobile = chance.random(n) < 0.75, chance.random(n) < 0.6
    recently = chance.random(n) < 0.15
    small = ~hard & ~large
    base = {LETTER: 0.02, SMS: 0.025, VISIT: 0.14, HEAVY: 0.25}
    base |= (
        dict.fromkeys(AUTO, 0.03)
        | dict.fromkeys(TEAM_A, 0.075)
        | dict.fromkeys(TEAM_B, 0.08)
        | dict.fromkeys(OFFICER, 0.1)
    )
    allowed = {LETTER: ~recently, SMS: mobile & ~recently, VISIT: chance.random(n) < 0.3, HEAVY: hard | large}
    allowed |= dict.fromkeys(AUTO, phone & small) | dict.fromkeys((*TEAM_A, *TEAM_B), phone & small)
    allowed |= dict.fromkeys(OFFICER, phone & ~small)
    for action in CONTACT:
        made = base[action] * debt * np.exp(0.6 * chance.standard_normal(n, dtype=np.float32)) - COST.get(action, 0)
        value[action] = np.where(allowed[action], made, -np.inf)
    return value


def _rows(n: int, cell: np.ndarray, capacity: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    count, minute, limit = np.zeros((M, CELLS, K)), np.zeros((M, CELLS, K)), np.zeros(M)
    share = n * capacity
    row = iter(range(M))

    def pieces(action: int, limited: float, where: slice | np.ndarray = slice(None)) -> None:
        place = next(row)
        count[place, where, action], limit[place] = 1, int(limited)

    pieces(LETTER, 0.10 * share)
    pieces(SMS, 0.08 * share)
    for action in AUTO:
        pieces(action, 0.03 * share)
    for action in (*TEAM_A, *TEAM_B, *OFFICER):
        place = next(row)
        minute[place, :, action], limit[place] = 1, int(0.012 * share * 45)
    for slot in range(6):
        place = next(row)
        minute[place, :, [a for a, s in SLOTS_OF.items() if s == slot]] = 1
        limit[place] = int(0.02 * share * 45)
    district = np.arange(CELLS) % DISTRICTS
    for each in range(DISTRICTS):
        pieces(VISIT, 0.0005 * share, district == each)
    pieces(HEAVY, 0.005 * share)
    place = next(row)
    count[place, :, list(COST)], limit[place] = np.array(list(COST.values()))[:, None], int(30 * share)
    people = np.bincount(cell // DISTRICTS, minlength=GROUPS)
    for group in range(GROUPS):
        place = next(row)
        count[place, group * DISTRICTS : (group + 1) * DISTRICTS, 1:] = -1
        limit[place] = -int((0.1 + 0.06 * group) * people[group] * min(capacity, 1.0))
    return count, minute, limit
