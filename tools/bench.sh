#!/bin/sh
# Runs the benchmarks one after the other; fails when one misses its target.
#
# `make bench ARGS="standing fold"` runs those two only.
set -u
cd "$(dirname "$0")/.."

missed=
for script in bench/*.py; do
    name=$(basename "$script" .py)
    case "$name" in '*' | _*) continue ;; esac
    if [ "$#" -gt 0 ]; then
        case " $* " in *" $name "*) ;; *) continue ;; esac
    fi
    printf '== %s\n' "$name"
    PYTHONPATH=bench:tests .venv/bin/python "$script" </dev/null || missed="$missed $name"
done
[ -z "$missed" ] || { echo "missed:$missed"; exit 1; }
