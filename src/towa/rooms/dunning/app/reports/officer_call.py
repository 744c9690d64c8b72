"""電話催告 (徴税吏員): the officers' own call list, slot by slot, the most valuable first."""

from towa.rooms.dunning.app.reports import items
from towa.rooms.dunning.app.reports.declaration import Report


REPORT = Report(
    place=50,
    name="officer_call",
    title="電話催告（徴税吏員）",
    channels=("officer_call",),
    people=(*items.WHO, items.MOBILE, items.LANDLINE, items.TEAM, items.SLOT, *items.OWES, *items.WHY),
    machine=(),
    order=lambda row: (row.team, row.hour, row.rank),
)
