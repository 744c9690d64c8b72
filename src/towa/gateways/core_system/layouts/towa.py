"""とわ市の基幹系の抽出様式: eight files, full extract (全件) as of one day, with a manifest."""

from towa.gateways.core_system.format import ExtractLayout, Field, Kind, RecordLayout


TAX_ITEMS = {
    "01": "resident_tax_ordinary",
    "02": "fixed_asset_tax",
    "03": "light_vehicle_tax",
    "04": "national_health_insurance_tax",
}
RECEIPT_STATES = {"1": "provisional", "2": "final", "3": "cancelled"}
RECEIPT_CHANNELS = {
    "10": "bank",
    "20": "convenience_store",
    "30": "direct_debit",
    "40": "counter",
    "50": "common_epayment",
}
STANDINGS = {
    "11": "collection_deferral",
    "12": "realization_deferral",
    "21": "enforcement_suspension",
    "31": "seizure",
    "41": "instalment_plan",
    "51": "objection",
    "61": "demand_suppression",
}
PHONE_KINDS = {"1": "landline", "2": "mobile", "3": "workplace"}
PHONE_STATES = {"1": "usable", "2": "wrong_number", "3": "not_in_use"}
CONTACT_CHANNELS = {"1": "letter", "2": "sms", "3": "auto_call", "4": "operator_call", "5": "visit", "6": "counter", "7": "incoming_call"}  # fmt: skip
CONTACT_RESULTS = {
    "01": "reached_person",
    "02": "reached_other",
    "03": "no_answer",
    "04": "wrong_number",
    "05": "promise",
    "06": "refused",
    "07": "delivered",
    "08": "returned",
    "09": "paid_on_the_spot",
}

MUNICIPALITY = Field("municipality_code", "団体コード", Kind.DIGITS, 6, required=True)
ADDRESSEE_NO = Field("addressee_no", "宛名番号", Kind.DIGITS, 10, required=True)
NOTICE_NO = Field("notice_no", "通知書番号", Kind.DIGITS, 10, required=True)
PERIOD_NO = Field("period_no", "期別", Kind.COUNT, 2, required=True)
TAX_ITEM = Field("tax_item", "税目", Kind.CODE, 2, required=True, codes=TAX_ITEMS)

ADDRESSEE = RecordLayout(
    name="addressee",
    term="宛名",
    file_name="addressee",
    key=("addressee_no",),
    fields=(
        MUNICIPALITY,
        ADDRESSEE_NO,
        Field("kind", "個人法人区分", Kind.CODE, 1, required=True, codes={"1": "person", "2": "corporation"}),
        Field("name", "氏名・名称", Kind.TEXT, 80, required=True),
        Field("name_kana", "氏名カナ", Kind.TEXT, 120),
        Field("birth_date", "生年月日", Kind.DATE, 10),
        Field("sex", "性別", Kind.CODE, 1, codes={"1": "male", "2": "female"}),
        Field("corporate_number", "法人番号", Kind.DIGITS, 13),
        Field("household_no", "世帯番号", Kind.DIGITS, 10),
        Field("postal_code", "郵便番号", Kind.DIGITS, 7),
        Field("address", "住所", Kind.TEXT, 120),
        Field("address_detail", "方書", Kind.TEXT, 80),
        Field("district", "地区", Kind.TEXT, 20),
        Field(
            "residence",
            "住民区分",
            Kind.CODE,
            1,
            required=True,
            codes={"1": "resident", "2": "moved_out", "3": "dead", "4": "non_resident"},
        ),
        Field("residence_changed_on", "異動日", Kind.DATE, 10),
        Field("protected", "支援措置", Kind.FLAG, 1, required=True),
    ),
)

PHONE = RecordLayout(
    name="phone",
    term="電話番号",
    file_name="phone",
    key=("addressee_no", "phone_no"),
    fields=(
        MUNICIPALITY,
        ADDRESSEE_NO,
        Field("phone_no", "電話番号", Kind.TEXT, 20, required=True),
        Field("kind", "電話種別", Kind.CODE, 1, required=True, codes=PHONE_KINDS),
        Field("state", "電話状態", Kind.CODE, 1, required=True, codes=PHONE_STATES),
        Field("registered_on", "登録日", Kind.DATE, 10),
    ),
)

LEVY = RecordLayout(
    name="levy",
    term="調定",
    file_name="levy",
    key=("notice_no",),
    yen_total="levied_amount",
    fields=(
        MUNICIPALITY,
        NOTICE_NO,
        ADDRESSEE_NO,
        TAX_ITEM,
        Field("assessed_year", "賦課年度", Kind.COUNT, 4, required=True),
        Field("fiscal_year", "調定年度", Kind.COUNT, 4, required=True),
        Field("levied_amount", "調定額", Kind.YEN, 13, required=True),
        Field("notified_on", "通知日", Kind.DATE, 10, required=True),
    ),
)

INSTALMENT = RecordLayout(
    name="instalment",
    term="期別調定",
    file_name="instalment",
    key=("notice_no", "period_no"),
    yen_total="instalment_amount",
    fields=(
        MUNICIPALITY,
        NOTICE_NO,
        PERIOD_NO,
        Field("instalment_amount", "期別税額", Kind.YEN, 13, required=True),
        Field("due_date", "納期限", Kind.DATE, 10, required=True),
        Field("statutory_due_date", "法定納期限", Kind.DATE, 10, required=True),
        Field("demand_issued_on", "督促状発付日", Kind.DATE, 10),
    ),
)

RECEIPT = RecordLayout(
    name="receipt",
    term="収納",
    file_name="receipt",
    key=("receipt_no",),
    yen_total="amount",
    fields=(
        MUNICIPALITY,
        Field("receipt_no", "収納番号", Kind.DIGITS, 12, required=True),
        NOTICE_NO,
        PERIOD_NO,
        Field("state", "速報確報区分", Kind.CODE, 1, required=True, codes=RECEIPT_STATES),
        Field("channel", "収納経路", Kind.CODE, 2, required=True, codes=RECEIPT_CHANNELS),
        Field("slip_no", "収納照合番号", Kind.DIGITS, 12, required=True),
        Field("amount", "収納税額", Kind.YEN, 13, required=True),
        Field("late_charge_amount", "収納延滞金", Kind.YEN, 13, required=True),
        Field("paid_date", "領収日", Kind.DATE, 10, required=True),
        Field("received_date", "収入日", Kind.DATE, 10, required=True),
    ),
)

STANDING = RecordLayout(
    name="standing",
    term="処分・猶予等",
    file_name="standing",
    key=("standing_no",),
    yen_total="amount",
    fields=(
        MUNICIPALITY,
        Field("standing_no", "整理番号", Kind.DIGITS, 10, required=True),
        ADDRESSEE_NO,
        Field("kind", "区分", Kind.CODE, 2, required=True, codes=STANDINGS),
        Field("starts_on", "開始日", Kind.DATE, 10, required=True),
        Field("ends_on", "終了日", Kind.DATE, 10),
        Field("amount", "金額", Kind.YEN, 13),
        Field("ground", "事由", Kind.TEXT, 60),
    ),
)

PLAN_INSTALMENT = RecordLayout(
    name="plan_instalment",
    term="分納計画",
    file_name="plan_instalment",
    key=("standing_no", "sequence"),
    yen_total="amount",
    fields=(
        MUNICIPALITY,
        Field("standing_no", "整理番号", Kind.DIGITS, 10, required=True),
        Field("sequence", "回", Kind.COUNT, 3, required=True),
        Field("due_date", "約束日", Kind.DATE, 10, required=True),
        Field("amount", "約束額", Kind.YEN, 13, required=True),
    ),
)

CONTACT = RecordLayout(
    name="contact",
    term="交渉経過",
    file_name="contact",
    key=("contact_no",),
    fields=(
        MUNICIPALITY,
        Field("contact_no", "経過番号", Kind.DIGITS, 10, required=True),
        ADDRESSEE_NO,
        Field("contacted_at", "日時", Kind.TIMESTAMP, 19, required=True),
        Field("channel", "手段", Kind.CODE, 1, required=True, codes=CONTACT_CHANNELS),
        Field("result", "結果", Kind.CODE, 2, required=True, codes=CONTACT_RESULTS),
        Field("note", "内容", Kind.TEXT, 200),
    ),
)

LAYOUT = ExtractLayout(
    name="towa",
    term="とわ市 基幹系抽出様式",
    version="1",
    records=(ADDRESSEE, PHONE, LEVY, INSTALMENT, RECEIPT, STANDING, PLAN_INSTALMENT, CONTACT),
)
