#!/usr/bin/env bash
# A second environment without Django: kernel, law and cores must run and pass there.
set -euo pipefail
cd "$(dirname "$0")/.."
mark_of=$(sha256sum requirements-core.lock | cut -d' ' -f1)
[ "$(cat .venv-core/made-from 2>/dev/null || true)" = "$mark_of" ] && exit 0
.venv/bin/uv venv --quiet --clear --python .venv/bin/python .venv-core
.venv/bin/uv pip sync --quiet --python .venv-core --require-hashes --compile-bytecode requirements-core.lock
printf '%s' "$mark_of" >.venv-core/made-from
