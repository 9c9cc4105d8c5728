"""What the demo answers: its own page, and every public page as it stood at any instant.

1. ``/at/TIME/PATH`` is the file PATH of the site as it was shown at TIME, as known then;
   ``/known-now/at/TIME/PATH`` as known after everything was recorded.
2. Pages are rendered when they are asked for, by the same code that publishes them.
3. Without script the page lists the days; each link opens beside the list.
"""

import asyncio
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.resources import files
from threading import Lock
from urllib.parse import parse_qs

import attrs
import jinja2
import msgspec
from markupsafe import Markup

from dabyl.adapters.demo.stops import Stop
from dabyl.adapters.demo.words import LANGUAGES, WORDS
from dabyl.adapters.server_http import Found, Moved
from dabyl.core.values.instants import Instant, parse_instant

Render = Callable[[str, Instant, Instant], bytes | None]
"""Given a path, ``at`` and ``known_at``, return the file that the site has there, or None."""

_ADDRESS = re.compile(r"(?P<now>known-now/)?at/(?P<time>[^/]+)/(?P<path>.*)")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " frame-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)
_KEPT_ANSWERS = 512
_ASSETS = frozenset({"demo.css", "demo.js"})


def _asset(name: str) -> bytes:
    return files("dabyl.adapters.demo").joinpath(name).read_bytes()


@attrs.frozen(eq=False)
class DemoSite:
    """The demo's page over the site that *render* makes."""

    stops: tuple[Stop, ...]
    start: Stop
    render: Render
    known_now: Instant

    @classmethod
    def of(
        cls, stops: tuple[Stop, ...], *, start: Stop, render: Render, known_now: Instant
    ) -> "DemoSite":
        """Return a site that keeps what it rendered last, and renders one page at a time."""
        lock = Lock()

        @lru_cache(maxsize=_KEPT_ANSWERS)
        def kept(path: str, at: Instant, known_at: Instant) -> bytes | None:
            with lock:
                return render(path, at, known_at)

        return cls(stops, start, kept, known_now)

    async def find(self, path: str, query: str) -> Found | Moved | None:
        """Find what is at *path*; see ``adapters/server_http``."""
        if not path:
            asked = parse_qs(query).get("lang", ["en"])[0]
            lang = asked if asked in WORDS else "en"
            return Found(name="index.html", body=self.page(lang), max_age_s=0, policy=_POLICY)
        if path.removeprefix("demo/") in _ASSETS:
            name = path.removeprefix("demo/")
            return Found(name=name, body=_asset(name), max_age_s=0)
        if address := _ADDRESS.fullmatch(path):
            return await self._at(address.groupdict())
        return None

    async def _at(self, asked: Mapping[str, str | None]) -> Found | None:
        path = asked["path"] or ""
        if not path or path.endswith("/"):
            path += "index.html"
        try:
            at = parse_instant(asked["time"] or "")
        except ValueError:
            return None
        known_at = self.known_now if asked["now"] else at
        body = await asyncio.to_thread(self.render, path, at, known_at)
        return None if body is None else Found(name=path, body=body, max_age_s=60)

    def page(self, lang: str) -> bytes:
        """Return the page with the slider."""
        template = jinja2.Environment(autoescape=True).from_string(_asset("page.html").decode())
        listed = [
            {
                "at": stop.text(),
                "date": stop.date(lang),
                "label": stop.labels.get(lang, ""),
                "address": f"/at/{stop.text()}/{lang}/",
            }
            for stop in self.stops
        ]
        return template.render(
            lang=lang,
            words=WORDS[lang],
            languages=LANGUAGES,
            listed=listed,
            start=self.start.text(),
            first=f"/at/{self.start.text()}/{lang}/",
            data=Markup(self._data()),  # noqa: S704 - every "<" in it is written as \\u003c
        ).encode()

    def _data(self) -> str:
        rows = [
            {
                "at": stop.text(),
                "date": {lang: stop.date(lang) for lang, _ in LANGUAGES},
                "label": stop.labels or None,
                "colour": stop.colour,
            }
            for stop in self.stops
        ]
        text = msgspec.json.encode({"stops": rows, "words": WORDS}).decode()
        return text.replace("<", "\\u003c")
