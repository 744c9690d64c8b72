"""The ground is imported by every command: it must cost next to nothing and know no framework."""

import subprocess
import sys


PROGRAM = """
import sys
import towa.kernel.calendar, towa.kernel.explanation, towa.kernel.identifiers, towa.kernel.money
import towa.kernel.period, towa.kernel.result, towa.kernel.text
print(sorted({"django", "jpholiday", "jaconv", "numpy", "yaml"} & set(sys.modules)))
"""


def test_the_kernel_imports_no_framework_and_no_slow_package() -> None:
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
