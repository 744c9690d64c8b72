"""電話催告: (受託者): the call list of the operators, team by team and slot by slot, the most valuable first."""

from towa.rooms.dunning.app.reports import items
from towa.rooms.dunning.app.reports.declaration import Report


REPORT = Report(
    place=40,
    name="operator_call",
    title="電話催告（受託者）",
    channels=("operator_call",),
    people=(*items.WHO, items.MOBILE, items.LANDLINE, items.TEAM, items.SLOT, *items.OWES, *items.WHY),
    machine=(),
    order=lambda row: (row.team, row.hour, row.rank),
    notes=("自主納付の呼びかけに限ります。納付の猶予・分割・減免の話になったときは職員に引き継いでください。",),
)
