"""Reminders by e-mail from a real agenda process, which is killed at the worst moments."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta

import attrs
import pytest

from dabyl.core.calendars.endings import AtTime
from dabyl.core.levels.decision import Declare
from dabyl.usecases.take_decision import take_decision
from dabyl.wiring import clock, open_workspace
from support.desks import ZONE, a_level
from support.mailservers import (
    HOST,
    PASSWORD,
    USER,
    a_certificate,
    a_mail_server,
    a_server_that_says,
)
from support.ports import free_port
from support.postgres import a_server, on_server
from support.processes import Running, asked, osland_folder

DUTY, HEAD = "duty@osland.example", "head@osland.example"


@pytest.fixture
def workspace(request, tmp_path):
    """A live workspace with a level that ends in 20 hours: its reminder of 24 hours is of use.

    Its journal is on a PostgreSQL where a test asks for one.
    """
    if getattr(request, "param", "disk") == "server":
        on_server(tmp_path / "hq", a_server(request))
    asked("init", tmp_path / "hq", "--pack", osland_folder(tmp_path), "--kind", "live")
    house = open_workspace(tmp_path / "hq")
    now = clock().now()
    act = a_level("one")
    (declared,) = act.effects
    assert isinstance(declared, Declare)
    end = now.plus(timedelta(hours=20)).local(ZONE)
    start = attrs.evolve(declared.start, instant=now.plus(timedelta(days=-5)))
    at = AtTime(day=end.date(), minutes=end.hour * 60 + end.minute)
    short = attrs.evolve(declared, start=start, ending=at)
    take_decision(house.desk, attrs.evolve(act, effects=(short,)), at=now)
    house.workspace.close()
    return tmp_path / "hq"


def settings(workspace, port, *more, to=(DUTY,)):
    lines = [
        "[messages]",
        'site = "https://warn.example/"',
        "[mail]",
        f'server = "{HOST}"',
        f"port = {port}",
        'sender = "dabyl@osland.example"',
        *more,
        "[mail.to]",
        f"xo-hq = {list(to)}",
    ]
    file = workspace / "settings.toml"
    database = file.read_text().partition("[messages]")[0] if file.exists() else ""
    file.write_text(database + "\n".join(lines))


@contextmanager
def agenda(workspace, *, faults=""):
    command = [
        *(sys.executable, "-m", "dabyl.workers.agenda_process"),
        *("--workspace", str(workspace), "--out", str(workspace / "public")),
    ]
    env = {**os.environ, "DABYL_FAULTS": faults}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env, bufsize=0
    ) as process:
        try:
            yield Running(process)
        finally:
            process.kill()


def eventually(condition) -> bool:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def book(workspace) -> list[str]:
    path = workspace / "mail" / "sent.json"
    return list(json.loads(path.read_bytes())) if path.exists() else []


class TestReminder:
    @pytest.mark.parametrize(
        "workspace", ["disk", pytest.param("server", marks=pytest.mark.postgres)], indirect=True
    )
    def test_comes_once_however_often_the_process_is_killed(self, workspace):
        with a_mail_server() as server:
            settings(workspace, server.port, 'security = "none"')
            with agenda(workspace) as running:
                assert eventually(lambda: len(book(workspace)) == 1)
                running.end(signal.SIGKILL)
            settings(workspace, server.port, 'security = "none"', to=(DUTY, HEAD))
            with agenda(workspace) as running:
                running.until("mail", about="xo-hq one 24 h")
                assert running.end() == 0
        message, other = server.taken
        assert (message["To"], other["To"]) == (DUTY, HEAD)
        assert message["Subject"] == "Ends in 20 h: High, Osland"
        assert "https://warn.example/en/decision/one/index.html" in message.get_content()

    def test_comes_again_with_its_id_when_the_process_dies_before_it_is_in_the_book(
        self, workspace
    ):
        with a_mail_server() as server:
            settings(workspace, server.port, 'security = "none"')
            with agenda(workspace) as running:
                server.on_letter = lambda: os.kill(running.process.pid, signal.SIGKILL)
                assert running.process.wait(60) == -signal.SIGKILL
            assert book(workspace) == []
            server.on_letter = lambda: None
            with agenda(workspace) as running:
                running.until("mail", about="xo-hq one 24 h")
                assert running.end() == 0
        assert len(server.taken) == 2
        assert len(set(server.ids)) == 1

    def test_goes_encrypted_and_no_output_holds_password_or_address(self, workspace):
        context, _ = a_certificate(workspace)
        secrets = workspace / "secrets.toml"
        secrets.write_text(f'user = "{USER}"\npassword = "{PASSWORD[::-1]}"\n')
        secrets.chmod(0o644)
        port = free_port()
        settings(workspace, port, 'ca = "mail-ca.pem"', 'secrets = "secrets.toml"')
        with a_mail_server(starttls=context, port=port) as server:
            with agenda(workspace) as running:
                assert "chmod 600" in running.until("trouble")["text"]
            secrets.chmod(0o600)
            with agenda(workspace) as running:
                assert "refuses user or password: 535" in running.until("trouble")["text"]
                heard = str(running.heard)
            secrets.write_text(f'user = "{USER}"\npassword = "{PASSWORD}"\n')
            with agenda(workspace) as running:
                running.until("mail", about="xo-hq one 24 h")
                heard += str(running.heard)
        assert server.taken[0]["X-Encrypted"] == "yes"
        for secret in (PASSWORD, PASSWORD[::-1], DUTY):
            assert secret not in heard

    def test_that_hangs_holds_up_no_publication_and_no_end(self, workspace):
        with a_server_that_says() as port:
            settings(workspace, port, 'security = "none"')
            with agenda(workspace) as running:
                running.until("published")
                running.until("trouble")
                assert running.end() == 0
        assert (workspace / "public" / "status.json").exists()
