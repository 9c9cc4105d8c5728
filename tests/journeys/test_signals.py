"""Commands whose reader goes away, or that somebody stops."""

import os
import signal
import subprocess
from pathlib import Path

from support.crashes import DABYL, run
from support.processes import asked, osland_folder


class TestReaderGoesAway:
    def test_ends_quietly(self, tmp_path):
        asked("init", tmp_path / "hq", "--pack", osland_folder(tmp_path), "--kind", "live")
        for words in (
            ["pack", "list", "--json"],
            ["timeline", "--workspace", str(tmp_path / "hq")],
        ):
            read, write = os.pipe()
            os.close(read)
            ended = subprocess.run(
                [*DABYL, *words], stdout=write, stderr=subprocess.PIPE, text=True, check=False
            )
            os.close(write)
            assert (ended.returncode, ended.stderr) == (141, "")


def stopped(folder: Path) -> tuple[int, str]:
    """Let a replay begin, and stop it; return how it ended and what it said."""
    command = [*DABYL, "replay", "kazakhstan-2016", "--workspace", str(folder)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        while process.poll() is None and not (folder / "keys").exists():
            os.sched_yield()
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    return process.returncode, told


class TestCtrlC:
    def test_stops_a_command_without_a_traceback(self, tmp_path):
        # on a busy machine the replay may be over before the signal is sent: then once more
        tries = (stopped(tmp_path / str(number)) for number in range(5))
        code, told = next((one for one in tries if one[0] != 0), (0, ""))
        assert (code, "Traceback" in told) == (130, False)
        folder = next(one for one in sorted(tmp_path.iterdir(), reverse=True))
        again = [*DABYL, "replay", "kazakhstan-2016", "--workspace", str(folder)]
        assert run(again).returncode == 0
