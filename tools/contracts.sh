#!/bin/sh
# Checks the import contracts; prints them only when one is broken.
set -u
cd "$(dirname "$0")/.."
if found=$(.venv/bin/lint-imports --no-cache 2>&1); then
    printf '%s\n' "$found" | tail -n 1
else
    printf '%s\n' "$found"
    exit 1
fi
