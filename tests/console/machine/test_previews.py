"""Previews for programs: what is against a draft, its forms, what differs, what ends where."""

from hashlib import sha256

import attrs
import pytest

from dabyl.core.calendars.endings import ForDays
from dabyl.core.levels.body import decision_to_body
from dabyl.core.levels.decision import Mode
from dabyl.core.staff.keys import Role
from dabyl.core.values.instants import parse_instant
from dabyl.core.values.moments import Moment
from support.bearers import codes_in, with_token
from support.consoles import a_console, a_desk, a_passkey, seat, sign_in
from support.desks import a_level

CLEO = a_passkey("cleo", "xo-hq", Role.OFFICER)
FRONT = "en/index.html"


def a_body(key: str, at, **changes):
    decision = a_level(key, "amber", mode=Mode.TAKEN)
    now = Moment(instant=at, zone="Europe/Oslo")
    effect = attrs.evolve(decision.effects[0], start=now, ending=ForDays(days=10))
    whole = attrs.evolve(decision, effects=(effect,), decided=now)
    return {**decision_to_body(whole), **changes}


pytestmark = pytest.mark.usefixtures("console")


@pytest.fixture(scope="module")
def console(tmp_path_factory):
    with a_console(tmp_path_factory.mktemp("previews")) as opened:
        seat(opened, CLEO)
        yield opened


@pytest.fixture(scope="module")
def cleo(console):
    program = with_token(console, CLEO)
    sound = a_body("xo-1", console.now())
    assert program.post("drafts", {"id": "xo-1", "content": sound}).status_code == 201
    broken = a_body("xo-2", console.now(), scale="nix")
    program.post("drafts", {"id": "xo-2", "content": broken})
    program.post("drafts", {"id": "xo-3", "content": {}})
    return program


@pytest.fixture(scope="module")
def told(cleo):
    reply = cleo.get("drafts/xo-1/preview?limit=200")
    assert reply.status_code == 200
    return reply.json()


class TestAPreview:
    def test_tells_every_form_with_its_hash(self, told):
        assert told["against"] == []
        assert len(told["hash"]) == 64
        paths = [one["path"] for one in told["forms"]]
        assert FRONT in paths
        assert paths == sorted(paths)
        assert any(one["differs"] for one in told["forms"])
        assert any(one["is_new"] for one in told["forms"])

    def test_tells_what_begins_and_where(self, told):
        (move,) = told["moves"]
        assert (move["kind"], move["level"], move["area"]) == ("begins", "amber", ["XO"])
        assert move["was"] is None
        assert move["end"] > move["start"]

    def test_tells_every_reason_at_once_in_the_language_asked_for(self, cleo):
        told = cleo.get("drafts/xo-3/preview").json()
        assert (told["hash"], told["forms"], told["moves"]) == (None, [], [])
        assert len(told["against"]) > 1
        other = cleo.get("drafts/xo-2/preview", **{"accept-language": "ru"}).json()
        assert [one["code"] for one in other["against"]]
        assert all(one["message"] and one["fix"] for one in other["against"])

    def test_comes_in_parts_that_are_of_one_preview(self, cleo, told):
        query = f"version=1&at={told['at']}&number={told['number']}"
        found, after = [], ""
        while after is not None:
            more = f"&after={after}" if after else ""
            part = cleo.get(f"drafts/xo-1/preview?limit=3&{query}{more}").json()
            assert (part["hash"], part["at"]) == (told["hash"], told["at"])
            found += part["forms"]
            after = part["next"]
        assert found == told["forms"]

    def test_can_be_asked_for_what_differs_only(self, cleo, told):
        query = f"at={told['at']}&number={told['number']}&differing=true&limit=200"
        part = cleo.get(f"drafts/xo-1/preview?{query}").json()
        assert part["forms"] == [one for one in told["forms"] if one["differs"]]

    @pytest.mark.parametrize(
        ("query", "status", "code"),
        [
            ("version=2", 409, "draft-changed"),
            ("at=2016-06-06T12:00Z", 409, "preview-over"),
            ("at=2100-06-06T12:00Z", 409, "preview-over"),
            ("number=999999", 409, "preview-over"),
            ("at=june", 422, "time-needs-offset"),
            ("version=0", 422, "unknown-value"),
            ("version=99999999999999999999", 422, "unknown-value"),
        ],
    )
    def test_is_of_what_there_is(self, cleo, query, status, code):
        reply = cleo.get(f"drafts/xo-1/preview?{query}")
        assert (reply.status_code, codes_in(reply)) == (status, [code])


class TestAForm:
    def test_is_given_as_the_bytes_whose_hash_was_told(self, cleo, told):
        (line,) = [one for one in told["forms"] if one["path"] == FRONT]
        query = f"path={FRONT}&version=1&at={told['at']}&number={told['number']}"
        reply = cleo.get(f"drafts/xo-1/form?{query}")
        assert sha256(reply.content).hexdigest() == line["sha256"]
        assert len(reply.content) == line["bytes"]
        assert reply["Content-Type"] == "application/octet-stream"
        assert reply["Content-Disposition"] == "attachment"
        assert reply["X-Content-Type-Options"] == "nosniff"
        again = cleo.get(f"drafts/xo-1/form?{query}", **{"if-none-match": reply["ETag"]})
        assert (again.status_code, again.content) == (304, b"")

    def test_is_the_one_that_the_page_shows(self, cleo, told):
        desk = a_desk()
        sign_in(desk, CLEO)
        mine = cleo.get(f"drafts/xo-1/form?path={FRONT}&at={told['at']}&number={told['number']}")
        moment = parse_instant(told["at"]).s
        shown = desk.get(f"/drafts/xo-1/forms/1/{moment}/{told['number']}/{FRONT}")
        assert shown.content == mine.content

    @pytest.mark.parametrize("path", ["nix", "../../etc/passwd", "en/../index.html", "%00"])
    def test_is_none_but_those_listed(self, cleo, path):
        for what in ("form", "difference"):
            reply = cleo.get(f"drafts/xo-1/{what}?path={path}")
            assert (reply.status_code, codes_in(reply)) == (404, ["form-unknown"])

    def test_is_none_while_something_is_against_the_draft(self, cleo):
        reply = cleo.get(f"drafts/xo-3/form?path={FRONT}")
        assert (reply.status_code, codes_in(reply)) == (404, ["form-unknown"])


class TestADifference:
    def test_tells_the_lines(self, cleo, told):
        query = f"path={FRONT}&at={told['at']}&number={told['number']}"
        found = cleo.get(f"drafts/xo-1/difference?{query}").json()
        assert found["path"] == FRONT
        assert any(line["new"] and "high" in line["text"].lower() for line in found["lines"])
        assert {True, False} == {line["new"] for line in found["lines"]}


class TestWhatStands:
    def test_is_what_readers_are_told(self, cleo):
        told = cleo.get("standing/XO").json()
        assert (told["place"], told["level"]) == ("XO", None)
        assert set(told["explanation"]) == {"en", "fr"}

    @pytest.mark.parametrize(
        ("path", "status", "code"),
        [
            ("XX", 404, "place-unknown"),
            ("XO?scale=nix", 404, "scale-unknown"),
            ("XO?at=june", 422, "time-needs-offset"),
            ("XO?know_at=x", 422, "unknown-field"),
        ],
    )
    def test_is_told_of_what_there_is(self, cleo, path, status, code):
        reply = cleo.get(f"standing/{path}")
        assert (reply.status_code, codes_in(reply)) == (status, [code])


class TestTheTrail:
    def test_comes_in_order_and_says_whether_it_holds(self, console):
        eve = a_passkey("eve", None, Role.AUDITOR)
        seat(console, eve)
        with_token(console, eve)  # a line before the last, whichever test comes first
        auditor = with_token(console, eve)
        whole = auditor.get("trail?limit=200").json()
        assert whole["broken_at"] is None
        numbers = [line["number"] for line in whole["items"]]
        assert numbers == list(range(1, whole["number"] + 1))
        first = auditor.get("trail?limit=1").json()
        assert first["items"] == whole["items"][:1]
        second = auditor.get(f"trail?limit=200&after={first['next']}").json()
        assert second["items"] == whole["items"][1:]
        assert {line["what"] for line in whole["items"]} >= {"made a token"}
