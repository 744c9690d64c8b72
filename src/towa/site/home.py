"""The first page after signing in (ホーム): where does the town stand today, and what comes next?

Each figure and each step is asked from the room that owns it, and only if the account may see it there.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from towa.kernel.period import wareki_year
from towa.platform.ui.charts import Figure, bars
from towa.platform.ui.days import shown_day
from towa.rooms.dunning.app.queries.readable import newest_readable
from towa.rooms.dunning.app.queries.records import PlanView
from towa.rooms.ledger.app import queries as ledger
from towa.rooms.ledger.app.queries.town_records import TownFigures


@dataclass(frozen=True)
class Card:
    """指標: one figure of the day."""

    label: str
    value: int | Decimal
    unit: str
    note: str = ""
    href: str = ""
    definition: str = ""


@dataclass(frozen=True)
class NextStep:
    """次にすること: one thing that waits for somebody."""

    words: str
    href: str
    link: str


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """ホーム."""
    account: Any = request.user
    sees_ledger = account.may("ledger.see_extracts")
    figures = ledger.town_figures() if sees_ledger else None
    plan = _plan_for(account)
    context = {
        "sees_ledger": sees_ledger,
        "as_of": figures and shown_day(figures.as_of),
        "cards": [*_ledger_cards(figures), *_rate_cards(sees_ledger), *_plan_cards(plan)],
        "chart": _by_tax_item(figures) if figures and figures.by_tax_item else None,
        "steps": _steps(account, figures, plan),
    }
    return render(request, "site/home.html", context)


def _plan_for(account: Any) -> PlanView | None:
    """The newest plan that exists for this account: outside the city only released ones do."""
    if not account.may("dunning.see_plan"):
        return None
    return newest_readable(released_only=not account.may("dunning.see_all_decisions"))


def _ledger_cards(figures: TownFigures | None) -> list[Card]:
    if figures is None:
        return []
    carried = _("うち滞納繰越分 %(yen)s円") % {"yen": f"{figures.carried_over:,}"}
    return [
        Card(
            _("滞納者"),
            figures.people_in_arrears,
            _("人"),
            _("宛名 %(n)s件のうち") % {"n": f"{figures.addressees:,}"},
            definition=_("納期限を過ぎた未納の税額がある宛名の数です。対象外の人も含みます。"),
        ),
        Card(
            _("滞納額"),
            figures.outstanding,
            _("円"),
            carried,
            definition=_(
                "滞納者の、納期限を過ぎた税額のうち、基準日までに納付のない額の合計です。速報の納付は差し引いてあります。延滞金は含みません。"
            ),
        ),
        Card(
            _("延滞金"),
            figures.late_charge,
            _("円"),
            _("滞納者の未納の延滞金"),
            definition=_(
                "滞納者について、基準日に納めるとした延滞金から、納付済みの延滞金を引いた額の合計です。税額だけ完納した期別の延滞金も含みます。"
            ),
        ),
        Card(
            _("速報による入金"),
            figures.provisional,
            _("円"),
            _("確報を待っている額"),
            definition=_("速報だけが届き、確報も取消もまだ届いていない納付の税額です。"),
        ),
    ]


def _rate_cards(sees_ledger: bool) -> list[Card]:
    """収納率 of the closed year, with its two parts."""
    rates = ledger.closed_year_rates() if sees_ledger else None
    if rates is None:
        return []
    year = wareki_year(rates.fiscal_year) if get_language() == "ja" else str(rates.fiscal_year)
    parts = {"current": rates.current.percent, "carried": rates.carried_over.percent}
    counted = _(
        "出納閉鎖までに領収した税額（速報を含む）を、その年度に納めるべき税額で割った割合です。延滞金と過誤納金は含みません。"
    )
    note = _("現年課税分 %(current)s％、滞納繰越分 %(carried)s％") % parts
    return [Card(_("収納率（%(year)s）") % {"year": year}, rates.total.percent, _("％"), note, definition=counted)]


def _plan_cards(plan: PlanView | None) -> list[Card]:
    if plan is None:
        return []
    counted = _("最新の振分計画で連絡の手段を検討した人の数です。対象外の人は含みません。")
    note = _("対象外 %(n)s人") % {"n": f"{plan.excluded:,}"}
    return [Card(_("催告の対象"), plan.people, _("人"), note, reverse("dunning:plan", args=[plan.id]), counted)]


def _by_tax_item(figures: TownFigures) -> Figure:
    rows = sorted(((_(item.tax_term), item.outstanding) for item in figures.by_tax_item), key=lambda row: -row[1])
    most = _("%(tax)sが最も多く、%(yen)s円です。") % {"tax": rows[0][0], "yen": f"{rows[0][1]:,}"}
    return bars(rows, title=_("税目ごとの滞納額"), description=most, category=_("税目"), amount=_("円"), width=720)


def _steps(account: Any, figures: TownFigures | None, plan: PlanView | None) -> list[NextStep]:
    """What waits, in the order of the day; only what this account may do."""
    waiting = [
        ("ledger.take_in_extract", figures is None, _extract_step),
        ("dunning.make_plan", figures is not None and (plan is None or plan.on < figures.as_of), _plan_step),
        ("dunning.release_plan", plan is not None and plan.state == "draft", _release_step),
    ]
    return [step() for act, due, step in waiting if due and account.may(act)]


def _extract_step() -> NextStep:
    return NextStep(_("基幹システムの抽出データを取り込んでください。"), reverse("ledger:extracts"), _("取込へ進む"))


def _plan_step() -> NextStep:
    return NextStep(
        _("取り込んだ台帳から、催告の振分計画を作ってください。"), reverse("dunning:plans"), _("振分計画へ進む")
    )


def _release_step() -> NextStep:
    return NextStep(
        _("最新の振分計画はまだ案です。内容を確かめて確定してください。"),
        reverse("dunning:newest"),
        _("計画を確かめる"),
    )
