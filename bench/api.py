"""The machine interface against a Django view that makes the same bytes from its ORM.

``python bench/api.py [REQUESTS] [ROUNDS]``

The summer of 2016, known on 20 July at noon: what stands at each place, asked as of another second
of July each time, so that memory never helps; then the same questions again, all in memory. The
peer is a Django view over tables of SQLite in memory, see ``_django/answers.py``. All three are
ASGI applications in this process, called one request after another in one event loop with the same
requests, from as many sources as Dabyl's limit for one source wants. Every answer is compared with
the peer's, byte by byte, before anything is timed. Targets: memory 10 times, django-ninja 2.5.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from itertools import cycle, islice
from time import process_time
from typing import Any

from _demo import played
from _django.load import load
from _django.ready import make_tables
from dabyl.adapters.clock import SimulatedClock
from dabyl.adapters.server_http import Application, Scope
from dabyl.adapters.theme import load_theme
from dabyl.core.publication.answers import Answers
from dabyl.core.publication.press import Press
from dabyl.core.register.register import Register
from dabyl.core.register.standing import LEASE_S
from dabyl.core.values.instants import Instant, parse_instant
from dabyl.wiring_api import api_server

AT = parse_instant("2016-07-20T12:00:00+06:00")
FROM = parse_instant("2016-07-15T00:00:00Z")
MEMORY_TARGET, NINJA_TARGET = 10.0, 2.5
PRODUCT, PEER = "/api/v1/standing/", "/peer/v1/standing/"
A_SOURCE = 200


async def main(count: int, rounds: int) -> bool:
    """Compare, measure, print; return whether the targets were met."""
    from django.core.asgi import get_asgi_application

    register = played("kazakhstan-2016")
    make_tables()
    press = a_press(register)
    load(press)
    dabyl, peer = api_server(lambda: register, SimulatedClock(AT)), get_asgi_application()
    questions = list(islice(cycle(press.answers.paged), count * (rounds + 1)))
    number = iter(range(len(questions)))

    def some() -> list[tuple[str, int, int]]:
        return [(questions[n], FROM.s + n, n // A_SOURCE) for n in islice(number, count)]

    asked = some()
    for one in asked:
        ours, theirs = await body(dabyl, PRODUCT, one), await body(peer, PEER, one)
        if ours != theirs:
            raise SystemExit(f"answers differ at {one}:\n{ours.decode()}\n{theirs.decode()}")
    print(f"{len(asked):,} answers are the same")
    memory, ninja, django = [], [], []
    for _ in range(rounds):
        fresh = some()
        django.append(await seconds(peer, PEER, fresh))
        ninja.append(await seconds(dabyl, PRODUCT, fresh))
        memory.append(await seconds(dabyl, PRODUCT, fresh))
    for name, took in (("memory", memory), ("ninja", ninja), ("django", django)):
        print(name, f"{count / min(took):10,.0f}")
    print(min(django)/min(memory), min(django)/min(ninja))


async def body(app, home, one) -> bytes:
    said = []
    async def send(event): said.append(event)
    await app(scope(home, one), receiver(), send)
    assert said[0]["status"] == 200, said
    return b"".join(e.get("body", b"") for e in said[1:])

def receiver():
    first = True
    async def receive():
        nonlocal first
        if first:
            first = False
            return {"type": "http.request", "body": b"", "more_body": False}
        await asyncio.Event().wait()
    return receive

def scope(home, one):
    place, at_s, source = one
    query = f"at={Instant(at_s).text()}&known_at={AT.text()}".encode()
    path = home + place
    return {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": query,
      "headers": [(b"host", b"127.0.0.1:8000"), (b"accept", b"*/*"), (b"user-agent", b"bench")],
      "client": (f"10.0.{source//250}.{source%250}", 1), "server": ("127.0.0.1", 8000), "scheme": "http", "http_version": "1.1", "root_path": "", "asgi": {"version": "3.0"}}

async def seconds(app, home, asked):
    scopes = [scope(home, one) for one in asked]
    async def send(event): pass
    start = process_time()
    for each in scopes:
        await app(each, receiver(), send)
    return process_time() - start

def a_press(register: Register) -> Press:
    """Return words, style and the time; from the Django side nothing else is asked of it."""
    answers = Answers(register=register, at=AT, known_at=AT, lease_s=LEASE_S)
    return Press(theme=load_theme(), answers=answers, archive=False)

if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:3]]
    met = asyncio.run(main(*(numbers + [500, 3][len(numbers) :])))
    raise SystemExit(0 if met else 1)
