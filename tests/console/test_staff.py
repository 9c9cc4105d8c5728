"""Keys are admitted and retired by two administrators, each of whom signs."""

import re
from datetime import timedelta
from itertools import count

import pytest

from dabyl.core.staff.keys import Role
from dabyl.core.values.problems import Refused
from dabyl.usecases.anchor_audit import last_anchor
from support.consoles import (
    HOST,
    a_console,
    a_passkey,
    answer_to,
    at_the_desk,
    seat,
)

ADA, BO, EVE = a_passkey("ada"), a_passkey("bo"), a_passkey("eve")
CLEO = a_passkey("cleo", "xo-hq", Role.OFFICER)
RETIRE_CLEO = "/staff/retire/4"


@pytest.fixture
def console(tmp_path):
    with a_console(tmp_path) as opened:
        seat(opened, ADA, BO, EVE, CLEO)
        yield opened


def proposed(desk, key, path: str = RETIRE_CLEO):
    page = desk.get(path)
    number = re.search(r'name="number" value="(\d+)"', page.content.decode())
    assert number is not None
    answer = answer_to(page, key)
    return desk.send(f"{path}/propose", page, answer=answer, number=number.group(1))


def confirmed(desk, key, number: int = 1):
    page = desk.get(f"/staff/proposal/{number}")
    return desk.send(f"/staff/proposal/{number}/confirm", page, answer=answer_to(page, key))


class TestAKey:
    def test_is_retired_by_two_and_its_sessions_end(self, console):
        ada, bo, cleo = at_the_desk(ADA), at_the_desk(BO), at_the_desk(CLEO)
        assert proposed(ada, ADA)["Location"] == "/staff"
        assert cleo.get("/").status_code == 200
        assert confirmed(bo, BO)["Location"] == "/staff"
        assert CLEO.credential not in console.house.register().staff.keys
        assert cleo.get("/")["Location"] == "/sign-in"
        assert ada.get(RETIRE_CLEO).status_code == 404

    def test_is_retired_by_two_while_the_seconds_go_by(self, console, monkeypatch):
        begun, seconds = console.now(), count()
        ticking = lambda _: begun.plus(timedelta(seconds=next(seconds)))  # noqa: E731 - a clock
        monkeypatch.setattr(type(console), "now", ticking)
        monkeypatch.setattr(type(console), "domain_now", ticking)
        ada, bo = at_the_desk(ADA), at_the_desk(BO)
        proposed(ada, ADA)
        assert confirmed(bo, BO)["Location"] == "/staff"
        assert CLEO.credential not in console.house.register().staff.keys

    def test_is_not_retired_by_one(self, console):
        ada = at_the_desk(ADA)
        proposed(ada, ADA)
        page = ada.get("/me")
        reply = ada.send("/staff/proposal/1/confirm", page, answer="")
        assert "cannot confirm" in reply.content.decode()
        assert CLEO.credential in console.house.register().staff.keys

    def test_is_not_retired_with_the_passkey_of_another(self, console):
        ada, bo = at_the_desk(ADA), at_the_desk(BO)
        assert proposed(ada, BO).status_code == 409
        assert proposed(ada, ADA).status_code == 303
        assert confirmed(bo, EVE).status_code == 409
        assert CLEO.credential in console.house.register().staff.keys

    def test_is_not_retired_on_words_that_the_staff_has_outlived(self, console):
        ada, bo = at_the_desk(ADA), at_the_desk(BO)
        proposed(ada, ADA)
        proposed(bo, BO, "/staff/retire/3")
        assert confirmed(ada, ADA, 2).status_code == 303
        assert confirmed(bo, BO, 1).status_code == 409
        keys = console.house.register().staff.keys
        assert EVE.credential not in keys
        assert CLEO.credential in keys

    def test_is_not_kept_by_whoever_is_to_lose_it(self, console):
        ada, bo, eve = at_the_desk(ADA), at_the_desk(BO), at_the_desk(EVE)
        proposed(ada, ADA, "/staff/retire/3")
        page = eve.get("/staff/proposal/1")
        assert "/refuse" not in page.content.decode()
        reply = eve.send("/staff/proposal/1/refuse", eve.get("/me"))
        assert "cannot put a stop to that" in reply.content.decode()
        assert confirmed(bo, BO).status_code == 303
        assert EVE.credential not in console.house.register().staff.keys

    def test_of_the_last_but_one_administrator_stays(self, console):
        ada, bo = at_the_desk(ADA), at_the_desk(BO)
        proposed(ada, ADA, "/staff/retire/3")
        assert confirmed(bo, BO).status_code == 303
        proposed(ada, ADA, "/staff/retire/1")
        reply = confirmed(bo, BO, 2)
        assert "every later change needs two" in reply.content.decode()
        assert ADA.credential in console.house.register().staff.keys


class TestAProposal:
    def test_is_done_once_by_whoever_of_two_is_first(self, console):
        from dabyl.wiring_accounts import people, proposals  # noqa: PLC0415 - Django must be ready

        cleo, at, done = at_the_desk(CLEO), console.now(), []
        cleo.post("/me/right", page="/me", role="auditor", office="")
        waits = proposals.open_proposal(1, at=at)
        ada, bo = people.find("ada"), people.find("bo")
        proposals.decide(waits, proposals.REFUSED, by=ada, at=at)
        with pytest.raises(Refused):
            proposals.decide(waits, proposals.CONFIRMED, by=bo, at=at, done=lambda: done.append(1))
        assert done == []


class TestTheTrail:
    def test_is_anchored_in_the_journal_by_each_change_of_two(self, console):
        ada, bo = at_the_desk(ADA), at_the_desk(BO)
        proposed(ada, ADA)
        confirmed(bo, BO)
        anchored = last_anchor(console.house.register())
        trail = rows()
        last = trail.order_by("-number").first()
        assert (anchored.number, anchored.hash) == (last.number, last.hash)
        assert f"confirms it up to line {last.number}" in ada.get("/trail").content.decode()
        trail.filter(number=last.number).update(hash="0" * 64)
        assert "was written anew" in ada.get("/trail").content.decode()


def rows():
    from dabyl.adapters.accounts.models import AuditRow  # noqa: PLC0415 - Django must be ready

    return AuditRow.objects


@pytest.mark.usefixtures("console")
class TestAFingerprint:
    def test_is_shown_to_nobody_who_has_to_be_told_it(self):
        people, passkeys = accounts()
        person = people.find("cleo")
        made = person.passkeys.create(
            credential="AAAA", public_key=b"another key", site=HOST, made_at_s=0
        )
        text = at_the_desk(ADA).get("/staff").content.decode()
        assert passkeys.fingerprint(person.passkeys.get(credential=CLEO.credential)) in text
        assert passkeys.fingerprint(made) not in text


def accounts():
    from dabyl.adapters.accounts import passkeys, people  # noqa: PLC0415 - Django must be ready

    return people, passkeys
