"""A console in full work: every page of it has something to show, and everybody is signed in.

It is made without a browser, in a thread of its own, where no loop of a browser runs.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs

from dabyl.core.formats.places.borders import format_borders
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.register.facts import BordersAdopted
from dabyl.core.staff.keys import Role
from dabyl.ports.packs import PackFiles
from dabyl.usecases.adopt_pack import adopt_pack
from dabyl.usecases.desk import load, record
from dabyl.wiring_console import Console
from support.addresses import patterns
from support.authenticator import Passkey
from support.consoles import (
    Desk,
    a_console,
    a_passkey,
    answer_to,
    at_the_desk,
    seat,
    session_of,
)
from support.officework import APPROVER, HQ, OFFICER, WHOLE, begun, proposed, released, text, typed
from support.osland import BORDERS
from support.trilingual import TRILINGUAL

LONE = a_passkey("lone-1", HQ, Role.OFFICER, Role.APPROVER)
ADMIN, SECOND = (a_passkey(f"admin-{n}") for n in (1, 2))
EDITOR, OTHER = (a_passkey(f"editor-{n}", None, Role.EDITOR) for n in (1, 2))
AUDITOR = a_passkey("auditor-1", None, Role.AUDITOR)
NEWCOMER = a_passkey("newcomer-1", HQ, Role.OFFICER)
PEOPLE = {
    "officer": OFFICER,
    "approver": APPROVER,
    "lone": LONE,
    "admin": ADMIN,
    "second": SECOND,
    "editor": EDITOR,
    "other": OTHER,
    "auditor": AUDITOR,
}
HERE = attrs.evolve(Passkey.of("officer-1", HQ, Role.OFFICER, device="here"), site="localhost")
"""The officer's passkey for the address at which a test serves the console."""
UNKNOWN = attrs.evolve(Passkey.of("newcomer-1", HQ, Role.OFFICER, device="here"), site="localhost")
"""A passkey there that nobody has admitted."""
LAW = TRILINGUAL["law.toml"].replace("max_days = 40\n", "max_days = 40\nemergency_hours = 6\n", 1)
ISSUER = "http://127.0.0.1:9/realms/hq"
PROVIDER = f"""[oidc]
issuer = "{ISSUER}"
client = "dabyl"
name = {{ kk = "Штаб", ru = "Штаб", en = "HQ" }}
"""
AMBER = {
    **{name: value for name, value in WHOLE.items() if not name.startswith("grounds-")},
    "grounds-kk": "Үлкен іс-шара.",
    "grounds-ru": "Большое мероприятие.",
    "grounds-en": "A large event.",
}
"""Amber for five days, in words of every language of the pack."""
FIRE = {
    "place": "North",
    "started": "2026-06-05",
    "name-en": "Fire at a depot",
    "name-kk": "Өрт",
    "name-ru": "Пожар",
    "publisher": "ДЧС",
}
KILLED = {
    "category": "killed",
    "bound": "at-least",
    "low": "3",
    "as_of": "2026-06-06",
    "publisher": "ДЧС",
    "date": "2026-06-06",
}


@attrs.frozen
class House:
    """A workspace, the session of everybody in it, what its pages are about, by name.

    ``addresses`` are the patterns of all addresses of the console, by their names.
    """

    workspace: Path
    sessions: Mapping[str, str]
    things: Mapping[str, str]
    addresses: Mapping[str, str]


def a_full_house(folder: Path) -> House:
    """Make a workspace in full work."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(_made, folder).result()


@attrs.frozen
class Work:
    """A console in full work, which is open: everybody's desk, and what its pages are about."""

    console: Console
    desks: Mapping[str, Desk]
    things: Mapping[str, str]


@contextmanager
def in_full_work(folder: Path, a_seat: Callable[[Passkey], Desk] = at_the_desk) -> Iterator[Work]:
    """Open a console in full work; *a_seat* signs somebody in."""
    with a_console(folder, WorkspaceKind.EXERCISE) as console:
        _furnish(console)
        desks = {who: a_seat(passkey) for who, passkey in PEOPLE.items()}
        things = {"incident": _incident(desks["officer"]), "sign-on": _sign_on(console)}
        things.update((*_staff(desks["admin"]), *_library(desks["editor"]), *_drafts(desks)))
        yield Work(console, desks, things)


def _made(folder: Path) -> House:
    with in_full_work(folder) as work:
        desks, things, console = work.desks, work.things, work.console
        sessions = {who: session_of(desk) for who, desk in desks.items()}
        addresses = {str(one.name): str(one.pattern) for one in patterns()}
        return House(console.house.folder, sessions, things, addresses)


def _furnish(console: Console) -> None:
    """Let the pack allow an emergency release, and let the map have borders."""
    pack = PackFiles(texts={**TRILINGUAL, "law.toml": LAW})
    desk = console.house.desk
    adopt_pack(desk, load(desk), pack, at=console.now())
    borders = attrs.evolve(BORDERS, source="Осланд", licence="№ 1", attribution="Осланд")
    drawn = BordersAdopted(borders=borders, geojson=format_borders(borders))
    record(desk, console.house.register(), [drawn], at=console.now())
    seat(console, *PEOPLE.values(), HERE)


def _drafts(desks: Mapping[str, Desk]) -> Iterator[tuple[str, str]]:
    """Let there be a draft in every state."""
    officer, approver, lone = desks["officer"], desks["approver"], desks["lone"]
    south = "declare xo-alert XO-S"
    done = begun(officer)
    yield "released", done
    decision = released(officer, approver, done, **{**AMBER, "unit": "XO-N"})
    yield "correction", begun(officer, f"correct xo-alert {decision}")
    yield "open", begun(officer, south)
    back = begun(officer, south)
    typed(officer, back, **{**AMBER, "unit": "XO-S"})
    proposed(officer, back)
    approver.send(f"{back}/refuse", approver.get(f"{back}/review"), reason="Ұзақ.")
    yield "refused", back
    yield "alone", _whole(lone, south)
    urgent = _whole(lone, "declare xo-alert XO-S")
    page = lone.get(f"{urgent}/alone")
    seen = dict(re.findall(r'name="(version|at|number)" value="(\d+)"', text(page)))
    signed = {**seen, "answer": answer_to(page, LONE), "level": "high"}
    assert lone.send(f"{urgent}/release-alone", page, **signed).status_code == 303
    yield "urgent", urgent
    waits = begun(officer, south)
    typed(officer, waits, **{**AMBER, "unit": "XO-S"})
    officer.send(f"{waits}/comment", officer.get(waits), text="Дұрыс па?")
    proposed(officer, waits)
    yield "proposed", waits


def _whole(desk: Desk, step: str) -> str:
    where = begun(desk, step)
    typed(desk, where, **{**AMBER, "unit": "XO-S"})
    return where


def _staff(admin: Desk) -> Iterator[tuple[str, str]]:
    """Let somebody be invited, and the key of somebody be proposed, another wait for it."""
    from dabyl.adapters.accounts import models  # noqa: PLC0415 - Django must be ready

    for name in ("Дана", "Ержан"):
        page = admin.post("/staff/invite", page="/staff", name=name)
        found = re.search(r"<dd><code>([^<]+)</code>", text(page))
        assert found is not None, text(page)
        yield f"code of {name}", found.group(1)
    person = models.Person.objects.create(key=NEWCOMER.person, name="Жаңа", made_at_s=1)
    for one in (NEWCOMER, UNKNOWN):
        known = {"credential": one.credential, "public_key": one.key.cose, "site": one.site}
        key = person.passkeys.create(**known, made_at_s=1, label="телефон")
        yield f"key for {one.site}", str(key.pk)
        if one is NEWCOMER:
            asked = f"/staff/admit/{key.pk}?role=officer&office={HQ}&area=XO-N"
            page = admin.get(asked)
            said = re.findall(r'name="(role|office|area|number)" value="([^"]*)"', text(page))
            answer = answer_to(page, ADMIN)
            where = f"/staff/admit/{key.pk}/propose"
            assert admin.send(where, page, answer=answer, **dict(said)).status_code == 303
    officer = models.Passkey.objects.get(credential=OFFICER.credential)
    yield "key of the officer", str(officer.pk)


def _sign_on(console: Console) -> str:
    """Name a provider that is never asked; bind one person, let another wait for it."""
    from dabyl.adapters.accounts import bindings, models, proposals  # noqa: PLC0415 - as above

    (console.house.folder / "settings.toml").write_text(PROVIDER, "utf-8")
    approver = models.Person.objects.get(key=APPROVER.person)
    bindings.bind(approver, ISSUER, "7f3a", at=console.now())
    lone = models.Person.objects.get(key=LONE.person)
    data = {"issuer": ISSUER, "subject": "9b1c"}
    return str(proposals.propose("oidc", lone, by=lone, at=console.now(), data=data).pk)


def _library(editor: Desk) -> Iterator[tuple[str, str]]:
    """Let there be a draft of the library that is proposed, and one that makes no sense."""
    yield "proposed change", _changed(editor, "The North")
    begin = {"pack": "xo", "file": "places.toml"}
    where = str(editor.post("/library/begin", page="/library", **begin)["Location"])
    _retyped(editor, where, 'kind = "country"', "kind = 7")
    yield "wrong change", where.partition("?")[0]


def _changed(editor: Desk, name: str) -> str:
    begin = {"pack": "xo", "file": "places.toml"}
    where = str(editor.post("/library/begin", page="/library", **begin)["Location"])
    _retyped(editor, where, 'en = "North"', f'en = "{name}"')
    where = where.partition("?")[0]
    page = editor.get(f"{where}/look")
    seen = dict(re.findall(r'name="(version|number)" value="(\d+)"', text(page)))
    reply = editor.send(f"{where}/propose", page, answer=answer_to(page, EDITOR), **seen)
    assert reply.status_code == 303
    return where


def _retyped(editor: Desk, where: str, old: str, new: str) -> None:
    page = editor.get(where)
    fields = re.findall(r'name="(based_on|from|file|onto)" value="([^"]*)"', text(page))
    sent = {**dict(fields), "text": TRILINGUAL["places.toml"].replace(old, new)}
    assert editor.send(f"{where.partition('?')[0]}/save", page, **sent).status_code == 303


def _incident(officer: Desk) -> str:
    where = _recorded(officer, "/incidents/new", "/incidents/record", **FIRE)["Location"]
    where = str(where).partition("#")[0]
    _recorded(officer, where, f"{where}/figure", **KILLED)
    return where


def _recorded(desk: Desk, page: str, to: str, **fields: str) -> Any:
    shown = desk.get(page)
    found = re.search(r'name="id" value="([^"]+)"', text(shown))
    assert found is not None
    reply = desk.send(to, shown, **{"id": found.group(1), **fields})
    assert reply.status_code == 303, text(reply)
    return reply
