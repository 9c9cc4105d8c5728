"""The timeline as readers get it: kept for many, never older than what is known and what lapsed."""

import json
import sys

import pytest

from support.crashes import run
from support.tree import ROOT

ASK = """
import asyncio, json
from dabyl.adapters.clock import SimulatedClock
from dabyl.core.calendars.endings import ForDays
from dabyl.core.values.instants import Instant
from dabyl.wiring_api import LOOK_EVERY_S, api_server
from support.vale import act, declare, register, t

FIRST = ("2020-03-01", act("d0", declare("V", "red", "2020-03-01", ForDays(days=10))))
SECOND = ("2020-03-02", act("d1", declare("E1", "yellow", "2020-03-02", ForDays(days=30))))
KNOWN, CLOCK = [register(FIRST)], SimulatedClock(t("2020-03-03"))

async def told(app, query=""):
    said = []
    async def send(event):
        said.append(event)
    about = {"type": "http", "method": "GET", "client": ("127.0.0.1", 1), "headers": []}
    where = {"path": "/api/v1/timeline", "query_string": query.encode()}
    await app({**about, **where}, None, send)
    keep = dict(said[0]["headers"])[b"cache-control"].decode().partition("=")[2]
    items = json.loads(said[1]["body"])["items"]
    return [[f"{one['kind']} {one['layer']}" for one in items], int(keep)]

async def ask():
    app, found = api_server(lambda: KNOWN[-1], CLOCK), {}
    for second in (3, 1, 0):
        CLOCK.move_to(Instant(t("2020-03-11").s - second))
        found[f"{second} s before"] = await told(app)
    places = ("", "place=E1", "scale=vale")
    for query in places:
        found[f"before {query}"] = await told(app, query)
    KNOWN.append(register(FIRST, SECOND))
    await asyncio.sleep(LOOK_EVERY_S)
    for query in places:
        found[f"after {query}"] = await told(app, query)
    for day in (1, 2, 11):
        found[f"known on {day}"] = await told(app, f"known_at=2020-03-{day:02}T12:00:00Z")
    print(json.dumps(found))

asyncio.run(ask())
"""
DECLARED, LAPSED, NEW = "declared d0", "lapsed d0", "declared d1"


@pytest.fixture(scope="module")
def found() -> dict[str, tuple[list[str], int]]:
    """Ask in a process of its own: here Django has the settings of the console."""
    ended = run(
        [sys.executable, "-c", f"import sys; sys.path.append({str(ROOT / 'tests')!r})\n{ASK}"]
    )
    assert ended.returncode == 0, ended.stderr
    return {asked: (told, keep_s) for asked, (told, keep_s) in json.loads(ended.stdout).items()}


class TestTimeline:
    def test_tells_a_lapse_in_the_second_in_which_it_comes(self, found):
        assert found["3 s before"] == ([DECLARED], 3)
        assert found["1 s before"] == ([DECLARED], 3)
        assert found["0 s before"] == ([DECLARED, LAPSED], 15)

    @pytest.mark.parametrize("query", ["", "place=E1", "scale=vale"])
    def test_tells_a_new_entry_at_the_next_look(self, found, query):
        assert found[f"before {query}"] == ([DECLARED, LAPSED], 15)
        assert found[f"after {query}"] == ([DECLARED, NEW, LAPSED], 15)

    def test_tells_what_was_known_then_whatever_was_asked_before(self, found):
        assert found["known on 1"] == ([DECLARED], 15)
        assert found["known on 2"] == ([DECLARED, NEW], 15)
        assert found["known on 11"] == ([DECLARED, NEW, LAPSED], 15)
