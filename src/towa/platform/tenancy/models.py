"""Towns, and the ground on which every table of a town stands (団体と団体のテーブル)."""

from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models.signals import class_prepared

from towa.platform.tenancy.constraints import RowLevelSecurity, SameTownForeignKey, fitting
from towa.platform.tenancy.context import current_municipality
from towa.platform.tenancy.managers import TownManager


Given = TypeVar("Given")
Got = TypeVar("Got")


class Municipality(models.Model):
    """団体（市区町村）. The registry of towns is not itself tenant data: sign-in has to read it before a town is known."""

    code = models.CharField("団体コード", max_length=6, unique=True)
    name = models.CharField("団体名", max_length=50)
    colour = models.CharField("画面の色", max_length=7, default="#0017c1")

    class Meta:
        verbose_name = "団体"
        ordering: ClassVar[list[str]] = ["code"]

    def __str__(self) -> str:
        return self.name


class TownForeignKey(models.ForeignKey[Given, Got]):
    """同じ団体の行だけを指せる外部キー: the constraint in the database contains the municipality."""

    def __init__(self, to: Any, on_delete: Any, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False  # Django's own would be blind to the town; `SameTownForeignKey` replaces it
        super().__init__(to, on_delete, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, arguments, keywords = super().deconstruct()
        keywords.pop("db_constraint", None)
        return name, path, list(arguments), keywords


class TownModel(models.Model):
    """団体のテーブル: inherit, and row-level security, scoped manager and keys come by themselves."""

    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        related_name="+",
        editable=False,
        db_index=False,  # UNIQUE (municipality, id) leads with it
        default=current_municipality,
        verbose_name="団体",
    )

    objects: ClassVar[TownManager[Self]] = TownManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"


def town_constraints(model: type[models.Model]) -> list[models.BaseConstraint]:
    """Everything that the database holds for one town table."""
    table = model._meta.db_table
    return [
        models.UniqueConstraint(fields=["municipality", "id"], name=fitting(f"{table}_town_key")),
        RowLevelSecurity(name=fitting(f"{table}_rls")),
        *same_town_foreign_keys(model),
    ]


def same_town_foreign_keys(model: type[models.Model]) -> list[models.BaseConstraint]:
    """One composite foreign key for each `TownForeignKey` of the model."""
    return [
        SameTownForeignKey(field=field.name, name=fitting(f"{model._meta.db_table}_{field.name}_town_fk"))
        for field in model._meta.local_fields
        if isinstance(field, TownForeignKey)
    ]


def _protect(sender: type[models.Model], **_: Any) -> None:
    """Adds the constraints where `makemigrations` looks for them (historical models are no TownModels: left alone)."""
    if not issubclass(sender, TownModel) or sender._meta.proxy:
        return
    options = sender._meta
    options.base_manager_name = "objects"  # also for a Meta that forgot to inherit ours
    options.__dict__.pop("base_manager", None)
    options.constraints = [*options.constraints, *town_constraints(sender)]
    options.original_attrs["constraints"] = options.constraints


class_prepared.connect(_protect, dispatch_uid="towa.platform.tenancy")
