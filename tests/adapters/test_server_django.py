"""Django's answers to requests without a body."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

from dabyl.adapters.server_django import BodilessHandler
from dabyl.adapters.store.ready import make_ready

GET: dict[str, Any] = {
    "type": "http",
    "method": "GET",
    "path": "/told",
    "query_string": b"a=1",
    "headers": [],
}


async def told(request: HttpRequest) -> HttpResponse:
    thread = threading.get_ident()
    return HttpResponse(f"{request.path}?{request.GET['a']} {thread}".encode(), status=203)


urlpatterns = [path("told", told)]


@pytest.fixture
def handler() -> Iterator[BodilessHandler]:
    make_ready()
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[]):
        yield BodilessHandler()


def ask(handler: BodilessHandler, **changes: Any) -> tuple[int, bytes]:
    said: list[dict[str, Any]] = []

    async def send(event: dict[str, Any]) -> None:
        said.append(event)

    async def receive() -> dict[str, Any]:
        raise AssertionError("a request that has no body was asked for it")

    asyncio.run(handler({**GET, **changes}, receive, send))
    return said[0]["status"], b"".join(event["body"] for event in said[1:])


class TestHandler:
    def test_answers_by_the_view_at_the_address(self, handler):
        assert ask(handler) == (203, f"/told?1 {threading.get_ident()}".encode())

    def test_starts_no_thread(self, handler):
        started: list[str] = []
        before = threading.getprofile()
        threading.setprofile(lambda *_: started.append(threading.current_thread().name))
        try:
            ask(handler)
        finally:
            threading.setprofile(before)
        assert started == []

    def test_answers_nothing_at_an_address_that_makes_no_sense(self, handler):
        assert ask(handler, path="/nothing")[0] == 404
