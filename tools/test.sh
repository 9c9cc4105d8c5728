#!/bin/sh
# Runs all tests, then holds the core's branch coverage to 100 %; says last what was skipped and why.
set -u
cd "$(dirname "$0")/.."

report=$(mktemp)
skips=$(mktemp)
trap 'rm -f "$report" "$skips"' EXIT

.venv/bin/pytest -n auto --maxprocesses 8 --cov --cov-report= --skips-to="$skips" "$@"
tests=$?

.venv/bin/coverage report --include='src/dabyl/core/*' --fail-under=100 >"$report" 2>&1
covered=$?
if [ "$covered" = 0 ]; then
    echo "core: branch coverage is complete"
elif [ "$#" -gt 0 ]; then
    echo "core: branch coverage was not asked of a part of the tests"
    covered=0
else
    cat "$report"
    echo "core: branch coverage is below 100 %"
fi

cat "$skips"
[ "$tests" = 0 ] && [ "$covered" = 0 ]
