"""The scoped manager (団体で絞る既定の入口): every query of a town table is narrowed to the town at work."""

from typing import Any, TypeVar

from django.db import models
from django.db.models.expressions import Expression

from towa.platform.tenancy.context import current_municipality


Row = TypeVar("Row", bound=models.Model)


class CurrentTown(Expression):
    """The town at work, asked when the SQL is made: forms and filters may be declared while no town is chosen."""

    output_field = models.BigIntegerField()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        return "%s", (current_municipality(),)


class TownManager(models.Manager[Row]):
    """Narrows to the current town; running a query without one raises `NoTown`."""

    def get_queryset(self) -> models.QuerySet[Row]:
        return super().get_queryset().filter(municipality_id=CurrentTown())
