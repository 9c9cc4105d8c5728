"""One's own page: sessions that end, keys and rights that wait for a second person."""

from datetime import UTC, datetime

import pytest

from dabyl.core.staff.keys import Role
from support.consoles import a_console, a_passkey, answer_to, at_the_desk, seat

ADA, BO = a_passkey("ada"), a_passkey("bo")
CLEO = a_passkey("cleo", "xo-hq", Role.OFFICER)


@pytest.fixture
def console(tmp_path):
    with a_console(tmp_path) as opened:
        seat(opened, ADA, BO, CLEO)
        yield opened


@pytest.mark.usefixtures("console")
class TestSessions:
    def test_are_listed_and_all_others_end_at_once(self):
        here, there = at_the_desk(CLEO), at_the_desk(CLEO)
        ada = at_the_desk(ADA)
        assert here.get("/me").content.decode().count(" UTC") == 2
        assert here.post("/me/end-others", page="/me")["Location"] == "/me"
        assert here.get("/").status_code == 200
        assert there.get("/")["Location"] == "/sign-in"
        assert ada.get("/").status_code == 200

    def test_that_are_over_are_forgotten_when_somebody_signs_in(self):
        cleo = at_the_desk(CLEO)
        sessions().update(expire_date=datetime(2020, 1, 1, tzinfo=UTC))
        assert cleo.get("/")["Location"] == "/sign-in"
        at_the_desk(ADA)
        assert [one.person.key for one in sessions().all()] == ["ada"]


@pytest.mark.usefixtures("console")
class TestARightForAnHour:
    def test_is_asked_by_one_and_given_by_another(self, console):
        cleo, ada = at_the_desk(CLEO), at_the_desk(ADA)
        assert cleo.get("/trail").status_code == 403
        assert cleo.post("/me/right", page="/me", role="auditor", office="")["Location"] == "/me"
        assert cleo.get("/trail").status_code == 403
        page = ada.get("/staff/proposal/1")
        answer = answer_to(page, ADA)
        assert ada.send("/staff/proposal/1/confirm", page, answer=answer).status_code == 303
        assert cleo.get("/trail").status_code == 200
        given = console_right()
        assert given.until_s - given.from_s == 3600
        given.until_s = console.now().s
        given.save()
        assert cleo.get("/trail").status_code == 403

    def test_is_not_given_by_whoever_asks(self):
        ada = at_the_desk(ADA)
        ada.post("/me/right", page="/me", role="auditor", office="")
        page = ada.get("/staff/proposal/1")
        assert "Another administrator has to confirm" in page.content.decode()
        reply = ada.send("/staff/proposal/1/confirm", page, answer="", ticket="")
        assert "cannot confirm" in reply.content.decode()

    def test_is_not_given_by_a_session_without_its_passkey(self):
        cleo, ada = at_the_desk(CLEO), at_the_desk(ADA)
        cleo.post("/me/right", page="/me", role="auditor", office="")
        page = ada.get("/staff/proposal/1")
        for answer in ("", answer_to(page, BO)):
            reply = ada.send("/staff/proposal/1/confirm", page, answer=answer)
            assert reply.status_code == 409
        assert cleo.get("/trail").status_code == 403

    def test_is_not_given_when_somebody_refuses_it_at_the_same_instant(self, monkeypatch):
        from dabyl.console import asking  # noqa: PLC0415 - Django must be ready

        at_the_desk(CLEO).post("/me/right", page="/me", role="auditor", office="")
        ada, bo = at_the_desk(ADA), at_the_desk(BO)
        page, sign = ada.get("/staff/proposal/1"), asking.sign_own

        def sign_late(*given, **how):
            sign(*given, **how)
            assert bo.post("/staff/proposal/1/refuse", page="/staff").status_code == 303

        monkeypatch.setattr(asking, "sign_own", sign_late)
        reply = ada.send("/staff/proposal/1/confirm", page, answer=answer_to(page, ADA))
        assert reply.status_code == 409
        assert at_the_desk(CLEO).get("/trail").status_code == 403

    def test_that_was_refused_is_over(self):
        cleo, ada = at_the_desk(CLEO), at_the_desk(ADA)
        cleo.post("/me/right", page="/me", role="auditor", office="")
        assert ada.post("/staff/proposal/1/refuse", page="/staff")["Location"] == "/staff"
        reply = ada.get("/staff/proposal/1")
        assert "decided already" in reply.content.decode()

    @pytest.mark.parametrize(("role", "office"), [("emperor", ""), ("auditor", "nowhere")])
    def test_is_one_that_there_is(self, role, office):
        cleo = at_the_desk(CLEO)
        reply = cleo.post("/me/right", page="/me", role=role, office=office)
        assert reply.status_code == 409


@pytest.mark.usefixtures("console")
class TestTheTrail:
    def test_shows_what_was_done_under_pseudonyms(self):
        ada = at_the_desk(ADA)
        text = ada.get("/trail").content.decode()
        assert "signed in by passkey" in text
        assert "The chain of 1 lines is whole" in text
        rows().update(line=b"{}")
        assert "broken at line 1" in ada.get("/trail").content.decode()


def console_right():
    from dabyl.adapters.accounts.models import Right  # noqa: PLC0415 - Django must be ready

    return Right.objects.get()


def rows():
    from dabyl.adapters.accounts.models import AuditRow  # noqa: PLC0415 - Django must be ready

    return AuditRow.objects


def sessions():
    from dabyl.adapters.accounts.models import (  # noqa: PLC0415 - Django must be ready
        ConsoleSession,
    )

    return ConsoleSession.objects
