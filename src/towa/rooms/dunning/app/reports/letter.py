"""催告書の印刷・封入: the printer's file, by post code, so that bundles come out as the post wants them."""

from towa.platform.documents.sheets import Column
from towa.rooms.dunning.app.queries.records import DecisionView
from towa.rooms.dunning.app.reports import items
from towa.rooms.dunning.app.reports.declaration import Item, Report


CHECK = Item(
    Column("check", "確認する文字（外字）", "text", 16), lambda row, _: items.unencodable(row.name + row.address)
)
MACHINE_NAME = Item(Column("name", "氏名・名称", "text", 80), lambda row, _: items.encodable(row.name))
MACHINE_ADDRESS = Item(Column("address", "住所", "text", 200), lambda row, _: items.encodable(row.address))
OLDEST_DUE = Item(Column("oldest_due", "最も古い納期限", "date", 10), lambda row, _: row.oldest_due)

PEOPLE = (*items.WHO, items.POST_CODE, items.ADDRESS, CHECK, *items.OWES, *items.WHY, items.ITEM_ID)
MACHINE = (
    items.ITEM_ID,
    items.ADDRESSEE_NO,
    items.POSTAL_CODE,
    MACHINE_ADDRESS,
    MACHINE_NAME,
    items.OUTSTANDING,
    items.LATE_CHARGE,
    items.TOTAL,
    items.INSTALMENTS,
    OLDEST_DUE,
)
NOTE = "印刷用ファイルで表せない文字は「〓」にしてあります。「確認する文字」の欄のある宛名は手で直してください。"


def by_post_code(row: DecisionView) -> tuple[str | int, ...]:
    """郵便番号順, as the post wants bundles."""
    return (row.postal_code, row.address, row.rank)


REPORT = Report(
    place=30,
    name="letter",
    title="催告書",
    channels=("letter",),
    people=PEOPLE,
    machine=MACHINE,
    order=by_post_code,
    notes=(NOTE,),
)
