"""Speeds beside their peers, in one run, as ratios. `python -m benchmarks` runs all, `… NAME` runs one."""
