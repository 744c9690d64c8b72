"""データベース: 接続先の表示、起動、停止、テーブルの作成."""

import os
from typing import Annotated

import typer

from towa.platform.configuration import installation
from towa.platform.database import OWNER_ROLE, addresses
from towa.platform.database.addresses import ensure_database
from towa.platform.database.private_cluster import PrivateCluster
from towa.site.starting import start_django


app = typer.Typer(no_args_is_help=True)


@app.command()
def url(admin: Annotated[bool, typer.Option(help="管理者（移行・役割の管理）の接続先を表示します。")] = False) -> None:
    """使用中の接続先を表示します。"""
    found = ensure_database()
    print(found.admin if admin else found.app)


@app.command()
def start() -> None:
    """専用のデータベースを起動します。"""
    ensure_database()
    print("データベースは起動しています。")


@app.command()
def stop() -> None:
    """専用のデータベースを停止します。データは残ります。"""
    stopped = PrivateCluster(installation().state_dir / "postgres").stop()
    print("データベースを停止しました。" if stopped else "データベースは動いていませんでした。")


@app.command()
def migrate(quiet: Annotated[bool, typer.Option(help="経過を表示しません。")] = False) -> None:
    """役割とテーブルを最新の形にします。データは残ります。"""
    ensure_database()
    migrate_as_owner(verbosity=0 if quiet else 1)


@app.command()
def check() -> None:
    """団体の分離に穴がないか、データベースの定義を確かめます。"""
    start_django()
    from django.db import connection

    from towa.platform.tenancy.catalogue import violations

    with connection.cursor() as cursor:
        found = violations(cursor)
    for violation in found:
        print(f"{violation.thing}: {violation.reason}")
    print("団体の分離に穴はありません。" if not found else f"{len(found)}か所の違反があります。")
    raise typer.Exit(1 if found else 0)


def migrate_as_owner(verbosity: int = 1) -> None:
    """Runs all migrations as the owner of the tables; must be called before Django is started in this process."""
    os.environ["TOWA_DATABASE_ROLE"] = OWNER_ROLE
    start_django()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=verbosity)


__all__ = ["addresses", "app", "migrate_as_owner"]
