"""Commands whose reader goes away, or that somebody stops."""

import os
import signal
import subprocess

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


class TestCtrlC:
    def test_stops_a_command_without_a_traceback(self, tmp_path):
        command = [*DABYL, "replay", "kazakhstan-2016", "--workspace", str(tmp_path / "w")]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
            while process.poll() is None and not (tmp_path / "w" / "keys").exists():
                os.sched_yield()
            process.send_signal(signal.SIGINT)
            _, told = process.communicate(timeout=60)
        assert (process.returncode, "Traceback" in told) == (130, False)
        assert (
            run(
                [*DABYL, "replay", "kazakhstan-2016", "--workspace", str(tmp_path / "w")]
            ).returncode
            == 0
        )
