"""Exports at the console: who gets which table, and what is in it."""

import csv
import json
from io import StringIO

import pytest
from asgiref.sync import async_to_sync

from dabyl.core.incidents.incident import Figure, Incident
from dabyl.core.levels.decision import Source
from dabyl.core.register.facts import FigureRecorded, IncidentRecorded
from dabyl.core.staff.keys import Role
from dabyl.core.values.languages import Texts
from dabyl.usecases.desk import record
from support.consoles import a_console, a_passkey, at_the_desk, seat
from support.desks import a_moment
from support.drafting import a_draft

OFFICER = a_passkey("officer-1", "xo-hq", Role.OFFICER)
OTHER = a_passkey("officer-2", "xo-crown", Role.OFFICER)
AUDITOR = a_passkey("auditor-1", None, Role.AUDITOR)
TABLES = ("decisions", "levels", "incidents", "figures", "drafts", "trail")


@pytest.fixture
def console(tmp_path):
    with a_console(tmp_path) as opened:
        seat(opened, OFFICER, OTHER, AUDITOR)
        yield opened


@pytest.fixture
def auditor(console):
    del console
    return at_the_desk(AUDITOR)


def whole(reply):
    """Return all that a stream gives."""

    async def read():
        return b"".join([part async for part in reply.streaming_content])

    return async_to_sync(read)()


def rows(desk, path):
    return list(csv.DictReader(StringIO(whole(desk.get(path)).decode(), newline="")))


def keep(*drafts):
    from dabyl.console.drafts import desk_now  # noqa: PLC0415 - Django must be ready

    for one in drafts:
        desk_now().drafts.put(one, expected=0)


class TestAnExport:
    @pytest.mark.parametrize("name", TABLES)
    def test_says_by_which_register_it_is_in_both_forms(self, console, auditor, name):
        register = console.house.register()
        reply = auditor.get(f"/exports/{name}.csv")
        assert reply["Content-Type"].startswith("text/csv")
        held = f'attachment; filename="dabyl-{name}-{register.number}.csv"'
        assert reply["Content-Disposition"] == held
        first = whole(reply).decode().splitlines()[0]
        assert first.startswith("register_number,register_at,")
        told = json.loads(whole(auditor.get(f"/exports/{name}.json")))
        assert (told["table"], told["register_number"]) == (name, register.number)
        assert ",".join(told["columns"]) == first

    def test_holds_no_formula(self, console, auditor):
        fire = Incident(id="fire", place="XO-N", started=a_moment(7), names=Texts.of({"en": "=1"}))
        figure = Figure(
            id="f1",
            incident="fire",
            category="killed",
            low=1,
            high=1,
            as_of=a_moment(8),
            source=Source(id="s", publisher="@SUM(A1)"),
        )
        facts = [IncidentRecorded(incident=fire), FigureRecorded(figure=figure)]
        record(console.house.desk, console.house.register(), facts, at=console.now())
        (row,) = rows(auditor, "/exports/figures.csv")
        assert (row["incident_name"], row["publisher"]) == ("'=1", "'@SUM(A1)")

    def test_is_filtered(self, auditor):
        keep(a_draft("xo-1"))
        assert len(rows(auditor, "/exports/drafts.csv?office=xo-hq&place=")) == 1
        assert rows(auditor, "/exports/drafts.csv?office=xo-crown") == []

    def test_tells_everything_that_is_wrong_with_a_filter(self, auditor):
        reply = auditor.get("/exports/decisions.csv?since=x&office=none")
        assert reply.status_code == 409
        text = reply.content.decode()
        assert "x is not a value" in text
        assert "none is not a value" in text

    @pytest.mark.parametrize("path", ["decisions.xml", "none.csv", "drafts.xml", "trail.xml"])
    def test_that_is_none_is_not_there(self, auditor, path):
        assert auditor.get(f"/exports/{path}").status_code == 404


class TestDrafts:
    def test_are_exported_to_those_who_may_read_them(self, console, auditor):
        del console
        keep(a_draft("xo-1"))
        assert [one["draft"] for one in rows(auditor, "/exports/drafts.csv")] == ["xo-1"]
        assert rows(at_the_desk(OTHER), "/exports/drafts.csv") == []


class TestTheTrail:
    def test_is_exported_to_auditors_with_every_line_in_order(self, auditor):
        from dabyl.wiring_accounts import audit  # noqa: PLC0415 - Django must be ready

        found = rows(auditor, "/exports/trail.csv")
        assert [int(one["number"]) for one in found] == list(range(1, audit.head()[0] + 1))
        assert found[0]["what"] == "signed in by passkey"
        assert rows(auditor, "/exports/trail.csv?since=2999-01-01") == []
        assert rows(auditor, "/exports/trail.csv?until=2000-01-01") == []
        assert rows(auditor, "/exports/trail.csv?since=2000-01-01&until=2999-01-01") != []

    def test_keeps_the_place_of_a_line_that_was_destroyed(self, auditor):
        from dabyl.adapters.accounts.models import AuditRow  # noqa: PLC0415 - as above

        AuditRow.objects.filter(number=1).update(line=b"nothing")
        (lost, *_) = rows(auditor, "/exports/trail.csv?since=2000-01-01&until=2999-01-01")
        assert (lost["number"], lost["what"]) == ("1", "?")


class TestThePage:
    def test_offers_what_may_be_exported(self, auditor):
        page = auditor.get("/exports").content.decode()
        assert all(f'formaction="/exports/{name}.csv"' in page for name in TABLES)
        page = at_the_desk(OFFICER).get("/exports").content.decode()
        assert "trail.csv" not in page
        assert 'formaction="/exports/drafts.json"' in page
