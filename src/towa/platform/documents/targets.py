"""Where does a sheet go? (出力先) To a path, whole or not at all, or into the caller's own stream."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


Target = Path | str | IO[bytes]


@contextmanager
def whole_or_nothing(target: Target) -> Iterator[IO[bytes]]:
    """A binary stream; a path appears under its name only when everything was written."""
    if not isinstance(target, (str, Path)):
        yield target
        return
    path = Path(target)
    draft = path.with_name(f".{path.name}.draft")
    try:
        with draft.open("wb") as out:
            yield out
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
