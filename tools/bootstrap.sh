#!/bin/sh
# Makes .venv from uv.lock, on a machine that has never seen the project.
#
# 1. uv comes from PATH, else from .tools/, else it is installed there from PyPI.
# 2. It is installed by a venv of its own; where ensurepip is missing (Debian without python3-venv),
#    by the machine's pip into a plain folder, which also works where the system's Python is
#    "externally managed"; where pip is missing too, python3-venv is installed as root or by sudo.
# 3. Interpreters are never downloaded. Nothing outside of the checkout is changed, but for 2's last case.
set -eu
cd "$(dirname "$0")/.."

UV_WANTED='uv>=0.9,<1'
export UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=.venv UV_NO_PROGRESS=1 PIP_ROOT_USER_ACTION=ignore
unset VIRTUAL_ENV PYTHONHOME PYTHONPATH || true
[ -w "${HOME:-/nonexistent}" ] || export UV_CACHE_DIR="$PWD/.tools/cache" PIP_NO_CACHE_DIR=1

say() { printf 'setup: %s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

find_python() {
    for name in python3.11 python3.12 python3.13 python3.14 python3; do
        path=$(command -v "$name" 2>/dev/null) || continue
        "$path" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        "$path" -c 'import sys; print(sys.executable)'
        return 0
    done
    return 1
}

usable() { # a uv that runs and knows this lock file's format
    version=$("$1" --version 2>/dev/null) || return 1
    case "$version" in
        'uv 0.'[0-8].* | 'uv 0.'[0-8]' '*) return 1 ;;
        'uv '*) return 0 ;;
        *) return 1 ;;
    esac
}

by_venv() {
    "$python" -m venv .tools/uv >/dev/null 2>&1 || { rm -rf .tools/uv; return 1; }
    .tools/uv/bin/python -m pip install --quiet --disable-pip-version-check "$UV_WANTED"
}

by_pip() { # --target is allowed for an externally managed Python: it touches no system folder
    "$python" -m pip --version >/dev/null 2>&1 || return 1
    "$python" -m pip install --quiet --disable-pip-version-check --target .tools/uv "$UV_WANTED"
}

by_apt() {
    command -v apt-get >/dev/null 2>&1 || return 1
    if [ "$(id -u)" = 0 ]; then as_root=
    elif sudo -n true 2>/dev/null; then as_root='sudo -n'
    else return 1
    fi
    package="$(basename "$(readlink -f "$python")")-venv"
    say "installing $package"
    $as_root apt-get update -qq </dev/null >&2 || true
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$package" </dev/null >&2 && by_venv
}

find_uv() {
    uv=$(command -v uv 2>/dev/null) && usable "$uv" && return 0
    uv="$PWD/.tools/uv/bin/uv"
    usable "$uv" && return 0
    say "installing uv into .tools/"
    mkdir -p .tools
    rm -rf .tools/uv
    by_venv || by_pip || by_apt || stop "uv can't be installed: Python has neither venv nor pip.
setup: the remedy on Debian and Ubuntu: apt-get install python3-venv (or put uv on the PATH: https://docs.astral.sh/uv/)"
    usable "$uv" || stop "uv was installed into .tools/uv, but does not run"
}

python=$(find_python) || stop "needs Python 3.11 or later.
setup: the remedy on Debian 12: apt-get install python3; on Ubuntu 22.04: apt-get install python3.11 python3.11-venv"
find_uv
for attempt in 1 2 3; do
    "$uv" sync --frozen --quiet --compile-bytecode --python "$python" </dev/null && exit 0
    [ "$attempt" = 3 ] || say "uv sync failed, trying again"
    [ "$attempt" = 1 ] || export UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1 # a proxy may have its own certificate
done
stop "the packages of uv.lock can't be fetched (see above); is PyPI reachable?"
