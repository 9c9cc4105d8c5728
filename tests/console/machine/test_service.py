"""The document of the interface, its limits, and the addresses at which there is nothing."""

import json
import re

import pytest

from dabyl.core.staff.keys import Role
from support.bearers import a_program, with_token
from support.consoles import a_console, a_passkey, seat
from support.tree import ROOT

CLEO = a_passkey("cleo", "xo-hq", Role.OFFICER)
FILE = ROOT / "docs/reference/staff-api.json"
pytestmark = pytest.mark.usefixtures("console")


@pytest.fixture(scope="module")
def console(tmp_path_factory):
    with a_console(tmp_path_factory.mktemp("service")) as opened:
        seat(opened, CLEO)
        yield opened


@pytest.fixture(scope="module")
def document():
    return a_program().get("openapi.json").json()


class TestTheDocument:
    def test_is_the_one_in_the_docs(self, document):
        assert json.loads(FILE.read_text("utf-8")) == document

    def test_is_open_to_all_and_closed_in_its_shapes(self, document):
        shapes = document["components"]["schemas"]
        opened = {n for n, s in shapes.items() if s.get("additionalProperties") is not False}
        assert {n for n in opened if shapes[n].get("type") == "object"} == set()

    def test_asks_for_a_token_at_every_operation(self, document):
        for operations in document["paths"].values():
            for operation in operations.values():
                assert operation["security"]
                assert {"401", "403", "422", "429", "503"} <= set(operation["responses"])

    def test_has_no_operation_that_releases(self, document):
        assert not re.search(r"propos|approv|releas|countersign", " ".join(document["paths"]))


class TestNothing:
    @pytest.mark.parametrize("path", ["", "nix", "drafts/", "../nix", "drafts/xo-1/approve"])
    def test_is_told_as_a_problem(self, console, path):
        reply = with_token(console, CLEO).get(path)
        assert reply.status_code == 404
        assert reply["Content-Type"] == "application/problem+json"
        assert reply.json()["title"] == "not there"


class TestHeaders:
    def test_let_nobody_keep_or_frame_an_answer_and_set_no_cookie(self, console):
        reply = with_token(console, CLEO).get("token")
        assert reply["Cache-Control"] == "no-store"
        assert reply["X-Content-Type-Options"] == "nosniff"
        assert not reply.cookies
        assert "Access-Control-Allow-Origin" not in reply

    def test_of_a_method_that_is_not_there_name_those_that_are(self, console):
        reply = with_token(console, CLEO).client.delete("/api/v1/staff/drafts")
        assert reply.status_code == 405
        assert set(reply["Allow"].split(", ")) == {"GET", "POST"}
