"""Answers from memory: kept as long as they say, never beyond the journal's next entry."""

import asyncio
import gzip
from typing import Any

import attrs

from dabyl.adapters.server_memory import Memory, Present
from dabyl.core.values.shelf import Shelf

GET: dict[str, Any] = {
    "type": "http",
    "method": "GET",
    "path": "/api/v1/x",
    "query_string": b"",
    "headers": [],
}


@attrs.define(eq=False)
class Maker:
    """An application that counts how often it was asked, and says what it was given."""

    age: bytes = b"public, max-age=15"
    status: int = 200
    body: bytes = b'{"a":1}'
    asked: list[dict[str, Any]] = attrs.field(factory=list)

    async def __call__(self, scope, receive, send):
        del receive
        self.asked.append(scope)
        headers = [(b"Content-Type", b"application/json"), (b"Cache-Control", self.age)]
        headers.append((b"X-Inside", b"secret"))
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.body, "more_body": True})
        await send({"type": "http.response.body", "body": b"\n"})


@attrs.define(eq=False)
class Server:
    maker: Maker = attrs.field(factory=Maker)
    now_s: int = 1_000
    number: int = 7
    most_bytes: int = 1_000_000
    memory: Memory = attrs.field(init=False)

    def __attrs_post_init__(self):
        self.memory = Memory(self.maker, self.present, Shelf(self.most_bytes))

    async def present(self):
        return Present(number=self.number, now_s=self.now_s, state={"dabyl.asked": self.number})

    def ask(self, **changes):
        said = []

        async def send(event):
            said.append(event)

        asyncio.run(self.memory({**GET, **changes}, None, send))
        return said[0]["status"], dict(said[0]["headers"]), said[1]["body"]


class TestMemory:
    def test_answers_again_without_asking(self):
        server = Server()
        first, second = server.ask(), server.ask()
        assert first == second
        assert first[2] == b'{"a":1}\n'
        assert len(server.maker.asked) == 1

    def test_hands_on_what_answers_are_made_from(self):
        server = Server()
        server.ask()
        assert server.maker.asked[0]["dabyl.asked"] == 7

    def test_asks_again_when_the_answer_is_too_old(self):
        server = Server()
        server.ask()
        server.now_s += 14
        server.ask()
        assert len(server.maker.asked) == 1
        server.now_s += 1
        server.ask()
        assert len(server.maker.asked) == 2

    def test_asks_again_when_the_journal_has_grown(self):
        server = Server()
        server.ask()
        server.number += 1
        server.ask()
        assert len(server.maker.asked) == 2

    def test_tells_apart_what_is_asked(self):
        server = Server()
        server.ask()
        server.ask(query_string=b"at=2016")
        server.ask(path="/api/v1/y")
        assert len(server.maker.asked) == 3

    def test_keeps_no_problem_and_nothing_that_says_so(self):
        for maker in (Maker(status=404), Maker(age=b"no-store"), Maker(age=b"max-age=x")):
            server = Server(maker=maker)
            server.ask()
            server.ask()
            assert len(maker.asked) == 2

    def test_lets_go_of_the_oldest_when_it_is_full(self):
        server = Server(most_bytes=2 * 528)
        for name in "abc":
            server.ask(path=f"/{name}")
        server.ask(path="/c")
        assert len(server.maker.asked) == 3
        server.ask(path="/a")
        assert len(server.maker.asked) == 4

    def test_keeps_nothing_that_is_larger_than_it(self):
        server = Server(maker=Maker(body=b"a" * 2_000), most_bytes=1_000)
        server.ask()
        server.ask()
        assert len(server.maker.asked) == 2


class TestAnswer:
    def test_has_a_tag_that_a_reader_may_name(self):
        server = Server()
        _, headers, _ = server.ask()
        tag = headers[b"etag"]
        status, again, body = server.ask(headers=[(b"If-None-Match", b'"other", ' + tag)])
        assert (status, body, again[b"etag"]) == (304, b"", tag)

    def test_shows_nothing_of_the_inside_and_may_be_read_anywhere(self):
        _, headers, _ = Server().ask()
        assert b"x-inside" not in headers
        assert headers[b"access-control-allow-origin"] == b"*"
        assert headers[b"x-content-type-options"] == b"nosniff"

    def test_to_head_has_no_bytes_but_their_number(self):
        status, headers, body = Server().ask(method="HEAD")
        assert (status, body, headers[b"content-length"]) == (200, b"", b"8")

    def test_is_compressed_for_those_who_take_it(self):
        server = Server(maker=Maker(body=b"a" * 400))
        _, headers, body = server.ask(headers=[(b"accept-encoding", b"gzip")])
        assert headers[b"content-encoding"] == b"gzip"
        assert gzip.decompress(body) == b"a" * 400 + b"\n"
        assert server.ask()[1][b"etag"] != headers[b"etag"]

    def test_to_a_browser_that_asks_whether_it_may_is_yes(self):
        server = Server()
        status, headers, _ = server.ask(method="OPTIONS")
        assert (status, headers[b"access-control-allow-methods"]) == (204, b"GET, HEAD")
        assert server.maker.asked == []

    def test_to_anything_else_is_no(self):
        server = Server()
        for method in ("POST", "PUT", "DELETE", "PATCH", "TRACE"):
            status, headers, _ = server.ask(method=method)
            assert (status, headers[b"allow"]) == (405, b"GET, HEAD")
        assert server.maker.asked == []

    def test_is_none_to_what_is_not_http(self):
        said = []
        asyncio.run(Server().memory({"type": "lifespan"}, None, said.append))
        assert said == []
