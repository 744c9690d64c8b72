"""What can the office do in one day, and whom may it let others call? The town's settings for the dunning room (催告).

Everything here is data with a description, a unit and a default (とわ市's): capacities, limits, waiting days, costs.
`docs/reference` prints it; a change is a change of a value, never of code. Coefficients of the value model: `coefficients.py`.
"""

from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from towa.kernel.calendar import CALENDAR
from towa.rooms.dunning.core.coefficients import ValueCoefficients
from towa.rooms.dunning.core.setting import setting


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


GROUPS = {
    "first_time": "新規滞納の人",
    "current_year_only": "現年課税分だけの人",
    "carried_over": "滞納繰越分のある人",
    "corporation": "法人",
}
"""区分: kinds of people for whom a minimum can be asked, or whom a team can be trained for."""
EVERY_DISTRICT = "every_district"
"""A minimum for each 地区, not for one group."""


class Slot(_Settings):
    """時間帯: a stretch of the working day in which calls are made."""

    code: str = setting("", "時間帯の符号（半角英数字）", "", min_length=1, max_length=20)
    starts: int = setting(9, "始まりの時刻", "時", ge=7, le=21)
    ends: int = setting(10, "終わりの時刻", "時", ge=8, le=21)

    @property
    def name(self) -> str:
        """Name on screens, e.g. 「9～10時」."""
        return f"{self.starts}～{self.ends}時"

    @property
    def minutes(self) -> int:
        """Length in minutes."""
        return (self.ends - self.starts) * 60

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.ends <= self.starts:
            raise ValueError(f"時間帯「{self.code}」の終わりは、始まりより後の時刻にしてください。")
        return self


class Team(_Settings):
    """架電担当: people who call, with the slots in which they sit at the telephone."""

    code: str = setting("", "担当の符号（半角英数字）", "", min_length=1, max_length=20)
    name: str = setting("", "担当の名称", "", min_length=1)
    people: int = setting(4, "同時に架電する人数", "人", ge=0, le=500)
    busy_percent: int = setting(75, "稼働率（席にいる時間のうち架電と後処理に使う割合）", "%", ge=0, le=100)
    slots: tuple[Slot, ...] = setting((), "架電する時間帯", "")
    skills: tuple[str, ...] = setting((), "担当できる区分（どれかに当たる人だけに架電する。空欄は、すべて）", "")

    @field_validator("skills")
    @classmethod
    def _known_skills(cls, skills: tuple[str, ...]) -> tuple[str, ...]:
        """A word that means nobody would silently close the team."""
        unknown = [skill for skill in skills if skill not in GROUPS]
        if unknown:
            raise ValueError(
                f"担当できる区分にない言葉です: {', '.join(unknown)}。選べるのは {', '.join(GROUPS)} です。"
            )
        return skills

    def minutes(self, slot: Slot) -> int:
        """Working minutes this team has in this slot, in tenths of a minute (exact integers for the solver)."""
        return self.people * slot.minutes * self.busy_percent // 10


def _hours(*starts: int) -> tuple[Slot, ...]:
    return tuple(Slot(code=f"h{hour:02d}", starts=hour, ends=hour + 1) for hour in starts)


CONTRACTOR_TEAM = Team(
    code="center", name="納税呼びかけセンター", people=4, busy_percent=75, slots=_hours(9, 10, 11, 13, 14, 15, 16)
)
OFFICER_TEAM = Team(
    code="officers",
    name="徴税吏員",
    people=3,
    busy_percent=30,
    slots=(
        Slot(code="am", starts=9, ends=12),
        Slot(code="pm", starts=13, ends=17),
        Slot(code="evening", starts=17, ends=19),
    ),
)


class AutoCall(_Settings):
    """自動音声電話: lines and slots of the automatic caller."""

    lines: int = setting(2, "回線数", "回線", ge=0, le=1000)
    slots: tuple[Slot, ...] = setting(
        (
            Slot(code="am", starts=10, ends=12),
            Slot(code="pm", starts=13, ends=17),
            Slot(code="evening", starts=17, ends=20),
        ),
        "発信する時間帯",
        "",
    )


class DayLimits(_Settings):
    """一日の上限: what goes out in one day at most."""

    sms: int = setting(500, "SMSの送信数", "通/日", ge=0)
    letters: int = setting(250, "催告書の発送数", "通/日", ge=0)
    officer_letters: int = setting(40, "差押予告書（徴税吏員名）の発送数", "通/日", ge=0)
    visits: int = setting(16, "訪問（臨戸）の件数", "件/日", ge=0)
    visits_per_district: int = setting(3, "一つの地区への訪問の件数", "件/日", ge=0)
    visits_by_district: dict[str, int] = setting({}, "地区ごとに異なる訪問の上限（地区名 → 件数）", "件/日")
    case_work: int = setting(8, "滞納整理へ引き継ぐ件数", "件/日", ge=0)
    phone_lines: int = setting(8, "電話の回線数（受託者と徴税吏員が共に使う）", "回線", ge=0, le=1000)
    calls: int | None = setting(None, "電話（自動・受託者・徴税吏員の合計）の上限（空欄は、なし）", "件/日", ge=0)
    contacts: int | None = setting(None, "すべての手段の合計の上限（空欄は、なし）", "件/日", ge=0)
    yen: int = setting(70_000, "通信・郵送などの実費の予算", "円/日", ge=0)


class ContractorLimits(_Settings):
    """受託者が扱える範囲: whom the contractor may approach (自主納付の呼びかけに限る)."""

    amount_limit: int = setting(300_000, "受託者が扱う滞納額の上限（これ以下）", "円", ge=0)
    allow_first_time: bool = setting(True, "新規滞納（過年度の滞納がない人）を扱う", "")
    allow_current_year_only: bool = setting(True, "現年課税分だけの滞納を扱う", "")


class OfficerLimits(_Settings):
    """徴税吏員が扱う範囲: what makes a case an officer's case (困難・高額・長期)."""

    large_from: int = setting(500_000, "高額とする滞納額（これ以上）", "円", ge=1)
    old_from_days: int = setting(1_096, "長期とする、最も古い納期限からの日数（これ以上）", "日", ge=1)
    broken_promises_from: int = setting(2, "困難とする、1年間の約束不履行の回数（これ以上）", "回", ge=1)


class QuietWindows(_Settings):
    """入金確認期間: days in which a payment of this way may still be unknown to the city (報告の遅れ)."""

    bank: int = setting(7, "金融機関窓口の納付の後、催告を控える日数", "日", ge=0, le=60)
    convenience_store: int = setting(5, "コンビニ納付の後、催告を控える日数", "日", ge=0, le=60)
    direct_debit: int = setting(7, "口座振替の後、催告を控える日数", "日", ge=0, le=60)
    counter: int = setting(3, "市役所窓口の納付の後、催告を控える日数", "日", ge=0, le=60)
    common_epayment: int = setting(10, "共通納税の後、催告を控える日数", "日", ge=0, le=60)

    @property
    def longest(self) -> int:
        """For a payment whose way is not known."""
        return max(self.bank, self.convenience_store, self.direct_debit, self.counter, self.common_epayment)


class WaitingDays(_Settings):
    """督促後の待機日数: whole days that must have passed since the 督促状 was issued (法331条: 10日)."""

    sms: int = setting(10, "SMSまで", "日", ge=10, le=365)
    auto_call: int = setting(10, "自動音声電話まで", "日", ge=10, le=365)
    operator_call: int = setting(10, "受託者の電話催告まで", "日", ge=10, le=365)
    officer_call: int = setting(10, "徴税吏員の電話催告まで", "日", ge=10, le=365)
    visit: int = setting(20, "訪問まで", "日", ge=10, le=365)
    letter: int = setting(10, "催告書まで", "日", ge=10, le=365)
    officer_letter: int = setting(30, "差押予告書まで", "日", ge=10, le=365)
    case_work: int = setting(30, "滞納整理への引き継ぎまで", "日", ge=10, le=365)


class FrequencyCaps(_Settings):
    """接触の頻度の上限: how often at most, so that nobody is chased."""

    letters_12m: int = setting(6, "催告書（1年間）", "通", ge=0)
    sms_12m: int = setting(12, "SMS（1年間）", "通", ge=0)
    calls_12m: int = setting(24, "電話（自動・受託者・徴税吏員の合計、1年間）", "回", ge=0)
    visits_12m: int = setting(4, "訪問（1年間）", "回", ge=0)
    rest_days: int = setting(5, "前回の接触から次の接触まで空ける日数", "日", ge=0, le=365)


class Costs(_Settings):
    """手間と実費: minutes (tenths) and out-of-pocket yen of one attempt."""

    sms_yen: int = setting(12, "SMS 1通の料金", "円", ge=0)
    auto_call_yen: int = setting(20, "自動音声電話 1件の料金", "円", ge=0)
    call_yen: int = setting(10, "電話 1件の通話料", "円", ge=0)
    letter_yen: int = setting(130, "催告書 1通の印刷・郵送料", "円", ge=0)
    officer_letter_yen: int = setting(480, "差押予告書 1通の印刷・特定記録郵便料", "円", ge=0)
    visit_yen: int = setting(200, "訪問 1件の交通費", "円", ge=0)
    auto_call_tenths: int = setting(15, "自動音声電話 1件が回線をふさぐ時間", "0.1分", ge=1)
    operator_call_tenths: int = setting(50, "受託者の電話 1件（不在・後処理を含む平均）", "0.1分", ge=1)
    officer_call_tenths: int = setting(80, "徴税吏員の電話 1件（不在・後処理を含む平均）", "0.1分", ge=1)
    letter_tenths: int = setting(10, "催告書 1通の封入など", "0.1分", ge=0)
    officer_letter_tenths: int = setting(60, "差押予告書 1通の起案など", "0.1分", ge=0)
    visit_tenths: int = setting(350, "訪問 1件（移動を含む）", "0.1分", ge=1)
    case_work_tenths: int = setting(900, "滞納整理 1件の財産調査など", "0.1分", ge=0)
    contractor_yen_per_minute: int = setting(40, "受託者の1分の費用", "円/分", ge=0)
    officer_yen_per_minute: int = setting(65, "職員の1分の費用", "円/分", ge=0)


class RandomShare(_Settings):
    """学習のための無作為な割当て: a small share of people whose action is drawn by lot among the allowed ones (`random_share.py`)."""

    percent: float = setting(2.0, "無作為に割り当てる人の割合（0 は、しない）", "%", ge=0, le=20)
    key: str = setting("towa", "くじの鍵（変えると、選ばれる人が変わる）", "", max_length=40)


class ReleaseGate(_Settings):
    """確定前の点検: what is compared with the released plans before, and when it is worth a second look (`release_gate.py`)."""

    plans: int = setting(12, "比べる確定済みの計画の数", "件", ge=1, le=60)
    plans_needed: int = setting(3, "注意を出すのに要る確定済みの計画の数", "件", ge=1, le=60)
    deviation_percent: int = setting(50, "手段ごとの件数が中央値からこれを超えて離れたら注意を出す", "%", ge=1, le=1000)
    least_people: int = setting(10, "離れた件数がこれ未満なら注意を出さない", "件", ge=0)
    samples: int = setting(20, "抜き取って見せる人数", "人", ge=1, le=100)


class MinimumContacts(_Settings):
    """最低接触件数: at least so many people of a group (every_district: of each 地区) are contacted on the day."""

    group: str = setting("first_time", "対象の区分", "", pattern="^(" + "|".join([*GROUPS, EVERY_DISTRICT]) + ")$")
    contacts: int = setting(0, "最低の件数", "件/日", ge=0)


class OfficeSettings(_Settings):
    """催告の体制設定: all settings of the dunning room of one town."""

    contractor_teams: tuple[Team, ...] = setting((CONTRACTOR_TEAM,), "受託者の架電担当", "")
    officer_teams: tuple[Team, ...] = setting((OFFICER_TEAM,), "徴税吏員の架電担当", "")
    auto_call: AutoCall = setting(AutoCall(), "自動音声電話", "")
    limits: DayLimits = setting(DayLimits(), "一日の上限", "")
    contractor: ContractorLimits = setting(ContractorLimits(), "受託者が扱える範囲", "")
    officer: OfficerLimits = setting(OfficerLimits(), "徴税吏員が扱う範囲", "")
    quiet: QuietWindows = setting(QuietWindows(), "入金確認期間", "")
    waiting: WaitingDays = setting(WaitingDays(), "督促後の待機日数", "")
    caps: FrequencyCaps = setting(FrequencyCaps(), "接触の頻度の上限", "")
    costs: Costs = setting(Costs(), "手間と実費", "")
    value: ValueCoefficients = setting(ValueCoefficients(), "効果見込みの係数", "")
    minimum_contacts: tuple[MinimumContacts, ...] = setting((), "区分ごとの最低接触件数", "")
    release: ReleaseGate = setting(ReleaseGate(), "確定前の点検", "")
    random_share: RandomShare = setting(RandomShare(), "学習のための無作為な割当て", "")
    row_limits: dict[str, int] = setting(
        {}, "一つの計画だけの容量（行の符号 → 上限）。試算から計画を作り直すときに入る", ""
    )

    @model_validator(mode="after")
    def _codes_are_unique(self) -> Self:
        codes = [team.code for team in self.contractor_teams + self.officer_teams]
        if len(codes) != len(set(codes)):
            raise ValueError("架電担当の符号が重複しています。担当ごとに異なる符号にしてください。")
        for team in self.contractor_teams + self.officer_teams:
            slots = [slot.code for slot in team.slots]
            if len(slots) != len(set(slots)):
                raise ValueError(f"「{team.name}」の時間帯の符号が重複しています。")
        return self

    def is_open(self, on: date) -> bool:
        """開庁日: calls, visits and letters happen on business days only."""
        return CALENDAR.is_business_day(on)


DEFAULT_OFFICE = OfficeSettings()
