"""The reference of commands is what the commands say."""

import subprocess
import sys

from support.tree import ROOT


class TestReference:
    def test_is_made_from_the_commands(self):
        made = subprocess.run(
            [sys.executable, "tools/commands.py", "--check"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert made.returncode == 0, made.stderr
