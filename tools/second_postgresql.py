"""Runs a command with `TOWA_DATABASE_URL` pointing at a throw-away cluster of Debian's PostgreSQL 15.

    tools/second_postgresql.py -- pytest …

As everything must also work on a server that somebody else installed; where that version is absent, it says so.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from towa.platform.database.private_cluster import _as_other_user, _as_root, _system_user, free_port


BINARIES = Path("/usr/lib/postgresql/15/bin")


def main() -> int:
    command = sys.argv[sys.argv.index("--") + 1 :]
    if not (BINARIES / "initdb").exists():
        print("PostgreSQL 15 is not installed here: this part is left out.")
        return 0
    folder = Path(tempfile.mkdtemp(prefix="towa-second-postgresql-"))
    try:
        return run(folder, command)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(folder: Path, command: list[str]) -> int:
    data, port = folder / "data", free_port()
    if _as_root():
        user = pwd.getpwnam(_system_user())
        os.chown(folder, user.pw_uid, user.pw_gid)
    server(
        "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--data-checksums",
    )
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c jit=off"
    server("pg_ctl", "start", "-D", data, "-w", "-l", folder / "log", "-o", options)
    try:
        address = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        return subprocess.run(command, env={**os.environ, "TOWA_DATABASE_URL": address}, check=False).returncode
    finally:
        server("pg_ctl", "stop", "-D", data, "-m", "immediate")


def server(program: str, *arguments: str | Path) -> None:
    line = [*_as_other_user(), str(BINARIES / program), *map(str, arguments)]
    subprocess.run(line, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, cwd="/")


if __name__ == "__main__":
    raise SystemExit(main())
