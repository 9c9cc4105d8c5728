"""Pages of the reference that are made say what the code says."""

import subprocess
import sys

import pytest

from support.capfiles import REAL
from support.tree import ROOT


def is_current(tool):
    made = subprocess.run(
        [sys.executable, f"tools/{tool}.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr


class TestReference:
    def test_is_made_from_the_commands(self):
        is_current("commands")

    def test_is_made_from_the_cap_rules(self):
        is_current("cap_rules")

    @pytest.mark.skipif(not REAL.is_dir(), reason="the real CAP files are not here")
    def test_is_made_from_the_real_cap_files(self):
        is_current("cap_corpus")
