"""The machine interface of a real server over the summer of 2016."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import jsonschema_rs
import pytest

from dabyl.core.calendars.endings import OpenEnd
from dabyl.usecases.take_decision import take_decision
from dabyl.wiring import clock, open_workspace
from support.desks import a_level
from support.processes import PATIENCE_S, asked, going_on, osland_folder
from support.tree import ROOT

PAGE = (ROOT / "docs/integrate/api.md").read_text("utf-8")
EXAMPLES = re.findall(r"^curl '(http://127\.0\.0\.1:8000[^']*)'", PAGE, re.MULTILINE)
CONFIG = Path(__file__).with_name("schemathesis.toml")
PROBLEM = "application/problem+json"


def get(address: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    try:
        with urlopen(Request(address + path, headers=headers), timeout=PATIENCE_S) as reply:  # noqa: S310
            return reply.status, dict(reply.headers), reply.read()
    except HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read()


def answered(address: str, path: str) -> dict:
    status, _, body = get(address, f"/api/v1/{path}")
    assert status == 200, body
    return json.loads(body)


def refused(address: str, path: str) -> tuple[int, list[tuple[str, str]]]:
    status, headers, body = get(address, f"/api/v1/{path}")
    told = json.loads(body)
    assert headers["content-type"] == PROBLEM
    assert told["status"] == status
    assert all(error["message"] and error["fix"] for error in told["errors"])
    return status, [(error["code"], error["where"]) for error in told["errors"]]


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("api") / "hq"
    asked("replay", "kazakhstan-2016", "--workspace", folder)
    with going_on("serve", "--port", "0", "--workspace", folder) as served:
        yield served.until("serving")["address"].rstrip("/")


@pytest.fixture(scope="module")
def document(address) -> dict:
    return answered(address, "openapi.json")


def resolved(document: dict, operation: str) -> dict:
    answer = document["paths"][operation]["get"]["responses"]["200"]
    schema = answer["content"]["application/json"]["schema"]
    return {**schema, "components": document["components"]}


def operation_of(document: dict, path: str) -> str:
    bare = path.partition("?")[0]
    for pattern in document["paths"]:
        if re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(pattern)), bare):
            return pattern
    raise AssertionError(f"no operation for {path}")


class TestDocument:
    def test_has_only_closed_answers(self, document):
        shapes = document["components"]["schemas"]
        assert {n for n, s in shapes.items() if s.get("additionalProperties") is not False} == set()

    def test_has_an_example_for_every_operation(self, document):
        asked_for = {operation_of(document, one[21:]) for one in EXAMPLES if "openapi" not in one}
        assert asked_for | {"/api/v1/messages/{identifier}"} == set(document["paths"])


class TestExamples:
    @pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one[29:])
    def test_are_answered_in_their_shape(self, address, document, example):
        path = example[len("http://127.0.0.1:8000") :]
        told = answered(address, path.removeprefix("/api/v1/"))
        if path.endswith("openapi.json"):
            assert told["openapi"].startswith("3.1")
            return
        jsonschema_rs.validate(resolved(document, operation_of(document, path)), told)
        assert told.get("items", [told])

    def test_also_of_one_message(self, address, document):
        first = answered(address, "messages?limit=1")["items"][0]
        told = answered(address, f"messages/{first['identifier']}")
        assert told == first
        assert get(address, f"/{told['file']}")[0] == 200
        jsonschema_rs.validate(resolved(document, "/api/v1/messages/{identifier}"), told)


class TestAnswers:
    def test_are_those_of_the_command_line(self, address, tmp_path):
        asked("replay", "kazakhstan-2016", "--workspace", tmp_path / "hq")
        times = ("--at", "2016-07-20T12:00+06:00", "--known-at", "2016-07-20T12:00+06:00")
        told = asked("standing", "KZ", *times, "--workspace", tmp_path / "hq")
        query = "at=2016-07-20T12:00%2B06:00&known_at=2016-07-20T12:00%2B06:00"
        assert answered(address, f"standing/KZ?{query}") == told

    def test_forgive_a_plus_that_was_not_escaped(self, address):
        found = answered(address, "standing/KZ?at=2016-07-20T12:00+06:00")
        assert found["at"] == "2016-07-20T12:00:00+06:00"

    def test_come_in_parts_that_make_the_whole(self, address):
        for noun in ("decisions", "timeline", "messages", "places", "incidents", "law/works"):
            whole = answered(address, f"{noun}?limit=200")
            parts, after = [], ""
            while after is not None:
                more = f"&after={after}" if after else ""
                part = answered(address, f"{noun}?limit=3{more}")
                parts += part["items"]
                after = part["next"]
            if whole["next"] is None:
                assert parts == whole["items"]
            else:
                assert parts[:200] == whole["items"]

    def test_say_what_was_known(self, address):
        early = answered(address, "decisions?known_at=2016-06-07T00:00Z")["items"]
        assert [one["decision"] for one in early][:1] == ["kz-2016-01"]
        assert len(early) < len(answered(address, "decisions")["items"])
        assert refused(address, "decisions/kz-2016-04?known_at=2016-06-07T00:00Z") == (
            404,
            [("unknown-reference", "decision")],
        )

    def test_are_confirmed_by_their_tag(self, address):
        path = "/api/v1/decisions/kz-2016-03?known_at=2016-08-01T00:00Z"
        _, headers, _ = get(address, path)
        assert get(address, path, **{"If-None-Match": headers["etag"]})[0] == 304


class TestProblems:
    @pytest.mark.parametrize(
        ("path", "status", "errors"),
        [
            ("standing/XX", 404, [("place-unknown", "place")]),
            ("standing/KZ?scale=uk", 404, [("scale-unknown", "scale")]),
            ("standing/KZ?at=2016-07-20", 422, [("time-needs-offset", "at")]),
            (
                "standing/KZ?at=1&known_at=2",
                422,
                [("time-needs-offset", "at"), ("time-needs-offset", "known_at")],
            ),
            ("standing/KZ?know_at=2016-07-20T00:00Z", 422, [("unknown-field", "know_at")]),
            ("standing/KZ?place=XX", 422, [("unknown-field", "place")]),
            ("decisions?limit=0", 422, [("unknown-value", "limit")]),
            ("decisions?limit=201", 422, [("unknown-value", "limit")]),
            ("decisions?limit=x", 422, [("unknown-value", "limit")]),
            ("decisions?after=x", 422, [("unknown-value", "after")]),
            ("timeline?after=99999999999999999999", 422, [("unknown-value", "after")]),
            ("law/provisions/kz-cc-255-1?on=june", 422, [("day-unreadable", "on")]),
            ("law/provisions/nix", 404, [("unknown-reference", "provision")]),
            ("law/bills/nix", 404, [("unknown-reference", "bill")]),
            ("incidents/nix", 404, [("unknown-reference", "incident")]),
            ("messages/nix", 404, [("unknown-reference", "message")]),
            ("nix", 404, []),
            ("%ff", 404, []),
        ],
    )
    def test_are_told_with_place_and_remedy(self, address, path, status, errors):
        assert refused(address, path) == (status, errors)

    def test_tell_which_places_are_meant(self, address):
        status, headers, body = get(
            address, "/api/v1/places?name=%D0%90%D0%BB%D0%BC%D0%B0%D1%82%D1%8B"
        )
        assert status == 200
        assert headers["content-type"] == "application/json"
        assert json.loads(body)["items"]


class TestStrangers:
    def test_get_no_fault_and_no_answer_outside_its_shape(self, address, tmp_path):
        """Schemathesis asks every operation with values that fit, and with values that don't."""
        command = shutil.which("schemathesis", path=str(Path(sys.executable).parent))
        words = ["--config-file", str(CONFIG), "run", f"{address}/api/v1/openapi.json"]
        words += ["--checks", "all", "--exclude-checks", "unsupported_method"]
        words += ["--phases", "examples,coverage,fuzzing", "--max-examples", "15"]
        ended = subprocess.run(
            [command or "schemathesis", *words],
            cwd=tmp_path,
            env={**os.environ, "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert ended.returncode == 0, ended.stdout[-6000:] + ended.stderr[-2000:]


class TestServer:
    def test_tells_a_decision_within_a_second(self, tmp_path):
        asked("init", tmp_path / "hq", "--pack", osland_folder(tmp_path), "--kind", "live")
        with going_on("serve", "--port", "0", "--workspace", tmp_path / "hq") as served:
            address = served.until("serving")["address"].rstrip("/")
            assert answered(address, "standing/XO")["highest_part"] is None
            house = open_workspace(tmp_path / "hq")
            take_decision(house.desk, a_level("xo-1", ending=OpenEnd()), at=clock().now())
            house.workspace.close()
            time.sleep(1)
            assert answered(address, "standing/XO")["highest_part"] == "amber"

    def test_slows_down_who_asks_too_often(self, tmp_path, monkeypatch):
        monkeypatch.setenv("DABYL_API_RATE", "3/m")
        asked("init", tmp_path / "hq", "--pack", osland_folder(tmp_path), "--kind", "live")
        with going_on("serve", "--port", "0", "--workspace", tmp_path / "hq") as served:
            address = served.until("serving")["address"].rstrip("/")
            replies = [get(address, f"/api/v1/places?limit={n}") for n in (1, 2, 3, 4)]
            assert [status for status, _, _ in replies] == [200, 200, 200, 429]
            assert 0 < int(replies[3][1]["retry-after"]) <= 60
            assert json.loads(replies[3][2])["title"] == "asked too often"
            assert get(address, "/api/v1/places?limit=1")[0] == 200
