"""Release by one person in an emergency, and the countersignature of another one."""

from datetime import timedelta

import attrs
import pytest

from dabyl.core.drafts.draft import State
from dabyl.core.formats.cap.reading import read
from dabyl.core.formats.snapshots.register import format_register, parse_register
from dabyl.core.journal.chain import Broken, Fault, Verified, verify_chain
from dabyl.core.levels.decision import Mode
from dabyl.core.register.facts import DecisionMade
from dabyl.core.register.standing import standing
from dabyl.core.staff.consents import Approval
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import parse_instant
from dabyl.core.values.problems import Refused
from dabyl.usecases.desk import load, record
from dabyl.usecases.drafts import countersigning
from dabyl.usecases.drafts.approving import settle
from dabyl.usecases.drafts.countersigning import (
    challenge_alone,
    challenge_to_countersign,
    countersign,
    preview_alone,
    preview_countersigned,
    release_alone,
)
from dabyl.usecases.drafts.draft_desk import draft_of
from dabyl.usecases.drafts.unchanged import ProposalStale
from dabyl.usecases.drafts.writing import begin, save
from dabyl.usecases.release import release as release_messages
from dabyl.usecases.take_decision import take_decision
from dabyl.usecases.verify_consents import verify_consents
from support.desks import OSLAND, a_level, noon
from support.staffed import ADA, BEA, CYR, a_draft_desk, begun, put_forward

AT = noon(5)
SOON = AT.plus(timedelta(minutes=20))
DEADLINE = AT.plus(timedelta(hours=6))
TAKEN = a_level("xo-1", mode=Mode.TAKEN)
LAW = OSLAND.texts["law.toml"].replace("max_days = 40\n", "max_days = 40\nemergency_hours = 6\n", 1)


@pytest.fixture
def desk():
    texts = {**OSLAND.texts, "law.toml": LAW}
    return a_draft_desk(then=attrs.evolve(OSLAND, texts=texts))


@pytest.fixture
def released(desk):
    begun(desk, TAKEN, by=BEA, at=AT)
    release(desk)
    return desk


def seen(desk, at=AT):
    return preview_alone(desk, load(desk.desk), draft_of(desk, "xo-1"), at=at)


def release(desk, by=BEA, at=SOON):
    found = seen(desk)
    consent = by.sign(challenge_alone(found))
    return release_alone(desk, "xo-1", seen=found.seen, consent=consent, at=at)


def signed(desk, by=CYR, at=SOON):
    found = preview_countersigned(desk, load(desk.desk), draft_of(desk, "xo-1"), at=SOON)
    consent = by.sign(challenge_to_countersign(found))
    return countersign(desk, "xo-1", seen=found.seen, consent=consent, at=at)


def codes(call, *args, **how):
    with pytest.raises(Refused) as refusal:
        call(*args, **how)
    return [problem.code for problem in refusal.value.problems]


def level(desk, day):
    at = noon(day)
    return standing(load(desk.desk), "XO", scale="xo-alert", at=at, known_at=at).level


def verified(desk):
    found = verify_chain(desk.desk.journal.lines())
    assert isinstance(found, Verified)
    return verify_consents(found, desk.desk.journal.entries)


class TestReleaseAlone:
    def test_lasts_until_the_deadline_and_is_marked(self, released):
        draft = draft_of(released, "xo-1")
        assert (draft.state, draft.deadline) == (State.RELEASED, DEADLINE)
        assert level(released, 6) is None
        page = seen_page(released)
        assert "released by one person in an emergency" in page
        assert isinstance(verified(released), Verified)

    def test_is_known_from_a_snapshot_too(self, released):
        register = load(released.desk)
        restored = parse_register(format_register(register))
        assert restored.record("xo-1").alone == register.record("xo-1").alone is not None

    def test_shows_first_what_it_will_be(self, desk):
        begun(desk, TAKEN, by=BEA, at=AT)
        found = seen(desk)
        assert (found.deadline, found.problems) == (DEADLINE, ())
        page = found.forms["en/decision/xo-1/index.html"].decode()
        assert "released by one person in an emergency" in page

    def test_can_follow_a_proposal(self, desk):
        begun(desk, TAKEN, by=ADA, at=AT)
        put_forward(desk, "xo-1", by=ADA, at=AT)
        assert release(desk).draft.state is State.RELEASED

    def test_is_refused_where_the_pack_allows_nobody_alone(self):
        plain = a_draft_desk()
        begun(plain, TAKEN, by=BEA, at=AT)
        assert [p.code for p in seen(plain).problems] == [Code.EMERGENCY_NOT_ALLOWED]
        assert codes(release, plain) == [Code.EMERGENCY_NOT_ALLOWED]

    def test_is_refused_to_who_is_no_approver(self, desk):
        begun(desk, TAKEN, by=ADA, at=AT)
        assert codes(release, desk, by=ADA) == [Code.CONSENT_ROLE]

    def test_is_refused_when_the_draft_was_changed_or_is_done(self, desk):
        begun(desk, TAKEN, by=BEA, at=AT)
        found = seen(desk)
        body = draft_of(desk, "xo-1").current.content
        save(desk, "xo-1", body, based_on=1, by=ADA.person, at=AT)
        consent = BEA.sign(challenge_alone(found))
        how = {"seen": found.seen, "consent": consent, "at": SOON}
        assert codes(release_alone, desk, "xo-1", **how) == [Code.DRAFT_CHANGED]
        release(desk)
        assert codes(release_alone, desk, "xo-1", **how) == [Code.DRAFT_STATE]

    def test_is_refused_when_something_came_between(self, desk):
        begun(desk, TAKEN, by=BEA, at=AT)
        found = seen(desk)
        consent = BEA.sign(challenge_alone(found))
        take_decision(desk.desk, a_level("xo-2", "red", area="XO-S"), at=AT)
        with pytest.raises(ProposalStale):
            release_alone(desk, "xo-1", seen=found.seen, consent=consent, at=SOON)

    def test_is_judged_by_the_rules_of_now(self, desk):
        begun(desk, TAKEN, by=BEA, at=AT)
        found = seen(desk)
        consent = BEA.sign(challenge_alone(found))
        take_decision(desk.desk, a_level("xo-1"), at=AT)
        how = {"seen": found.seen, "consent": consent, "at": SOON}
        assert Code.DECISION_EXISTS in codes(release_alone, desk, "xo-1", **how)

    def test_tells_every_reason_first(self, desk):
        begin(desk, "xo-1", {"id": "xo-1"}, office="xo-hq", by=BEA.person, at=AT)
        assert seen(desk).problems
        wrong = a_level("xo-3", mode=Mode.TAKEN)
        draft = begun(desk, attrs.evolve(wrong, reason="whim"), by=BEA, at=AT)
        found = preview_alone(desk, load(desk.desk), draft, at=AT)
        assert [p.code for p in found.problems] == [Code.REASON_UNKNOWN]

    def test_is_settled_after_a_crash(self, desk, monkeypatch):
        def crash(*_, **__):
            raise RuntimeError

        begun(desk, TAKEN, by=BEA, at=AT)
        monkeypatch.setattr(countersigning, "changed", crash)
        with pytest.raises(RuntimeError):
            release(desk)
        (draft,) = settle(desk, load(desk.desk))
        assert (draft.state, draft.deadline) == (State.RELEASED, DEADLINE)


def seen_page(desk):
    """Return the decision's page as it is published."""
    from dabyl.core.publication.site import plan  # noqa: PLC0415 - one page of a site

    site = plan(load(desk.desk), at=SOON, known_at=SOON, theme=desk.theme)
    return site.page("en/decision/xo-1/index.html").decode()


class TestCountersign:
    def test_lets_it_last_as_long_as_was_wanted(self, released):
        after = signed(released)
        assert after.draft.countersigned == load(released.desk).number
        assert [level(released, day) for day in (6, 14, 16)] == ["amber", "amber", None]
        assert isinstance(verified(released), Verified)

    def test_is_another_person_who_wrote_no_part_of_it(self, released):
        found = codes(signed, released, by=BEA)
        assert found == [Code.CONSENT_BY_EDITOR, Code.CONSENT_SAME_PERSON]
        assert codes(signed, released, by=ADA) == [Code.CONSENT_ROLE]

    def test_comes_once_and_in_time(self, released):
        assert codes(signed, released, at=DEADLINE) == [Code.COUNTERSIGN_LATE]
        signed(released)
        assert codes(signed, released) == [Code.COUNTERSIGN_NOTHING]

    def test_is_refused_when_something_came_between(self, released):
        draft = draft_of(released, "xo-1")
        found = preview_countersigned(released, load(released.desk), draft, at=SOON)
        consent = CYR.sign(challenge_to_countersign(found))
        take_decision(released.desk, a_level("xo-2", "red", area="XO-S"), at=SOON)
        with pytest.raises(ProposalStale):
            countersign(released, "xo-1", seen=found.seen, consent=consent, at=SOON)


class TestTheMessage:
    def messages(self, desk, at):
        register = release_messages(desk.desk, load(desk.desk), at=at)
        told = [one for one in register.messages if one.message.channel == "feed"]
        return [read(one.message.text.encode()).alerts[0].alert for one in told]

    def test_is_marked_in_each_language_with_the_deadline(self, released):
        (alert,) = self.messages(released, SOON)
        assert len(alert.infos) > 0
        for info in alert.infos:
            assert "countersign" in info.description or "contresigne" in info.description
            named = {one.name: one.value for one in info.parameters}
            assert parse_instant(named["dabyl.countersign-by"]) == DEADLINE

    def test_is_updated_without_the_mark_once_countersigned(self, released):
        self.messages(released, SOON)
        signed(released)
        *_, alert = self.messages(released, SOON.plus(timedelta(minutes=1)))
        assert alert.msg_type == "Update"
        for info in alert.infos:
            assert "countersign" not in info.description
            assert "dabyl.countersign-by" not in {one.name for one in info.parameters}

    def test_of_the_end_says_that_nobody_countersigned(self, released):
        self.messages(released, SOON)
        *_, alert = self.messages(released, DEADLINE)
        assert "Nobody countersigned in time" in alert.infos[0].description


class TestTheJournal:
    def broken(self, desk, fact):
        record(desk.desk, load(desk.desk), [fact], at=SOON)
        found = verified(desk)
        assert isinstance(found, Broken)
        assert found.what is Fault.NOT_APPROVED
        return [problem.code for problem in found.why]

    def test_holds_nothing_of_one_person_that_lasts(self, desk):
        begun(desk, TAKEN, by=BEA, at=AT)
        found = seen(desk)
        approval = Approval(
            number=found.seen.number,
            consents=(BEA.sign(challenge_alone(found)),),
            forms=found.hash,
            editors=(BEA.person,),
            deadline=DEADLINE,
        )
        lasting = DecisionMade(decision=TAKEN, approval=approval)
        assert Code.EMERGENCY_TOO_LONG in self.broken(desk, lasting)

    def test_holds_no_other_act_in_the_name_of_a_countersignature(self, released):
        approval = Approval(
            number=load(released.desk).number,
            consents=(CYR.sign(b"x" * 32),),
            countersigns="xo-1",
        )
        other = DecisionMade(decision=a_level("xo-9", mode=Mode.TAKEN), approval=approval)
        assert Code.COUNTERSIGN_DIFFERS in self.broken(released, other)
