"""Incidents for programs: recorded once, corrected by one of two, counted, where allowed."""

import re
from itertools import count

import attrs
import pytest

from dabyl.core.staff.keys import Role
from support.bearers import a_program, codes_in, with_token
from support.consoles import a_console, a_passkey, at_the_desk, seat
from support.told import A_FIRE, KILLED

CLEO = a_passkey("cleo", "xo-hq", Role.OFFICER)
EDI = a_passkey("edi", None, Role.EDITOR)
SOUTHERN = attrs.evolve(a_passkey("sam", "xo-hq", Role.OFFICER), area=("XO-S",))

pytestmark = pytest.mark.usefixtures("console")


@pytest.fixture(scope="module")
def console(tmp_path_factory):
    with a_console(tmp_path_factory.mktemp("incidents")) as opened:
        seat(opened, CLEO, EDI, SOUTHERN)
        yield opened


@pytest.fixture(scope="module")
def cleo(console):
    return with_token(console, CLEO)


@pytest.fixture(scope="module")
def edi(console):
    return with_token(console, EDI)


@pytest.fixture(scope="module")
def numbers():
    return count(1)


@pytest.fixture
def key(cleo, numbers):
    """Return the id of an incident that no other test has."""
    made = f"fire-{next(numbers)}"
    assert cleo.post("incidents", {"id": made, **A_FIRE}).status_code == 201
    return made


def again(version, **fields):
    return {**A_FIRE, "based_on": version, **fields}


class TestAnIncident:
    def test_is_one_with_that_of_the_pages(self, cleo):
        reply = cleo.post("incidents", A_FIRE)
        told = reply.json()
        assert reply["Location"] == f"/api/v1/incidents/{told['incident']}"
        assert told["started"] == {
            "instant": "2026-06-05T14:30:00+02:00",
            "precision": "minute",
            "status": "stated",
        }
        assert (told["place"], told["version"], told["earlier"]) == ("XO-N", told["number"], [])
        page = at_the_desk(EDI).get(f"/incidents/{told['incident']}").content.decode()
        assert "<h1>Fire at a depot</h1>" in page

    def test_is_recorded_once_when_it_is_sent_twice(self, console, cleo, key):
        before = console.house.register().number
        assert cleo.post("incidents", {"id": key, **A_FIRE}).status_code == 200
        other = cleo.post("incidents", {"id": key, **A_FIRE, "started": "2026-06-05"})
        assert (other.status_code, codes_in(other)) == (409, ["incident-exists"])
        assert console.house.register().number == before

    def test_is_refused_for_every_reason_that_the_page_would_have_with_its_place(self, cleo):
        wrong = {
            "place": "Nowhere",
            "started": "2999-01-01",
            "names": {"en": "Fire", "de": "Feuer"},
            "source": {"publisher": " ", "url": "x"},
        }
        reply = cleo.post("incidents", wrong)
        assert reply.status_code == 422
        assert [one["where"] for one in reply.json()["errors"]] == [
            *("names.de", "place", "started", "names", "source.url", "source.publisher")
        ]

    def test_is_noted_in_the_audit_trail_with_whose_token_it_was(self, key):
        from dabyl.wiring_accounts import audit  # noqa: PLC0415 - Django must be ready

        (line,) = [one for one in audit.lines(200) if one["about"] == key]
        assert (line["what"], line["by"]) == ("recorded an incident", "cleo")


class TestACorrection:
    def test_replaces_what_was_told_and_tells_what_that_was(self, cleo, edi, key):
        first = cleo.post("incidents", {"id": key, **A_FIRE}).json()["version"]
        names = {"en": "Great fire", "fr": "Grand incendie"}
        reply = edi.post(f"incidents/{key}/versions", again(first, names=names))
        told = reply.json()
        assert reply.status_code == 201
        assert (told["names"], told["number"]) == (names, first)
        assert told["version"] > first
        assert [one["names"] for one in told["earlier"]] == [A_FIRE["names"]]
        repeated = edi.post(f"incidents/{key}/versions", again(first, names=names))
        assert (repeated.status_code, repeated.json()) == (200, told)

    def test_of_two_at_once_wins_one_and_the_other_is_told_the_version(self, cleo, edi, key):
        first = cleo.post("incidents", {"id": key, **A_FIRE}).json()["version"]
        now = edi.post(f"incidents/{key}/versions", again(first, place="South")).json()["version"]
        lost = cleo.post(f"incidents/{key}/versions", again(first, started="2026-06-05"))
        assert (lost.status_code, codes_in(lost)) == (409, ["incident-changed"])
        assert lost.json()["current"] == now

    def test_of_what_is_not_there_is_none(self, cleo):
        reply = cleo.post("incidents/none/versions", again(1))
        assert (reply.status_code, codes_in(reply)) == (404, ["incident-unknown"])
        reply = cleo.post("incidents/none/figures", KILLED)
        assert (reply.status_code, codes_in(reply)) == (404, ["incident-unknown"])


class TestAFigure:
    def test_is_told_with_its_incident_and_recorded_once(self, cleo, key):
        reply = cleo.post(f"incidents/{key}/figures", {"id": f"{key}-a", **KILLED})
        (told,) = reply.json()["figures"]
        assert (reply.status_code, told["figure"], told["low"]) == (201, f"{key}-a", 3)
        repeated = cleo.post(f"incidents/{key}/figures", {"id": f"{key}-a", **KILLED})
        assert (repeated.status_code, repeated.json()["figures"]) == (200, [told])
        other = cleo.post(f"incidents/{key}/figures", {"id": f"{key}-a", **KILLED, "low": 4})
        assert (other.status_code, codes_in(other)) == (409, ["figure-exists"])

    def test_is_replaced_by_one_of_two(self, cleo, edi, key):
        cleo.post(f"incidents/{key}/figures", KILLED)
        old = f"{key}-f-01"
        newer = {**KILLED, "supersedes": [old], "seen": 1, "bound": "range", "low": 4}
        won = edi.post(f"incidents/{key}/figures", {**newer, "high": 6})
        assert [one["supersedes"] for one in won.json()["figures"]] == [[], [old]]
        lost = cleo.post(f"incidents/{key}/figures", {**newer, "high": 5})
        assert (lost.status_code, codes_in(lost)) == (409, ["figure-replaced"])


class TestWhoseAreaIsElsewhere:
    def test_records_and_corrects_only_there(self, console, cleo, key):
        first = cleo.post("incidents", {"id": key, **A_FIRE}).json()["version"]
        southern = with_token(console, SOUTHERN)
        refused = [
            southern.post("incidents", A_FIRE),
            southern.post(f"incidents/{key}/versions", again(first, place="South")),
            southern.post(f"incidents/{key}/figures", KILLED),
        ]
        assert {one.status_code for one in refused} == {403}
        assert {*map(tuple, map(codes_in, refused))} == {("incident-elsewhere",)}
        assert southern.post("incidents", {**A_FIRE, "place": "South"}).status_code == 201


class TestReasons:
    @pytest.mark.parametrize("lang", ["ru", "kk"])
    def test_are_told_in_the_language_that_is_asked_for(self, cleo, key, lang):
        program = a_program(cleo.text, lang=lang)
        wrong = {"id": key, **A_FIRE, "place": "XO-S"}
        (error,) = program.post("incidents", wrong).json()["errors"]
        assert re.search("[а-яәіңғүұқөһ]{4}", error["message"])
