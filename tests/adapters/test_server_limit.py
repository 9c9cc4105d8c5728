"""Bodies that are too large are stopped at the server."""

import asyncio

import pytest

from dabyl.adapters.server_limit import TOO_LARGE, limited

MOST = 10


class Inner:
    """An application that reads the whole body, as Django does."""

    def __init__(self):
        self.read, self.limit, self.then = None, None, None

    async def __call__(self, scope, receive, _send):
        self.limit, self.read = scope.get(TOO_LARGE), b""
        while True:
            event = await receive()
            self.read += event.get("body", b"")
            if not event.get("more_body"):
                break
        self.then = await receive()


def sent(*parts, method="POST", version="1.1", headers=(), kind="http"):
    """Send a body in parts; return what of it the application was given, and the limit."""
    events = [
        {"type": "http.request", "body": part, "more_body": n < len(parts)}
        for n, part in enumerate(parts, start=1)
    ]

    async def receive():
        return events.pop(0) if events else {"type": "http.disconnect"}

    inner = Inner()
    scope = {
        "type": kind,
        "path": "/x",
        "method": method,
        "http_version": version,
        "headers": list(headers),
    }
    asyncio.run(limited(inner, lambda _: MOST)(scope, receive, None))
    assert kind != "http" or inner.then["type"] == "http.disconnect"
    return inner.read, inner.limit


def declared(size):
    return (b"content-length", str(size).encode())


CHUNKED = (b"transfer-encoding", b"chunked")


class TestABody:
    def test_that_is_declared_too_large_is_not_read(self):
        assert sent(b"x" * 11, headers=[declared(11)]) == (b"", MOST)

    def test_without_a_length_is_read_up_to_the_limit_only(self):
        assert sent(*[b"123456"] * 9, headers=[CHUNKED]) == (b"", MOST)

    @pytest.mark.parametrize("headers", [[declared(9)], [CHUNKED], []])
    def test_within_the_limit_arrives_whole(self, headers):
        assert sent(b"abc", b"defghi", headers=headers) == (b"abcdefghi", None)

    def test_of_a_request_to_read_is_limited_as_well_when_it_has_one(self):
        assert sent(b"x" * 11, method="GET", headers=[CHUNKED]) == (b"", MOST)
        assert sent(b"x" * 11, method="GET", version="2") == (b"", MOST)
        assert sent(b"", method="GET") == (b"", None)

    def test_that_breaks_off_is_told_as_it_is(self):
        assert sent(headers=[CHUNKED]) == (b"", None)

    def test_of_anything_but_a_request_is_none_of_its_business(self):
        assert sent(b"x" * 11, kind="lifespan", headers=[declared(11)])[1] is None
