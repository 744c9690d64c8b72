"""訪問催告 (臨戸): one district after the other, along the post codes."""

from towa.rooms.dunning.app.reports import items
from towa.rooms.dunning.app.reports.declaration import Report


REPORT = Report(
    place=60,
    name="visit",
    title="訪問催告",
    channels=("visit",),
    people=(
        *items.WHO,
        items.DISTRICT,
        items.POST_CODE,
        items.ADDRESS,
        items.MOBILE,
        items.LANDLINE,
        *items.OWES,
        *items.WHY,
    ),
    machine=(),
    order=lambda row: (row.district, row.postal_code, row.address, row.rank),
)
