"""``dabyl serve`` as real processes: it serves, keeps up with decisions, survives, and ends."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dabyl.adapters.afterbook import FileAfterBook
from dabyl.core.calendars.endings import OpenEnd
from dabyl.ports.afterbook import After
from dabyl.usecases.take_decision import take_decision
from dabyl.wiring import clock, open_workspace
from support.desks import a_level
from support.hubs import a_hub
from support.processes import PATIENCE_S, asked, dabyl, going_on, osland_folder


@pytest.fixture
def workspace(tmp_path):
    pack = osland_folder(tmp_path)
    asked("init", tmp_path / "hq", "--pack", pack, "--kind", "live")
    return tmp_path / "hq"


def get(address: str, path: str) -> tuple[int, bytes]:
    parts = urlsplit(address)
    wire = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE_S)
    try:
        wire.request("GET", path)
        reply = wire.getresponse()
        return reply.status, reply.read()
    finally:
        wire.close()


def level(address: str) -> str | None:
    return json.loads(get(address, "/status.json")[1])["standing"]["level"]


def eventually(condition) -> bool:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


def decide(workspace: Path, key: str) -> None:
    house = open_workspace(workspace)
    take_decision(house.desk, a_level(key, ending=OpenEnd()), at=clock().now())
    house.workspace.close()


def children(process_id: int) -> list[int]:
    text = Path(f"/proc/{process_id}/task/{process_id}/children").read_text(encoding="utf-8")
    return [int(word) for word in text.split()]


class TestServe:
    def test_shows_what_another_process_decides_and_ends_in_order(self, workspace):
        with going_on("serve", "--port", "0", "--workspace", workspace) as served:
            address = served.until("serving")["address"]
            assert get(address, "/en/")[0] == 200
            assert get(address, "/.dabyl.json")[0] == 404
            assert level(address) is None
            decide(workspace, "xo-1")
            assert eventually(lambda: level(address) == "amber")
            assert served.end() == 0
            assert served.until("stopped")
        assert (workspace / "public" / "en" / "index.html").is_file()

    def test_notes_when_readers_got_each_form_of_a_decision(self, workspace):
        def forms():
            book = FileAfterBook(workspace / "after" / "book.json").read()
            return () if book is None else book.forms.get("xo-1", ())

        with going_on("serve", "--port", "0", "--workspace", workspace) as served:
            served.until("serving")
            assert eventually((workspace / "after" / "book.json").exists)
            decide(workspace, "xo-1")
            assert eventually(lambda: forms() and all(one.seen_at for one in forms()))
            assert {"en/decision/xo-1/index.html", "feed/en.atom"} <= {f.path for f in forms()}
            assert served.end() == 0

    def test_notes_that_the_first_publication_failed(self, workspace, tmp_path):
        book = FileAfterBook(workspace / "after" / "book.json")
        book.change(lambda _: After(number=1))
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine" / "thesis.txt").write_text("mine", encoding="utf-8")
        where = ["--workspace", workspace, "--out", tmp_path / "mine", "--port", "0"]
        asked("serve", *where, code=1)
        assert "folder-foreign" in book.read().failure.why

    def test_ends_in_order_while_a_request_is_half_there(self, workspace):
        with going_on("serve", "--port", "0", "--workspace", workspace) as served:
            parts = urlsplit(served.until("serving")["address"])
            with socket.create_connection((parts.hostname, parts.port)) as wire:
                wire.sendall(b"GET /en/ HTTP/1.1\r\nHost: x\r\n")
                assert served.end() == 0
                assert served.until("stopped")

    def test_starts_the_agenda_loop_again_when_it_dies(self, workspace):
        with going_on("serve", "--port", "0", "--workspace", workspace) as served:
            address = served.until("serving")["address"]
            assert eventually(lambda: children(served.process.pid))
            (loop,) = children(served.process.pid)
            os.kill(loop, signal.SIGKILL)
            assert "started again" in served.until("trouble")["text"]
            decide(workspace, "xo-1")
            assert eventually(lambda: level(address) == "amber")
            assert served.end(signal.SIGINT) == 0

    def test_leaves_no_process_behind_when_it_is_killed(self, workspace):
        with going_on("serve", "--port", "0", "--workspace", workspace) as served:
            served.until("serving")
            assert eventually(lambda: children(served.process.pid))
            (loop,) = children(served.process.pid)
            served.end(signal.SIGKILL)
        assert eventually(lambda: not Path(f"/proc/{loop}/cmdline").exists())

    def test_sends_on_the_channels_of_the_settings_and_tells_the_hub(self, tmp_path):
        workspace = tmp_path / "hq"
        words = ("--kind", "live", "--sender", "alerts@osland.example")
        asked("init", workspace, "--pack", osland_folder(tmp_path), *words)
        with a_hub() as hub:
            (workspace / "settings.toml").write_text(
                f'[messages]\nchannels = ["feed", "cell"]\nhub = "{hub.address}"\n'
                'site = "https://warn.example"\n',
                encoding="utf-8",
            )
            with going_on("serve", "--port", "0", "--workspace", workspace) as served:
                address = served.until("serving")["address"]
                decide(workspace, "xo-1")
                assert eventually(lambda: hub.told)
                assert b"<entry>" in get(address, "/feed/cap-cell.atom")[1]
                assert hub.address.encode() in get(address, "/feed/cap.atom")[1]
                assert served.end() == 0
        heard = {topic for fields in hub.told for topic in fields["hub.topic"]}
        assert "https://warn.example/feed/cap.atom" in heard
        assert "https://warn.example/feed/cap-cell.atom" in heard

    def test_says_that_the_port_or_the_folder_is_taken(self, workspace, tmp_path):
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine" / "thesis.txt").write_text("mine", encoding="utf-8")
        where = ["--workspace", workspace]
        taken = asked("serve", "--out", tmp_path / "mine", "--port", "0", *where, code=1)
        assert [p["code"] for p in taken["problems"]] == ["folder-foreign"]
        with going_on("serve", "--port", "0", *where) as served:
            port = urlsplit(served.until("serving")["address"]).port
            taken = asked("serve", "--port", str(port), *where, code=1)
            assert [p["code"] for p in taken["problems"]] == ["port-taken"]
        assert dabyl("serve", "--port", "70000", *where).returncode == 1


class TestTheAgendaProcess:
    def test_says_nothing_and_ends_well_when_nobody_reads_what_it_reports(
        self, workspace, tmp_path
    ):
        out, errors = tmp_path / "public", tmp_path / "errors"
        words = ["--workspace", str(workspace), "--out", str(out)]
        command = [sys.executable, "-m", "dabyl.workers.agenda_process", *words]
        with (
            errors.open("wb") as stream,
            subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stream
            ) as process,
        ):
            process.stdout.close()
            assert eventually((out / "en" / "index.html").exists)
            decide(workspace, "xo-1")
            assert eventually(lambda: b"amber" in (out / "status.json").read_bytes())
            process.stdin.close()
            assert process.wait(60) == 0
        assert errors.read_bytes() == b""
