#!/usr/bin/env bash
# Everything that CI runs, cheapest first; the closing line of the last pytest is the last line printed.
set -euo pipefail
cd "$(dirname "$0")/.."
export TOWA_STATE_DIR="${TOWA_TEST_STATE_DIR:-$PWD/.towa/test}" TOWA_TEST_DATABASE_UNSAFE=1 PYTHONUTF8=1
unset TOWA_DATABASE_URL TOWA_DATABASE_ADMIN_URL TOWA_CONFIG
bin=.venv/bin
started=$SECONDS

say() { printf '\n== %s (%ds)\n' "$1" $((SECONDS - started)); }
finish() { $bin/towa database stop >/dev/null 2>&1 || true; }
trap finish EXIT

say "style"
$bin/ruff check --quiet . && $bin/ruff format --quiet --check .
say "contracts"
$bin/lint-imports --no-cache >"$TOWA_STATE_DIR.contracts.log" 2>&1 || { cat "$TOWA_STATE_DIR.contracts.log"; exit 1; }
say "types"
$bin/mypy --no-error-summary src sample_town benchmarks tools tests
say "kernel, law and cores where Django is not installed"
tools/core_environment.sh
PYTHONPATH=src .venv-core/bin/python -m pytest -n 2 src/towa/kernel src/towa/law src/towa/rooms/*/tests/core
say "the second PostgreSQL"
$bin/python tools/second_postgresql.py -- $bin/python -m pytest -n 2 -m "not journey and not crash" \
    src/towa/platform src/towa/rooms tests/consistency/test_tenancy_catalogue.py
say "the whole house"
$bin/python -m pytest -n 2 --dist loadgroup --durations=10 "$@"
