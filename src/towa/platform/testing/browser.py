"""A browser of a test (テストの画面): signed in, and its requests know no town but their own account's."""

from typing import Any, Self

from django.contrib.auth import get_user_model
from django.test import Client

from towa.platform.tenancy import outside_town, town
from towa.platform.tenancy.models import Municipality


class Browser(Client):
    """Django's test client; the town and the actor of the test do not leak into its requests."""

    account: Any

    def request(self, **request: Any) -> Any:
        with outside_town():
            return super().request(**request)

    @classmethod
    def signed_in(cls, role: str, municipality: Municipality) -> Self:
        """A browser of an account of this role, which is made when there is none yet."""
        browser = cls()
        with outside_town():
            browser.account = _account(role, municipality)
            browser.force_login(browser.account)
        return browser


def _account(role: str, municipality: Municipality) -> Any:
    model: Any = get_user_model()
    organisation_model = model._meta.get_field("organisation").related_model
    login_name = f"{role}@{municipality.code}"
    with town(municipality.pk):
        organisation, _ = organisation_model.objects.get_or_create(kind="city", name="とわ市")
        return model.objects.get_or_create(
            login_name=login_name,
            defaults={
                "display_name": role,
                "role": role,
                "municipality": municipality,
                "organisation": organisation,
            },
        )[0]
