"""Osland's headquarters at the console: who works there, and what they do on the pages."""

import re
from html.parser import HTMLParser
from typing import Any

from typing_extensions import override

from dabyl.core.drafts.draft import Draft
from dabyl.core.staff.keys import Role
from dabyl.usecases.drafts.draft_desk import draft_of
from support.consoles import Desk, a_passkey, answer_to

HQ, CROWN = "xo-hq", "xo-crown"
OFFICER = a_passkey("officer-1", HQ, Role.OFFICER)
MATE = a_passkey("officer-2", HQ, Role.OFFICER)
APPROVER = a_passkey("officer-3", HQ, Role.APPROVER)
OTHER = a_passkey("officer-4", CROWN, Role.OFFICER, Role.APPROVER)
WHOLE = {
    "level": "amber",
    "ending": "days",
    "days": "5",
    "provision": "xo-act.3",
    "reason": "event",
    "grounds-en": "A large event.",
    "grounds-fr": "Un grand rassemblement.",
}
"""What makes a draft whole but for its places: amber for five days."""
AMBER = {**WHOLE, "unit": "XO-N"}


def text(reply: Any) -> str:
    """Return the text of a page."""
    return str(reply.content.decode())


def begun(desk: Desk, step: str = "declare xo-alert XO-N") -> str:
    """Begin a draft, and return its address."""
    return str(desk.post("/drafts/begin", page="/", step=step)["Location"])


def typed(desk: Desk, where: str, **fields: str) -> Any:
    """Send the form of a draft with these fields beside those that it shows."""
    page = desk.get(where)
    shown = dict(re.findall(r'name="(based_on|start)" value="([^"]*)"', text(page)))
    return desk.send(f"{where}/save", page, **{**shown, **fields})


def proposed(desk: Desk, where: str) -> Any:
    """Propose a draft."""
    page = desk.get(f"{where}/preview")
    assert '<section class="against">' not in text(page), text(page)
    seen = dict(re.findall(r'name="(version|at|number)" value="(\d+)"', text(page)))
    answer = answer_to(page, OFFICER)
    return desk.send(f"{where}/propose", page, answer=answer, **seen)


def approved(desk: Desk, where: str, level: str = "high") -> Any:
    """Approve a draft."""
    page = desk.get(f"{where}/review")
    return desk.send(f"{where}/approve", page, answer=answer_to(page, APPROVER), level=level)


def stored(where: str) -> Draft:
    """Return the draft at an address."""
    from dabyl.console.drafts import desk_now  # noqa: PLC0415 - Django must be ready

    return draft_of(desk_now(), where.rpartition("/")[2])


def released(officer: Desk, approver: Desk, where: str, **fields: str) -> str:
    """Type, propose and approve; return the id of the decision."""
    typed(officer, where, **fields)
    proposed(officer, where)
    assert approved(approver, where)["Location"] == where
    return stored(where).id


# --- the form as a browser sends it ---


class _Form(HTMLParser):
    """Reads the fields of the form of a draft, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self.inside = False
        self.choice = ""
        self.area = ""

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name, is_picked = given.get("name", ""), given.get("type") in {"radio", "checkbox"}
        if tag == "form":
            self.inside = given.get("id") == "draft"
        elif not self.inside:
            return
        elif tag == "select":
            self.choice = name
            self.fields.append((name, ""))
        elif tag == "option" and "selected" in given:
            self.fields[-1] = (self.choice, given["value"])
        elif tag == "textarea":
            self.area = name
            self.fields.append((name, ""))
        elif tag == "input" and ("checked" in given or not is_picked):
            self.fields.append((name, given.get("value", "")))

    @override
    def handle_data(self, data: str) -> None:
        if self.area:
            self.fields[-1] = (self.area, self.fields[-1][1] + data)

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "textarea":
            self.area = ""


def fields_on(page: Any) -> dict[str, Any]:
    """Return what a browser would send of the form of a draft, unchanged."""
    reader = _Form()
    reader.feed(text(page))
    found: dict[str, Any] = {}
    for name, value in reader.fields:
        found.setdefault(name, []).append(value)
    return {name: values for name, values in found.items() if name != "csrfmiddlewaretoken"}


def saved(desk: Desk, where: str, **fields: Any) -> Any:
    """Send the whole form with some fields changed; None leaves one out."""
    page = desk.get(where)
    sent = {**fields_on(page), **{name.replace("_", "-"): value for name, value in fields.items()}}
    return desk.send(f"{where}/save", page, **{k: v for k, v in sent.items() if v is not None})
