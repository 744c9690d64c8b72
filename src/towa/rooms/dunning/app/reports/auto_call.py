"""自動音声電話: whom the machine calls, slot by slot."""

from towa.platform.documents.sheets import Column
from towa.rooms.dunning.app.reports import items
from towa.rooms.dunning.app.reports.declaration import Item, Report
from towa.rooms.dunning.app.reports.sms import template


SCENARIO = Item(Column("scenario_id", "シナリオ番号", "text", 10), lambda row, _: template(row).replace("T", "V"))
SLOT_CODE = Item(Column("slot", "時間帯", "text", 16), lambda row, _: row.slot)

REPORT = Report(
    place=20,
    name="auto_call",
    title="自動音声電話",
    channels=("auto_call",),
    people=(*items.WHO, items.PHONE, items.SLOT, SCENARIO, *items.OWES, *items.WHY, items.ITEM_ID),
    machine=(items.PHONE_DIGITS, SLOT_CODE, SCENARIO, items.ITEM_ID),
    order=lambda row: (row.hour, row.rank),
    notes=("発信装置に渡すのは電話番号・時間帯・シナリオ番号・照会番号だけです。",),
)
