"""The words of the screen for codes (表示名): one table per code list; a code without a word shows itself."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from towa.rooms.dunning.core.exclusion import exclusion
from towa.rooms.dunning.core.office import GROUPS


Words = dict[str, Promise]

CHANNELS: Words = {
    "sms": _("SMS"),
    "auto_call": _("自動音声電話"),
    "operator_call": _("電話催告（受託者）"),
    "officer_call": _("電話催告（徴税吏員）"),
    "visit": _("訪問催告（臨戸）"),
    "letter": _("催告書"),
    "officer_letter": _("差押予告書"),
    "case_work": _("滞納整理への引き継ぎ"),
    "none": _("催告しない"),
    "absent": _("計画になし"),
}
TAX_ITEMS: Words = {
    "resident_tax_ordinary": _("個人住民税（普通徴収）"),
    "fixed_asset_tax": _("固定資産税・都市計画税"),
    "light_vehicle_tax": _("軽自動車税（種別割）"),
    "national_health_insurance_tax": _("国民健康保険税"),
}
KINDS: Words = {"person": _("個人"), "corporation": _("法人")}
YEARS: Words = {"current": _("現年課税分だけ"), "carried": _("滞納繰越分あり")}
HANDLERS: Words = {"contractor": _("受託者が扱える"), "officer": _("徴税吏員だけが扱える")}
LOTS: Words = {"drawn": _("無作為（学習のためのくじ）"), "divided": _("同じ条件で分かれた人")}
LIST_FORMS: Words = {
    "excel": _("人が使う一覧（Excel）"),
    "csv": _("人が使う一覧（CSV）"),
    "machine": _("機械に渡すファイル（CSV、Shift_JIS）"),
}
PLAN_STATES: Words = {"draft": _("案"), "released": _("確定")}
HABITS: Words = {
    "office_rule": _("滞納額の大きい順に、決まった順番の手段を割り当てる方法"),
    "score_greedy": _("効果見込みの大きい順に割り当てる方法"),
}
UNITS: Words = {"分": _("分"), "件": _("件"), "円": _("円")}
LIMITS: Words = {
    "pieces:sms": _("SMSの送信数"),
    "pieces:letter": _("催告書の発送数"),
    "pieces:officer_letter": _("差押予告書の発送数"),
    "pieces:visit": _("訪問の件数"),
    "pieces:case_work": _("滞納整理へ引き継ぐ件数"),
    "together:calls": _("電話の合計"),
    "together:contacts": _("すべての手段の合計"),
    "yen": _("実費の予算"),
}
_HOURS = re.compile(r"(\d+)～(\d+)時")
_TEAMS_TIME = "の架電時間"


def word(words: Words, code: str) -> str:
    """The word for a code in the language of the reader; the code itself where nobody gave it one."""
    return str(words.get(code, code))


def exclusion_term(code: str) -> str:
    """除外事由 in words; the core's own term, translated where the catalogue has it."""
    try:
        return gettext(exclusion(code).term)
    except KeyError:
        return code


def slot_words(name: str) -> str:
    """時間帯 in words: hours in the reader's way; a name that an office gave itself stays as it is."""
    hours = _HOURS.fullmatch(name)
    return gettext("%(starts)s～%(ends)s時") % {"starts": hours[1], "ends": hours[2]} if hours else name


def team_words(name: str) -> str:
    """架電担当 in words: the names that Towa ships are translated, an office's own names are names."""
    return gettext(name)


def limit_words(code: str, label: str) -> str:
    """処理能力の一行 in words; `label` is what the core recorded, its last word being the time slot of calls."""
    kind, _sep, rest = code.partition(":")
    head, _sep, slot = label.rpartition(" ")
    if kind == "minutes" and rest.startswith("auto_call"):
        return gettext("自動音声電話の回線 %(slot)s") % {"slot": slot_words(slot)}
    if kind == "minutes" and head.endswith(_TEAMS_TIME):
        team = team_words(head.removesuffix(_TEAMS_TIME))
        return gettext("%(team)sの架電時間 %(slot)s") % {"team": team, "slot": slot_words(slot)}
    if kind == "lines":
        return gettext("電話回線 %(slot)s") % {"slot": slot_words(slot)}
    if kind == "minimum" and rest in GROUPS:
        return gettext("%(group)sへの最低接触件数") % {"group": gettext(GROUPS[rest])}
    return word(LIMITS, code) if code in LIMITS else label


def tax_items(codes: list[str]) -> str:
    """税目 in one line, in the order of the code list."""
    return "、".join(word(TAX_ITEMS, code) for code in TAX_ITEMS if code in codes)
