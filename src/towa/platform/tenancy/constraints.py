"""Row-level security and same-town foreign keys as constraints: Django writes them into migrations by itself.

Django's own foreign key points at one column; a row could then hang on another town's row, and the error would
tell "exists" from "absent". Ours contains the municipality, hence both cases end in the same error.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import BaseConstraint, Model

from towa.platform.tenancy.context import SETTING


LONGEST_NAME = 63  # PostgreSQL cuts longer identifiers silently


class SqlConstraint(BaseConstraint):
    """A constraint that is only SQL: the database checks it, Python does not repeat it."""

    def constraint_sql(self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """In CREATE TABLE nothing is written; the statement runs at the end of the migration."""
        return self.create_sql(model, schema_editor)

    def create_sql(self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """At the end of the migration too: a key may point at a table whose own key is made a few lines later."""
        if model is not None and schema_editor is not None:
            schema_editor.deferred_sql.append(self.statement(model, schema_editor))
        return ""

    def remove_sql(self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """The SQL that takes the constraint away."""
        return "" if model is None or schema_editor is None else self.removal(model, schema_editor)

    def removal(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        """The same, when both are known (they always are)."""
        raise NotImplementedError

    def statement(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        """The SQL that makes the constraint."""
        raise NotImplementedError

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """The database refuses; asking it beforehand would only race with it."""

    def __eq__(self, other: object) -> bool:
        if isinstance(other, type(self)):
            return self.deconstruct() == other.deconstruct()
        return NotImplemented

    def __hash__(self) -> int:
        return hash((type(self), self.name))


class RowLevelSecurity(SqlConstraint):
    """行単位の分離: ENABLE + FORCE, one policy for reading and writing."""

    def statement(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        table, policy = schema_editor.quote_name(model._meta.db_table), schema_editor.quote_name(self.name)
        # (SELECT …) is evaluated once per query; NULLIF because the setting is '' after the first transaction.
        same = f"municipality_id = (SELECT NULLIF(current_setting('{SETTING}', true), '')::bigint)"
        return (
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; "
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY; "
            f"CREATE POLICY {policy} ON {table} USING ({same}) WITH CHECK ({same})"
        )

    def removal(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        table, policy = schema_editor.quote_name(model._meta.db_table), schema_editor.quote_name(self.name)
        # Without a policy, but still enabled and forced, the table shows nothing: removal fails closed.
        return f"DROP POLICY {policy} ON {table}"


class SameTownForeignKey(SqlConstraint):
    """同じ団体への外部キー: FOREIGN KEY (municipality_id, x_id) REFERENCES target (municipality_id, id)."""

    def __init__(self, *, field: str, name: str, **kwargs: Any) -> None:
        self.field = field
        super().__init__(name=name, **kwargs)

    def statement(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        field: Any = model._meta.get_field(self.field)
        quote = schema_editor.quote_name
        # IMMEDIATE: the error comes where the fault is; DEFERRABLE: a loader may still ask for the end.
        return (
            f"ALTER TABLE {quote(model._meta.db_table)} ADD CONSTRAINT {quote(self.name)} "
            f"FOREIGN KEY (municipality_id, {quote(field.column)}) "
            f"REFERENCES {quote(field.related_model._meta.db_table)} (municipality_id, id) "
            "DEFERRABLE INITIALLY IMMEDIATE"
        )

    def removal(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        path, arguments, keywords = super().deconstruct()
        return path, arguments, {**keywords, "field": self.field}


def fitting(name: str) -> str:
    """The name of a constraint, refused when PostgreSQL would cut it."""
    if len(name) > LONGEST_NAME:
        raise ValueError(f"{name}: PostgreSQLの名前は{LONGEST_NAME}文字までです。短いテーブル名・項目名にしてください")
    return name
