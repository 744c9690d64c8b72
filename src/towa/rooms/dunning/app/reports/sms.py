"""SMS送信: who gets a short message. The aggregator learns number, template and item, neither name nor yen."""

from towa.platform.documents.sheets import Column
from towa.rooms.dunning.app.queries.records import DecisionView
from towa.rooms.dunning.app.reports import items
from towa.rooms.dunning.app.reports.declaration import Item, Report


MOBILE_DIGITS = Item(Column("phone", "電話番号", "text", 11), lambda row, _: items.digits(row.phone_mobile))


def template(row: DecisionView) -> str:
    """ひな形: a first friendly word for this year's tax, a firmer one where older years are open."""
    return "T02" if row.carried_over else "T01"


TEMPLATE = Item(Column("template_id", "ひな形番号", "text", 10), lambda row, _: template(row))

REPORT = Report(
    place=10,
    name="sms",
    title="SMS送信",
    channels=("sms",),
    people=(*items.WHO, items.MOBILE, TEMPLATE, *items.OWES, *items.WHY, items.ITEM_ID),
    machine=(MOBILE_DIGITS, TEMPLATE, items.ITEM_ID),
    order=lambda row: (row.hour, row.rank),
    notes=("送信事業者に渡すのは電話番号・ひな形番号・照会番号だけです。",),
)
