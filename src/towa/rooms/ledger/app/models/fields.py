"""What the ledger's tables share: yen columns that cannot lie, natural keys, rows that hang on a row of the same town."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from towa.platform.tenancy import current_municipality
from towa.platform.tenancy.models import Municipality, TownModel


LARGEST_YEN = 10**12


YenField = models.BigIntegerField
"""円: the database refuses what is negative or beyond 10^12 (`yen_checks`)."""


def yen_checks(table: str, *fields: str) -> list[models.BaseConstraint]:
    """One CHECK for all money columns of a table."""
    within = models.Q()
    for field in fields:
        within &= models.Q(**{f"{field}__gte": 0, f"{field}__lte": LARGEST_YEN})
    return [models.CheckConstraint(condition=within, name=f"{table}_yen")]


def natural_key(table: str, *fields: str) -> models.BaseConstraint:
    """The core's own key, unique within a town."""
    return models.UniqueConstraint(fields=["municipality", *fields], name=f"{table}_natural_key")


class TownChild(TownModel):
    """A table whose rows hang on a row of the same town: that composite key already proves that the town exists.

    Django's own key to the registry of towns would be checked once more per row: six seconds of a whole take-in.
    """

    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        related_name="+",
        editable=False,
        db_index=False,
        db_constraint=False,
        default=current_municipality,
        verbose_name=_("団体"),
    )

    class Meta(TownModel.Meta):
        abstract = True
