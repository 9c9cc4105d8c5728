"""The rule of two persons for decisions."""

import attrs
import pytest

from dabyl.core.calendars.endings import ForDays
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.register.approval import needs_two
from dabyl.core.register.decide import RecordDecision, TakeDecision, decide
from dabyl.core.register.facts import DecisionMade, WorkspaceMade
from dabyl.core.staff.staff import NO_STAFF
from dabyl.core.values.problems import Refused
from support.authenticator import WORKSPACE
from support.staffed import ROOT, SPARE, admission, admitted, approved, officers
from support.vale import HQ, act, codes, declare, lift, register, t, taken

NOW = "2020-03-05"
ADA, BEA, CYR = officers(HQ)
STAFF = [(NOW, fact) for fact in admitted(ROOT, SPARE)]
STAFF += [(NOW, admission(one, number)) for number, one in enumerate((ADA, BEA, CYR), 4)]
KNOWN = register(*STAFF)
RED = taken("x", declare("E1", "red", NOW, ForDays(days=3)))


def live(known=KNOWN, kind=WorkspaceKind.LIVE):
    return attrs.evolve(known, workspace=WorkspaceMade(id=WORKSPACE, kind=kind, keys=()))


def refused(approval, decision=RED, known=None):
    command = TakeDecision(decision=decision, by_office=HQ, approval=approval)
    try:
        decide(known or live(), command, at=t(NOW))
    except Refused as refusal:
        return codes(refusal.problems)
    return []


class TestNeedsTwo:
    @pytest.mark.parametrize(
        ("kind", "alone", "staffed"),
        [("live", True, True), ("exercise", False, True), ("replay", False, False)],
    )
    def test_depends_on_the_workspace_and_in_an_exercise_on_its_staff(self, kind, alone, staffed):
        of = WorkspaceKind(kind)
        assert (needs_two(of, NO_STAFF), needs_two(of, KNOWN.staff)) == (alone, staffed)


class TestATakenDecision:
    def test_is_taken_by_two_persons_whose_consents_are_kept(self):
        approval = approved(RED, ADA, BEA, KNOWN.number, forms="ab" * 32)
        command = TakeDecision(decision=RED, by_office=HQ, approval=approval)
        assert decide(live(), command, at=t(NOW)) == (
            DecisionMade(decision=RED, approval=approval),
        )

    def test_of_a_live_workspace_is_refused_without_them(self):
        assert refused(None) == ["consents-missing"]
        assert refused(None, known=register()) == []

    def test_is_refused_when_its_approver_wrote_in_the_draft(self):
        mine = approved(RED, ADA, CYR, KNOWN.number, editors=("officer-1", "officer-3"))
        assert refused(mine) == ["consent-by-editor"]
        assert refused(approved(RED, CYR, BEA, KNOWN.number, editors=("officer-3",))) == []

    def test_is_refused_when_it_was_changed_after_the_consents(self):
        approval = approved(RED, ADA, BEA, KNOWN.number)
        changed = attrs.evolve(RED, number="7")
        assert refused(approval, changed) == ["consent-of-other"] * 2
        assert refused(attrs.evolve(approval, forms="00" * 32)) == ["consent-of-other"] * 2
        assert refused(attrs.evolve(approval, editors=("officer-9",))) == ["consent-of-other"] * 2

    def test_is_refused_when_its_consents_are_those_of_another_decision(self):
        other = taken("y", lift("x", NOW))
        assert "consent-of-other" in refused(approved(other, ADA, BEA, KNOWN.number))

    def test_is_refused_when_its_consents_name_what_the_journal_did_not_say_yet(self):
        later = approved(RED, ADA, BEA, KNOWN.number + 1)
        assert refused(later) == ["consent-number"]
        assert refused(approved(RED, ADA, BEA, KNOWN.number - 1)) == []

    def test_is_judged_wherever_consents_are_given(self):
        replay = live(kind=WorkspaceKind.REPLAY)
        assert refused(None, known=replay) == []
        assert refused(approved(RED, ADA, ADA, KNOWN.number), known=replay) != []

    def test_is_refused_with_every_reason_at_once(self):
        wrong = attrs.evolve(RED, provision="act.9")
        assert refused(None, wrong) == ["provision-unknown", "no-power", "consents-missing"]


class TestARecordedDecision:
    def test_needs_no_consents(self):
        recorded = act("x", declare("E1", "red", NOW, ForDays(days=3)))
        (made,) = decide(live(), RecordDecision(decision=recorded), at=t(NOW))
        assert isinstance(made, DecisionMade)
        assert made.approval is None
