#!/usr/bin/env bash
# Makes this folder ready to run: safe to call again and again, does only what is missing, says what it does.
set -euo pipefail
cd "$(dirname "$0")/.."
python="${PYTHON:-python3}"
stamps=.towa/setup
mkdir -p "$stamps"
total=6
# Offices have certificate authorities of their own: trust what the system trusts.
export UV_SYSTEM_CERTS=1 NODE_USE_SYSTEM_CA=1

step() { printf '[%s/%s] %s\n' "$1" "$total" "$2"; }
fingerprint() { cat "$@" | sha256sum | cut -d' ' -f1; }
done_before() { [ "$(cat "$stamps/$1" 2>/dev/null || true)" = "$2" ]; }
mark() { printf '%s' "$2" >"$stamps/$1"; }

debian_packages() {
    local kind name missing_need=() missing_want=()
    command -v dpkg-query >/dev/null || { echo "      Debian以外の環境のため、パッケージの確認を省きます。"; return 0; }
    while read -r kind name _; do
        case "$kind" in need | want) ;; *) continue ;; esac
        dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' && continue
        # A Python from elsewhere brings its own venv; Debian's package is needed only where ensurepip is missing.
        [ "$name" = python3-venv ] && "$python" -c 'import ensurepip' 2>/dev/null && continue
        if [ "$kind" = need ]; then missing_need+=("$name"); else missing_want+=("$name"); fi
    done <tools/debian-packages.txt
    [ ${#missing_need[@]} -eq 0 ] && [ ${#missing_want[@]} -eq 0 ] && return 0
    if [ "$(id -u)" = 0 ]; then
        echo "      入れます: ${missing_need[*]} ${missing_want[*]}"
        # The second PostgreSQL is for tests that start it themselves: Debian must not start a cluster of its own.
        mkdir -p /etc/postgresql-common
        [ -f /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            "${missing_need[@]}" "${missing_want[@]}"; } >"$stamps/apt.log" 2>&1 || apt_failed "${missing_need[@]}"
        return 0
    fi
    [ ${#missing_want[@]} -eq 0 ] || echo "      ないまま進みます（管理者が apt-get install で入れられます）: ${missing_want[*]}"
    [ ${#missing_need[@]} -eq 0 ] || { echo "      必要です。管理者に依頼してください: apt-get install ${missing_need[*]}" >&2; exit 1; }
}

apt_failed() {
    echo "      apt-get が失敗しました。記録: $stamps/apt.log" >&2
    tail -n 3 "$stamps/apt.log" >&2
    [ $# -eq 0 ] || exit 1
}

python_packages() {
    local mark_of
    mark_of=$(fingerprint requirements-uv.lock requirements-dev.lock pyproject.toml)
    done_before venv "$mark_of" && [ -x .venv/bin/towa ] && return 0
    [ -x .venv/bin/pip ] || "$python" -m venv .venv
    .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock 2>"$stamps/pip.log" ||
        { cat "$stamps/pip.log" >&2; exit 1; }
    .venv/bin/uv pip sync --quiet --python .venv --require-hashes --compile-bytecode requirements-dev.lock
    .venv/bin/uv pip install --quiet --python .venv --no-deps --no-build-isolation --editable .
    mark venv "$mark_of"
}

front_end() {
    local mark_of
    mark_of=$(fingerprint package-lock.json tools/vendor.py)
    done_before vendor "$mark_of" && [ -d vendor ] && return 0
    PATH="$PWD/.venv/bin:$PATH" .venv/bin/npm ci --silent
    .venv/bin/python tools/vendor.py
    mark vendor "$mark_of"
}

texts() {
    local source=src/towa/site/locale/en/LC_MESSAGES/django.po mark_of
    mark_of=$(fingerprint "$source")
    done_before texts "$mark_of" && [ -f "${source%.po}.mo" ] && return 0
    .venv/bin/towa messages compile
    mark texts "$mark_of"
}

handbook() {
    local mark_of
    mark_of=$(find docs mkdocs.yml -type f -print0 | sort -z | xargs -0 cat | sha256sum | cut -d' ' -f1)
    done_before handbook "$mark_of" && [ -d .towa/help ] && return 0
    .venv/bin/towa docs build
    mark handbook "$mark_of"
}

kernels() {
    local mark_of
    mark_of=$(fingerprint requirements-dev.lock tools/warm.py src/towa/law/accrual*.py src/towa/law/late_charge*.py \
        src/towa/gateways/core_system/sheet_xml/*.py src/towa/rooms/dunning/core/allocation/*.py)
    done_before kernels "$mark_of" && return 0
    # A kept kernel looks at its own file only, not at those it calls into.
    find src/towa -name '*.nb[ic]' -delete
    .venv/bin/python tools/warm.py
    mark kernels "$mark_of"
}

step 1 "Debianのパッケージ" && debian_packages
step 2 "Pythonのパッケージ（.venv）" && python_packages
step 3 "画面の部品（vendor）" && front_end
step 4 "画面の文言" && texts
step 5 "手引き（/help/）" && handbook
step 6 "計算の準備" && kernels
