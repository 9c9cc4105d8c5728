"""An exercise looks like one on every page; its clock is not that of sign-in and of rights."""

import re
from datetime import timedelta

import pyotp
import pytest

from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.staff.keys import Role
from dabyl.core.values.instants import parse_instant
from dabyl.wiring import move_clock
from support.bearers import a_program
from support.consoles import a_console, a_desk, a_passkey, answer_to, at_the_desk, seat, sign_in
from support.onetime import WORDS, proved
from support.postgres import a_server

BEGINS = parse_instant("2021-03-08T10:00+01:00")
ADA = a_passkey("ada", None, Role.ADMINISTRATOR)
CLEO = a_passkey("cleo", "xo-hq", Role.OFFICER)
A_WHILE_S = 600


@pytest.fixture(scope="module")
def console(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("drill")
    server = a_server(request) if getattr(request, "param", "disk") == "server" else None
    with a_console(folder, WorkspaceKind.EXERCISE, server, begins=BEGINS) as opened:
        seat(opened, ADA, CLEO)
        yield opened


@pytest.fixture
def a_month_passes(console):
    """Return what moves the clock of the exercise on by a month."""

    def pass_by() -> None:
        before = console.domain_now()
        move_clock(console.house, before.plus(timedelta(days=30)))
        assert console.domain_now().s - before.s >= 30 * 86_400

    return pass_by


def said(reply) -> str:
    return reply.content.decode()


def trail():
    from dabyl.adapters.accounts.audit import lines  # noqa: PLC0415 - Django must be ready

    return lines(9)


@pytest.mark.usefixtures("console")
class TestAnExercise:
    @pytest.mark.parametrize("path", ["/sign-in", "/nothing"])
    def test_says_so_in_every_language_and_its_time_on_every_page(self, path):
        text = said(a_desk().get(path))
        assert '<body class="console exercise">' in text
        for word in ("EXERCISE", "УЧЕНИЕ", "ОҚУ-ЖАТТЫҒУ"):
            assert word in text
        assert re.search(r"Simulated time: <time [^>]+>\d+ \w+ 2021 \d\d:\d\d \(", text)


@pytest.mark.parametrize(
    "console", [pytest.param("server", marks=pytest.mark.postgres)], indirect=True, scope="module"
)
class TestAnExerciseOnPostgresql:
    def test_is_dated_by_its_clock_and_signs_in_by_the_machines(self, console, a_month_passes):
        cleo = at_the_desk(CLEO)
        a_month_passes()
        cleo.post("/drafts/begin", page="/", step="declare xo-alert XO-N")
        (draft,) = console.house.workspace.drafts().all()
        assert 0 <= console.domain_now().s - draft.current.at.s < A_WHILE_S
        assert draft.current.at.s - BEGINS.s >= 30 * 86_400
        newest = parse_instant(str(trail()[0]["at"]))
        assert 0 <= console.now().s - newest.s < A_WHILE_S


class TestTheClockOfAnExercise:
    def test_is_by_which_drafts_and_entries_are_dated(self, console):
        cleo = at_the_desk(CLEO)
        where = cleo.post("/drafts/begin", page="/", step="declare xo-alert XO-N")["Location"]
        (draft,) = console.house.workspace.drafts().all()
        assert where == f"/drafts/{draft.id}"
        assert 0 <= console.domain_now().s - draft.current.at.s < A_WHILE_S
        assert BEGINS <= console.house.register().recorded_at <= console.domain_now()
        year = console.domain_now().local("UTC").year
        assert draft.id.endswith(f"-{year}-01")

    def test_never_lets_entries_go_back(self, console, a_month_passes):
        first = console.house.register().recorded_at
        a_month_passes()
        seat(console, a_passkey("dan", "xo-hq", Role.APPROVER))
        assert console.house.register().recorded_at.s - first.s >= 30 * 86_400

    def test_ends_no_session(self, console, a_month_passes):
        cleo = at_the_desk(CLEO)
        a_month_passes()
        assert cleo.get("/").status_code == 200
        year = console.now().local("UTC").year
        assert re.search(rf"\b{year}\b[^<]* UTC", said(cleo.get("/me")))

    def test_ends_no_answer_to_a_passkey_that_was_asked_for(self, a_month_passes):
        desk = a_desk()
        page = desk.get("/sign-in")
        a_month_passes()
        reply = desk.send("/sign-in/passkey", page, answer=answer_to(page, CLEO))
        assert reply["Location"] == "/"

    def test_gives_no_longer_and_no_shorter_elevation(self, console, a_month_passes):
        cleo, ada = at_the_desk(CLEO), at_the_desk(ADA)
        cleo.post("/me/right", page="/me", role="auditor", office="")
        a_month_passes()
        confirmed(ada)
        a_month_passes()
        assert cleo.get("/trail").status_code == 200
        given = rights().get()
        assert 0 <= console.now().s - given.from_s < A_WHILE_S
        given.until_s = console.now().s
        given.save()
        assert cleo.get("/trail").status_code == 403

    def test_ends_no_token(self, console, a_month_passes):
        cleo = at_the_desk(CLEO)
        page = cleo.get("/me/tokens")
        wanted = {"label": "gauges", "right": "officer xo-hq ", "days": "1", "area": ""}
        answer = answer_to(page, CLEO)
        reply = cleo.send("/me/tokens/make", page, answer=answer, scope=["drafts:read"], **wanted)
        found = re.search(r"dabyl_[\w-]{43}", said(reply))
        assert found is not None
        a_month_passes()
        reply = a_program(found.group()).get("token")
        assert reply.status_code == 200
        ends = parse_instant(reply.json()["ends_at"])
        assert 0 < ends.s - console.now().s <= 86_400

    def test_changes_no_one_time_code_and_no_slowing_down(self, console, a_month_passes):
        maker = codes_of_cleo(console)
        a_month_passes()
        simulated = maker.at(console.domain_now().s)
        assert tried(simulated, source="192.0.2.8").status_code == 409
        slowed().update(failures=20, last_at_s=console.now().s)
        a_month_passes()
        for code in ("000000", maker.at(console.now().s)):
            assert "Too many tries failed" in said(tried(code, source="192.0.2.8"))
        assert tried(maker.at(console.now().s), source="192.0.2.10")["Location"] == "/"

    def test_dates_no_line_of_the_audit_trail(self, console, a_month_passes):
        a_month_passes()
        sign_in(a_desk(), ADA)
        newest = parse_instant(str(trail()[0]["at"]))
        assert 0 <= console.now().s - newest.s < A_WHILE_S


def slowed():
    from dabyl.adapters.accounts.models import Slowed  # noqa: PLC0415 - Django must be ready

    return Slowed.objects


def rights():
    from dabyl.adapters.accounts.models import Right  # noqa: PLC0415 - Django must be ready

    return Right.objects


def confirmed(ada) -> None:
    """Let Ada confirm the proposal that waits."""
    from dabyl.adapters.accounts.models import Proposal  # noqa: PLC0415 - Django must be ready

    where = f"/staff/proposal/{Proposal.objects.get(outcome='open').pk}"
    page = ada.get(where)
    assert ada.send(f"{where}/confirm", page, answer=answer_to(page, ADA)).status_code == 303


def codes_of_cleo(console) -> pyotp.TOTP:
    maker = proved(console, at_the_desk(CLEO)).maker
    confirmed(at_the_desk(ADA))
    return maker


def tried(code: str, *, source: str):
    fields = {"person": "cleo", "password": WORDS, "code": code}
    return a_desk(source).post("/sign-in/code", page="/sign-in/with-code", **fields)
