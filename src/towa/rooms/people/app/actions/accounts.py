"""Making accounts and organisations (利用者と組織の登録), in the town at work."""

from django.db import transaction

from towa.platform.audit import trail
from towa.platform.tenancy import current_municipality, town
from towa.platform.tenancy.models import Municipality
from towa.rooms.people.app.models import Account, Organisation
from towa.rooms.people.app.queries import DEMO_SUFFIX, AccountView, accounts_of_town
from towa.rooms.people.core.acts import OrganisationKind, Role
from towa.rooms.people.core.roles import TABLE


DEMO_PASSWORD = "towa-demo"  # noqa: S105  # of demonstrations only, shown on their sign-in page
DEMO_CONTRACTOR = "とわ収納サポート"


class AccountRefused(ValueError):
    """利用者を登録できません。"""


@transaction.atomic
def make_organisation(kind: OrganisationKind, name: str) -> int:
    """組織の登録; the id of the one that has this name already, or of the new one."""
    row, new = Organisation.objects.get_or_create(name=name, defaults={"kind": kind})
    if new:
        trail.record("people.make_organisation", object_kind="people.organisation", object_id=row.pk)
    return int(row.pk)


@transaction.atomic
def create_account(*, login_name: str, display_name: str, role: Role, organisation_id: int, password: str) -> int:
    """利用者の登録: a role of the city belongs to the city's organisation, a contractor's to a contractor's.

    Raises:
        AccountRefused: role and organisation do not fit.
    """
    organisation = Organisation.objects.get(pk=organisation_id)
    if role.organisation != organisation.kind:
        raise AccountRefused(f"役割「{role.value}」は、この組織（{organisation.name}）では使えません")
    account = Account(
        municipality_id=current_municipality(),
        login_name=login_name,
        display_name=display_name,
        role=role,
        organisation=organisation,
    )
    account.set_password(password)
    account.save()
    trail.record(
        "people.create_account", object_kind="people.account", object_id=account.pk, detail={"role": role.value}
    )
    return int(account.pk)


def make_demo_accounts(municipality_id: int) -> list[AccountView]:
    """デモ用の利用者: one for each role, all with `DEMO_PASSWORD`; made once, later calls only list them."""
    with town(municipality_id):
        municipality = Municipality.objects.get(pk=municipality_id)
        organisations = {
            OrganisationKind.CITY: make_organisation(OrganisationKind.CITY, municipality.name),
            OrganisationKind.CONTRACTOR: make_organisation(OrganisationKind.CONTRACTOR, DEMO_CONTRACTOR),
        }
        present = set(Account.objects.filter(municipality_id=municipality_id).values_list("login_name", flat=True))
        for line in TABLE:
            login_name = demo_login_name(line.role, municipality)
            if login_name not in present:
                create_account(
                    login_name=login_name,
                    display_name=f"{line.term}（デモ）",
                    role=line.role,
                    organisation_id=organisations[line.role.organisation],
                    password=DEMO_PASSWORD,
                )
        return [view for view in accounts_of_town() if view.login_name.endswith(DEMO_SUFFIX)]


def demo_login_name(role: Role, municipality: Municipality) -> str:
    """`chief-demo` in the first town, `chief-992020-demo` in every further one: login names are unique in the house."""
    first = Municipality.objects.order_by("pk").values_list("pk", flat=True).first()
    middle = "" if municipality.pk == first else f"-{municipality.code}"
    return f"{role.value.replace('_', '-')}{middle}{DEMO_SUFFIX}"
