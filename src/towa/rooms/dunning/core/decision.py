"""What does a plan say, line by line? One decision per person, one line per capacity, one per rule of thumb (振り分けの行)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Decision:
    """振り分け: what one person is given and why."""

    addressee_id: int
    action_code: str
    action_name: str
    channel_code: str
    team: str
    slot: str
    """Code of the slot, "" where there is none."""
    value: int
    """Expected yen net of cost, rounded for display."""
    cost: int
    exclusion_code: str
    """除外事由の符号, "" for people in the plan."""
    why: str
    next_action_code: str
    """次善の手段, "" where there is none."""
    next_difference: int
    """Yen by which the choice beats the next best, after prices."""
    why_not_next: str
    divided: bool
    """A limit divided people in identical circumstances; the published rule decided."""
    drawn: bool
    """Given by lot, for learning (無作為な割当て)."""
    probability: float
    """Of being given this action, in (0, 1]: the formula stands in `random_share.py`."""


@dataclass(frozen=True)
class CapacityUse:
    """容量の使用: one line of the table and chart of capacities. Minutes are whole minutes rounded up."""

    code: str
    term: str
    unit: str
    limit: int
    used: int
    at_least: bool
    price: float
    """限界価値: yen one more unit would be worth (of a minimum: one unit less)."""
    price_words: str = ""
    """The price as a sentence: `price_words.py`."""


@dataclass(frozen=True)
class Comparison:
    """経験則との比較: what a rule of thumb would reach under the same limits."""

    code: str
    term: str
    objective: float
    share: float
    """Of the proven upper bound."""
