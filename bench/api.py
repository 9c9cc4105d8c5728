"""The machine interface against a Django view that makes the same bytes from its ORM.

``python bench/api.py [REQUESTS] [ROUNDS]``

What stands at each place of the summer of 2016, known on 20 July at noon: as of another second each
time, so that memory never helps; then the same requests again, which are all in memory. The peer is
a view over tables of SQLite in memory, see ``_django/answers.py``. All are ASGI applications in
this process, called with the same requests, one after another, in one event loop. Sources change as
often as Dabyl's limit for one source wants. Answers are compared with the peer's, byte by byte,
before anything is timed. Targets: from memory 10 times the peer, without it 2.5 times.
"""

import asyncio
import sys
from collections.abc import Iterable, Iterator
from itertools import count, cycle, islice
from time import process_time
from typing import Any

import attrs
from django.core.asgi import get_asgi_application

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

KNOWN = parse_instant("2016-07-20T12:00:00+06:00")
FIRST = parse_instant("2016-07-15T00:00:00Z")
MEMORY_TARGET, NINJA_TARGET = 10.0, 2.5
OURS, PEERS = "/api/v1/standing/", "/peer/v1/standing/"
A_SOURCE, OK, AGAIN = 200, 200, 20
A_REQUEST = {"type": "http.request", "body": b"", "more_body": False}


@attrs.frozen(kw_only=True)
class Question:
    """What stands at a place at an instant; asked by one of many sources."""

    place: str
    at: Instant
    source: int


async def main(requests: int, rounds: int) -> bool:
    """Compare, measure, print; return whether the targets were met."""
    register = played("kazakhstan-2016")
    press = a_press(register)
    make_tables()
    load(press)
    dabyl = api_server(lambda: register, SimulatedClock(register.recorded_at))
    django: Any = get_asgi_application()
    every = questions(press.answers.paged)
    first = list(islice(every, requests))
    for question in first:
        ours, theirs = await told(dabyl, OURS, question), await told(django, PEERS, question)
        if ours != theirs:
            raise SystemExit(f"{question} differs:\n{ours.decode()}\n{theirs.decode()}")
    print(f"{len(first):,} answers are the same")
    took = [await a_round(dabyl, django, list(islice(every, requests))) for _ in range(rounds)]
    memory, ninja, peer = map(min, zip(*took, strict=True))
    print(f"Dabyl, from memory    {requests / memory:10,.0f} answers/s")
    print(f"Dabyl, django-ninja   {requests / ninja:10,.0f} answers/s")
    print(f"Django, from its ORM  {requests / peer:10,.0f} answers/s")
    print(f"ratio from memory     {peer / memory:10.1f}   (target {MEMORY_TARGET:g})")
    print(f"ratio by django-ninja {peer / ninja:10.1f}   (target {NINJA_TARGET:g})")
    return bool(peer / memory >= MEMORY_TARGET and peer / ninja >= NINJA_TARGET)


def questions(places: Iterable[str]) -> Iterator[Question]:
    """Ask about place after place, each time as of another second."""
    for number, place in zip(count(), cycle(places), strict=False):
        yield Question(place=place, at=Instant(FIRST.s + number), source=number // A_SOURCE)


async def a_round(
    dabyl: Application, django: Application, asked: list[Question]
) -> tuple[float, float, float]:
    """Return the seconds that new questions take: from memory, without it, and the peer."""
    peer = await seconds(django, PEERS, asked)
    ninja = await seconds(dabyl, OURS, asked)
    memory = [await seconds(dabyl, OURS, asked) for _ in range(AGAIN)]
    return min(memory), ninja, peer


async def seconds(app: Application, home: str, asked: list[Question]) -> float:
    """Return the seconds of processor time that answers take: other work is not counted."""
    scopes = [scope(home, question) for question in asked]

    async def send(event: dict[str, Any]) -> None:
        del event

    start = process_time()
    for one in scopes:
        await app(one, Client().receive, send)
    return process_time() - start


async def told(app: Application, home: str, question: Question) -> bytes:
    """Return the bytes of an answer."""
    heard: list[dict[str, Any]] = []

    async def send(event: dict[str, Any]) -> None:
        heard.append(event)

    await app(scope(home, question), Client().receive, send)
    start, *rest = heard
    if start["status"] != OK:
        raise SystemExit(f"{question}: {start}")
    return b"".join(event["body"] for event in rest)


@attrs.define(eq=False)
class Client:
    """One who asks, and stays until it is answered."""

    asked: bool = False

    async def receive(self) -> dict[str, Any]:
        """Return the request, and then nothing."""
        if self.asked:
            await asyncio.Event().wait()
        self.asked = True
        return A_REQUEST


def scope(home: str, question: Question) -> Scope:
    """Return a request as a server hands it on."""
    path, source = home + question.place, divmod(question.source, 250)
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": f"at={question.at.text()}&known_at={KNOWN.text()}".encode(),
        "headers": [(b"host", b"127.0.0.1:8000"), (b"user-agent", b"bench"), (b"accept", b"*/*")],
        "client": (f"10.0.{source[0]}.{source[1]}", 50_000),
        "server": ("127.0.0.1", 8000),
    }


def a_press(register: Register) -> Press:
    """Return what the peer's tables are filled from."""
    answers = Answers(register=register, at=KNOWN, known_at=KNOWN, lease_s=LEASE_S)
    return Press(theme=load_theme(), answers=answers, archive=False)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:3]]
    met = asyncio.run(main(*(numbers + [500, 3][len(numbers) :])))
    raise SystemExit(0 if met else 1)
