"""Preview, proposal and refusal."""

from datetime import timedelta

import attrs
import pytest

from dabyl.core.drafts.draft import State
from dabyl.core.levels.body import decision_to_body
from dabyl.core.levels.decision import Mode
from dabyl.core.values.codes import Code
from dabyl.core.values.languages import Texts
from dabyl.core.values.problems import Refused
from dabyl.usecases.desk import load, record
from dabyl.usecases.drafts.draft_desk import draft_of
from dabyl.usecases.drafts.preview import preview
from dabyl.usecases.drafts.proposing import challenge_to_propose, propose, refuse
from dabyl.usecases.drafts.writing import begin, save
from dabyl.usecases.take_decision import take_decision
from support.authenticator import APPROVER, Passkey
from support.desks import a_level, noon
from support.staffed import ADA, BEA, CYR, ROOT, a_draft_desk, admitted, begun, let_go, put_forward

AT = noon(5)
TAKEN = a_level("xo-1", mode=Mode.TAKEN)


@pytest.fixture
def desk():
    return a_draft_desk()


def codes(call, *args, **how):
    with pytest.raises(Refused) as refusal:
        call(*args, **how)
    return [problem.code for problem in refusal.value.problems]


def seen_at(desk, at=AT, key="xo-1"):
    return preview(desk, draft_of(desk, key), at=at)


class TestPreview:
    def test_has_every_form_and_what_differs_from_now(self, desk):
        found = preview(desk, begun(desk, TAKEN, at=AT), at=AT)
        assert found.problems == ()
        kinds = {path.rpartition(".")[2] for path in found.forms}
        assert {"html", "json", "atom", "rss", "ics", "txt", "svg", "geojson", "xml"} <= kinds
        assert "en/decision/xo-1/index.html" in found.forms
        assert "en/decision/xo-1/index.html" not in found.now
        assert "en/index.html" in found.differing
        assert b"w-test.xo-1.000001" in found.forms["cap/w-test.xo-1.000001.xml"]
        assert b"Signature" not in found.forms["cap/w-test.xo-1.000001.xml"]

    def test_is_the_same_again(self, desk):
        draft = begun(desk, TAKEN, at=AT)
        one, other = (preview(desk, draft, at=AT) for _ in range(2))
        assert (one.forms, one.hash, one.subject) == (other.forms, other.hash, other.subject)

    def test_is_of_places_where_something_changes(self, desk):
        north = a_level("xo-1", mode=Mode.TAKEN, area="XO-N")
        found = preview(desk, begun(desk, north, at=AT), at=AT)
        assert "status/XO-N.json" in found.forms
        assert "status/XO-S.json" not in found.forms
        assert "status/XO.json" in found.forms

    def test_tells_every_reason_against_it_at_once(self, desk):
        wrong = attrs.evolve(TAKEN, provision="xo-act.99", reason="whim")
        found = preview(desk, begun(desk, wrong, at=AT), at=AT)
        assert {p.code for p in found.problems} >= {Code.PROVISION_UNKNOWN, Code.REASON_UNKNOWN}
        assert (found.forms, found.hash, found.subject) == ({}, "", "")
        assert found.decision == wrong

    def test_tells_what_is_missing_while_it_is_typed(self, desk):
        draft = begin(desk, "xo-1", {"id": "xo-1"}, office="xo-hq", by="officer-1", at=AT)
        found = preview(desk, draft, at=AT)
        assert {p.where for p in found.problems} == {"mode", "scale", "effects"}
        assert found.decision is None

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"id": "xo-2"}, Code.DRAFT_ID),
            ({"office": "xo-crown"}, Code.DRAFT_OFFICE),
            ({"mode": Mode.RECORDED}, Code.WRONG_MODE),
        ],
    )
    def test_is_of_this_draft(self, desk, changes, code):
        body = decision_to_body(attrs.evolve(TAKEN, **changes))
        draft = begin(desk, "xo-1", body, office="xo-hq", by="officer-1", at=AT)
        assert [p.code for p in preview(desk, draft, at=AT).problems] == [code]


class TestAMessageThatCouldNotGoOut:
    tagged = attrs.evolve(TAKEN, grounds=Texts.of({"en": "<b>Storm</b>.", "fr": "Orage."}))

    def test_speaks_against_the_decision_before_anybody_signs(self, desk):
        found = preview(desk, begun(desk, self.tagged, at=AT), at=AT)
        ((code, rule),) = {(one.code, one.data["rule"]) for one in found.problems}
        assert (code, rule) == (Code.CAP_RELEASE_REFUSED, "cap-plain-text")
        assert (found.forms, found.subject) == ({}, "")
        consent = BEA.sign(b"whatever")
        assert set(codes(propose, desk, "xo-1", seen=found.seen, consent=consent)) == {code}

    def test_is_not_the_fault_of_what_comes_after_it(self, desk):
        recorded = attrs.evolve(self.tagged, id="xo-9", mode=Mode.RECORDED)
        take_decision(desk.desk, recorded, at=AT)
        assert preview(desk, begun(desk, TAKEN, at=AT), at=AT).problems == ()

    def test_speaks_against_nothing_where_none_are_sent(self, desk):
        silent = attrs.evolve(desk, desk=attrs.evolve(desk.desk, alerts=None))
        assert preview(silent, begun(silent, self.tagged, at=AT), at=AT).problems == ()


class TestPropose:
    def test_keeps_what_was_seen_and_the_consent(self, desk):
        begun(desk, TAKEN, at=AT)
        seen = seen_at(desk)
        consent = ADA.sign(challenge_to_propose(seen))
        draft = propose(desk, "xo-1", seen=seen.seen, consent=consent)
        assert draft.state is State.PROPOSED
        assert draft.proposal is not None
        assert (draft.proposal.forms, draft.proposal.by) == (seen.hash, "officer-1")
        assert draft == draft_of(desk, "xo-1")

    def test_is_refused_again_while_the_proposal_stands(self, desk):
        begun(desk, TAKEN, at=AT)
        put_forward(desk, "xo-1", at=AT)
        assert codes(put_forward, desk, "xo-1", at=AT) == [Code.DRAFT_STATE]

    def test_of_the_same_follows_one_that_is_stale(self, desk):
        begun(desk, TAKEN, at=AT)
        first = put_forward(desk, "xo-1", at=AT)
        take_decision(desk.desk, a_level("xo-2", "red", area="XO-S"), at=AT)
        again = put_forward(desk, "xo-1", at=AT)
        assert again.versions == first.versions
        assert again.proposal.earlier == first.proposal.number
        assert let_go(desk, "xo-1", at=AT).draft.state is State.RELEASED

    def test_is_refused_when_the_draft_was_changed_since(self, desk):
        begun(desk, TAKEN, at=AT)
        seen = seen_at(desk)
        save(desk, "xo-1", {}, based_on=1, by="officer-3", at=AT)
        consent = ADA.sign(challenge_to_propose(seen))
        found = codes(propose, desk, "xo-1", seen=seen.seen, consent=consent)
        assert found == [Code.DRAFT_CHANGED]

    def test_is_refused_when_a_rule_says_no(self, desk):
        begun(desk, attrs.evolve(TAKEN, reason="whim"), at=AT)
        seen = seen_at(desk)
        consent = ADA.sign(challenge_to_propose(seen))
        found = codes(propose, desk, "xo-1", seen=seen.seen, consent=consent)
        assert Code.REASON_UNKNOWN in found

    def test_is_refused_to_who_is_no_officer_of_the_office(self, desk):
        begun(desk, TAKEN, at=AT)
        consent = ROOT.sign(challenge_to_propose(seen_at(desk)))
        found = codes(propose, desk, "xo-1", seen=seen_at(desk).seen, consent=consent)
        assert found == [Code.CONSENT_ROLE, Code.CONSENT_OFFICE]

    def test_makes_what_was_seen_anew_when_given_a_preview_of_something_else(self, desk):
        begun(desk, TAKEN, at=AT)
        made = seen_at(desk)
        others = (attrs.evolve(made.draft.current, by="officer-9"),)
        of_others = attrs.evolve(made.draft, versions=others)
        wrong = attrs.evolve(made, hash="0" * 64, draft=of_others)
        consent = ADA.sign(challenge_to_propose(made))
        draft = propose(desk, "xo-1", seen=made.seen, consent=consent, made=wrong)
        assert draft.proposal is not None
        assert draft.proposal.forms == made.hash

    def test_makes_what_was_seen_anew_when_given_a_preview_of_another_moment(self, desk):
        begun(desk, TAKEN, at=AT)
        made = seen_at(desk)
        earlier = attrs.evolve(made.seen, at=AT.plus(timedelta(seconds=-1)))
        wrong = attrs.evolve(made, hash="0" * 64, seen=earlier)
        consent = ADA.sign(challenge_to_propose(made))
        draft = propose(desk, "xo-1", seen=made.seen, consent=consent, made=wrong)
        assert draft.proposal is not None
        assert draft.proposal.forms == made.hash

    def test_does_not_make_again_what_was_seen(self, desk):
        begun(desk, TAKEN, at=AT)
        made = seen_at(desk)
        consent = ADA.sign(challenge_to_propose(made))
        bare = attrs.evolve(desk, theme=attrs.evolve(desk.theme, templates={}))
        draft = propose(bare, "xo-1", seen=made.seen, consent=consent, made=made)
        assert draft.state is State.PROPOSED

    def test_is_refused_beyond_the_area_of_the_key(self, desk):
        southern = attrs.evolve(CYR, area=("XO-S",))
        record(desk.desk, load(desk.desk), admitted(southern), at=AT)
        begun(desk, TAKEN, at=AT)
        consent = southern.sign(challenge_to_propose(seen_at(desk)))
        found = codes(propose, desk, "xo-1", seen=seen_at(desk).seen, consent=consent)
        assert found == [Code.CONSENT_AREA]

    def test_is_refused_with_a_consent_to_something_else(self, desk):
        begun(desk, TAKEN, at=AT)
        consent = ADA.sign(b"x" * 32)
        found = codes(propose, desk, "xo-1", seen=seen_at(desk).seen, consent=consent)
        assert found == [Code.CONSENT_OF_OTHER]

    def test_is_of_what_was_seen_also_when_the_journal_went_on(self, desk):
        begun(desk, TAKEN, at=AT)
        seen = seen_at(desk)
        take_decision(desk.desk, a_level("xo-9", area="XO-S"), at=AT)
        consent = ADA.sign(challenge_to_propose(seen))
        draft = propose(desk, "xo-1", seen=seen.seen, consent=consent)
        assert draft.proposal is not None
        assert draft.proposal.number == seen.seen.number < load(desk.desk).number


class TestRefuse:
    def test_sends_it_back_with_a_reason(self, desk):
        begun(desk, TAKEN, at=AT)
        put_forward(desk, "xo-1", at=AT)
        draft = refuse(desk, "xo-1", "Too large.", by=BEA.person, at=AT)
        assert (draft.state, draft.ended.reason) == (State.REFUSED, "Too large.")

    def test_is_refused_while_nothing_is_proposed_however_little_is_typed(self, desk):
        begin(desk, "xo-1", {"id": "xo-1"}, office="xo-hq", by="officer-1", at=AT)
        found = codes(refuse, desk, "xo-1", "No.", by=BEA.person, at=AT)
        assert found == [Code.DRAFT_STATE]

    def test_is_for_approvers_of_the_office(self, desk):
        crown = Passkey.of("officer-8", "xo-crown", APPROVER)
        record(desk.desk, load(desk.desk), admitted(crown), at=AT)
        begun(desk, TAKEN, at=AT)
        put_forward(desk, "xo-1", at=AT)
        for person in (ADA.person, ROOT.person, crown.person, "officer-99"):
            found = codes(refuse, desk, "xo-1", "No.", by=person, at=AT)
            assert found == [Code.CONSENT_ROLE]
        assert refuse(desk, "xo-1", "No.", by=CYR.person, at=AT).state is State.REFUSED

    def test_is_for_approvers_of_the_area(self, desk):
        southern = attrs.evolve(BEA, area=("XO-S",))
        record(desk.desk, load(desk.desk), admitted(southern), at=AT)
        begun(desk, TAKEN, at=AT)
        put_forward(desk, "xo-1", at=AT)
        found = codes(refuse, desk, "xo-1", "No.", by=BEA.person, at=AT)
        assert found == [Code.CONSENT_AREA]

    def test_is_for_whoever_has_one_key_that_reaches_there(self, desk):
        southern = Passkey.of(BEA.person, "xo-hq", APPROVER, device="desk")
        narrow = attrs.evolve(southern, area=("XO-S",))
        record(desk.desk, load(desk.desk), admitted(narrow), at=AT)
        begun(desk, TAKEN, at=AT)
        put_forward(desk, "xo-1", at=AT)
        assert refuse(desk, "xo-1", "No.", by=BEA.person, at=AT).state is State.REFUSED
