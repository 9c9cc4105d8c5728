"""Forms on pages: found by a parser, filled as a browser would, and sent."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import attrs
from typing_extensions import override

_UNSENT = frozenset({"submit", "button", "reset", "image", "file"})


@attrs.define
class Form:
    """A form: where it goes, how, and what stands in its fields."""

    action: str
    method: str
    fields: list[tuple[str, str]] = attrs.field(factory=list)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the fields, each once."""
        return tuple(dict.fromkeys(name for name, _ in self.fields))

    def filled(self, **given: str) -> dict[str, list[str]]:
        """Return what is sent: what stands there, with these fields in its place."""
        sent: dict[str, list[str]] = {}
        for name, value in self.fields:
            if name not in given:
                sent.setdefault(name, []).append(value)
        return {**sent, **{name: [value] for name, value in given.items()}}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.inside: Form | None = None
        self.choice = ""
        self.area = ""

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self.inside)
        elif self.inside is not None:
            self._field(self.inside, tag, given)

    def _field(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "select":
            self.choice = name
        elif tag == "option" and self.choice:
            if "selected" in given or self.choice not in form.names:
                form.fields.append((self.choice, given.get("value", "")))
        elif tag == "textarea" and name:
            self.area = name
            form.fields.append((name, ""))
        elif name and (tag == "button" or given.get("type") not in _UNSENT):
            form.fields.append((name, given.get("value", "")))

    @override
    def handle_data(self, data: str) -> None:
        if self.area and self.inside is not None:
            self.inside.fields[-1] = (self.area, self.inside.fields[-1][1] + data)

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None
        elif tag == "select":
            self.choice = ""
        elif tag == "textarea":
            self.area = ""


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if tag in {"a", "iframe"} and name in {"href", "src"} and value:
                self.found.append(value)


def forms_on(reply: Any) -> list[Form]:
    """Return the forms of a page; none when it is no page."""
    if reply.streaming or not reply.get("Content-Type", "").startswith("text/html"):
        return []
    reader = _Reader()
    reader.feed(reply.content.decode())
    return reader.forms


def links_on(reply: Any) -> Iterator[str]:
    """Give the addresses within the console that a page leads to."""
    if reply.streaming or not reply.get("Content-Type", "").startswith("text/html"):
        return
    reader = _Links()
    reader.feed(reply.content.decode())
    for link in reader.found:
        address = link.partition("#")[0]
        if address.startswith("/") and not address.startswith("//"):
            yield address
