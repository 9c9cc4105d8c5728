"""Differences: what somebody would read otherwise in a form than what stands there now.

A page is compared by its words, everything else line by line.
"""

import json
from collections.abc import Iterator
from difflib import SequenceMatcher
from html.parser import HTMLParser
from typing import Final

import attrs
from typing_extensions import override

_SILENT: Final = frozenset({"style", "script", "title", "svg"})
_MOST_LINES: Final = 400


@attrs.frozen
class Line:
    """A line that is new, or stands there no more."""

    is_new: bool
    text: str


def differences(path: str, now: bytes | None, then: bytes) -> tuple[Line, ...]:
    """Return the lines in which *then* differs from *now*, at most some hundred."""
    before = () if now is None else _lines(path, now)
    return tuple(_differing(before, _lines(path, then)))[:_MOST_LINES]


def _differing(before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[Line]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, one, two, three, four in matcher.get_opcodes():
        if kind != "equal":
            yield from (Line(is_new=False, text=text) for text in before[one:two])
            yield from (Line(is_new=True, text=text) for text in after[three:four])


def _lines(path: str, data: bytes) -> tuple[str, ...]:
    text = data.decode("utf-8", errors="replace")
    if path.endswith("json"):
        return tuple(json.dumps(json.loads(text), indent=1, ensure_ascii=False).splitlines())
    if not path.endswith(".html"):
        return tuple(text.splitlines())
    words = _Words()
    words.feed(text)
    return tuple(words.found)


class _Words(HTMLParser):
    """Gathers what a page says, a piece of text a line."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = 0

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT

    @override
    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT

    @override
    def handle_data(self, data: str) -> None:
        if not self._silent and (text := " ".join(data.split())):
            self.found.append(text)
