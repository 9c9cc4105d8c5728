"""Processes that die, or whose disk is full, at a chosen write; see ``dabyl.adapters.faults``."""

import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from dabyl.adapters import faults as faulty

DABYL = (sys.executable, "-m", "dabyl")
KILLED = -9


def run(
    command: Sequence[str], *, faults: str = "", cwd: Path | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end; *faults* is what ``DABYL_FAULTS`` says."""
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1"}
    env |= {"DABYL_FAULTS": faults} if faults else {}
    return subprocess.run(
        list(command), env=env, cwd=cwd, capture_output=True, text=True, check=False, timeout=120
    )


def writes(command: Sequence[str], notes: Path, *, cwd: Path | None = None) -> list[str]:
    """Run a command to its good end and return its writes in order: kind and place in the code."""
    ended = run(command, faults=f"list:{notes}", cwd=cwd)
    assert ended.returncode == 0, ended.stderr
    return notes.read_text("utf-8").splitlines()


def strikes(found: Sequence[str], *, every: bool) -> list[int]:
    """Return the numbers of the writes to strike: one for each distinct place, or every one."""
    if every:
        return list(range(1, len(found) + 1))
    first = {place: number for number, place in reversed(list(enumerate(found, start=1)))}
    return sorted(first.values())


def in_child(work: Callable[[], int], *, faults: str = "") -> int:
    """Do *work* in a forked process, and return its exit code; negative: the signal it died by.

    This is as real as a new interpreter, and fifty times as quick.
    """
    child = os.fork()
    if child == 0:
        code = 70
        try:
            os.environ["DABYL_FAULTS"] = faults
            faulty.install()
            code = work()
        except BaseException:  # noqa: BLE001 - a child must end here, whatever happened
            traceback.print_exc()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
