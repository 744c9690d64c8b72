"""One way of measuring for all sides: from after the imports to the last value, children included."""

import re
import resource
import time
from pathlib import Path


class Clock:
    """Starts when made."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), _cpu()

    def taken(self) -> dict[str, float]:
        """Seconds on the wall, and of processors: this process and the children it waited for."""
        return {"seconds": time.perf_counter() - self._wall, "cpu": _cpu() - self._cpu}


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def peak_mib() -> float:
    """The most memory this process or one of its children ever held."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    own = int(found[1]) / 1024 if found else float("nan")
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
