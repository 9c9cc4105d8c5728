"""The console's stream over real connections: what is told, to whom, and when it ends."""

from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from dabyl.adapters.accounts.sessions import end_sessions
from dabyl.console.watcher import stores_of
from dabyl.core.drafts.steps import begun, commented
from dabyl.core.register.facts import Ceremony, StaffKeyRetired
from dabyl.core.staff.keys import Role
from dabyl.usecases.desk import record
from dabyl.usecases.live import mark
from support.consoles import a_console, a_desk, a_passkey, seat, session_of, sign_in
from support.nginx import nginx, nginx_program, settings_in
from support.ports import free_port
from support.processes import going_on
from support.staffed import admitted
from support.streams import PATIENCE_S, listening

OFFICE = "xo-hq"
CLEO = a_passkey("cleo", OFFICE, Role.OFFICER)
DAN = a_passkey("dan", OFFICE, Role.APPROVER)
EVA = a_passkey("eva", "xo-other", Role.OFFICER)
FAY = a_passkey("fay", None, Role.ADMINISTRATOR)
GIL = a_passkey("gil", None, Role.EDITOR)


@pytest.fixture
def console(tmp_path):
    with a_console(tmp_path) as opened:
        seat(opened, CLEO, DAN, FAY, GIL)
        yield opened


@pytest.fixture
def served(console):
    with going_on("console", "--port", "0", "--workspace", console.house.folder) as going:
        yield going, going.until("serving")["address"]


@pytest.fixture
def address(served):
    return served[1]


def signed_in(passkey):
    desk = a_desk()
    sign_in(desk, passkey)
    return session_of(desk)


def write(console, key="xo-hq-1", office=OFFICE):
    draft = begun(key, {"scale": "alarm"}, office=office, by="cleo", at=console.now())
    console.house.workspace.drafts().put(draft, expected=0)
    return draft


def say(console, draft):
    said = commented(draft, "Look.", by="cleo", at=console.now())
    console.house.workspace.drafts().put(said, expected=draft.revision)


def mark_of(console):
    return str(mark(stores_of(console)))


@pytest.fixture
def listen(address):
    """Give what opens streams; all of them are closed at the end."""
    opened = []

    def one(*arguments, **named):
        opened.append(listening(address, *arguments, **named))
        return opened[-1]

    yield one
    for stream in opened:
        stream.close()


class TestTheStream:
    def test_tells_what_another_process_wrote_and_nothing_of_it(self, console, listen):
        stream = listen(signed_in(DAN), after=mark_of(console))
        draft = write(console)
        assert stream.next()["kind"] == "draft"
        say(console, draft)
        number = console.house.register().number
        assert stream.next() == {
            "kind": "draft",
            "key": "xo-hq-1",
            "revision": 2,
            "number": number,
        }
        assert stream.last_id == mark_of(console)

    def test_tells_of_an_entry_by_its_number(self, console, listen):
        stream = listen(signed_in(FAY), after=mark_of(console))
        register = record(
            console.house.desk, console.house.register(), admitted(EVA), at=console.now()
        )
        assert stream.next() == {
            "kind": "entry",
            "key": "",
            "revision": 0,
            "number": register.number,
        }

    @pytest.mark.parametrize("how", ["after", "last_id"])
    def test_tells_what_was_missed(self, console, listen, how):
        before = mark_of(console)
        write(console)
        stream = listen(signed_in(DAN), **{how: before})
        assert stream.next()["kind"] == "draft"
        assert stream.last_id == mark_of(console)

    def test_tells_nobody_of_drafts_that_they_may_not_read(self, console, listen):
        stream = listen(signed_in(FAY), after=mark_of(console))
        write(console)
        record(console.house.desk, console.house.register(), admitted(EVA), at=console.now())
        assert stream.next()["kind"] == "entry"

    def test_tells_of_the_library_whoever_may_read_it(self, console, listen):
        gil = listen(signed_in(GIL), after=mark_of(console))
        cleo = listen(signed_in(CLEO), after=mark_of(console))
        draft = begun("library-2026-01", {}, office="", by="gil", at=console.now())
        console.house.workspace.drafts(of_library=True).put(draft, expected=0)
        assert gil.next()["kind"] == "library"
        write(console)
        assert cleo.next()["kind"] == "draft"

    def test_is_for_nobody_without_a_session(self, listen):
        stream = listen("nobody")
        assert (stream.status, stream.reply.headers["location"]) == (303, "/sign-in")

    def test_lets_a_session_have_a_few_and_makes_room_when_one_goes(self, console, listen):
        session = signed_in(DAN)
        streams = [listen(session, after=mark_of(console)) for _ in range(5)]
        refused = listen(session)
        assert (refused.status, refused.reply.headers["retry-after"]) == (429, "30")
        other = listen(signed_in(CLEO))
        assert other.status == 200
        streams.pop().close()
        for _ in range(600):
            again = listen(session)
            if again.status == 200:
                break
            again.close()
        assert again.status == 200

    def test_is_not_gathered_or_kept_on_the_way(self, listen):
        stream = listen(signed_in(DAN))
        headers = stream.reply.headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-accel-buffering"] == "no"


class TestAStreamEnds:
    def test_when_its_session_is_signed_out(self, listen):
        desk = a_desk()
        sign_in(desk, DAN)
        stream = listen(session_of(desk))
        desk.post("/sign-out", page="/me")
        assert stream.next() is None
        assert stream.is_over

    def test_when_another_session_ended_it(self, listen):
        from dabyl.adapters.accounts.models import Person  # noqa: PLC0415 - Django must be ready

        stream = listen(signed_in(DAN))
        end_sessions(Person.objects.get(key="dan"))
        assert stream.next() is None
        assert stream.is_over

    def test_when_its_time_is_over(self, console, listen):
        from dabyl.adapters.accounts.models import (  # noqa: PLC0415 - Django must be ready
            ConsoleSession,
        )

        session = signed_in(DAN)
        stream = listen(session)
        over = console.now().local("UTC")
        ConsoleSession.objects.filter(session_key=session).update(expire_date=over)
        assert stream.next() is None
        assert stream.is_over

    def test_when_the_key_it_began_with_is_retired(self, console, listen):
        stream = listen(signed_in(DAN), after=mark_of(console))
        record(
            console.house.desk,
            console.house.register(),
            [StaffKeyRetired(credential=DAN.credential, by=Ceremony.RECOVERY)],
            at=console.now(),
        )
        assert stream.next() is None
        assert stream.is_over

    def test_when_the_server_does_and_holds_it_up_in_nothing(self, served, listen):
        going, _ = served
        stream = listen(signed_in(DAN))
        assert going.end() == 0
        assert stream.next() is None
        assert not stream.is_over


class TestBehindNginx:
    def test_each_event_comes_at_once_though_the_proxy_would_gather_it(
        self, console, address, tmp_path
    ):
        program = nginx_program()
        if program is None:
            pytest.skip("no nginx (make packages ARGS=nginx)")
        port = free_port()
        inside = (
            f"server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass {address};"
            " proxy_set_header Host localhost; proxy_http_version 1.1; } }"
        )
        with nginx(program, settings_in(tmp_path, inside), port=port):
            stream = listening(f"http://127.0.0.1:{port}", signed_in(DAN), after=mark_of(console))
            write(console)
            assert stream.next()["kind"] == "draft"
            stream.close()


class TestAnExport:
    def test_is_sent_as_it_is_made(self, address):
        connection = HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE_S)
        cookie = {"Cookie": f"dabyl-session={signed_in(DAN)}"}
        connection.request("GET", "/exports/drafts.csv", headers=cookie)
        reply = connection.getresponse()
        assert (reply.status, reply.headers["content-length"]) == (200, None)
        assert reply.read().startswith(b"register_number,register_at,draft,")
        connection.close()
