"""`make bench`: every folder here that has a `bench.py` is one benchmark, found by looking; each runs in a process of its own."""

import subprocess
import sys
from pathlib import Path


def names() -> list[str]:
    return sorted(path.parent.name for path in Path(__file__).parent.glob("*/bench.py"))


def main(wanted: list[str]) -> int:
    unknown = set(wanted) - set(names())
    if unknown:
        print(f"知らない名前です: {', '.join(sorted(unknown))}（あるもの: {', '.join(names())}）", file=sys.stderr)
        return 2
    failed = 0
    for name in wanted or names():
        print(f"\n== {name}", flush=True)
        failed |= subprocess.run([sys.executable, "-m", f"benchmarks.{name}.bench"], check=False).returncode
    return failed


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
