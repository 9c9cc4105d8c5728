"""A workspace whose journal, drafts and accounts are on a PostgreSQL, through every door."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import attrs
import pytest

from dabyl.core.calendars.endings import OpenEnd
from dabyl.core.drafts.draft import State
from dabyl.core.staff.keys import Role
from dabyl.usecases.take_decision import take_decision
from support import approving
from support.approving import PEER
from support.bearers import with_token
from support.consoles import a_console, a_desk, a_passkey, at_the_desk, joined, seat, session_of
from support.desks import a_level
from support.officework import (
    AMBER,
    APPROVER,
    OFFICER,
    begun,
    proposed,
    released,
    stored,
    typed,
)
from support.postgres import a_server
from support.processes import asked, dabyl, going_on
from support.seated import SESSION

pytestmark = pytest.mark.postgres
ADA, BO = (a_passkey(name, None, Role.ADMINISTRATOR) for name in ("ada", "bo"))
PATIENCE_S = 60


@pytest.fixture(scope="module")
def console(tmp_path_factory, request):
    server = attrs.evolve(a_server(request), schema="hq")
    with a_console(tmp_path_factory.mktemp("server"), server=server) as opened:
        seat(opened, OFFICER, APPROVER, PEER)
        yield opened


@pytest.fixture(scope="module")
def hq(console):
    return console.house.folder


def at_once(workspace: Path, draft: str, *persons: str) -> list[str]:
    """Approve a draft as several persons, in processes that go off together."""
    env = {**os.environ, "PYTHONPATH": str(Path(approving.__file__).parents[1])}
    started = [
        subprocess.Popen(
            [sys.executable, approving.__file__, str(workspace), draft, person],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=env,
        )
        for person in persons
    ]
    assert [process.stdout.readline() for process in started] == ["ready\n"] * len(started)
    for process in started:
        process.stdin.write("go\n")
        process.stdin.flush()
    return [process.communicate(timeout=PATIENCE_S)[0].strip() for process in started]


class TestAWorkspaceOnPostgresql:
    def test_keeps_no_database_of_its_own(self, hq):
        assert not list(hq.rglob("*.sqlite3*"))

    def test_takes_a_decision_of_two_persons_to_the_public(self, hq, tmp_path):
        officer, approver = at_the_desk(OFFICER), at_the_desk(APPROVER)
        key = released(officer, approver, begun(officer), **AMBER)
        here = ("--workspace", hq)
        asked("publish", "--out", tmp_path / "public", *here)
        told = asked("verify", "--site", tmp_path / "public", *here)
        assert told["site"]["whole"] is True
        assert told["database"].startswith("schema hq of PostgreSQL")
        assert key in dabyl("export", "decisions", *here).stdout
        assert key in str(asked("draft", "list", *here))

    def test_lets_one_of_two_win_who_approve_at_once(self, hq):
        officer = at_the_desk(OFFICER)
        where = begun(officer, "declare xo-alert XO-S")
        typed(officer, where, **{**AMBER, "unit": "XO-S"})
        proposed(officer, where)
        draft = where.rpartition("/")[2]
        assert sorted(at_once(hq, draft, APPROVER.person, PEER.person)) == ["303", "409"]
        assert stored(where).state is State.RELEASED
        assert asked("verify", "--workspace", hq)["whole"] is True

    def test_numbers_persons_and_the_trail_one_after_the_other(self, console):
        from dabyl.wiring_accounts import audit, people  # noqa: PLC0415 - Django must be ready

        def invite(name):
            from django.db import connections  # noqa: PLC0415 - as above

            try:
                return people.invite(name, by=None, at=console.now()).person.key
            finally:
                connections.close_all()

        with ThreadPoolExecutor(8) as pool:
            keys = list(pool.map(invite, [f"P {number}" for number in range(24)]))
        assert len(set(keys)) == len(keys)
        assert audit.broken_at() is None

    def test_has_a_ceremony_by_the_command_line(self, hq, console):
        pairs = [f"{one.person}={joined(console, one)}" for one in (ADA, BO)]
        told = asked("accounts", "ceremony", *pairs, "--workspace", hq)
        assert told["admitted"] == ["ada", "bo"]
        assert {"ada", "bo"} <= {key.person for key in console.house.register().staff.keys.values()}

    def test_refuses_text_that_it_cannot_hold_and_stays_whole(self):
        assert at_the_desk(OFFICER).get("/drafts/xo%00-1").status_code in {400, 404}
        desk = a_desk()
        reply = desk.post("/sign-in/code", **dict.fromkeys(("person", "password", "code"), "a\0"))
        assert reply.status_code == 400


class TestALostServer:
    def test_is_told_at_every_door_and_all_heals_once_it_is_back(
        self, console, hq, tmp_path, postgres
    ):
        session = {"cookie": f"{SESSION}={session_of(at_the_desk(OFFICER))}"}
        token = {"authorization": f"Bearer {with_token(console, OFFICER).text}"}
        here = ("--port", "0", "--workspace", hq)
        with (
            going_on("serve", "--out", tmp_path / "public", *here) as serving,
            going_on("console", *here) as staffed,
        ):
            public = f"{serving.until('serving')['address']}api/v1/standing/XO-N"
            pages = staffed.until("serving")["address"]
            staff = f"{pages}api/v1/staff/standing/XO-N"
            asked_for = ((public, {}), (f"{pages}drafts", session), (staff, token))
            assert [answered(*one)[0] for one in asked_for] == [200] * 3
            with postgres.gone():
                found = [answered(*one) for one in asked_for]
                assert [status for status, _ in found] == [503] * 3
                assert b"Not possible at the moment" in found[1][1]
                ended = dabyl("standing", "XO-N", "--workspace", hq)
                assert ended.returncode == 3
                assert "schema hq of PostgreSQL" in ended.stderr
                serving.until("trouble")
            assert [eventually(*one) for one in asked_for] == [200] * 3
            again = a_level("xo-again", "amber", area="XO-N", ending=OpenEnd())
            take_decision(console.house.desk, again, at=console.now())
            serving.until("published")
            assert [serving.end(), staffed.end()] == [0, 0]


def answered(address: str, headers: dict[str, str]) -> tuple[int, bytes]:
    """Ask for an address; return the status and the body."""
    where = urlsplit(address)
    connection = HTTPConnection(str(where.hostname), where.port, timeout=PATIENCE_S)
    try:
        connection.request("GET", where.path, headers={"accept-language": "en", **headers})
        reply = connection.getresponse()
        return reply.status, reply.read()
    finally:
        connection.close()


def eventually(address: str, headers: dict[str, str]) -> int:
    """Return 200 once an address answers so, or what it answers at the end."""
    status = 0
    for _ in range(600):
        status, _ = answered(address, headers)
        if status == HTTPStatus.OK:
            break
        time.sleep(0.1)
    return status
