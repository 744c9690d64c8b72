"""きたおか市（架空）の基幹系の抽出様式: another vendor's words, order, dates and codes; the very same reader.

Compared with とわ市: 団体コード stands last, dates are compact (20261120), codes have other lengths, heads other words.
"""

from towa.gateways.core_system.format import ExtractLayout, Field, Kind, RecordLayout


TOWN_CODE = Field("municipality_code", "団体コード", Kind.DIGITS, 6, required=True, head="市区町村コード")
PERSON_NO = Field("addressee_no", "宛名番号", Kind.DIGITS, 12, required=True, head="宛名ＩＤ")
NOTICE_NO = Field("notice_no", "通知書番号", Kind.DIGITS, 13, required=True, head="課税番号")
PERIOD_NO = Field("period_no", "期別", Kind.COUNT, 2, required=True, head="期")
TAX_ITEM = Field(
    "tax_item",
    "税目",
    Kind.CODE,
    3,
    required=True,
    head="科目",
    codes={
        "011": "resident_tax_ordinary",
        "021": "fixed_asset_tax",
        "031": "light_vehicle_tax",
        "041": "national_health_insurance_tax",
    },
)

LEVY = RecordLayout(
    name="levy",
    term="調定",
    file_name="KZ010",
    key=("notice_no",),
    yen_total="levied_amount",
    fields=(
        NOTICE_NO,
        PERSON_NO,
        Field("fiscal_year", "調定年度", Kind.COUNT, 4, required=True, head="会計年度"),
        Field("assessed_year", "賦課年度", Kind.COUNT, 4, required=True, head="相当年度"),
        TAX_ITEM,
        Field("notified_on", "通知日", Kind.DATE, 8, required=True, head="発送日"),
        Field("levied_amount", "調定額", Kind.YEN, 11, required=True, head="税額", signed=True),
        TOWN_CODE,
    ),
)
RECEIPT = RecordLayout(
    name="receipt",
    term="収納",
    file_name="SN020",
    key=("receipt_no",),
    yen_total="amount",
    fields=(
        Field("receipt_no", "収納番号", Kind.DIGITS, 14, required=True, head="消込番号"),
        NOTICE_NO,
        PERIOD_NO,
        Field("paid_date", "領収日", Kind.DATE, 8, required=True, head="納付日"),
        Field("received_date", "収入日", Kind.DATE, 8, required=True, head="収納日"),
        Field("amount", "収納税額", Kind.YEN, 11, required=True, head="本税", signed=True),
        Field("late_charge_amount", "収納延滞金", Kind.YEN, 11, required=True, head="延滞金"),
        Field(
            "channel",
            "収納経路",
            Kind.CODE,
            1,
            required=True,
            head="納付場所",
            codes={"B": "bank", "C": "convenience_store", "K": "direct_debit", "M": "counter", "E": "common_epayment"},
        ),
        Field(
            "state",
            "速報確報区分",
            Kind.CODE,
            1,
            required=True,
            head="データ種別",
            codes={"S": "provisional", "K": "final", "T": "cancelled"},
        ),
        Field("slip_no", "収納照合番号", Kind.DIGITS, 14, required=True, head="突合キー"),
        TOWN_CODE,
    ),
)

LAYOUT = ExtractLayout(
    name="northern_hill",
    term="きたおか市 税システム抽出様式",
    version="3",
    records=(LEVY, RECEIPT),
    date_style="compact",
)
