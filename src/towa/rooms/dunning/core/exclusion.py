"""Who must not be contacted at all, and why? The stop reasons (除外事由) in their order of precedence.

The first reason that applies is the one shown. An unknown word in any code column excludes: unknown means not allowed.
Reasons that close a single channel only (no telephone, too soon after the 督促) are masks: `channel.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from towa.rooms.dunning.core.arrays import BoolArray, IntArray, TextArray
from towa.rooms.dunning.core.office import OfficeSettings
from towa.rooms.dunning.core.target import Targets, days_since


Test = Callable[[Targets, OfficeSettings, np.datetime64], BoolArray]


@dataclass(frozen=True)
class Exclusion:
    """除外事由: one reason for which nobody may be contacted."""

    code: str
    term: str
    """Official term, shown in lists."""
    reason: str
    """The whole sentence, shown on the person's page."""
    article: str
    applies: Test


class Split(NamedTuple):
    """対象と除外: who may be contacted, and the code of the first reason otherwise ("" for those who may)."""

    included: BoolArray
    exclusion: TextArray


def split(targets: Targets, office: OfficeSettings, on: date) -> Split:
    """除外の判定: tests every reason for everyone; the first in the table wins. Independent of the order of people."""
    day = np.datetime64(on, "D")
    code = np.full(len(targets), "", dtype=f"U{max(len(item.code) for item in EXCLUSIONS)}")
    for item in EXCLUSIONS:
        code[(code == "") & item.applies(targets, office, day)] = item.code
    return Split(code == "", code)


def exclusion(code: str) -> Exclusion:
    """The entry of this code. Raises `KeyError` for a code that is not in the table."""
    return _BY_CODE[code]


def counts(codes: TextArray) -> dict[str, int]:
    """除外の内訳: people per code, in the order of the table, only codes that occur."""
    found = {item.code: int(np.count_nonzero(codes == item.code)) for item in EXCLUSIONS}
    return {code: count for code, count in found.items() if count}


def _unknown_word(targets: Targets, _office: OfficeSettings, _day: np.datetime64) -> BoolArray:
    known = np.isin(targets.kind, ("person", "corporation"))
    known &= np.isin(targets.residence, ("resident", "moved_out", "dead", "non_resident"))
    known &= np.isin(targets.plan_state, ("none", "kept", "broken"))
    return ~known | targets.has_unknown_standing()


def _standing(*kinds: str) -> Test:
    return lambda targets, _office, _day: targets.has_standing(*kinds)


def _plan_kept(targets: Targets, _office: OfficeSettings, _day: np.datetime64) -> BoolArray:
    """A plan whose keeping is not yet known counts as kept: the resident gets the benefit of the doubt."""
    unclear = targets.has_standing("instalment_plan") & (targets.plan_state != "broken")
    return np.asarray((targets.plan_state == "kept") | unclear, dtype=np.bool_)


def _covered(targets: Targets, _office: OfficeSettings, _day: np.datetime64) -> BoolArray:
    """`outstanding` is what remains after effective receipts, provisional ones (速報) among them."""
    return (targets.outstanding <= 0) & (targets.provisional_paid > 0)


def quiet_days(targets: Targets, office: OfficeSettings) -> IntArray:
    """入金確認期間の日数: per person by the way of the last payment; the longest where the way is unknown."""
    days = np.full(len(targets), office.quiet.longest, dtype=np.int64)
    for way in type(office.quiet).model_fields:
        days[targets.last_paid_channel == way] = getattr(office.quiet, way)
    return days


def _just_paid(targets: Targets, office: OfficeSettings, day: np.datetime64) -> BoolArray:
    return days_since(targets.last_paid_on, day) <= quiet_days(targets, office)


def _nothing_overdue(targets: Targets, _office: OfficeSettings, day: np.datetime64) -> BoolArray:
    overdue = (targets.outstanding > 0) & (targets.instalments > 0) & (targets.oldest_due < day)
    return np.asarray(~overdue, dtype=np.bool_)


def _paid_since(targets: Targets, _office: OfficeSettings, _day: np.datetime64) -> BoolArray:
    """Known only in the course of the day: `rest_of_day.py` gives it."""
    return np.zeros(len(targets), dtype=np.bool_)


def _closed(targets: Targets, office: OfficeSettings, day: np.datetime64) -> BoolArray:
    return np.full(len(targets), not office.is_open(day.astype(date)))


EXCLUSIONS: tuple[Exclusion, ...] = (
    Exclusion("unknown_code", "不明な状態コード", "この画面が知らない状態コードがあるため、意味が確かめられるまで催告しません。", "", _unknown_word),
    Exclusion("dead", "死亡", "死亡の届出があります。相続人（納税承継人）を調査し、職員が対応します。", "地方税法第9条", lambda t, _o, _d: t.residence == "dead"),
    Exclusion("protected", "支援措置対象者", "住民基本台帳の支援措置の対象です。一覧には出さず、職員が個別に対応します。", "住民基本台帳事務処理要領第6の10", lambda t, _o, _d: t.protected),
    Exclusion("objection", "審査請求中", "審査請求などの不服申立てが続いています。職員が個別に対応します。", "行政不服審査法", _standing("objection")),
    Exclusion("collection_deferral", "徴収猶予中", "徴収猶予の期間中のため、催告しません。", "地方税法第15条", _standing("collection_deferral")),
    Exclusion("realization_deferral", "換価の猶予中", "換価の猶予の期間中です。分割納付の計画に従って納付されるため、催告しません。", "地方税法第15条の5・第15条の6", _standing("realization_deferral")),
    Exclusion("enforcement_suspension", "滞納処分の執行停止中", "滞納処分の執行停止中のため、催告しません。", "地方税法第15条の7", _standing("enforcement_suspension")),
    Exclusion("demand_suppression", "督促・催告の抑止", "催告を止める登録（抑止）があります。", "", _standing("demand_suppression")),
    Exclusion("plan_kept", "分納履行中", "分納の約束が守られているため、催告しません。", "", _plan_kept),
    Exclusion("paid_provisionally", "納付済み（速報）", "速報ですべての納付が確認されています。確報を待ちます。", "", _covered),
    Exclusion("nothing_overdue", "滞納なし", "基準日に納期限を過ぎた未納がありません。", "", _nothing_overdue),
    Exclusion("payment_on_its_way", "入金確認中", "最近の納付があり、市に届いていない納付が残っている可能性があるため、入金確認期間が過ぎるまで待ちます。", "", _just_paid),
    Exclusion("paid_since_plan", "納付あり（計画の後）", "計画を作った後に納付が確認されたため、今日は催告しません。", "", _paid_since),
    Exclusion("office_closed", "閉庁日", "閉庁日のため、この日は催告しません。", "", _closed),
)  # fmt: skip

_BY_CODE = {item.code: item for item in EXCLUSIONS}
