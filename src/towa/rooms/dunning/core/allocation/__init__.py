"""割当: the best allowed action for everyone under common limits, with proof. `allocate(problem) -> Allocation`."""

from towa.rooms.dunning.core.allocation.allocation import Allocation, Explained, Moved
from towa.rooms.dunning.core.allocation.front import allocate
from towa.rooms.dunning.core.allocation.problem import Problem
from towa.rooms.dunning.core.allocation.refusal import AllocationRefused, InfeasibleProblem, MalformedProblem
from towa.rooms.dunning.core.allocation.stop import Stop


__all__ = [
    "Allocation",
    "AllocationRefused",
    "Explained",
    "InfeasibleProblem",
    "MalformedProblem",
    "Moved",
    "Problem",
    "Stop",
    "allocate",
]
