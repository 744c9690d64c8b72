"""By which programs was a plan made? Versions, and a sum over the core's own source: the same number stands for the same rules."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from platform import machine, python_version

from towa.rooms.dunning import core


PROGRAMS = ("towa", "numpy", "numba", "highspy")
"""Whose versions may change a figure in its last digit."""


@cache
def versions() -> dict[str, str]:
    """プログラムの版: `core` is the SHA-256 of the core's source files."""
    programs = {name: version(name) for name in PROGRAMS}
    return programs | {"python": python_version(), "machine": machine(), "core": _source()}


def _source() -> str:
    folder, total = Path(str(core.__file__)).parent, sha256()
    for path in sorted(folder.rglob("*.py")):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()
