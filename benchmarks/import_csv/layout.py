"""The benchmark's own record: twenty columns of every kind, as a core system would write them."""

from towa.gateways.core_system.format import ExtractLayout, Field, Kind, RecordLayout


CODES = {
    "01": "resident_tax_ordinary",
    "02": "fixed_asset_tax",
    "03": "light_vehicle_tax",
    "04": "health_insurance_tax",
}
CHANNELS = {"10": "bank", "20": "convenience_store", "30": "direct_debit", "40": "counter"}

RECORD = RecordLayout(
    name="wide_receipt",
    term="収納（計測用）",
    file_name="wide_receipt",
    key=("receipt_no",),
    yen_total="amount",
    fields=(
        Field("municipality_code", "団体コード", Kind.DIGITS, 6, required=True),
        Field("receipt_no", "収納番号", Kind.DIGITS, 12, required=True),
        Field("addressee_no", "宛名番号", Kind.DIGITS, 10, required=True),
        Field("name", "氏名", Kind.TEXT, 40, required=True),
        Field("name_kana", "氏名カナ", Kind.TEXT, 60),
        Field("postal_code", "郵便番号", Kind.DIGITS, 7),
        Field("address", "住所", Kind.TEXT, 80),
        Field("phone_no", "電話番号", Kind.TEXT, 20),
        Field("notice_no", "通知書番号", Kind.DIGITS, 10, required=True),
        Field("tax_item", "税目", Kind.CODE, 2, required=True, codes=CODES),
        Field("fiscal_year", "年度", Kind.COUNT, 4, required=True),
        Field("period_no", "期別", Kind.COUNT, 2, required=True),
        Field("channel", "収納経路", Kind.CODE, 2, required=True, codes=CHANNELS),
        Field("amount", "収納税額", Kind.YEN, 13, required=True),
        Field("late_charge_amount", "収納延滞金", Kind.YEN, 13, required=True),
        Field("due_date", "納期限", Kind.DATE, 10, required=True),
        Field("paid_date", "領収日", Kind.DATE, 10, required=True),
        Field("received_date", "収入日", Kind.DATE, 10),
        Field("protected", "支援措置", Kind.FLAG, 1, required=True),
        Field("note", "備考", Kind.TEXT, 60),
    ),
)
LAYOUT = ExtractLayout("benchmark", "計測用の様式", "1", (RECORD,))
