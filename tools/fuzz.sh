#!/bin/sh
# Feeds the CAP reader broken and hostile files: first by coverage (atheris), then by grammar (hypothesis).
#
# `make fuzz ARGS=600` fuzzes by coverage for 600 seconds instead of 180. What is found lies in .fuzz/; it becomes a test.
set -eu
cd "$(dirname "$0")/.."

seconds=${1:-180}
uv=uv
[ -x .tools/uv/bin/uv ] && uv=.tools/uv/bin/uv
mkdir -p .fuzz/cap
if "$uv" sync --quiet --group fuzz; then
    PYTHONPATH=tests .venv/bin/python tools/fuzz_cap.py .fuzz/cap \
        -max_total_time="$seconds" -max_len=20000 -artifact_prefix=.fuzz/ -verbosity=0 -print_final_stats=1
else
    echo "atheris can't be installed here; by grammar only"
fi
HYPOTHESIS_PROFILE=deep .venv/bin/pytest tests/core/formats/cap/test_fuzzing.py -q -p no:cacheprovider
