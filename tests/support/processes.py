"""Commands as real processes, and packs and workspaces for them."""

import json
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs

from support.crashes import DABYL, run
from support.packs import FILES

PATIENCE_S = 60.0


def osland_folder(parent: Path) -> Path:
    """Write the pack of Osland into a folder and return it."""
    folder = parent / "xo"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def dabyl(*words: str | Path, faults: str = "") -> "subprocess.CompletedProcess[str]":
    """Run one command to its end."""
    return run([*DABYL, *map(str, words)], faults=faults)


def asked(*words: str | Path, code: int = 0) -> Any:
    """Run one command with ``--json`` to the exit code *code*, and return its answer."""
    ended = dabyl(*words, "--json")
    assert ended.returncode == code, (ended.stdout, ended.stderr)
    assert "Traceback" not in ended.stderr
    return json.loads(ended.stdout)


@attrs.define
class Running:
    """A command that goes on, and reports one JSON object a line."""

    process: "subprocess.Popen[bytes]"
    heard: list[dict[str, Any]] = attrs.field(factory=list)

    def until(self, event: str, **fields: str) -> dict[str, Any]:
        """Wait for a report of the kind *event* with these fields, and return it."""
        for told in self._lines():
            self.heard.append(told)
            if told["event"] == event and fields.items() <= told.items():
                return told
        raise AssertionError(f"no {event} among {self.heard}")

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and return the exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE_S)

    def _lines(self) -> Iterator[dict[str, Any]]:
        if self.process.stdout is None:
            return
        deadline = time.monotonic() + PATIENCE_S
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            while selector.select(max(0.0, deadline - time.monotonic())):
                line = self.process.stdout.readline()
                if not line:
                    return
                yield json.loads(line)


@contextmanager
def going_on(*words: str | Path) -> Iterator[Running]:
    """Start a command that goes on; it is killed at the end if it still does."""
    command: Sequence[str] = [*DABYL, *map(str, words), "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env={**os.environ, "NO_COLOR": "1"}, bufsize=0
    ) as process:
        try:
            yield Running(process)
        finally:
            process.kill()
