"""``dabyl cap watch``, as one runs it."""

import json
import signal

import attrs
import pytest

from dabyl.cli.main import run
from support.cap import CLEAN, SENT
from support.processes import going_on
from support.watching import HOST, Page, atom, document, serving

AT = "2016-06-06T14:00:00+06:00"


@pytest.fixture
def server():
    with serving() as running:
        running.pages = {
            "/feed": Page(body=atom("/1", "/2"), etag='"1"'),
            "/1": Page(body=document(CLEAN.identifier)),
            "/2": Page(body=document("2", status="Exercise")),
        }
        yield running


@pytest.fixture
def ran(capsysbinary, tmp_path):
    def run_one(*words, code=0):
        command = ["cap", "watch", *map(str, words), "--store", str(tmp_path / "watched")]
        assert run(command) == code, capsysbinary.readouterr()
        return capsysbinary.readouterr().out.decode()

    return run_one


def lines(out):
    return [json.loads(line) for line in out.splitlines()]


def codes(out):
    return [problem["code"] for problem in json.loads(out)["problems"]]


ALLOWED = ("--allow-private", HOST)


class TestFollowing:
    def test_tells_what_happens_a_line_each(self, ran, server):
        told = lines(ran(server.url("/feed"), "--once", "--json", *ALLOWED))
        assert [one["event"] for one in told] == ["new", "new", "asked"]
        assert told[0]["identifier"] == CLEAN.identifier
        assert told[0]["signature"] == "none"
        told = lines(ran(server.url("/feed"), "--once", "--json", *ALLOWED))
        assert [one["event"] for one in told] == ["unchanged"]

    def test_tells_people_the_same(self, ran, server):
        out = ran(server.url("/feed"), "--once", *ALLOWED)
        assert CLEAN.identifier in out

    def test_refuses_a_private_address_unless_it_is_allowed_by_name(self, ran, server):
        (told,) = lines(ran(server.url("/feed"), "--once", "--json", code=1))
        assert (told["event"], told["code"]) == ("trouble", "watch-private")
        assert "again" in told
        assert server.seen == []

    def test_refuses_at_once_everything_that_makes_no_sense(self, ran):
        words = [
            "file:///etc/passwd",
            "/nowhere",
            "ftp://a/b",
            "--every",
            "soon",
            "--once",
            "--json",
        ]
        assert codes(ran(*words, code=2)) == [
            "watch-address",
            "file-missing",
            "watch-address",
            "unknown-value",
        ]
        assert codes(ran("--every", "25h", "--json", code=2)) == ["watch-nothing", "unknown-value"]

    def test_goes_on_until_it_is_told_to_stop(self, server, tmp_path):
        words = ["cap", "watch", server.url("/feed"), "--every", "1s", *ALLOWED]
        with going_on(*words, "--store", tmp_path / "watched") as running:
            running.until("new", identifier=CLEAN.identifier)
            server.pages["/3"] = Page(body=document("3"))
            server.pages["/feed"] = Page(body=atom("/1", "/2", "/3"), etag='"2"')
            running.until("new", identifier="3")
            assert running.end(signal.SIGTERM) == 0


class TestInForce:
    @pytest.fixture(autouse=True)
    def _read(self, ran, server):
        ran(server.url("/feed"), "--once", *ALLOWED)

    def asked(self, ran, *words):
        return json.loads(ran("--in-force", "--at", AT, "--json", *words))["in_force"]

    def test_is_told_of_what_is_kept(self, ran, server):
        before = len(server.seen)
        (found,) = self.asked(ran)
        assert found["identifier"] == CLEAN.identifier
        assert (found["sent"], found["until"]) == (SENT, "2016-06-07T06:00:00Z")
        assert found["source"] == server.url("/1")
        assert found["signature"] == {"state": "none", "reason": None, "key": None}
        assert [info["language"] for info in found["infos"]] == ["en", "ru"]
        assert len(server.seen) == before

    def test_is_told_of_exercises_when_asked(self, ran):
        assert [one["status"] for one in self.asked(ran, "--exercises")] == ["Actual", "Exercise"]

    def test_is_told_for_a_position(self, ran):
        assert [one["cover"] for one in self.asked(ran, "--place", "57.2,50.2")] == []
        assert [one["cover"] for one in self.asked(ran, "--place", "50.2, 57.2")] == ["whole"]

    def test_is_told_for_a_place_of_a_shipped_pack_and_for_any_code(self, ran):
        assert [one["cover"] for one in self.asked(ran, "--place", "KZ-15")] == ["whole"]
        assert [one["cover"] for one in self.asked(ran, "--place", "nobody's")] == ["unknown"]

    def test_is_told_to_people(self, ran):
        out = ran("--in-force", "--at", AT, "--place", "nobody's")
        assert "Moderate threat level in Vale" in out
        assert "can't be told" in out
        assert "nothing of what is kept" in ran("--in-force", "--at", "2030-01-01T00:00Z")

    def test_asks_first_when_sources_are_named(self, ran, server):
        server.pages["/feed"] = Page(body=atom("/3"), etag='"2"')
        server.pages["/3"] = Page(body=document("3"))
        out = ran(server.url("/feed"), "--in-force", "--at", AT, *ALLOWED)
        assert "3" in out

    def test_refuses_a_position_that_is_nowhere(self, ran):
        for place in ("99,10", "10,999"):
            assert codes(ran("--in-force", "--place", place, "--json", code=2)) == ["unknown-value"]

    def test_shows_nothing_that_a_terminal_would_obey(self, ran, server):
        infos = CLEAN.infos
        evil = "[red]x[/red] \x9b2J \u202e"
        server.pages["/feed"] = Page(body=atom("/4"), etag='"4"')
        body = document("4", infos=(attrs.evolve(infos[0], headline=evil),))
        server.pages["/4"] = Page(body=body)
        out = ran(server.url("/feed"), "--in-force", "--at", AT, *ALLOWED)
        assert "[red]x[/red] 2J" in out
        assert not {"\x9b", "\u202e"} & set(out)
