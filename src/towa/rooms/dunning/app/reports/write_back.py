"""基幹系への書戻し: what was decided for whom, as lines for the core's 交渉経過; every way, in order of 宛名番号."""

from towa.platform.documents.sheets import Column
from towa.rooms.dunning.app.queries.labels import CHANNELS, word
from towa.rooms.dunning.app.queries.records import DecisionView
from towa.rooms.dunning.app.reports import items
from towa.rooms.dunning.app.reports.declaration import Item, Report


# 手段 in the core's 交渉経過; 9 = 連絡しない.
CORE_CODES = {
    "letter": "1",
    "officer_letter": "1",
    "sms": "2",
    "auto_call": "3",
    "operator_call": "4",
    "officer_call": "4",
    "visit": "5",
}
NO_CONTACT = "9"


def core_code(row: DecisionView) -> str:
    """手段コード of the core for a decision."""
    return CORE_CODES.get(row.channel, NO_CONTACT)


CHANNEL = Item(Column("channel", "手段", "text", 20), lambda row, _: word(CHANNELS, row.channel))
CHANNEL_CODE = Item(Column("channel_code", "手段コード", "text", 10), lambda row, _: core_code(row))
TOWN = Item(Column("municipality_code", "団体コード", "text", 6), lambda _, context: context.municipality_code)
DAY = Item(Column("on", "基準日", "date", 10), lambda _, context: context.plan.on)

REPORT = Report(
    place=90,
    name="write_back",
    title="基幹系書戻し",
    channels=(),
    people=(*items.WHO, CHANNEL, items.TEAM, items.SLOT, *items.OWES, *items.WHY),
    machine=(TOWN, items.ADDRESSEE_NO, DAY, CHANNEL_CODE, items.OUTSTANDING, items.LATE_CHARGE, items.ITEM_ID),
    order=lambda row: (row.addressee_no,),
)
