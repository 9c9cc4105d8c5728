"""Approval and release: two persons, and what they saw."""

from datetime import timedelta

import attrs
import pytest

from dabyl.core.calendars.endings import ForDays
from dabyl.core.drafts.draft import State
from dabyl.core.journal.chain import Verified, verify_chain
from dabyl.core.levels.decision import Extend, Lift, Mode
from dabyl.core.publication.cap.due import messages_due
from dabyl.core.register.facts import Ceremony, StaffKeyRetired
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import parse_instant
from dabyl.core.values.problems import Refused
from dabyl.ports.journal import Overtaken
from dabyl.ports.packs import PackFiles
from dabyl.usecases.anchor_audit import anchor
from dabyl.usecases.desk import load, record
from dabyl.usecases.drafts import approving
from dabyl.usecases.drafts.approving import (
    approve,
    must_stand,
    settle,
)
from dabyl.usecases.drafts.draft_desk import draft_of
from dabyl.usecases.drafts.preview import preview
from dabyl.usecases.drafts.unchanged import ProposalStale
from dabyl.usecases.drafts.writing import comment, save, withdraw
from dabyl.usecases.release import release
from dabyl.usecases.take_decision import take_decision
from dabyl.usecases.verify_consents import verify_consents
from support.authenticator import OFFICER, Passkey
from support.desks import a_level, a_moment, noon
from support.packs import with_change
from support.staffed import (
    ADA,
    BEA,
    CYR,
    DAN,
    EVA,
    EZRA,
    a_draft_desk,
    admission,
    begun,
    let_go,
    library_change,
    put_forward,
    to_approve,
)

AT = noon(5)
SOON = AT.plus(timedelta(minutes=20))
TAKEN = a_level("xo-1", mode=Mode.TAKEN)
COMING = """\
[[provision]]
id = "xo-act.4"
work = "Alert Act"
number = "4"
title = { en = "Sirens", fr = "Sirènes" }

[[provision.version]]
id = "2021"
adopted = 2020-12-01
published = 2020-12-02
commences = 2021-01-06
applies_until = 2999-01-01
text = { en = "Sirens sound.", fr = "Les sirènes sonnent." }
official = "https://example.org/act#4"
status = "unconfirmed"
source = "act"

"""


@pytest.fixture
def desk():
    return a_draft_desk()


@pytest.fixture
def proposed(desk):
    begun(desk, TAKEN, at=AT)
    put_forward(desk, "xo-1", at=AT)
    return desk


def must_stand_with(desk, made):
    draft = draft_of(desk, "xo-1")
    register = load(desk.desk)
    return must_stand(desk, register, draft, at=SOON, made=made)


def codes(call, *args, **how):
    with pytest.raises(Refused) as refusal:
        call(*args, **how)
    return [problem.code for problem in refusal.value.problems]


def stale(desk, key="xo-1", at=SOON):
    with pytest.raises(ProposalStale) as refusal:
        let_go(desk, key, at=at)
    return refusal.value


def whole(desk):
    found = verify_chain(desk.desk.journal.lines())
    assert isinstance(found, Verified)
    return verify_consents(found, desk.desk.journal.entries) == found


class TestApprove:
    def test_releases_what_was_proposed_by_two_persons(self, proposed):
        released = let_go(proposed, "xo-1", at=SOON)
        assert released.register.decision_ids() == ("xo-1",)
        assert (released.draft.state, released.draft.entry) == (
            State.RELEASED,
            released.register.record("xo-1").number,
        )
        assert draft_of(proposed, "xo-1") == released.draft
        assert whole(proposed)

    def test_is_refused_to_whoever_wrote_in_it(self, desk):
        begun(desk, TAKEN, by=CYR, at=AT)
        body = draft_of(desk, "xo-1").current.content
        save(desk, "xo-1", body, based_on=1, by=DAN.person, at=AT)
        put_forward(desk, "xo-1", by=ADA, at=AT)
        for person in (CYR, DAN):
            assert codes(let_go, desk, "xo-1", by=person, at=SOON) == [Code.CONSENT_BY_EDITOR]
        assert let_go(desk, "xo-1", by=BEA, at=SOON).draft.state is State.RELEASED

    def test_is_refused_to_who_proposed(self, desk):
        begun(desk, TAKEN, by=ADA, at=AT)
        put_forward(desk, "xo-1", by=CYR, at=AT)
        assert codes(let_go, desk, "xo-1", by=CYR, at=SOON) == [Code.CONSENT_SAME_PERSON]

    def test_is_refused_to_who_is_no_approver(self, desk):
        begun(desk, TAKEN, by=CYR, at=AT)
        put_forward(desk, "xo-1", by=DAN, at=AT)
        assert codes(let_go, desk, "xo-1", by=ADA, at=SOON) == [Code.CONSENT_ROLE]

    def test_needs_a_proposal(self, desk):
        begun(desk, TAKEN, at=AT)
        assert codes(let_go, desk, "xo-1", at=SOON) == [Code.DRAFT_STATE]

    def test_of_a_draft_that_was_changed_meanwhile_is_refused(self, proposed):
        consent = BEA.sign(to_approve(proposed, "xo-1"))
        body = {**draft_of(proposed, "xo-1").current.content, "number": "7"}
        save(proposed, "xo-1", body, based_on=1, by=ADA.person, at=AT)
        found = codes(approve, proposed, "xo-1", consent=consent, at=SOON)
        assert found == [Code.DRAFT_STATE]
        put_forward(proposed, "xo-1", at=AT)
        found = codes(approve, proposed, "xo-1", consent=consent, at=SOON)
        assert found == [Code.CONSENT_OF_OTHER]

    def test_counts_a_fork_of_the_approver_too(self, proposed):
        save(proposed, "xo-1", {}, based_on=99, by=BEA.person, at=AT)
        put_forward(proposed, "xo-1", at=AT)
        assert codes(let_go, proposed, "xo-1", by=BEA, at=SOON) == [Code.CONSENT_BY_EDITOR]

    def test_believes_a_preview_of_what_was_proposed(self, proposed):
        made = preview(proposed, draft_of(proposed, "xo-1"), at=AT)
        consent = BEA.sign(to_approve(proposed, "xo-1"))
        bare = attrs.evolve(proposed, theme=attrs.evolve(proposed.theme, templates={}))
        assert approve(bare, "xo-1", consent=consent, at=SOON, made=made).decision == TAKEN

    def test_believes_no_preview_of_anything_else(self, proposed):
        made = preview(proposed, draft_of(proposed, "xo-1"), at=AT)
        consent = BEA.sign(to_approve(proposed, "xo-1"))
        later = attrs.evolve(made.seen, at=SOON)
        for other in (attrs.evolve(made, seen=later), attrs.evolve(made, decision=None)):
            wrong = attrs.evolve(other, hash="0" * 64)
            found = must_stand_with(proposed, wrong)
            assert found.between == ()
        wrong = attrs.evolve(made, hash="0" * 64)
        found = codes(approve, proposed, "xo-1", consent=consent, at=SOON, made=wrong)
        assert found == [Code.DRAFT_MADE_ANEW]

    def test_cannot_be_replayed(self, proposed):
        consent = BEA.sign(to_approve(proposed, "xo-1"))
        approve(proposed, "xo-1", consent=consent, at=SOON)
        found = codes(approve, proposed, "xo-1", consent=consent, at=SOON)
        assert found == [Code.DRAFT_STATE]

    def test_is_not_hindered_by_comments(self, proposed):
        comment(proposed, "xo-1", "Go.", by=CYR.person, at=AT)
        assert let_go(proposed, "xo-1", at=SOON).draft.comments

    def test_of_a_withdrawn_draft_is_refused(self, proposed):
        withdraw(proposed, "xo-1", by=ADA.person, at=AT)
        assert codes(let_go, proposed, "xo-1", at=SOON) == [Code.DRAFT_STATE]

    def test_is_judged_by_the_rules_of_now(self, proposed):
        take_decision(proposed.desk, a_level("xo-1"), at=AT)
        assert Code.DECISION_EXISTS in codes(let_go, proposed, "xo-1", at=SOON)


class TestAStaleProposal:
    def test_is_refused_when_somebody_wrote_beside_it_since_and_can_be_proposed_again(
        self, proposed
    ):
        save(proposed, "xo-1", {}, based_on=99, by=DAN.person, at=AT)
        assert codes(let_go, proposed, "xo-1", at=SOON) == [Code.DRAFT_UNSIGNED]
        assert put_forward(proposed, "xo-1", at=SOON).proposal.earlier is not None
        assert let_go(proposed, "xo-1", at=SOON).draft.state is State.RELEASED
        assert whole(proposed)

    def test_is_refused_when_the_key_of_who_proposed_counts_no_more(self, proposed):
        fact = StaffKeyRetired(credential=ADA.credential, by=Ceremony.RECOVERY)
        record(proposed.desk, load(proposed.desk), [fact], at=AT)
        assert codes(let_go, proposed, "xo-1", at=SOON) == [Code.DRAFT_UNSIGNED]
        put_forward(proposed, "xo-1", by=CYR, at=SOON)
        assert let_go(proposed, "xo-1", at=SOON).draft.state is State.RELEASED

    def test_is_refused_when_something_came_that_changes_a_form(self, proposed):
        take_decision(proposed.desk, a_level("xo-2", "red", area="XO-S"), at=AT)
        refusal = stale(proposed)
        assert [p.code for p in refusal.problems] == [Code.DRAFT_STALE]
        assert [entry.kind for entry in refusal.between] == ["decision"]
        assert refusal.problems[0].data["between"] == "decision xo-2"
        put_forward(proposed_again(proposed), "xo-1", at=SOON)
        assert let_go(proposed, "xo-1", at=SOON).draft.state is State.RELEASED

    def test_is_none_when_what_came_changes_no_form(self, proposed):
        register = load(proposed.desk)
        newcomer = admission(Passkey.of("officer-9", "xo-hq", OFFICER), register.number)
        record(proposed.desk, register, [newcomer], at=AT)
        assert let_go(proposed, "xo-1", at=SOON).draft.state is State.RELEASED

    @pytest.mark.parametrize("at", ["2021-01-05T23:00Z", "2021-01-06T11:00Z"])
    def test_is_refused_when_a_level_began_or_ended_by_itself(self, desk, at):
        take_decision(desk.desk, a_level("xo-0", start=4, ending=ForDays(days=2)), at=noon(4))
        begun(desk, TAKEN, at=AT)
        put_forward(desk, "xo-1", at=AT)
        refusal = stale(desk, at=parse_instant(at))
        assert [p.code for p in refusal.problems] == [Code.DRAFT_OUTLIVED]
        assert refusal.problems[0].data["what"] == "lapse"

    def test_is_refused_when_law_commenced(self):
        law = with_change("law.toml", '[[power]]\nid = "set"', f'{COMING}[[power]]\nid = "set"')
        desk = a_draft_desk(then=PackFiles(texts=law))
        begun(desk, TAKEN, at=AT)
        put_forward(desk, "xo-1", at=AT)
        refusal = stale(desk, at=noon(6))
        assert [p.code for p in refusal.problems] == [Code.DRAFT_OUTLIVED]
        assert refusal.problems[0].data["what"] == "commencement"

    def test_is_refused_when_its_own_message_would_say_something_else(self, desk):
        register = take_decision(desk.desk, a_level("xo-0"), at=AT).register
        longer = Extend(layers=("xo-0",), start=a_moment(5), ending=ForDays(days=20))
        begun(desk, attrs.evolve(TAKEN, effects=(longer,)), at=AT)
        put_forward(desk, "xo-1", at=AT)
        release(desk.desk, register, at=AT)  # now it is to update what went out
        refusal = stale(desk)
        assert [p.code for p in refusal.problems] == [Code.DRAFT_STALE]
        assert [entry.kind for entry in refusal.between] == ["message"]

    def test_is_refused_when_its_own_level_is_over(self, desk):
        begun(desk, a_level("xo-1", mode=Mode.TAKEN, ending=ForDays(days=1)), at=AT)
        put_forward(desk, "xo-1", at=AT)
        data = stale(desk, at=noon(7)).problems[0].data
        assert (data["what"], data["subject"]) == ("lapse", "xo-1")

    def test_is_refused_when_the_program_makes_other_forms_by_now(self, proposed):
        theme = attrs.evolve(proposed.theme, style=proposed.theme.style + "b{color:red}")
        updated = attrs.evolve(proposed, theme=theme)
        assert [p.code for p in stale(updated).problems] == [Code.DRAFT_MADE_ANEW]


def proposed_again(desk):
    """Send the draft back, so that it can be proposed again."""
    body = draft_of(desk, "xo-1").current.content
    save(desk, "xo-1", body, based_on=draft_of(desk, "xo-1").newest, by=ADA.person, at=SOON)
    return desk


class TestADecisionElsewhere:
    """Two regions decide in one night: neither blocks the other."""

    @pytest.fixture
    def north(self, desk):
        begun(desk, a_level("xo-1", mode=Mode.TAKEN, area="XO-N"), at=AT)
        put_forward(desk, "xo-1", at=AT)
        return desk

    @pytest.mark.parametrize("other", ["xo-0", "xo-2"])
    def test_whose_message_is_yet_to_go_out_changes_none_of_its_own(self, north, other):
        take_decision(north.desk, a_level(other, "red", area="XO-S"), at=AT)
        assert messages_due(load(north.desk), at=SOON)
        assert let_go(north, "xo-1", at=SOON).draft.state is State.RELEASED

    def test_changes_only_lists_and_what_it_changes_is_told(self, north):
        take_decision(north.desk, a_level("xo-2", "red", area="XO-S"), at=AT)
        found = must_stand(north, load(north.desk), draft_of(north, "xo-1"), at=SOON)
        assert [entry.body["decision"]["id"] for entry in found.between] == ["xo-2"]
        assert {"en/index.html", "status/XO.json", "feed/en.atom"} <= set(found.differing)
        assert not [path for path in found.differing if "XO-N" in path or "xo-1" in path]
        assert let_go(north, "xo-1", at=SOON).draft.state is State.RELEASED
        assert whole(north)

    def test_is_none_of_its_business_with_news_of_staff_and_trail_beside(self, north):
        take_decision(north.desk, a_level("xo-2", "red", area="XO-S"), at=AT)
        register = load(north.desk)
        newcomer = admission(Passkey.of("officer-9", "xo-hq", OFFICER), register.number)
        record(north.desk, register, [newcomer], at=AT)
        anchor(north.desk, 7, "0" * 64, at=AT)
        assert let_go(north, "xo-1", at=SOON).draft.state is State.RELEASED

    @pytest.mark.parametrize("area", ["XO-N", "XO"])
    def test_makes_it_stale_when_it_lies_on_the_same_ground(self, north, area):
        take_decision(north.desk, a_level("xo-2", "red", area=area), at=AT)
        assert [p.code for p in stale(north).problems] == [Code.DRAFT_STALE]

    def test_that_ends_by_itself_there_is_none_of_its_business(self, desk):
        short = a_level("xo-0", start=4, ending=ForDays(days=2), area="XO-S")
        take_decision(desk.desk, short, at=noon(4))
        begun(desk, a_level("xo-1", mode=Mode.TAKEN, area="XO-N"), at=AT)
        put_forward(desk, "xo-1", at=AT)
        assert let_go(desk, "xo-1", at=noon(6)).draft.state is State.RELEASED

    def test_that_ends_by_itself_here_makes_it_stale(self, desk):
        short = a_level("xo-0", "red", start=4, ending=ForDays(days=2), area="XO")
        take_decision(desk.desk, short, at=noon(4))
        begun(desk, a_level("xo-1", mode=Mode.TAKEN, area="XO-N"), at=AT)
        put_forward(desk, "xo-1", at=AT)
        assert [p.code for p in stale(desk, at=noon(6)).problems] == [Code.DRAFT_OUTLIVED]

    @pytest.mark.parametrize(
        ("file", "old", "new"),
        [
            ("scale.toml", "Alert level", "Level of alert"),
            ("places.toml", 'en = "South"', 'en = "The South"'),  # stands in lists only
        ],
        ids=["its own forms", "lists"],
    )
    def test_does_not_hide_a_new_pack(self, north, file, old, new):
        take_decision(north.desk, a_level("xo-2", "red", area="XO-S"), at=AT)
        renamed = PackFiles(texts=with_change(file, old, new))
        change = library_change(north.desk, renamed, by=EVA, other=EZRA)
        record(north.desk, load(north.desk), [change], at=AT)
        assert [p.code for p in stale(north).problems] == [Code.DRAFT_STALE]

    @pytest.mark.parametrize("ahead_s", [0, 2], ids=["one clock", "a clock ahead"])
    def test_at_the_same_instant_is_stepped_over(self, north, monkeypatch, ahead_s):
        then = SOON.plus(timedelta(seconds=ahead_s))

        def first(*args, **how):
            monkeypatch.setattr(approving, "take_on", take_on)
            take_decision(north.desk, a_level("xo-2", "red", area="XO-S"), at=then)
            return take_on(*args, **how)

        take_on = approving.take_on
        monkeypatch.setattr(approving, "take_on", first)
        let_go(north, "xo-1", at=SOON)
        assert load(north.desk).decision_ids() == ("xo-2", "xo-1")
        assert whole(north)


class TestTwoAtOnce:
    def test_one_extends_and_the_other_lifts_and_one_of_them_wins(self, desk, monkeypatch):
        take_decision(desk.desk, a_level("xo-0"), at=noon(5))
        longer = attrs.evolve(
            a_level("xo-1", mode=Mode.TAKEN),
            effects=(Extend(layers=("xo-0",), start=a_moment(6), ending=ForDays(days=20)),),
        )
        over = attrs.evolve(
            a_level("xo-2", mode=Mode.TAKEN), effects=(Lift(layers=("xo-0",), start=a_moment(6)),)
        )
        for one in (longer, over):
            begun(desk, one, at=noon(6))
            put_forward(desk, one.id, at=noon(6))

        def first(*args, **how):
            monkeypatch.setattr(approving, "take_on", take_on)
            let_go(desk, "xo-2", by=CYR, at=noon(6))
            return take_on(*args, **how)

        take_on = approving.take_on
        monkeypatch.setattr(approving, "take_on", first)
        with pytest.raises(Overtaken) as overtaken:
            let_go(desk, "xo-1", at=noon(6))
        assert [e.body["decision"]["id"] for e in overtaken.value.between] == ["xo-2"]
        assert load(desk.desk).decision_ids() == ("xo-0", "xo-2")
        assert draft_of(desk, "xo-1").state is State.PROPOSED
        assert codes(let_go, desk, "xo-1", at=noon(6)) == [Code.WITHOUT_EFFECT]


class TestSettle:
    def test_marks_what_the_journal_holds(self, proposed, monkeypatch):
        def crash(*_, **__):
            raise RuntimeError

        before = draft_of(proposed, "xo-1")
        monkeypatch.setattr(approving, "changed", crash)
        with pytest.raises(RuntimeError):
            let_go(proposed, "xo-1", at=SOON)
        monkeypatch.undo()
        assert draft_of(proposed, "xo-1") == before
        (draft,) = settle(proposed, load(proposed.desk))
        assert (draft.state, draft.entry) == (State.RELEASED, load(proposed.desk).number)
        assert settle(proposed, load(proposed.desk)) == (draft,)

    def test_leaves_others_as_they_are(self, proposed):
        take_decision(proposed.desk, a_level("xo-1"), at=AT)
        begun(proposed, a_level("xo-5", mode=Mode.TAKEN), at=AT)
        states = [draft.state for draft in settle(proposed, load(proposed.desk))]
        assert states == [State.PROPOSED, State.OPEN]
