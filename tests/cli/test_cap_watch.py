"""``dabyl cap watch``, as one runs it."""

import json
import signal

import attrs
import pytest

from dabyl.cli.main import run
from dabyl.core.formats.cap.values import Time
from dabyl.core.formats.cap.writing import format_alert
from support.alertkeys import a_key, signed
from support.cap import CLEAN, SENT
from support.foreign import warning
from support.processes import going_on, osland_folder
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
        capsysbinary.readouterr()
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
        told = [one["status"] for one in self.asked(ran, "--exercises")]
        assert sorted(told) == ["Actual", "Exercise"]

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
        assert "[red]x[/red] \ufffd2J" in out
        assert not {"\x9b", "\u202e"} & set(out)


class TestPages:
    """Warnings of others on the pages of a workspace."""

    SENDER = "weather@other.example"

    @pytest.fixture
    def hq(self, tmp_path):
        pack = osland_folder(tmp_path)
        assert run(["init", str(tmp_path / "hq"), "--pack", str(pack), "--kind", "live"]) == 0
        return tmp_path / "hq"

    @pytest.fixture
    def keys(self, tmp_path, capsysbinary):
        folder = tmp_path / "keys"
        folder.mkdir()
        words = [str(folder), "alerts", "--sender", self.SENDER, "--from", "2025-12-01T00:00Z"]
        capsysbinary.readouterr()
        assert run(["cap", "new-key", *words, "--days", "3650"]) == 0
        (folder / "keys.toml").write_bytes(capsysbinary.readouterr().out)
        return folder

    @pytest.fixture
    def storm(self):
        """Return a warning that was sent a while ago and holds for years."""
        sent = Time("2026-01-01T00:00:00-00:00")
        return warning(sent=sent, effective=None, expires=Time("2060-01-01T00:00:00-00:00"))

    @pytest.fixture
    def signed_storm(self, tmp_path, keys, storm):
        (tmp_path / "a.xml").write_bytes(format_alert(storm))
        words = ["--key", keys / "alerts.pem", "--at", "2026-01-01T00:00Z", "--out"]
        out = tmp_path / "signed.xml"
        assert run(["cap", "sign", str(tmp_path / "a.xml"), *map(str, words), str(out)]) == 0
        return out.read_bytes()

    @pytest.fixture
    def front_page(self, hq, tmp_path):
        """Return what publishes the workspace and reads its front page."""
        out = tmp_path / "public"

        def read():
            assert run(["publish", "--workspace", str(hq), "--out", str(out)]) == 0
            return (out / "en/index.html").read_text("utf-8")

        return read

    @pytest.fixture
    def follow(self, ran, server, hq, keys):
        """Return what follows a feed onto the pages, and tells what happened."""

        def once(body):
            server.pages["/feed"] = Page(body=body)
            words = (server.url("/feed"), "--once", "--keys", keys, "--workspace", hq, *ALLOWED)
            return lines(ran(*words, "--json"))

        return once

    @pytest.fixture
    def shown(self, hq, capsysbinary):
        """Return what lists the warnings that are shown."""

        def listed():
            capsysbinary.readouterr()
            assert run(["cap", "watch", "shown", "--workspace", str(hq), "--json"]) == 0
            return json.loads(capsysbinary.readouterr().out)["shown"]

        return listed

    def test_shows_by_itself_what_a_registered_key_signed(
        self, follow, hq, signed_storm, front_page
    ):
        told = follow(signed_storm)
        assert [one["event"] for one in told] == ["new", "asked", "shown"]
        assert [one["event"] for one in follow(signed_storm)] == ["asked"]
        assert "Storm in the north" in front_page()
        assert run(["verify", "--workspace", str(hq)]) == 0

    def test_shows_nothing_by_itself_that_nobody_signed(self, follow, storm, front_page):
        told = follow(atom(inside=format_alert(storm)))
        assert [one["event"] for one in told] == ["new", "asked"]
        assert "Storm" not in front_page()

    @pytest.fixture
    def as_office(self, ran, server, hq, storm):
        server.pages["/feed"] = Page(body=format_alert(storm))
        ran(server.url("/feed"), "--once", *ALLOWED)
        return ["storm-1", "--workspace", str(hq), "--office", "xo-hq"]

    def test_lets_an_officer_confirm(self, ran, as_office, shown, front_page):
        ran("confirm", *as_office)
        (fact,) = shown()
        assert (fact["identifier"], fact["office"]) == ("storm-1", "xo-hq")
        assert "Storm in the north" in front_page()
        again = ran("confirm", *as_office, "--json", code=1)
        assert codes(again) == ["foreign-shown-already"]

    def test_lets_an_officer_withdraw(self, ran, as_office, shown, front_page):
        ran("confirm", *as_office)
        words = ["cap", "watch", "withdraw", *as_office, "--reason", "by mistake"]
        assert run(words) == 0
        assert shown() == []
        assert "Storm" not in front_page()
        assert run(["verify", *as_office[1:3]]) == 0

    def test_says_why_something_is_not_shown(self, follow, storm):
        told = follow(signed(format_alert(storm), a_key("else@other.example")))
        assert [one["event"] for one in told] == ["new", "asked", "not-shown"]
        assert told[-1]["code"] == "foreign-unsigned"

    def test_lists_what_is_shown_to_people(self, ran, as_office, capsysbinary):
        ran("confirm", *as_office)
        assert run(["cap", "watch", "shown", *as_office[1:3]]) == 0
        assert "storm-1 · weather@other.example" in capsysbinary.readouterr().out.decode()

    def test_refuses_pages_without_keys(self, ran, server, hq):
        words = (server.url("/feed"), "--once", "--workspace", hq, "--json", *ALLOWED)
        assert codes(ran(*words, code=2)) == ["watch-keys-missing"]
