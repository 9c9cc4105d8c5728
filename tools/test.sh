#!/bin/sh
# Runs all tests and holds the core's branch coverage to 100 %; says last what was skipped and why.
#
# Each branch of the core has a test near it: in tests/core, or in tests/usecases where only a whole
# use case leads there. Only these are watched: a watched test takes nearly twice its time.
set -u
cd "$(dirname "$0")/.."

unset PYTHONDONTWRITEBYTECODE # else each of the hundreds of processes compiles the program anew

report=$(mktemp)
near=$(mktemp)
rest=$(mktemp)
trap 'rm -f "$report" "$near" "$rest"' EXIT

run() {
    .venv/bin/pytest -n auto --maxprocesses 8 --dist worksteal "$@"
}

if [ "$#" -gt 0 ]; then
    run --skips-to="$rest" "$@"
    tests=$?
    echo "core: branch coverage was not asked of a part of the tests"
    cat "$rest"
    exit "$tests"
fi

run --skips-to="$near" --cov --cov-report= tests/core tests/usecases
near_core=$?
.venv/bin/coverage report --fail-under=100 >"$report" 2>&1
covered=$?
run --skips-to="$rest" --ignore=tests/core --ignore=tests/usecases tests
others=$?

if [ "$covered" = 0 ]; then
    echo "core: branch coverage is complete"
else
    cat "$report"
    echo "core: branch coverage is below 100 %"
fi
sort -u "$near" "$rest"
[ "$near_core" = 0 ] && [ "$covered" = 0 ] && [ "$others" = 0 ]
