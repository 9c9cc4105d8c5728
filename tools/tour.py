"""Runs the commands of ``docs/tour.md`` and puts their real output below them.

1. A fenced block of the language ``console`` holds commands, each after ``$``, and their output.
2. All run in one new folder, in order, as a reader would type them.
3. ``--check`` changes nothing, shows what differs and ends with 1 if something does.
4. What is new each time (hashes, keys) is shown as ``…``.
"""

import difflib
import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
TOUR = ROOT / "docs/tour.md"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NEW_EACH_TIME = re.compile(r"\b[0-9a-f]{32,}\b")


def written(text: str, folder: Path) -> str:
    """Return the tour with the output that its commands have in *folder*."""

    def block(found: re.Match[str]) -> str:
        commands = [line for line in found[1].splitlines() if line.startswith("$ ")]
        return "```console\n" + "".join(shown(line, folder) for line in commands) + "```"

    return BLOCK.sub(block, text)


def shown(line: str, folder: Path) -> str:
    """Return the command *line* and what it prints on both streams."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("DABYL_")}
    env |= {"COLUMNS": "100", "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "TERM": "dumb"}
    env["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{env.get('PATH', os.defpath)}"
    ran = subprocess.run(
        ["sh", "-c", line.removeprefix("$ ")],  # noqa: S607 - the shell that a reader types into
        cwd=folder,
        env=env,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    printed = [each.rstrip() for each in NEW_EACH_TIME.sub("…", ran.stdout).splitlines()]
    return "\n".join([line, *printed]).rstrip() + "\n"


def main() -> int:
    """Rewrite the tour, or check it."""
    before = TOUR.read_text("utf-8")
    with TemporaryDirectory(prefix="dabyl-tour-") as folder:
        after = written(before, Path(folder))
    if "--check" in sys.argv[1:]:
        lines = difflib.unified_diff(before.splitlines(), after.splitlines(), "tour.md", "now", n=1)
        print("\n".join(lines), end="")
        return int(before != after)
    TOUR.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
