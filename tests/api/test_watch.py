"""What requests are answered from: one look at a time, and nothing old while it fails."""

import asyncio
import json
import sys
from threading import Event

from dabyl.adapters.clock import SystemClock
from dabyl.core.register.register import EMPTY
from dabyl.core.values.problems import Unavailable
from dabyl.usecases.asked import SCOPE, Asked
from dabyl.wiring_api import LOOK_EVERY_S, UNKNOWN, Watch
from support.crashes import run


def a_watch(look):
    return Watch(look, SystemClock())


class TestWatch:
    def test_looks_once_for_all_who_ask_meanwhile(self):
        go, looks = Event(), []

        def look():
            looks.append(1)
            go.wait(10)
            return EMPTY

        async def ask():
            watch = a_watch(look)
            asked = [asyncio.create_task(watch.present()) for _ in range(5)]
            await asyncio.sleep(0.05)
            go.set()
            return await asyncio.gather(*asked)

        found = asyncio.run(ask())
        assert looks == [1]
        assert [one.number for one in found] == [0] * 5
        assert all(isinstance(one.state[SCOPE], Asked) for one in found)

    def test_tells_nothing_old_while_the_journal_cannot_be_read_and_recovers(self):
        answers = iter([EMPTY, Unavailable("the disk refused to read"), EMPTY])

        def look():
            answer = next(answers)
            if isinstance(answer, Unavailable):
                raise answer
            return answer

        async def ask():
            watch, found = a_watch(look), []
            for _ in range(3):
                found.append(await watch.present())
                await asyncio.sleep(LOOK_EVERY_S)
            return found

        first, second, third = asyncio.run(ask())
        assert isinstance(first.state[SCOPE], Asked)
        assert (second.number, str(second.state[SCOPE])) == (UNKNOWN, "the disk refused to read")
        assert isinstance(third.state[SCOPE], Asked)


ASK = """
import asyncio, json
from dabyl.adapters.clock import SystemClock
from dabyl.core.values.problems import Unavailable
from dabyl.wiring_api import api_server

def look():
    raise Unavailable("the disk refused to read")

async def receive():
    return {"type": "http.request", "body": b"", "more_body": False}

async def ask():
    said = []
    async def send(event):
        said.append(event)
    where = {"path": "/api/v1/standing/XO", "query_string": b"", "headers": []}
    about = {"type": "http", "method": "GET", "client": ("127.0.0.1", 1), **where}
    await api_server(look, SystemClock())(about, receive, send)
    headers = {name.decode(): value.decode() for name, value in said[0]["headers"]}
    print(json.dumps([said[0]["status"], headers, json.loads(said[1]["body"])]))

asyncio.run(ask())
"""


class TestServer:
    def test_says_so_while_the_journal_cannot_be_read(self):
        """In a process of its own: here Django has the settings of the console."""
        ended = run([sys.executable, "-c", ASK])
        assert ended.returncode == 0, ended.stderr
        status, headers, told = json.loads(ended.stdout)
        assert (status, headers["retry-after"]) == (503, "60")
        assert headers["content-type"] == "application/problem+json"
        assert told["title"] == "the register cannot be read now"
