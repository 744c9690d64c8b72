#!/usr/bin/env bash
# Pins every package with its hashes; no index address is written into the files.
set -euo pipefail
cd "$(dirname "$0")/.."
compile=(.venv/bin/uv pip compile pyproject.toml --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet)
"${compile[@]}" --extra program --extra town --output-file requirements.lock
"${compile[@]}" --extra program --extra town --extra test --constraint requirements.lock --output-file requirements-dev.lock
pins=$(mktemp)
sed -n 's/^\([A-Za-z0-9._-]*\)\(\[[^]]*\]\)\{0,1\}\(==[^ \\]*\).*/\1\3/p' requirements-dev.lock >"$pins"
"${compile[@]}" --extra core-test --constraint "$pins" --output-file requirements-core.lock
