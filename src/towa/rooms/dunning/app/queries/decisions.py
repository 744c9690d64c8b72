"""Who is on the list? Filter, sort and forgiving search over the decisions of one plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet, Sum

from towa.kernel.text import phone_key, search_key
from towa.rooms.dunning.app.models import Decision, Exclusion
from towa.rooms.dunning.app.queries.records import DecisionView, ExclusionView, Mask
from towa.rooms.dunning.core.mask import RULES


ROWS_PER_PAGE = 50
# Words of the address line and the columns behind them; the identity at the end makes every order total.
SORTS = {
    "rank": ("rank", "id"),
    "no": ("addressee_no", "id"),
    "name": ("name_kana", "name", "id"),
    "channel": ("channel", "rank", "id"),
    "slot": ("slot_starts", "team", "rank", "id"),
    "yen": ("outstanding", "id"),
    "late": ("late_charge", "id"),
    "due": ("oldest_due", "id"),
    "value": ("value", "id"),
    "district": ("district", "postal_code", "id"),
}
_DIGITS_OF_A_PHONE = 4  # fewer digits would find half the town


@dataclass(frozen=True, slots=True)
class Choices:
    """選択肢: the codes (with their words) that occur among the decisions of a plan."""

    channels: tuple[str, ...] = ()
    teams: tuple[tuple[str, str], ...] = ()
    slots: tuple[tuple[str, str], ...] = ()
    districts: tuple[str, ...] = ()
    masks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Conditions:
    """絞り込みの条件; an empty word or None means: no condition."""

    text: str = ""
    channel: str = ""
    team: str = ""
    slot: str = ""
    district: str = ""
    tax_item: str = ""
    yen_from: int | None = None
    yen_to: int | None = None
    years: str = ""  # "current": 現年のみ, "carried": 滞納繰越あり
    forbidden: str = ""  # code of a mask: who could not be reached this way, for this reason
    handler: str = ""  # "contractor" | "officer"
    lot: str = ""  # "drawn": 無作為な割当て, "divided": 同じ条件で分かれた人
    sort: str = "rank"


def matching(plan_id: int, conditions: Conditions, *, contractor_only: bool) -> QuerySet[Decision]:
    """The rows of the plan that fulfil every condition, sorted; a contractor sees only what it may handle."""
    rows = Decision.objects.filter(plan_id=plan_id)
    if contractor_only:
        rows = rows.filter(contractor_may_handle=True)
    return rows.filter(_plain(conditions), _amounts(conditions), _found_by(conditions.text)).order_by(
        *_order(conditions.sort)
    )


def decisions_page(
    plan_id: int, conditions: Conditions, number: int | str = 1, *, contractor_only: bool = False
) -> Page[DecisionView]:
    """One page of 50 rows as records."""
    page: Page[Any] = Paginator(matching(plan_id, conditions, contractor_only=contractor_only), ROWS_PER_PAGE).get_page(
        number
    )
    page.object_list = [decision_view(row) for row in page.object_list]
    return page


def all_decisions(
    plan_id: int, conditions: Conditions | None = None, *, contractor_only: bool = False
) -> Iterator[DecisionView]:
    """Every matching row, streamed: for exports and lists."""
    rows = matching(plan_id, conditions or Conditions(), contractor_only=contractor_only)
    for row in rows.iterator(chunk_size=2000):
        yield decision_view(row)


def total_yen(plan_id: int, conditions: Conditions, *, contractor_only: bool = False) -> int:
    """滞納額 of all matching rows together."""
    rows = matching(plan_id, conditions, contractor_only=contractor_only).order_by()
    return rows.aggregate(yen=Sum("outstanding"))["yen"] or 0


def decision_of(addressee_id: int, plan_id: int) -> DecisionView | None:
    """The decision about one person in one plan."""
    found = Decision.objects.filter(plan_id=plan_id, addressee_id=addressee_id).first()
    return decision_view(found) if found else None


def addressees_by_no(plan_id: int, numbers: Sequence[str]) -> dict[str, int]:
    """宛名番号 → addressee, of the people of a plan."""
    rows = Decision.objects.filter(plan_id=plan_id, addressee_no__in=set(numbers))
    return dict(rows.values_list("addressee_no", "addressee_id"))


def exclusion_of(addressee_id: int, plan_id: int) -> ExclusionView | None:
    """Why one person is left in peace by a plan, if so."""
    found = Exclusion.objects.filter(plan_id=plan_id, addressee_id=addressee_id).first()
    return _exclusion_view(found) if found else None


def exclusions_page(plan_id: int, code: str = "", number: int | str = 1) -> Page[ExclusionView]:
    """対象外の一覧, of one reason or of all."""
    rows = Exclusion.objects.filter(plan_id=plan_id)
    rows = rows.filter(code=code) if code else rows
    page: Page[Any] = Paginator(rows.order_by("code", "addressee_no", "id"), ROWS_PER_PAGE).get_page(number)
    page.object_list = [_exclusion_view(row) for row in page.object_list]
    return page


def all_exclusions(plan_id: int) -> Iterator[ExclusionView]:
    """Every excluded person of a plan, streamed."""
    for row in Exclusion.objects.filter(plan_id=plan_id).order_by("code", "addressee_no", "id").iterator():
        yield _exclusion_view(row)


def choices(plan_id: int, *, contractor_only: bool = False) -> Choices:
    """The values that occur in the plan: what a filter may offer."""
    rows = Decision.objects.filter(plan_id=plan_id)
    if contractor_only:
        rows = rows.filter(contractor_may_handle=True)
    kinds = rows.values_list("channel", "team", "team_name", "slot", "slot_name", "district").distinct().order_by()
    found = list(kinds)
    return Choices(
        channels=tuple(sorted({channel for channel, *_ in found})),
        teams=tuple(sorted({(team, name) for _, team, name, *_ in found if team})),
        slots=tuple(sorted({(slot, name) for *_, slot, name, _ in found if slot})),
        districts=tuple(sorted({district for *_, district in found if district})),
        masks=tuple((rule.code, rule.reason) for rule in RULES),
    )


def decision_view(row: Decision) -> DecisionView:
    """The record of a decision's row."""
    same = {name: getattr(row, name) for name in _SAME}
    return DecisionView(
        **same,
        masks=tuple(Mask(**mask) for mask in row.masks),
        tax_items=tuple(row.tax_items),
        value_terms=tuple(row.value_terms),
    )


_SAME = tuple(name for name in DecisionView.__slots__ if name not in ("masks", "tax_items", "value_terms"))


def _exclusion_view(row: Exclusion) -> ExclusionView:
    return ExclusionView(**{name: getattr(row, name) for name in ExclusionView.__slots__})


def _plain(conditions: Conditions) -> Q:
    """Conditions that ask for one value of one column."""
    wanted = {name: getattr(conditions, name) for name in ("channel", "team", "slot", "district")}
    found = Q(**{name: value for name, value in wanted.items() if value})
    if conditions.tax_item:
        found &= Q(tax_items__contains=[conditions.tax_item])
    if conditions.forbidden:
        found &= Q(masks__contains=[{"code": conditions.forbidden}])
    if conditions.handler:
        found &= Q(contractor_may_handle=conditions.handler == "contractor")
    if conditions.lot:
        found &= Q(drawn=True) if conditions.lot == "drawn" else Q(divided=True)
    return found


def _amounts(conditions: Conditions) -> Q:
    found = Q()
    if conditions.yen_from is not None:
        found &= Q(outstanding__gte=conditions.yen_from)
    if conditions.yen_to is not None:
        found &= Q(outstanding__lte=conditions.yen_to)
    if conditions.years == "current":
        found &= Q(carried_over=0)
    if conditions.years == "carried":
        found &= Q(carried_over__gt=0)
    return found


def _found_by(text: str) -> Q:
    """Forgiving search: width, kana, old characters, spaces and hyphens do not matter."""
    key = search_key(text)
    if not key:
        return Q()
    found = Q(search_key__contains=key)
    digits = phone_key(text)
    if len(digits) >= _DIGITS_OF_A_PHONE:
        found |= Q(phone_key__contains=digits)
    return found


def _order(sort: str) -> tuple[str, ...]:
    name = sort.removeprefix("-")
    columns = SORTS.get(name, SORTS["rank"])
    return tuple(f"-{column}" for column in columns) if sort.startswith("-") else columns
