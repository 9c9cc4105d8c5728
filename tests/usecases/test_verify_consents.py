"""Verifying consents: what a journal says is what two persons signed."""

import attrs
import pytest

from dabyl.core.formats.entries.facts import unsealed_of
from dabyl.core.journal.chain import Broken, Fault, Verified, verify_chain
from dabyl.core.journal.entry import Unsealed, seal
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.levels.decision import Mode
from dabyl.core.register.facts import Ceremony, DecisionMade, StaffKeyAdmitted, StaffKeyRetired
from dabyl.core.register.staffing import retirement_subject
from dabyl.usecases.desk import load, record
from dabyl.usecases.verify_consents import verify_consents
from support.authenticator import Passkey, both
from support.desks import HEADQUARTERS, KEEPER, OSLAND, a_desk, a_level, a_lift, noon
from support.staffed import (
    EVA,
    ROOT,
    SPARE,
    admission,
    admitted,
    approved,
    library_change,
    officers,
)

ADA, BEA, CYR = officers("xo-hq")
TAKEN = a_level("xo-1", mode=Mode.TAKEN)


def a_staffed_desk(kind=WorkspaceKind.LIVE):
    desk = a_desk(kind)
    register = record(desk, load(desk), admitted(ROOT, SPARE), at=noon(4))
    for one in (ADA, BEA, CYR, EVA):
        register = record(desk, register, [admission(one, register.number)], at=noon(4))
    return desk


def signed(number, **where):
    return approved(TAKEN, ADA, BEA, number, **where)


def retirement(passkey, number):
    subject = retirement_subject(passkey.credential)
    return both(ROOT, SPARE, subject, number)


def verified(desk):
    found = verify_chain(desk.journal.lines())
    assert isinstance(found, Verified)
    return verify_consents(found, desk.journal.entries)


def why(found):
    assert isinstance(found, Broken)
    assert found.what is Fault.NOT_APPROVED
    return found.number, [problem.code.value for problem in found.why]


def after(desk, *facts):
    register = record(desk, load(desk), facts, at=noon(5))
    return register.number, verified(desk)


class TestAJournal:
    def test_of_two_persons_is_whole(self):
        desk = a_staffed_desk()
        approval = signed(load(desk).number)
        _, found = after(desk, DecisionMade(decision=TAKEN, approval=approval))
        assert found == verify_chain(desk.journal.lines())

    def test_keeps_consents_of_keys_that_were_retired_later(self):
        desk = a_staffed_desk()
        approval = signed(load(desk).number)
        after(desk, DecisionMade(decision=TAKEN, approval=approval))
        word = retirement(BEA, load(desk).number)
        _, found = after(desk, StaffKeyRetired(credential=BEA.credential, by=word))
        assert isinstance(found, Verified)

    def test_holds_no_decision_that_one_person_took(self):
        desk = a_staffed_desk()
        number, found = after(desk, DecisionMade(decision=TAKEN))
        assert why(found) == (number, ["consents-missing"])

    def test_holds_no_decision_that_was_changed_after_it_was_approved(self):
        desk = a_staffed_desk()
        approval = signed(load(desk).number)
        longer = attrs.evolve(TAKEN, number="other")
        number, found = after(desk, DecisionMade(decision=longer, approval=approval))
        assert why(found) == (number, ["consent-of-other"] * 2)

    def test_holds_no_decision_that_was_approved_in_another_workspace(self):
        desk = a_staffed_desk()
        approval = signed(load(desk).number, workspace="w-exercise")
        number, found = after(desk, DecisionMade(decision=TAKEN, approval=approval))
        assert why(found) == (number, ["consent-of-other"] * 2)

    def test_holds_no_decision_by_a_key_that_was_retired_before(self):
        desk = a_staffed_desk()
        word = retirement(BEA, load(desk).number)
        after(desk, StaffKeyRetired(credential=BEA.credential, by=word))
        approval = signed(load(desk).number)
        number, found = after(desk, DecisionMade(decision=TAKEN, approval=approval))
        assert why(found) == (number, ["consent-key"])

    def test_holds_no_decision_beyond_the_area_of_a_key(self):
        desk = a_staffed_desk()
        northern = attrs.evolve(BEA, area=("XO-N",))
        after(desk, admission(northern, load(desk).number))
        inside = a_level("xo-2", mode=Mode.TAKEN, area="XO-N")
        approval = approved(inside, ADA, northern, load(desk).number)
        _, found = after(desk, DecisionMade(decision=inside, approval=approval))
        assert isinstance(found, Verified)
        lifted = a_lift("xo-3", "xo-2", start=6)
        lifted = attrs.evolve(lifted, mode=Mode.TAKEN)
        approval = approved(lifted, ADA, northern, load(desk).number)
        _, found = after(desk, DecisionMade(decision=lifted, approval=approval))
        assert isinstance(found, Verified)
        number, found = after(
            desk, DecisionMade(decision=TAKEN, approval=signed(load(desk).number))
        )
        assert why(found) == (number, ["consent-area"])

    def test_holds_no_consents_to_what_came_later(self):
        desk = a_staffed_desk()
        approval = signed(load(desk).number + 1)
        number, found = after(desk, DecisionMade(decision=TAKEN, approval=approval))
        assert why(found) == (number, ["consent-number"])

    def test_holds_no_key_that_nobody_admitted(self):
        desk = a_staffed_desk()
        mallory = Passkey.of("admin-9")
        number, found = after(desk, StaffKeyAdmitted(key=mallory.key, by=Ceremony.FIRST))
        assert why(found) == (number, ["staff-ceremony-done"])

    def test_holds_no_key_that_an_office_admitted(self):
        desk = a_staffed_desk()
        draft = unsealed_of(admission(Passkey.of("admin-9"), load(desk).number))
        entry = seal(
            Unsealed(kind=draft.kind, body=draft.body, office="xo-hq"),
            head=desk.journal.head(),
            recorded_at=noon(5),
            key_id=HEADQUARTERS.key_id,
            sign=HEADQUARTERS.sign,
        )
        desk.journal.append([entry], expected=entry.number - 1)
        assert why(verified(desk)) == (entry.number, ["key-of-another-office"])

    def test_holds_nothing_that_cannot_be_read(self):
        desk = a_staffed_desk()
        entry = seal(
            Unsealed(kind="staff", body={}),
            head=desk.journal.head(),
            recorded_at=noon(5),
            key_id=KEEPER.key_id,
            sign=KEEPER.sign,
        )
        desk.journal.append([entry], expected=entry.number - 1)
        assert why(verified(desk)) == (entry.number, ["missing-field"])


class TestADecisionWithoutConsents:
    @pytest.mark.parametrize(
        ("kind", "mode", "holds"),
        [
            ("live", Mode.RECORDED, True),
            ("exercise", Mode.TAKEN, False),
            ("replay", Mode.TAKEN, True),
        ],
    )
    def test_stands_where_none_are_needed(self, kind, mode, holds):
        desk = a_staffed_desk(WorkspaceKind(kind))
        _, found = after(desk, DecisionMade(decision=a_level("xo-1", mode=mode)))
        assert isinstance(found, Verified) is holds


class TestTheLibraryOfAJournal:
    def test_is_changed_by_two_persons_once_there_is_staff(self):
        desk = a_staffed_desk()
        change = library_change(desk, OSLAND, by=EVA, other=SPARE)
        number, found = after(desk, change)
        assert isinstance(found, Verified)
        assert why(after(desk, change)[1]) == (number + 1, ["library-moved"])

    def test_is_not_changed_by_one(self):
        desk = a_staffed_desk()
        change = attrs.evolve(library_change(desk, OSLAND, by=EVA, other=SPARE), approval=None)
        number, found = after(desk, change)
        assert why(found) == (number, ["consents-missing"])

    def test_is_judged_by_what_was_signed_also_where_nothing_had_to_be(self):
        desk = a_desk()
        change = library_change(desk, OSLAND, by=EVA, other=SPARE)
        number, found = after(desk, change)
        assert why(found) == (number, ["consent-key"] * 2)

    def test_is_not_changed_in_the_name_of_an_office(self):
        desk = a_staffed_desk()
        draft = unsealed_of(library_change(desk, OSLAND, by=EVA, other=SPARE))
        entry = seal(
            Unsealed(kind=draft.kind, body=draft.body, office="xo-hq"),
            head=desk.journal.head(),
            recorded_at=noon(5),
            key_id=HEADQUARTERS.key_id,
            sign=HEADQUARTERS.sign,
        )
        desk.journal.append([entry], expected=entry.number - 1)
        assert why(verified(desk)) == (entry.number, ["key-of-another-office"])
