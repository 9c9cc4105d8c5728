"""What others decide while a draft waits: shown to whoever approves; proposed again unchanged."""

import attrs
import pytest

from dabyl.core.drafts.draft import State
from dabyl.core.values.moments import Moment
from dabyl.usecases.take_decision import take_decision
from support.consoles import a_console, at_the_desk, seat
from support.desks import a_level
from support.officework import (
    AMBER,
    APPROVER,
    OFFICER,
    approved,
    begun,
    proposed,
    stored,
    text,
    typed,
)


@pytest.fixture(scope="module")
def console(tmp_path_factory):
    with a_console(tmp_path_factory.mktemp("console")) as opened:
        seat(opened, OFFICER, APPROVER)
        yield opened


@pytest.fixture(scope="module")
def desks(console):  # noqa: ARG001 - they sit at it
    return at_the_desk(OFFICER), at_the_desk(APPROVER)


def a_proposal(officer):
    where = begun(officer)
    typed(officer, where, **AMBER)
    proposed(officer, where)
    return where


def elsewhere(console, key, area):
    at = console.now()
    began = Moment(instant=at, zone="Europe/Oslo")
    decision = a_level(key, area=area)
    declared = attrs.evolve(decision.effects[0], start=began)
    take_decision(console.house.desk, attrs.evolve(decision, effects=(declared,)), at=at)


class TestADecisionElsewhere:
    def test_is_shown_to_whoever_approves_and_hinders_nobody(self, console, desks):
        officer, approver = desks
        where = a_proposal(officer)
        elsewhere(console, "xo-other-1", "XO-S")
        page = text(approver.get(f"{where}/review"))
        assert "this was decided elsewhere" in page
        assert "Declare: South (xo-other-1)" in page
        assert "en/index.html" in page
        assert "look-again" not in page
        assert approved(approver, where)["Location"] == where
        assert stored(where).state is State.RELEASED


class TestADecisionHere:
    def test_lets_it_be_proposed_again_unchanged_and_tells_whoever_approves(self, console, desks):
        officer, approver = desks
        where = a_proposal(officer)
        before = stored(where)
        assert "Look again" not in text(officer.get(where))
        assert "propose it again." not in text(officer.get(f"{where}/preview"))
        elsewhere(console, "xo-other-2", "XO-N")
        page = text(approver.get(f"{where}/review"))
        assert "Since it was proposed, this was decided" in page
        assert 'action="/drafts/' + before.id + '/approve"' not in page
        assert "Look again, and propose it again unchanged" in text(officer.get(where))
        page = text(officer.get(f"{where}/preview"))
        assert "Declare: North (xo-other-2)" in page
        proposed(officer, where)
        assert stored(where).versions == before.versions
        assert stored(where).proposal.earlier == before.proposal.number
        page = text(approver.get(f"{where}/review"))
        assert "It is proposed again" in page
        assert "Declare: North (xo-other-2)" in page
        assert approved(approver, where)["Location"] == where
        assert stored(where).state is State.RELEASED


class TestAProposalThatCannotBeRead:
    def test_is_shown_all_the_same(self, console, desks):  # noqa: ARG002 - it must be open
        from dabyl.console.drafts import desk_now  # noqa: PLC0415 - Django must be ready

        where = a_proposal(desks[0])
        draft = stored(where)
        broken = attrs.evolve(draft.current, content={**draft.current.content, "effects": 7})
        changed = attrs.evolve(draft, versions=(broken,), revision=draft.revision + 1)
        desk_now().drafts.put(changed, expected=draft.revision)
        assert desks[0].get(where).status_code == 200
