"""When is the plan good enough? Counted in rounds and passes, never in seconds: the answer must not depend on the machine."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stop:
    """終了条件."""

    gap: float = 4e-6
    """Share of the bound at which the search ends at once."""
    core: int = 1_000
    """People in doubt in the first round; four times as many in each further one."""
    rounds: int = 3
    passes: int = 20
    """Passes of the descent over all people."""
    nodes: int = 20
    """Nodes of the exact search among the nearest kinds; 0 = none."""
    exact: int = 60
    """Kinds in the exact search besides the divided ones."""
    exact_gap: float = 1e-4
    """Share of the bound from which rounding is worth an exact search where there are few kinds."""
    poor: float = 2e-3
    """The same where there are many."""
