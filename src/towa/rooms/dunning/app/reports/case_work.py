"""滞納整理への引き継ぎ: the cases that leave 催告 today, for the officers who take them over."""

from towa.rooms.dunning.app.reports import items
from towa.rooms.dunning.app.reports.declaration import Report


REPORT = Report(
    place=75,
    name="case_work",
    title="滞納整理への引き継ぎ",
    channels=("case_work",),
    people=(*items.WHO, items.DISTRICT, items.ADDRESS, items.MOBILE, items.LANDLINE, *items.OWES, *items.WHY),
    machine=(),
    order=lambda row: (-row.outstanding, row.rank),
)
