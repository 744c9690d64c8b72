"""With which numbers is the effect of a contact estimated? Coefficients of the first value model (`value.py`).

They are assumptions of the office, on the logit scale, not measurements: the learning room will replace them by estimates.
"""

from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from towa.rooms.dunning.core.setting import setting


class ValueCoefficients(BaseModel):
    """効果見込みの係数: expected yen of a contact = P(reached) x P(pays because of it) x amount - cost."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    recoverable_cap: int = setting(200_000, "1回の接触で見込む納付額の上限", "円", ge=1)
    reach: dict[str, float] = setting(
        {
            "sms": 1.0,
            "auto_call": -0.5,
            "operator_call": -0.3,
            "officer_call": -0.3,
            "visit": -0.1,
            "letter": 1.2,
            "officer_letter": 1.6,
            "case_work": 2.0,
        },
        "手段ごとの「届く見込み」の切片",
        "ロジット",
    )
    reach_by_part: dict[str, dict[str, float]] = setting(
        {
            "morning": {"young": -0.6, "middle": -0.5, "senior": 0.7, "corporation": 0.6, "unknown": 0.0},
            "late_morning": {"young": -0.4, "middle": -0.3, "senior": 0.6, "corporation": 0.7, "unknown": 0.0},
            "early_afternoon": {"young": -0.2, "middle": -0.1, "senior": 0.3, "corporation": 0.5, "unknown": 0.0},
            "late_afternoon": {"young": 0.0, "middle": 0.1, "senior": 0.2, "corporation": 0.4, "unknown": 0.0},
            "evening": {"young": 0.7, "middle": 0.8, "senior": -0.2, "corporation": -1.0, "unknown": 0.2},
        },
        "電話の時間帯と年代ごとの「届く見込み」の加減",
        "ロジット",
    )
    reach_history: float = setting(1.2, "過去1年に接触できた割合による「届く見込み」の加減", "ロジット")
    pay: dict[str, float] = setting(
        {
            "sms": -2.9,
            "auto_call": -2.6,
            "operator_call": -1.7,
            "officer_call": -1.4,
            "visit": -1.1,
            "letter": -3.1,
            "officer_letter": -2.2,
            "case_work": -1.3,
        },
        "手段ごとの「納付につながる見込み」の切片",
        "ロジット",
    )
    pay_amount: float = setting(-0.35, "滞納額（5万円の何倍か、対数）による加減", "ロジット")
    pay_age_year: float = setting(-0.30, "最も古い納期限から1年たつごとの加減", "ロジット")
    pay_age_years_cap: float = setting(8.0, "古さを数える年数の上限", "年", ge=0)
    pay_first_time: float = setting(0.5, "新規滞納の加減", "ロジット")
    pay_promises: float = setting(1.0, "約束を守った割合（半々を0とする）による加減", "ロジット")
    pay_plan_broken: float = setting(-0.4, "分納不履行の加減", "ロジット")
    pay_corporation: float = setting(-0.2, "法人の加減", "ロジット")
    pay_recent: float = setting(0.3, "過去180日に納付がある場合の加減", "ロジット")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        """A channel without a coefficient would fail in the middle of planning."""
        fields = type(self).model_fields
        for name, term in (("reach", "届く見込み"), ("pay", "納付につながる見込み")):
            missing = [code for code in fields[name].default if code not in getattr(self, name)]
            if missing:
                raise ValueError(f"「{term}」の切片がない手段があります: {', '.join(missing)}")
        parts = fields["reach_by_part"].default
        if any(set(self.reach_by_part.get(part, {})) != set(groups) for part, groups in parts.items()):
            raise ValueError("「届く見込み」の加減は、すべての時間帯と年代について入力してください。")
        return self
