"""Incidents and their figures, through the console's pages."""

import re
from html import unescape

import attrs
import pytest

from dabyl.core.incidents.incident import Incident
from dabyl.core.levels.decision import Source
from dabyl.core.register.facts import DecisionMade, IncidentRecorded
from dabyl.core.staff.keys import Role
from dabyl.core.values.instants import parse_instant
from dabyl.core.values.languages import Texts
from dabyl.core.values.moments import Moment, Precision
from dabyl.usecases.desk import record
from support.consoles import a_console, a_passkey, at_the_desk, seat
from support.desks import a_level

OFFICER = a_passkey("officer-1", "xo-hq", Role.OFFICER)
EDITOR = a_passkey("editor-1", None, Role.EDITOR)
SOUTHERN = attrs.evolve(a_passkey("officer-2", "xo-hq", Role.OFFICER), area=("XO-S",))
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


def the_form(desk, where):
    """Return the page of the form that corrects an incident, and the fields of it."""
    shown = desk.get(f"{where}/correct")
    page = text(shown)
    fields = dict(re.findall(r'<input [^>]*name="([\w-]+)"[^>]* value="([^"]*)"', page))
    fields |= dict(re.findall(r'<textarea [^>]*name="([\w-]+)"[^>]*>([^<]*)</textarea>', page))
    return shown, {name: value for name, value in fields.items() if name != "csrfmiddlewaretoken"}


class TestACorrection:
    def test_is_told_from_then_on_and_what_it_replaced_stays_to_be_seen(self, console, desk):
        where = a_fire(desk)
        shown, fields = the_form(desk, where)
        assert fields.items() >= {"place": "XO-N", "started_time": "14:30"}.items()
        fields |= {"name-en": "Great fire", "place": "South"}
        assert desk.send(f"{where}/corrected", shown, **fields)["Location"] == where
        page = text(desk.get(where))
        assert "<h1>Great fire</h1>" in page
        assert re.search(r"Until [^<]*: Fire at a depot, North, 5 June 2026 14:30", page)
        (record,) = console.house.register().incidents.values()
        assert [one.incident.place for one in record.versions] == ["XO-N", "XO-S"]

    def test_that_says_nothing_else_is_none(self, console, desk):
        where = a_fire(desk)
        number = console.house.register().number
        shown, fields = the_form(desk, where)
        assert desk.send(f"{where}/corrected", shown, **fields)["Location"] == where
        assert console.house.register().number == number

    def test_keeps_what_it_has_no_field_for(self, console, desk):
        day = Moment(
            instant=parse_instant("2026-06-01T00:00Z"), zone="UTC", precision=Precision.MONTH
        )
        sources = (Source(id="a", publisher="A", lang="fr"), Source(id="b", publisher="B"))
        fire = Incident(
            id="big",
            place="XO-N",
            started=day,
            names=Texts.of({"en": "Fire", "fr": "Feu", "de": "Feuer"}),
            sources=sources,
            unresolved=(Texts.of({"en": "Why?"}),),
        )
        fact = IncidentRecorded(incident=fire)
        record(console.house.desk, console.house.register(), [fact], at=console.now())
        shown, fields = the_form(desk, "/incidents/big")
        desk.send("/incidents/big/corrected", shown, **{**fields, "summary-en": "More."})
        told = console.house.register().incidents["big"].incident
        assert told == attrs.evolve(fire, summary=Texts.of({"en": "More."}))

    def test_of_two_at_once_wins_one_and_the_other_sees_what_changed(self, console, desk):
        where = a_fire(desk)
        editor = at_the_desk(EDITOR)
        shown, fields = the_form(desk, where)
        other, others = the_form(editor, where)
        editor.send(f"{where}/corrected", other, **{**others, "name-en": "Great fire"})
        typed = {**fields, "summary-en": "Typed <here>"}
        reply = desk.send(f"{where}/corrected", shown, **typed)
        page = text(reply)
        assert reply.status_code == 409
        assert "<del>Fire at a depot</del> → <ins>Great fire</ins>" in page
        assert "Typed <here></textarea>" in page
        assert len(console.house.register().incidents[where[11:]].versions) == 2
        (now,) = re.findall(r'name="based_on" value="(\d+)"', page)
        desk.send(f"{where}/corrected", reply, **{**typed, "based_on": now})
        told = console.house.register().incidents[where[11:]].incident
        assert told.names.best("en") == "Fire at a depot"
        assert told.summary.best("en") == "Typed <here>"

    def test_comes_back_with_every_reason(self, desk):
        where = a_fire(desk)
        shown, fields = the_form(desk, where)
        wrong = {**fields, "name-en": "", "url": "x", "based_on": "x"}
        reply = desk.send(f"{where}/corrected", shown, **wrong)
        assert reply.status_code == 422
        assert re.findall(r'<li><a href="#(\w+)">', text(reply)) == ["name", "url"]
        assert desk.get("/incidents/none/correct").status_code == 404

    def test_of_a_figure_begins_with_what_it_says(self, console, desk):
        where = a_fire(desk)
        a_figure(desk, where, bound="range", low="4", high="5")
        (wrong,) = console.house.register().incidents[where[11:]].figures
        page = text(desk.get(f"{where}?correct={wrong.figure.id}"))
        assert '<option value="range" selected>' in page
        assert 'name="high" inputmode="numeric" value="5"' in page
        assert f'value="{wrong.figure.id}" checked' in page
        assert 'name="as_of" type="date" value="2026-06-06"' in page

    def test_of_a_figure_that_a_colleague_replaced_meanwhile_is_none(self, console, desk):
        where = a_fire(desk)
        a_figure(desk, where)
        (old,) = (one.figure.id for one in console.house.register().incidents[where[11:]].figures)
        shown = desk.get(f"{where}?correct={old}")
        a_figure(at_the_desk(EDITOR), where, low="5", supersedes=old)
        mine = {**KILLED, "low": "7", "supersedes": old, "seen": "1", "id": "mine"}
        reply = desk.send(f"{where}/figure", shown, **mine)
        page = text(reply)
        assert reply.status_code == 422
        assert "was replaced meanwhile" in page
        assert 'name="low" inputmode="numeric" value="7"' in page
        assert len(console.house.register().incidents[where[11:]].figures) == 2


class TestWhoseAreaIsElsewhere:
    def test_records_and_corrects_nothing_there(self, console, desk):
        seat(console, SOUTHERN)
        where, southern = a_fire(desk), at_the_desk(SOUTHERN)
        reply = sent(southern, "/incidents/new", "/incidents/record", **FIRE)
        assert (reply.status_code, "outside of the area" in text(reply)) == (422, True)
        south = sent(southern, "/incidents/new", "/incidents/record", **{**FIRE, "place": "South"})
        assert south.status_code == 303
        shown, fields = the_form(southern, where)
        reply = southern.send(f"{where}/corrected", shown, **{**fields, "place": "South"})
        assert reply.status_code == 422
        assert f'action="{where}/figure"' not in text(southern.get(where))
        reply = southern.send(f"{where}/figure", shown, id="f-1", **KILLED)
        assert reply.status_code == 422
        assert len(console.house.register().incidents) == 2


class TestWhoMayNotRecord:
    def test_sees_no_form(self, desk):
        where = a_fire(desk)
        auditor = at_the_desk(AUDITOR)
        assert '<form method="post" action="/incidents' not in text(auditor.get(where))
        assert "Record an incident" not in text(auditor.get("/incidents"))
        assert "Record an incident" in text(at_the_desk(EDITOR).get("/incidents"))
