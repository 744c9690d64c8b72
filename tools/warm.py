"""Compiles the numeric kernels once at installation, so that the first user does not wait for it."""

import numpy as np

from towa.law.late_charge import late_charge_many


def main() -> None:
    day = np.array(["2024-01-31"], dtype="datetime64[D]")
    late_charge_many(np.array([700_000], dtype=np.int64), day, day + 28)


if __name__ == "__main__":
    main()
