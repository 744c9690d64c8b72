"""What can be asked of 催告: plans, decisions, exclusions, lists, saved filters; frozen records come out."""

from towa.rooms.dunning.app.queries.decisions import (
    Choices,
    Conditions,
    addressees_by_no,
    all_decisions,
    all_exclusions,
    choices,
    decision_of,
    decisions_page,
    exclusion_of,
    exclusions_page,
    total_yen,
)
from towa.rooms.dunning.app.queries.filters import saved_filters
from towa.rooms.dunning.app.queries.plan_files import NoRecord, RecordBroken, plan_file
from towa.rooms.dunning.app.queries.plans import (
    NoPlan,
    channel_figures,
    exclusion_figures,
    list_file,
    list_files,
    moves_between,
    newest_plan,
    plan_before,
    plan_of,
    plans,
)
from towa.rooms.dunning.app.queries.recompute import recompute_person, recompute_plan
from towa.rooms.dunning.app.queries.release import BeforeRelease, before_release
from towa.rooms.dunning.app.queries.what_if import WhatIf, what_if


__all__ = [
    "BeforeRelease",
    "Choices",
    "Conditions",
    "NoPlan",
    "NoRecord",
    "RecordBroken",
    "WhatIf",
    "addressees_by_no",
    "all_decisions",
    "all_exclusions",
    "before_release",
    "channel_figures",
    "choices",
    "decision_of",
    "decisions_page",
    "exclusion_figures",
    "exclusion_of",
    "exclusions_page",
    "list_file",
    "list_files",
    "moves_between",
    "newest_plan",
    "plan_before",
    "plan_file",
    "plan_of",
    "plans",
    "recompute_person",
    "recompute_plan",
    "saved_filters",
    "total_yen",
    "what_if",
]
