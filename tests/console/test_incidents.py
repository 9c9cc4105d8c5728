"""Incidents and their figures, through the console's pages."""

import re
from html import unescape

import attrs
import pytest

from dabyl.core.register.facts import DecisionMade
from dabyl.core.staff.keys import Role
from dabyl.usecases.desk import record
from support.consoles import a_console, a_passkey, at_the_desk, seat
from support.desks import a_level

OFFICER = a_passkey("officer-1", "xo-hq", Role.OFFICER)
EDITOR = a_passkey("editor-1", None, Role.EDITOR)
AUDITOR = a_passkey("auditor-1", None, Role.AUDITOR)
FIRE = {
    "place": "North",
    "started": "2026-06-05",
    "started_time": "14:30",
    "name-en": "Fire at a depot",
    "name-fr": "Incendie",
    "publisher": "Fire service",
}
KILLED = {
    "category": "killed",
    "bound": "at-least",
    "low": "3",
    "as_of": "2026-06-06",
    "publisher": "Fire service",
    "url": "https://example.org/fire",
    "date": "2026-06-06",
}


@pytest.fixture
def console(tmp_path):
    with a_console(tmp_path) as opened:
        seat(opened, OFFICER, EDITOR, AUDITOR)
        yield opened


@pytest.fixture
def desk(console):
    del console
    return at_the_desk(OFFICER)


def text(reply):
    return unescape(re.sub(r"\s+", " ", reply.content.decode()))


def sent(desk, page, path, **fields):
    """Send the form of a page, with the id that it holds."""
    shown = desk.get(page)
    key = re.search(r'name="id" value="([^"]+)"', text(shown)).group(1)
    return desk.send(path, shown, **{"id": key, **fields})


def a_fire(desk):
    return sent(desk, "/incidents/new", "/incidents/record", **FIRE)["Location"]


def a_figure(desk, where, **fields):
    return sent(desk, where, f"{where}/figure", **{**KILLED, **fields})


class TestAnIncident:
    def test_is_recorded_by_one_person_and_listed(self, console, desk):
        where = a_fire(desk)
        page = text(desk.get("/incidents"))
        assert f'<a href="{where}">Fire at a depot</a>' in page
        assert "North, 5 June 2026 14:30" in page
        (found,) = console.house.register().incidents.values()
        assert found.incident.place == "XO-N"
        assert found.incident.sources[0].publisher == "Fire service"

    def test_is_noted_in_the_audit_trail_with_who_recorded_it(self, desk):
        from dabyl.wiring_accounts import audit  # noqa: PLC0415 - Django must be ready

        where = a_fire(desk)
        a_figure(desk, where)
        said = [(one["what"], one["about"]) for one in audit.lines(2)]
        key = where.removeprefix("/incidents/")
        wanted = {("recorded an incident", key), ("recorded a figure", f"{key}-f-01")}
        assert set(said) == wanted

    def test_comes_back_with_every_reason_and_all_that_was_typed(self, console, desk):
        before = console.house.register().number
        typed = {"name-en": "Kept <words>", "place": "Nowhere", "url": "ftp://x"}
        reply = sent(desk, "/incidents/new", "/incidents/record", **typed)
        page = text(reply)
        assert reply.status_code == 422
        assert re.findall(r'<li><a href="#(\w+)">', page) == [
            *("place", "started", "name", "url", "publisher")
        ]
        assert "Kept <words>" in page
        assert 'value="Nowhere"' in page
        assert console.house.register().number == before

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("started", "2026-06-31"),
            ("started", "x"),
            ("started", "2999-01-01"),
            ("started_time", "25:00"),
            ("name-en", "x" * 5000),
            ("id", "No Id"),
        ],
        ids=["no-day", "no-date", "ahead", "no-hour", "too-long", "no-id"],
    )
    def test_is_not_recorded_with_what_makes_no_sense(self, desk, field, value):
        reply = sent(desk, "/incidents/new", "/incidents/record", **{**FIRE, field: value})
        assert reply.status_code == 422
        assert len(re.findall(r'<li><a href="#', text(reply))) == 1

    def test_is_recorded_once_when_the_form_is_sent_twice(self, console, desk):
        shown = desk.get("/incidents/new")
        key = re.search(r'name="id" value="([^"]+)"', text(shown)).group(1)
        replies = [desk.send("/incidents/record", shown, id=key, **FIRE) for _ in range(2)]
        assert {one["Location"] for one in replies} == {f"/incidents/{key}"}
        assert len(console.house.register().incidents) == 1

    def test_shows_the_decisions_that_name_it(self, console, desk):
        where = a_fire(desk)
        decision = attrs.evolve(a_level("named"), incident=where.removeprefix("/incidents/"))
        fact = DecisionMade(decision=decision)
        record(console.house.desk, console.house.register(), [fact], at=console.now())
        assert "<li><code>named</code></li>" in text(desk.get(where))

    def test_that_nobody_recorded_is_not_there(self, desk):
        assert desk.get("/incidents/none").status_code == 404
        page = desk.get("/incidents/new")
        assert desk.send("/incidents/none/figure", page, id="a-1", **KILLED).status_code == 404


class TestAFigure:
    def test_is_recorded_with_its_source_and_its_date(self, desk):
        where = a_fire(desk)
        assert a_figure(desk, where)["Location"] == f"{where}#figures"
        page = text(desk.get(where))
        assert "at least 3" in page
        assert "6 June 2026" in page
        link = '<a href="https://example.org/fire" rel="noreferrer external">'
        assert f"{link}Fire service, 2026-06-06</a>" in page

    def test_replaces_an_earlier_one_and_both_are_shown(self, console, desk):
        where = a_fire(desk)
        a_figure(desk, where)
        (old,) = re.findall(r'name="supersedes" value="([^"]+)"', text(desk.get(where)))
        a_figure(desk, where, bound="range", low="4", high="5", supersedes=old)
        page = text(desk.get(where))
        assert "replaced by" in page
        assert old not in re.findall(r'name="supersedes" value="([^"]+)"', page)
        assert "at least 3" not in text(desk.get("/incidents"))
        (found,) = console.house.register().incidents.values()
        assert [(one.figure.low, one.figure.high) for one in found.figures] == [(3, 3), (4, 5)]

    def test_comes_back_with_every_reason_and_all_that_was_typed(self, desk):
        where = a_fire(desk)
        wrong = {"category": "No Id", "bound": "x", "low": "-1", "as_of": "", "url": "x"}
        reply = a_figure(desk, where, **wrong, **{"note-en": "Kept"})
        page = text(reply)
        assert reply.status_code == 422
        named = set(re.findall(r'<li><a href="#(\w+)">', page))
        assert named == {"category", "bound", "low", "as_of", "url"}
        assert "Kept" in page
        assert 'value="-1"' in page

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"bound": "range", "low": "5", "high": "4"}, "high"),
            ({"low": "9999999999"}, "low"),
            ({"supersedes": "none"}, "supersedes"),
        ],
        ids=["backwards", "too-many", "replaces-nothing"],
    )
    def test_is_not_recorded_when_it_contradicts_itself(self, desk, fields, field):
        reply = a_figure(desk, a_fire(desk), **fields)
        assert reply.status_code == 422
        assert re.findall(r'<li><a href="#(\w+)">', text(reply)) == [field]

    def test_is_recorded_once_when_the_form_is_sent_twice(self, console, desk):
        where = a_fire(desk)
        shown = desk.get(where)
        for _ in range(2):
            desk.send(f"{where}/figure", shown, id="twice", **KILLED)
        (found,) = console.house.register().incidents.values()
        assert len(found.figures) == 1


class TestWhoMayNotRecord:
    def test_sees_no_form(self, desk):
        where = a_fire(desk)
        auditor = at_the_desk(AUDITOR)
        assert '<form method="post" action="/incidents' not in text(auditor.get(where))
        assert "Record an incident" not in text(auditor.get("/incidents"))
        assert "Record an incident" in text(at_the_desk(EDITOR).get("/incidents"))
