"""A whole town that really runs (動いているとわ市): the real commands as processes of their own, on a small town."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from towa.platform.configuration import installation


ROOT = Path(__file__).resolve().parents[2]
SCALE = "0.02"
PATIENCE_SECONDS = 120


@dataclass(frozen=True)
class RunningTown:
    """Where the town answers, and the folder in which it keeps everything."""

    url: str
    state: Path

    @property
    def extract(self) -> Path:
        """The extract that the town has taken in."""
        return next(self.state.glob("demo/town-*/extract"))


@contextmanager
def a_running_town() -> Iterator[RunningTown]:
    """Makes the town, serves it, and takes it away again."""
    state = installation().state_dir / f"journeys-{os.getpid()}"
    town = RunningTown(f"http://127.0.0.1:{_free_port()}", state)
    surroundings = _surroundings(town)
    try:
        _towa("demo", "--no-serve", "--scale", SCALE, surroundings=surroundings)
        with _serving(town, surroundings):
            yield town
    finally:
        _towa("database", "stop", surroundings=surroundings)
        shutil.rmtree(state, ignore_errors=True)


def _surroundings(town: RunningTown) -> dict[str, str]:
    """Nothing of the installation from which the tests are called reaches the town."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TOWA_", "DJANGO_", "PYTEST_"))}
    return kept | {
        "PYTHONUTF8": "1",
        "TOWA_CONFIG": str(town.state / "none.toml"),
        "TOWA_STATE_DIR": str(town.state),
        "TOWA_TEST_DATABASE_UNSAFE": "1",
        "TOWA_PORT": town.url.rsplit(":", 1)[1],
        "TOWA_DEMO": "1",
    }


def _towa(*words: str, surroundings: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "towa.site.cli", *words],
        cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"towa {' '.join(words)}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"


@contextmanager
def _serving(town: RunningTown, surroundings: dict[str, str]) -> Iterator[None]:
    words = (town.state / "serve.log").open("w+")
    process = subprocess.Popen(
        [sys.executable, "-m", "towa.site.cli", "serve"], cwd=ROOT, env=surroundings, stdout=words, stderr=words
    )
    try:
        _wait_for(f"{town.url}/people/sign-in/", process)
        yield
    finally:
        process.terminate()
        process.wait(30)
        words.close()


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            urlopen(address, timeout=10).close()  # noqa: S310  # an address of our own
        except (URLError, TimeoutError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"{address} does not answer (exit {process.poll()})")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
