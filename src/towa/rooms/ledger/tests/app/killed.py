"""A take-in in a process of its own, in a database of its own; killed from outside by the test.

Run as `python killed.py EXTRACT`: prints the stages as they begin, and waits in the middle of the merge when told to.
"""

import sys
import time
from pathlib import Path

import django


def main(path: Path, wait_at: str) -> None:
    django.setup()
    from towa.platform.audit.actor import Actor, acting_as
    from towa.platform.jobs import NullProgress
    from towa.platform.tenancy import municipality_by_code, town
    from towa.rooms.ledger.app.actions import take_in_extract

    class Told(NullProgress):
        def stage(self, name: str, total: int | None = None) -> None:
            tell(name)
            if name == wait_at:
                time.sleep(60)  # the test kills us here

    with acting_as(Actor(kind="system", name="test")), town(municipality_by_code("992011").pk):
        tell(take_in_extract(path, progress=Told()).state)


def tell(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
