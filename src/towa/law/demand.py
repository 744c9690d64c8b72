"""督促と差押え: until when must a demand notice go out, and from which day may (and must) property be seized?"""

from datetime import date, timedelta

from towa.kernel.explanation import Explanation, Step
from towa.kernel.period import ONE_DAY, wareki
from towa.law.parameters import citation, value


def demand_deadline(due: date) -> date:
    """督促状を発すべき期限: within 20 days after the due date (地方税法329条1項 ほか).

    A directory provision (訓示規定): a demand sent later is still valid. The day does not move off holidays,
    for it binds the office and not the taxpayer.
    """
    return due + timedelta(days=value("demand.demand_days", due))


def seizure_possible_from(issued_on: date) -> date:
    """差押えが可能となる日: the day after ten days have passed, the day of issue counted (地方税法331条1項1号).

    「督促状を発した日から起算して十日を経過した日まで」に完納しないとき: issued on day D, ten days have passed on D+10,
    so that seizure is possible from D+11.
    """
    return _elapsed(issued_on) + ONE_DAY


def explain_demand(due: date, issued_on: date) -> Explanation:
    """督促の期限の説明: both days with their articles, and whether the demand went out in time."""
    deadline = demand_deadline(due)
    days = value("demand.demand_days", due)
    in_time = "期限内に発付" if issued_on <= deadline else "期限後の発付（訓示規定のため督促は有効）"
    twenty, ten = citation("demand.demand_days", due), citation("demand.seizure_days", issued_on)
    steps = (
        Step("督促状を発すべき期限", f"納期限 {wareki(due)} 後{days}日以内 → {wareki(deadline)}", None, twenty.article),
        Step("督促状の発付", f"{wareki(issued_on)}（{in_time}）", None, twenty.article),
        Step("経過する日", f"発した日から起算して → {wareki(_elapsed(issued_on))}", None, ten.article),
        Step("差押えが可能となる日", f"その翌日 → {wareki(seizure_possible_from(issued_on))}", None, ten.article),
    )
    return Explanation("督促と差押え", steps, None, (twenty.article, ten.article))


def _elapsed(issued_on: date) -> date:
    return issued_on + timedelta(days=value("demand.seizure_days", issued_on))
