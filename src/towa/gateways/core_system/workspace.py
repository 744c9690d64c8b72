"""Where uploads are unpacked: private folders that vanish with the extract that was read from them."""

import shutil
import tempfile
import weakref
from pathlib import Path

from towa.gateways.core_system.archive import unpack


class Workspace:
    """作業場所: folders made when needed, removed by `close` or when nobody uses them any more."""

    def __init__(self) -> None:
        self._removals: list[weakref.finalize[..., Workspace]] = []

    def folder(self) -> Path:
        """A new empty folder that only this user can read."""
        folder = Path(tempfile.mkdtemp(prefix="towa-extract-"))
        self._removals.append(weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True))
        return folder

    def unpacked(self, path: Path) -> Path:
        """The extract inside this zip."""
        return unpack(path, self.folder())

    def close(self) -> None:
        for remove in self._removals:
            remove()
