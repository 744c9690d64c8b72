"""How are the core's words called in the office? One table per code list, for screens and lists."""

from collections.abc import Mapping


RECEIPT_STATES: Mapping[str, str] = {"provisional": "速報", "final": "確報", "cancelled": "速報取消"}
PHONE_KINDS: Mapping[str, str] = {"landline": "固定電話", "mobile": "携帯電話", "workplace": "勤務先"}
PHONE_STATES: Mapping[str, str] = {"usable": "使用可", "wrong_number": "番号違い", "not_in_use": "使われていない"}
RESIDENCES: Mapping[str, str] = {
    "resident": "住民",
    "moved_out": "転出",
    "dead": "死亡",
    "non_resident": "住登外",
}
KINDS: Mapping[str, str] = {"person": "個人", "corporation": "法人"}
STANDINGS: Mapping[str, str] = {
    "collection_deferral": "徴収猶予",
    "realization_deferral": "換価の猶予",
    "enforcement_suspension": "執行停止",
    "seizure": "差押",
    "instalment_plan": "分割納付",
    "objection": "審査請求",
    "demand_suppression": "督促抑止",
}
CONTACT_CHANNELS: Mapping[str, str] = {
    "letter": "文書",
    "sms": "SMS",
    "auto_call": "自動音声電話",
    "operator_call": "電話",
    "visit": "訪問",
    "counter": "窓口",
    "incoming_call": "受電",
}
CONTACT_RESULTS: Mapping[str, str] = {
    "reached_person": "本人と話した",
    "reached_other": "家族等と話した",
    "no_answer": "応答なし",
    "wrong_number": "番号違い",
    "promise": "納付約束",
    "refused": "納付拒否",
    "delivered": "送付済",
    "returned": "返戻",
    "paid_on_the_spot": "その場で納付",
}
REACHED = frozenset({"reached_person", "promise", "refused", "paid_on_the_spot"})
"""本人接触: results in which the person was spoken to."""


def term(table: Mapping[str, str], word: str | None) -> str:
    """The official term; an unknown word is shown as it is rather than hidden."""
    return table.get(word, word) if word else ""
