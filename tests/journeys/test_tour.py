"""The tour in ``docs/`` shows what its commands print."""

import subprocess
import sys

from support.tree import ROOT


class TestTour:
    def test_shows_what_its_commands_print(self):
        command = [sys.executable, "tools/tour.py", "--check"]
        ran = subprocess.run(
            command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=300
        )
        assert (ran.stdout, ran.stderr, ran.returncode) == ("", "", 0)
