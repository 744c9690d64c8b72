"""Append only (追記のみ): the program's role may only insert, and even the owner is refused by a trigger."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Model

from towa.platform.database import APP_ROLE
from towa.platform.tenancy.constraints import SqlConstraint


class AppendOnly(SqlConstraint):
    """追記のみの表: no UPDATE, no DELETE, no TRUNCATE."""

    def statement(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        quote = schema_editor.quote_name
        table, name = quote(model._meta.db_table), quote(self.name)
        return (
            f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {quote(APP_ROLE)}; "
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$BEGIN RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege'; END$$; "
            f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}(); "
            f"CREATE TRIGGER {quote(self.name + '_whole')} BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )

    def removal(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        return f"DROP FUNCTION {schema_editor.quote_name(self.name)}() CASCADE"
