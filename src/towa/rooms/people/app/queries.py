"""What the house may know about people (利用者・組織への問い合わせ); frozen answers, no tables."""

from dataclasses import dataclass

from towa.platform.configuration import installation
from towa.platform.tenancy import current_municipality
from towa.rooms.people.app.models import Account, Organisation
from towa.rooms.people.core.acts import OrganisationKind, Role
from towa.rooms.people.core.roles import TABLE


DEMO_SUFFIX = "-demo"


@dataclass(frozen=True)
class AccountView:
    """利用者, as others may see it."""

    id: int
    login_name: str
    display_name: str
    role: Role
    role_term: str
    organisation: str
    organisation_kind: OrganisationKind
    is_active: bool


@dataclass(frozen=True)
class DemoAccount:
    """デモ用の利用者, shown on the sign-in page of a demonstration."""

    login_name: str
    role_term: str
    town: str


def account(account_id: int) -> AccountView | None:
    """One account of the town at work."""
    found = Account.objects.filter(municipality_id=current_municipality(), pk=account_id).select_related("organisation")
    return next((_view(row) for row in found), None)


def accounts_of_town() -> list[AccountView]:
    """All accounts of the town at work, by organisation and name."""
    rows = Account.objects.filter(municipality_id=current_municipality()).select_related("organisation")
    return [_view(row) for row in rows.order_by("organisation_id", "login_name")]


def organisation_id(kind: OrganisationKind) -> int | None:
    """The first organisation of this kind."""
    return Organisation.objects.filter(kind=kind).order_by("pk").values_list("pk", flat=True).first()


def demo_accounts() -> list[DemoAccount]:
    """Accounts for trying the program; empty unless the installation is a demonstration."""
    if not installation().demo:
        return []
    order = {line.role.value: place for place, line in enumerate(TABLE)}
    rows = Account.objects.filter(login_name__endswith=DEMO_SUFFIX, is_active=True).select_related("municipality")
    found = sorted(rows, key=lambda row: (row.municipality_id, order[row.role]))
    return [DemoAccount(row.login_name, row.role_term, row.municipality.name) for row in found]


def _view(row: Account) -> AccountView:
    return AccountView(
        id=row.pk,
        login_name=row.login_name,
        display_name=row.display_name,
        role=row.in_role,
        role_term=row.role_term,
        organisation=row.organisation.name,
        organisation_kind=OrganisationKind(row.organisation.kind),
        is_active=row.is_active,
    )
