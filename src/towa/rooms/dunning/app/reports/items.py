"""項目: the columns that several lists share, each written once."""

from towa.kernel.text import post_code_shown, strip_selectors
from towa.platform.documents.sheets import Column
from towa.rooms.dunning.app.queries.labels import tax_items
from towa.rooms.dunning.app.queries.records import DecisionView
from towa.rooms.dunning.app.reports.declaration import Item


GETA = "〓"  # the printers' mark for a character that a machine's code can not carry


def phone_called(row: DecisionView) -> str:
    """The number to call: a mobile is answered by the person meant, a landline by the household."""
    return row.phone_mobile or row.phone_landline


def digits(phone: str) -> str:
    """A telephone number as machines want it."""
    return "".join(character for character in phone if character in "0123456789")


def item_id(row: DecisionView) -> str:
    """照会番号: names a row outside the house without naming the person; plan and rank, twelve digits."""
    return f"{row.plan_id:06}{row.rank:06}"


def encodable(text: str, encoding: str = "cp932") -> str:
    """The text with 〓 for what the machine's code lacks; variation selectors only shape a character and are dropped."""
    return "".join(_encodable(character, encoding) for character in strip_selectors(text))


def unencodable(text: str) -> str:
    """外字: the characters of a text that became 〓, for a check by hand."""
    return "".join(character for character in strip_selectors(text) if _encodable(character, "cp932") != character)


def _encodable(character: str, encoding: str) -> str:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return GETA
    return character


RANK = Item(Column("rank", "順位", "count", 6), lambda row, _: row.rank)
ADDRESSEE_NO = Item(Column("addressee_no", "宛名番号", "text", 12), lambda row, _: row.addressee_no)
NAME = Item(Column("name", "氏名・名称", "text", 24), lambda row, _: row.name)
KANA = Item(Column("name_kana", "カナ", "text", 24), lambda row, _: row.name_kana)
POST_CODE = Item(Column("postal_code", "郵便番号", "text", 11), lambda row, _: post_code_shown(row.postal_code))
POSTAL_CODE = Item(Column("postal_code", "郵便番号", "text", 10), lambda row, _: row.postal_code)
ADDRESS = Item(Column("address", "住所", "text", 40), lambda row, _: row.address)
DISTRICT = Item(Column("district", "地区", "text", 12), lambda row, _: row.district)
PHONE = Item(Column("phone", "電話番号", "text", 15), lambda row, _: phone_called(row))
MOBILE = Item(Column("phone_mobile", "携帯電話", "text", 15), lambda row, _: row.phone_mobile)
LANDLINE = Item(Column("phone_landline", "固定電話", "text", 15), lambda row, _: row.phone_landline)
TEAM = Item(Column("team", "担当", "text", 14), lambda row, _: row.team_name)
SLOT = Item(Column("slot", "時間帯", "text", 16), lambda row, _: row.slot_name)
OUTSTANDING = Item(Column("outstanding", "滞納額（円）", "yen", 13), lambda row, _: row.outstanding)
LATE_CHARGE = Item(Column("late_charge", "延滞金（円）", "yen", 12), lambda row, _: row.late_charge)
TOTAL = Item(Column("total", "合計（円）", "yen", 13), lambda row, _: row.total)
CARRIED_OVER = Item(Column("carried_over", "うち滞納繰越分（円）", "yen", 14), lambda row, _: row.carried_over)
INSTALMENTS = Item(Column("instalments", "期別数", "count", 8), lambda row, _: row.instalments)
OLDEST_DUE = Item(Column("oldest_due", "最も古い納期限", "date", 14), lambda row, _: row.oldest_due)
TAX_ITEMS = Item(Column("tax_items", "税目", "text", 34), lambda row, _: tax_items(list(row.tax_items)))
VALUE = Item(Column("value", "見込み額（円）", "yen", 12), lambda row, _: row.value)
REASON = Item(Column("why", "この手段とした理由", "text", 60), lambda row, _: row.why)

WHO = (RANK, ADDRESSEE_NO, NAME, KANA)
OWES = (OUTSTANDING, LATE_CHARGE, TOTAL, CARRIED_OVER, INSTALMENTS, OLDEST_DUE, TAX_ITEMS)
NEXT = Item(Column("next_label", "次に良い手段", "text", 24), lambda row, _: row.next_label)
WHY = (VALUE, REASON, NEXT)

ITEM_ID = Item(Column("item_id", "照会番号", "text", 12), lambda row, _: item_id(row))
PHONE_DIGITS = Item(Column("phone", "電話番号", "text", 11), lambda row, _: digits(phone_called(row)))
