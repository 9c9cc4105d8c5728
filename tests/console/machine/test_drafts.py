"""Drafts for programs: begun, saved without loss, commented on, withdrawn, and read."""

import json
from itertools import count

import pytest

from dabyl.core.levels.body import decision_to_body
from dabyl.core.staff.keys import Role
from support.bearers import codes_in, with_token
from support.consoles import a_console, a_desk, a_passkey, seat, sign_in
from support.drafting import a_decision
from support.postgres import a_server

CLEO = a_passkey("cleo", "xo-hq", Role.OFFICER)
DAN = a_passkey("dan", "xo-hq", Role.APPROVER)
EVE = a_passkey("eve", None, Role.AUDITOR)
BODY = json.loads(json.dumps(decision_to_body(a_decision("xo-1"))))
LESS = {name: value for name, value in BODY.items() if name not in {"id", "mode", "office"}}


pytestmark = pytest.mark.usefixtures("console")


@pytest.fixture(scope="module", params=["disk", pytest.param("server", marks=pytest.mark.postgres)])
def console(tmp_path_factory, request):
    server = None if request.param == "disk" else a_server(request)
    with a_console(tmp_path_factory.mktemp("drafts"), server=server) as opened:
        seat(opened, CLEO, DAN, EVE)
        yield opened


@pytest.fixture(scope="module")
def cleo(console):
    return with_token(console, CLEO)


@pytest.fixture(scope="module")
def dan(console):
    return with_token(console, DAN)


@pytest.fixture(scope="module")
def numbers():
    return count(1)


@pytest.fixture
def key(numbers):
    """Return the id of a draft that no other test has."""
    return f"xo-{next(numbers)}"


class TestADraft:
    def test_is_begun_of_the_office_and_lacks_nothing_that_goes_without_saying(self, cleo):
        reply = cleo.post("drafts", {"content": LESS})
        assert reply.status_code == 201
        told = reply.json()
        assert told["draft"].startswith("xo-hq-20")
        assert reply["Location"] == f"/api/v1/staff/drafts/{told['draft']}"
        assert told["content"] == {**BODY, "id": told["draft"]}
        assert (told["office"], told["state"], told["editors"]) == ("xo-hq", "open", ["cleo"])

    def test_is_one_with_the_draft_of_the_pages(self, cleo, key):
        cleo.post("drafts", {"id": key, "content": BODY})
        desk = a_desk()
        sign_in(desk, CLEO)
        assert f"/drafts/{key}" in desk.get("/drafts").content.decode()
        assert cleo.get(f"drafts/{key}").json()["content"] == BODY

    def test_is_begun_once(self, cleo, key):
        cleo.post("drafts", {"id": key, "content": BODY})
        reply = cleo.post("drafts", {"id": key, "content": {}})
        assert (reply.status_code, codes_in(reply)) == (409, ["draft-exists"])

    @pytest.mark.parametrize("key", ["xo 1", "a.1", "", "x" * 81, "../xo", "\x00"])
    def test_has_an_id_that_a_decision_can_have(self, cleo, key):
        reply = cleo.post("drafts", {"id": key, "content": {}})
        assert reply.status_code == 422 if key else 201

    def test_is_found_by_its_tag(self, cleo, key):
        cleo.post("drafts", {"id": key, "content": BODY})
        tag = cleo.get(f"drafts/{key}")["ETag"]
        again = cleo.get(f"drafts/{key}", **{"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert again["Cache-Control"] == "private, no-cache"
        cleo.post(f"drafts/{key}/comments", {"text": "look"})
        assert cleo.get(f"drafts/{key}", **{"if-none-match": tag}).status_code == 200

    @pytest.mark.parametrize("key", ["nix", "a%20b", "%00", "%f", "a.1", "x" * 81])
    def test_that_is_not_there_is_told_to_be_missing(self, cleo, key):
        assert cleo.get(f"drafts/{key}").status_code in {404, 422}


class TestSaving:
    def test_makes_the_next_version(self, cleo, key):
        cleo.post("drafts", {"id": key, "content": {}})
        reply = cleo.post(f"drafts/{key}/versions", {"based_on": 1, "content": BODY})
        assert reply.status_code == 201
        assert (reply.json()["version"], reply.json()["content"]) == (2, BODY)

    def test_onto_an_older_version_loses_nothing(self, cleo, key):
        cleo.post("drafts", {"id": key, "content": {}})
        cleo.post(f"drafts/{key}/versions", {"based_on": 1, "content": BODY})
        late = {**BODY, "reason": "late"}
        reply = cleo.post(f"drafts/{key}/versions", {"based_on": 1, "content": late})
        assert (reply.status_code, codes_in(reply)) == (409, ["saved-beside"])
        told = reply.json()
        assert (told["fork"], told["current"]) == (3, 2)
        kept = cleo.get(f"drafts/{key}/versions/3").json()
        assert (kept["content"], kept["fork"], kept["by"]) == (late, True, "cleo")
        assert cleo.get(f"drafts/{key}").json()["content"] == BODY

    @pytest.mark.parametrize(
        "data",
        [
            b"{",
            b'{"based_on": 1, "content": NaN}',
            b'{"based_on": 1, "content": {"a": "\\ud800"}}',
            b"\xff",
            b"[" * 100_000,
        ],
        ids=["half", "nan", "surrogate", "bytes", "deep"],
    )
    def test_needs_a_body_of_json(self, cleo, data, key):
        cleo.post("drafts", {"id": key, "content": {}})
        reply = cleo.post(f"drafts/{key}/versions", data)
        assert (reply.status_code, codes_in(reply)) == (400, ["body-unreadable"])

    @pytest.mark.parametrize(
        ("sent", "codes"),
        [
            ({"based_on": 1, "content": {"a": 1.5}}, ["number-not-whole"]),
            ({"based_on": 1, "content": {"a": 2**53}}, ["number-too-large"]),
            ({"based_on": 1, "content": [1]}, ["wrong-type"]),
            ({"based_on": -1, "content": {}}, ["unknown-value"]),
            ({"based_on": 10**30, "content": {}}, ["unknown-value"]),
            ({"content": {}}, ["missing-field"]),
            ({"based_on": 1, "content": {}, "propose": True}, ["unknown-field"]),
            ([], ["wrong-type"]),
            (None, ["missing-field"]),
        ],
        ids=lambda value: json.dumps(value)[:40],
    )
    def test_tells_every_part_that_does_not_fit(self, cleo, sent, codes, key):
        cleo.post("drafts", {"id": key, "content": {}})
        reply = cleo.post(f"drafts/{key}/versions", sent)
        assert reply.status_code == 422
        assert codes_in(reply) == codes
        assert all(error["where"] for error in reply.json()["errors"])

    @pytest.mark.parametrize("depth", [60, 70, 400, 900])
    def test_takes_no_content_nested_without_end(self, cleo, depth, key):
        cleo.post("drafts", {"id": key, "content": {}})
        nested = '{"a":' * depth + "1" + "}" * depth
        data = f'{{"based_on": 1, "content": {nested}}}'.encode()
        status = cleo.post(f"drafts/{key}/versions", data).status_code
        assert status == 201 if depth < 64 else status in {400, 422}

    def test_keeps_odd_text_as_it_is(self, cleo, key):
        odd = {"note": {"en": "\x00 \u202e \U0001f600 </script>"}}
        cleo.post("drafts", {"id": key, "content": {}})
        sent = {"based_on": 1, "content": odd}
        assert cleo.post(f"drafts/{key}/versions", sent).status_code == 201
        assert cleo.get(f"drafts/{key}").json()["content"] == odd

    def test_takes_a_whole_number_however_it_is_written(self, cleo, key):
        cleo.post("drafts", {"id": key, "content": {}})
        sent = b'{"based_on": 1.0, "content": {"a": 2.0, "b": 1e3, "c": -0.0}}'
        assert cleo.post(f"drafts/{key}/versions", sent).status_code == 201
        assert cleo.get(f"drafts/{key}").content.count(b'"content":{"a":2,"b":1000,"c":0}') == 1

    def test_takes_no_body_beyond_its_limit(self, cleo, key):
        cleo.post("drafts", {"id": key, "content": {}})
        large = {"based_on": 1, "content": {"note": {"en": "x" * 262_144}}}
        reply = cleo.post(f"drafts/{key}/versions", large)
        assert (reply.status_code, codes_in(reply)) == (413, ["body-too-large"])
        assert cleo.get(f"drafts/{key}").json()["version"] == 1


class TestCommentsAndWithdrawal:
    def test_are_said_under_a_pseudonym(self, cleo, dan, key):
        cleo.post("drafts", {"id": key, "content": BODY})
        told = dan.post(f"drafts/{key}/comments", {"text": "why so long?"}).json()
        assert [(one["by"], one["text"]) for one in told["said"]] == [("dan", "why so long?")]

    @pytest.mark.parametrize("text", ["", " ", "x" * 2001])
    def test_are_neither_empty_nor_endless(self, cleo, text, key):
        cleo.post("drafts", {"id": key, "content": BODY})
        assert cleo.post(f"drafts/{key}/comments", {"text": text}).status_code == 422

    def test_end_a_draft_that_stays_to_be_read(self, cleo, key):
        cleo.post("drafts", {"id": key, "content": BODY})
        assert cleo.post(f"drafts/{key}/withdrawal").json()["state"] == "withdrawn"
        reply = cleo.post(f"drafts/{key}/withdrawal")
        assert (reply.status_code, codes_in(reply)) == (409, ["draft-state"])
        assert cleo.get(f"drafts/{key}").json()["content"] == BODY


class TestTheList:
    def test_comes_in_parts_by_id(self, cleo):
        for number in range(5):
            cleo.post("drafts", {"id": f"zz-{number}", "content": {}})
        first = cleo.get("drafts?limit=2&after=zz").json()
        assert [one["draft"] for one in first["items"]] == ["zz-0", "zz-1"]
        second = cleo.get(f"drafts?limit=3&after={first['next']}").json()
        assert [one["draft"] for one in second["items"]] == ["zz-2", "zz-3", "zz-4"]
        assert second["next"] is None

    def test_has_those_that_got_so_far(self, cleo, key):
        cleo.post("drafts", {"id": key, "content": {}})
        cleo.post(f"drafts/{key}/withdrawal")
        every = cleo.get("drafts?limit=200").json()["items"]
        listed = cleo.get("drafts?state=withdrawn").json()["items"]
        assert key in {one["draft"] for one in listed}
        assert listed == [one for one in every if one["state"] == "withdrawn"]

    @pytest.mark.parametrize(
        "query", ["limit=0", "limit=201", "limit=x", "state=secret", "stat=open", "sent=1"]
    )
    def test_refuses_what_it_does_not_know(self, cleo, query):
        reply = cleo.get(f"drafts?{query}")
        assert reply.status_code == 422
        assert reply.json()["errors"][0]["where"] == query.partition("=")[0]


class TestNothingThatReleases:
    @pytest.mark.parametrize("step", ["propose", "approve", "proposal", "approval", "release"])
    def test_has_an_address(self, cleo, step, key):
        cleo.post("drafts", {"id": key, "content": BODY})
        assert cleo.post(f"drafts/{key}/{step}", {}).status_code == 404
