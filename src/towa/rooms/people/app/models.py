"""Tables of people (組織・利用者・サインインの失敗); private to this app."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from towa.platform.tenancy.models import Municipality, TownForeignKey, TownModel, same_town_foreign_keys
from towa.rooms.people.core.acts import Act, OrganisationKind, Role
from towa.rooms.people.core.registry import act_named
from towa.rooms.people.core.roles import TABLE


class Organisation(TownModel):
    """組織: the city, or a contractor of the city."""

    kind = models.CharField(_("種類"), max_length=12, choices=[(kind.value, _(kind.term)) for kind in OrganisationKind])
    name = models.CharField(_("名称"), max_length=100)

    class Meta(TownModel.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["municipality", "name"], name="people_organisation_name"),
        ]

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    """Accounts are found by login name before any town is known."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(login_name=username)


class Account(AbstractBaseUser):
    """利用者: a person who signs in, in one role, for one town.

    It stands outside row-level security, because signing in has to find it before a town is known.
    """

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", db_index=False, verbose_name=_("団体")
    )
    login_name = models.CharField(_("利用者名"), max_length=100, unique=True)
    display_name = models.CharField(_("氏名"), max_length=100)
    role = models.CharField(_("役割"), max_length=30, choices=[(line.role.value, _(line.term)) for line in TABLE])
    organisation = TownForeignKey(Organisation, models.PROTECT, related_name="accounts", verbose_name=_("所属"))
    is_active = models.BooleanField(_("有効"), default=True)

    USERNAME_FIELD = "login_name"
    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["municipality", "id"], name="people_account_town_key"),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def in_role(self) -> Role:
        return Role(self.role)

    @property
    def role_term(self) -> str:
        return str(self.get_role_display())

    def may(self, act: Act | str) -> bool:
        """May this account do the act (an `Act`, or its name)?"""
        return self.is_active and (act_named(act) if isinstance(act, str) else act).allows(self.in_role)


class SignInFailure(models.Model):
    """サインインの失敗: counted per login name; not tenant data, for no town is known yet."""

    login_name = models.CharField(max_length=100, unique=True)
    failures = models.PositiveIntegerField(default=0)
    wait_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.login_name


# An account is no TownModel, yet its organisation has to be one of its own town.
Account._meta.constraints = [*Account._meta.constraints, *same_town_foreign_keys(Account)]
Account._meta.original_attrs["constraints"] = Account._meta.constraints
