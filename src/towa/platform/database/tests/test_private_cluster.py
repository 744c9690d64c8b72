"""The private PostgreSQL: made whole or not at all, found again, stopped without loss."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from towa.platform.database.addresses import create_database, private_addresses
from towa.platform.database.private_cluster import PrivateCluster
from towa.platform.database.roles import APP_ROLE, BACKUP_ROLE, prepare


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[PrivateCluster]:
    made = PrivateCluster(tmp_path / "postgres")
    yield made
    made.stop()


def test_a_cluster_keeps_checksums_and_asks_for_a_password(cluster: PrivateCluster) -> None:
    keys = cluster.start()
    admin = private_addresses(keys, "postgres").admin

    with psycopg.connect(admin) as connection:
        assert connection.execute("SHOW data_checksums").fetchone() == ("on",)
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(admin.replace(keys.admin, "wrong"))


def test_only_its_owner_reads_the_keys(cluster: PrivateCluster) -> None:
    cluster.start()

    assert cluster.keys_file.stat().st_mode & 0o777 == 0o600


def test_data_outlive_a_stop_and_a_half_made_folder(cluster: PrivateCluster) -> None:
    (cluster.folder / "data.half").mkdir(parents=True)
    (cluster.folder / "data.half" / "leftover").touch()
    address = private_addresses(cluster.start()).admin
    create_database(address)
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE kept (n int)")

    assert cluster.stop()
    cluster.start()

    with psycopg.connect(private_addresses(cluster.keys()).admin) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_the_program_owns_nothing_and_the_backup_only_reads(cluster: PrivateCluster) -> None:
    keys = cluster.start()
    found = private_addresses(keys)
    create_database(found.admin)
    prepare(found.admin, {APP_ROLE: keys.app, BACKUP_ROLE: keys.backup})

    with psycopg.connect(found.app) as program, pytest.raises(psycopg.errors.InsufficientPrivilege):
        program.execute("CREATE TABLE mine (n int)")
    with psycopg.connect(found.backup) as backup:
        assert backup.execute(
            "SELECT rolbypassrls, rolsuper FROM pg_roles WHERE rolname = current_user"
        ).fetchone() == (
            True,
            False,
        )
