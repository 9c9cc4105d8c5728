"""``make`` alone lists every target."""

import re
import subprocess

from support.tree import ROOT


def make(*words: str) -> str:
    ran = subprocess.run(
        ["make", "--no-print-directory", *words],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return ran.stdout


class TestMake:
    def test_alone_lists_every_target_in_one_line_each(self):
        text = (ROOT / "Makefile").read_text("utf-8")
        phony = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)
        assert phony is not None
        listed = [line.split()[1] for line in make().splitlines()]
        assert listed == phony.group(1).split()

    def test_targets_name_scripts_that_are_there(self):
        text = (ROOT / "Makefile").read_text("utf-8")
        scripts = re.findall(r"\btools/[\w.]+", text)
        assert scripts
        assert [name for name in scripts if not (ROOT / name).exists()] == []
