"""What can be done in 催告: each verb once, in one transaction, with one audit line."""

from towa.rooms.dunning.app.actions.filters import drop_filter, save_filter
from towa.rooms.dunning.app.actions.list_files import (
    Written,
    record_export,
    record_fetched,
    record_list_files,
    record_seen,
)
from towa.rooms.dunning.app.actions.planning import NothingTakenIn, make_plan
from towa.rooms.dunning.app.actions.releasing import AlreadyReleased, PlanChanged, ReleaseBlocked, release_plan
from towa.rooms.dunning.app.actions.remaking import remake_plan
from towa.rooms.dunning.app.actions.rerouting import reroute


__all__ = [
    "AlreadyReleased",
    "NothingTakenIn",
    "PlanChanged",
    "ReleaseBlocked",
    "Written",
    "drop_filter",
    "make_plan",
    "record_export",
    "record_fetched",
    "record_list_files",
    "record_seen",
    "release_plan",
    "remake_plan",
    "reroute",
    "save_filter",
]
