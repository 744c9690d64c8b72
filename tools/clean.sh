#!/usr/bin/env bash
# Stops the private database and removes what was installed. The town's data goes only after a yes (or ARGS=--all).
set -euo pipefail
cd "$(dirname "$0")/.."
[ -x .venv/bin/towa ] && .venv/bin/towa database stop || true
rm -rf .venv .venv-core vendor node_modules .towa/setup .towa/help .mypy_cache .ruff_cache
find . -name __pycache__ -type d -prune -exec rm -rf {} +
[ -d .towa ] || exit 0
answer="${1:-}"
[ "$answer" = --all ] || { read -r -p "取り込んだデータ（.towa）も消しますか？ 消すと戻せません。 [y/N] " answer || true; }
case "$answer" in --all | y | Y) rm -rf .towa && echo "消しました。" ;; *) echo "データは残しました（.towa）。" ;; esac
