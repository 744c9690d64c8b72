"""Where could one town's data leak to another? The questions are put to PostgreSQL's own catalogue, not to our models.

Run in tests and by `towa database check`: every table, partition, view, function and key of the schema is asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import Any

from towa.platform.database import APP_ROLE
from towa.platform.tenancy.context import SETTING


NOT_TENANT_DATA = {
    "tenancy_municipality": "the registry of towns itself; sign-in reads it before a town is known",
    "people_account": "sign-in has to find the account before a town is known; every row names its town",
    "people_signinfailure": "failures are counted by login name, whose town is not known yet",
    "auth_*": "Django's groups and permissions: not used for rights, empty of persons",
    "django_content_type": "Django's list of models",
    "django_migrations": "Django's list of migrations",
    "django_session": "sessions: signed keys and account ids only, read before a town is known",
    "procrastinate_*": "the queue: ids of town and run only, workers serve every town",
}

TABLES = """
SELECT c.oid, c.relname, c.relkind::text, c.relrowsecurity, c.relforcerowsecurity,
       pg_get_userbyid(c.relowner), has_table_privilege(%(app)s, c.oid, 'TRUNCATE'),
       EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'municipality_id'),
       COALESCE(array_to_string(c.reloptions, ','), '')
  FROM pg_class c
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
   AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
 ORDER BY c.relname
"""
POLICIES = """
SELECT tablename, policyname, permissive, COALESCE(qual, ''), COALESCE(with_check, ''), cmd
  FROM pg_policies WHERE schemaname = 'public'
"""
KEYS = """
SELECT c.relname, i.indexrelid::regclass::text, i.indisprimary,
       ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY(i.indkey)),
       EXISTS (SELECT 1 FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum = ANY(i.indkey) AND a.attidentity <> '')
  FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
 WHERE c.relnamespace = 'public'::regnamespace AND (i.indisunique OR i.indisexclusion)
 ORDER BY 1, 2
"""
FOREIGN_KEYS = """
SELECT f.conrelid::regclass::text, f.conname, f.confrelid::regclass::text,
       ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = f.conrelid AND a.attnum = ANY(f.conkey))
  FROM pg_constraint f
 WHERE f.contype = 'f' AND f.connamespace = 'public'::regnamespace
 ORDER BY 1, 2
"""
DEFINERS = """
SELECT p.oid::regprocedure::text
  FROM pg_proc p
 WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
   AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""
APP = "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = %(app)s"


@dataclass(frozen=True)
class Violation:
    """違反: a place where the separation of towns is not complete."""

    thing: str
    reason: str


def violations(cursor: Any) -> list[Violation]:
    """Every violation that the database behind this cursor has; an empty list is good."""
    tables = _rows(cursor, TABLES)
    tenant = {row[1] for row in tables if row[2] in "rp" and not is_exempt(row[1])}
    return [
        *_of_role(_rows(cursor, APP)),
        *(found for row in tables for found in _of_relation(row)),
        *_of_policies(_rows(cursor, POLICIES), tenant),
        *_of_keys(_rows(cursor, KEYS), tenant),
        *_of_foreign_keys(_rows(cursor, FOREIGN_KEYS), tenant),
        *(
            Violation(name, "SECURITY DEFINER の関数は行単位の分離を通り抜けます")
            for (name,) in _rows(cursor, DEFINERS)
        ),
    ]


def is_exempt(table: str) -> bool:
    """Is this table on the list of tables that hold no tenant data?"""
    return any(fnmatch(table, pattern) for pattern in NOT_TENANT_DATA)


def _rows(cursor: Any, query: str) -> list[Any]:
    cursor.execute(query, {"app": APP_ROLE})
    return list(cursor.fetchall())


def _of_role(rows: list[Any]) -> Iterator[Violation]:
    if not rows:
        yield Violation(APP_ROLE, "役割がありません")
    for superuser, bypasses in rows:
        if superuser or bypasses:
            yield Violation(APP_ROLE, "プログラムの役割が行単位の分離を受けません（SUPERUSER または BYPASSRLS）")


def _of_relation(row: Any) -> Iterator[Violation]:
    _, name, kind, enabled, forced, owner, may_truncate, has_town, options = row
    if owner == APP_ROLE:
        yield Violation(name, "所有者がプログラムの役割です")
    if may_truncate:
        yield Violation(name, "プログラムの役割に TRUNCATE が許されています")
    if kind == "v" and "security_invoker=true" not in options and "security_invoker=on" not in options:
        yield Violation(name, "ビューに security_invoker がありません")
    if kind in "mf":
        yield Violation(name, "実体化ビュー・外部テーブルは行単位の分離を受けません")
    if kind in "rp" and not is_exempt(name):
        if not has_town:
            yield Violation(name, "municipality_id がありません")
        if not (enabled and forced):
            yield Violation(name, "行単位の分離が有効（ENABLE かつ FORCE）ではありません")


def _of_policies(rows: list[Any], tenant: set[str]) -> Iterator[Violation]:
    """Permissive policies add up: one that does not ask for the town opens the whole table."""
    for table, policy, permissive, using, check, command in rows:
        asks = SETTING in using or (command == "INSERT" and SETTING in check)
        writes_ask = not check or SETTING in check
        if permissive == "PERMISSIVE" and not (asks and writes_ask):
            yield Violation(f"{table}.{policy}", "ポリシーが団体を確かめていません")
    for table in sorted(tenant - {row[0] for row in rows}):
        yield Violation(table, "行単位の分離のポリシーがありません")


def _of_keys(rows: list[Any], tenant: set[str]) -> Iterator[Violation]:
    """A key without the town tells that another town has such a row; a primary key that PostgreSQL counts itself cannot."""
    for table, index, is_primary, columns, is_counted in rows:
        if table in tenant and "municipality_id" not in columns and not (is_primary and is_counted):
            yield Violation(index, "キーに municipality_id がありません")


def _of_foreign_keys(rows: list[Any], tenant: set[str]) -> Iterator[Violation]:
    for table, name, target, columns in rows:
        if (table in tenant or target in tenant) and "municipality_id" not in columns:
            yield Violation(f"{table}.{name}", f"{target} への外部キーに municipality_id がありません")
