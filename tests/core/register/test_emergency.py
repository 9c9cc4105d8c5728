"""Emergencies: one person alone, a deadline, and another one who countersigns."""

from datetime import date, timedelta

import attrs
import pytest

from dabyl.core.calendars.endings import AtTime, ForDays, OpenEnd
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.levels.decision import Area, Correct, Extend, Scope
from dabyl.core.levels.scale import ScopeKind
from dabyl.core.register.approval import decision_subject
from dabyl.core.register.countersigned import Fate, fate_of
from dabyl.core.register.decide import (
    CountersignDecision,
    TakeDecision,
    countersign_objections,
    decide,
)
from dabyl.core.register.emergency import (
    alone_until,
    corrects_only,
    deadline_of,
    emergency_problems,
    lasts_too_long,
    restored,
    shortened,
)
from dabyl.core.register.facts import WorkspaceMade
from dabyl.core.staff.consents import Approval, Purpose, challenge
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Refused
from support.authenticator import WORKSPACE
from support.staffed import ROOT, SPARE, admission, admitted, officers
from support.vale import (
    HQ,
    act,
    ask,
    bulletin,
    codes,
    correct,
    declare,
    extend,
    lift,
    lower,
    m,
    pack,
    raise_,
    register,
    state,
    t,
    taken,
    withdraw,
)

NOW = "2020-03-05"
AT = t(NOW)
TODAY = date(2020, 3, 5)
ADA, BEA, CYR = officers(HQ)
HOURS = 12
DEADLINE = AT.plus(timedelta(hours=HOURS))
SOON = AT.plus(timedelta(hours=1))


def with_hours(hours, which="all"):
    known = pack()
    powers = tuple(
        attrs.evolve(one, emergency_hours=hours) if one.id == which else one for one in known.powers
    )
    return attrs.evolve(known, powers=powers)


def staffed(*told, first=None):
    start = [("2020-03-01", fact) for fact in admitted(ROOT, SPARE)]
    start += [
        ("2020-03-01", admission(one, number)) for number, one in enumerate((ADA, BEA, CYR), 4)
    ]
    known = register(*start, *told, first=first or with_hours(HOURS))
    live = WorkspaceMade(id=WORKSPACE, kind=WorkspaceKind.LIVE, keys=())
    return attrs.evolve(known, workspace=live)


KNOWN = staffed(("2020-03-01", act("a", declare("V", "yellow", "2020-03-01", ForDays(days=30)))))
RED = taken("x", declare("E1", "red", NOW, ForDays(days=3)))


def alone(decision, by=BEA, *, deadline=DEADLINE, known=KNOWN, editors=("officer-2",)):
    short = shortened(known, decision, deadline)
    subject = decision_subject(short, forms="ab", editors=editors, deadline=deadline)
    consent = by.sign(challenge(Purpose.EMERGENCY, subject, known.number, workspace=WORKSPACE))
    return Approval(
        number=known.number, consents=(consent,), forms="ab", editors=editors, deadline=deadline
    )


def refused(command, known=KNOWN, at=AT):
    try:
        decide(known, command, at=at)
    except Refused as refusal:
        return codes(refusal.problems)
    return []


def taken_alone(decision, *, known=KNOWN, at=AT, **how):
    approval = alone(decision, known=known, **how)
    command = TakeDecision(decision=decision, by_office=HQ, approval=approval)
    return refused(command, known, at)


def released(decision=RED, known=KNOWN):
    approval = alone(decision, known=known)
    command = TakeDecision(decision=decision, by_office=HQ, approval=approval)
    (made,) = decide(known, command, at=AT)
    return made


AFTER = staffed(
    ("2020-03-01", act("a", declare("V", "yellow", "2020-03-01", ForDays(days=30)))),
    (NOW, released()),
)


def countersigned(by=CYR, *, decision=RED, known=AFTER, editors=("officer-2",)):
    subject = decision_subject(
        restored(known, decision), forms="cd", editors=editors, countersigns=decision.id
    )
    approval = Approval(
        number=known.number,
        consents=(by.sign(challenge(Purpose.APPROVE, subject, known.number, workspace=WORKSPACE)),),
        forms="cd",
        editors=editors,
        countersigns=decision.id,
    )
    return CountersignDecision(decision=decision, approval=approval)


class TestThePowerOfOne:
    def test_is_of_the_levels_and_places_that_it_names_only(self):
        known = pack()
        narrow = attrs.evolve(
            next(one for one in known.powers if one.id == "all"),
            id="narrow",
            emergency_hours=HOURS,
            levels=("orange",),
        )
        first = attrs.evolve(known, powers=(*known.powers, narrow))
        assert alone_until(staffed(first=first), RED, at=AT) is None
        wider = attrs.evolve(known, powers=(*known.powers, attrs.evolve(narrow, levels=("red",))))
        assert alone_until(staffed(first=wider), RED, at=AT) == DEADLINE


class TestOnePersonAlone:
    def test_releases_until_the_deadline_and_it_is_marked(self):
        made = released()
        (effect,) = made.decision.effects
        assert effect.ending == AtTime(day=TODAY, minutes=720)
        assert made.defects == (("released-in-emergency", DEADLINE.text()),)
        assert AFTER.record("x").alone.person == "officer-2"
        assert ask(AFTER, "E1", "2020-03-05T11:59").level == "red"
        assert ask(AFTER, "E1", "2020-03-05T12:00").level == "yellow"

    def test_is_allowed_by_the_pack_only(self):
        plain = staffed(first=pack())
        assert taken_alone(RED, known=plain) == ["emergency-not-allowed"]
        assert deadline_of(plain, RED, at=AT) is None
        other = staffed(first=with_hours(HOURS, which="east"))
        assert deadline_of(other, RED, at=AT) is None
        assert deadline_of(KNOWN, attrs.evolve(RED, office="nobody-knows"), at=AT) is None

    def test_may_release_until_a_deadline_what_only_puts_something_there(self):
        assert alone_until(KNOWN, RED, at=AT) == DEADLINE
        assert alone_until(staffed(first=pack()), RED, at=AT) is None
        assert alone_until(KNOWN, taken("x", lift("a", NOW)), at=AT) is None

    def test_is_never_allowed_longer_than_three_days(self):
        long = staffed(first=with_hours(1_000))
        assert deadline_of(long, RED, at=AT) == AT.plus(timedelta(hours=72))
        odd = Instant(AT.s + 59)
        assert deadline_of(KNOWN, RED, at=odd) == DEADLINE

    def test_keeps_an_earlier_end(self):
        brief = taken(
            "x",
            declare("E1", "red", NOW, AtTime(day=TODAY, minutes=60)),
        )
        assert shortened(KNOWN, brief, DEADLINE) == brief

    @pytest.mark.parametrize(
        "deadline", [AT, DEADLINE.plus(timedelta(minutes=1)), AT.plus(timedelta(hours=-1))]
    )
    def test_has_a_deadline_that_is_to_come_and_soon(self, deadline):
        assert "emergency-deadline" in taken_alone(RED, deadline=deadline)

    @pytest.mark.parametrize(
        "effect",
        [
            lift("a", NOW),
            raise_("a", NOW, "red", ForDays(days=2), where="E1"),
            lower("a", NOW),
        ],
        ids=["lift", "raise", "lower"],
    )
    def test_ends_and_replaces_nothing(self, effect):
        assert taken_alone(taken("x", effect)) == ["emergency-action"]

    @pytest.mark.parametrize(
        "effect",
        [
            extend("a", "2020-03-05", ForDays(days=40)),
            state("W", NOW, ForDays(days=2)),
            bulletin("V", NOW, ForDays(days=30)),
        ],
        ids=["extend", "state", "bulletin"],
    )
    def test_may_put_other_things_there(self, effect):
        problems = taken_alone(taken("x", effect))
        assert "emergency-action" not in problems

    def test_is_an_approver_and_may_have_written_it(self):
        assert taken_alone(RED) == []
        assert taken_alone(RED, by=ADA) == ["consent-role"]

    def test_signs_for_an_emergency(self):
        approval = alone(RED)
        later = attrs.evolve(approval, deadline=Instant(DEADLINE.s - 60))
        command = TakeDecision(decision=RED, by_office=HQ, approval=later)
        assert refused(command) == ["consent-of-other"]
        brief = taken("x", declare("E1", "red", NOW, AtTime(day=TODAY, minutes=60)))
        later = attrs.evolve(alone(brief), deadline=Instant(DEADLINE.s - 60))  # no end tells it
        command = TakeDecision(decision=brief, by_office=HQ, approval=later)
        assert refused(command) == ["consent-of-other"]
        normal = attrs.evolve(approval, deadline=None)
        command = TakeDecision(decision=RED, by_office=HQ, approval=normal)
        assert "consents-missing" in refused(command)

    def test_breaks_no_other_rule(self):
        wrong = attrs.evolve(RED, reason="whim")
        assert taken_alone(wrong) == ["reason-unknown"]


def and_then(*told):
    return staffed(
        ("2020-03-01", act("a", declare("V", "yellow", "2020-03-01", ForDays(days=30)))),
        (NOW, released()),
        *told,
    )


AGAIN = t("2020-03-05T11:00")


MONTH = ForDays(days=30)


def waiting(*effects, until=MONTH):
    """Return a register in which one person put something there that waits for another one."""
    decision = taken("x", *effects)
    yellow = act("a", declare("V", "yellow", "2020-03-01", until))
    before = ("2020-03-01", yellow)
    return staffed(before, (NOW, released(decision, staffed(before))))


class TestWhatWaitsForACountersignature:
    red = waiting(declare("E1", "red", NOW, ForDays(days=3)))

    def again(self, effect, known, at=AGAIN, scale="vale"):
        decision = attrs.evolve(taken("y", effect), scale=scale)
        deadline = at.plus(timedelta(hours=HOURS))
        found = [
            problem.code.value for problem in emergency_problems(known, decision, deadline, at=at)
        ]
        return [code for code in found if code == "emergency-again"]

    @pytest.mark.parametrize(
        "effect",
        [
            extend("x", "2020-03-05T12:00", ForDays(days=3)),
            declare("E1", "red", "2020-03-05T12:00", ForDays(days=3)),
            declare("V", "red", "2020-03-05T11:00", ForDays(days=3)),
            declare("E1", "yellow", "2020-03-05T11:00", ForDays(days=3)),
        ],
        ids=["extend", "again", "around", "less"],
    )
    def test_is_not_prolonged_by_one_person(self, effect):
        assert self.again(effect, self.red) == ["emergency-again"]
        assert self.again(effect, KNOWN) == []

    @pytest.mark.parametrize(
        "effect",
        [
            extend("a", "2020-03-05T12:00", ForDays(days=30)),
            declare("W", "red", NOW, ForDays(days=3)),
            bulletin("V", NOW, ForDays(days=3)),
            state("V", NOW, ForDays(days=3)),
            lift("x", "2020-03-05T11:00"),
        ],
        ids=["another", "elsewhere", "bulletin", "state", "lift"],
    )
    def test_hinders_nothing_else(self, effect):
        assert self.again(effect, self.red) == []

    def test_can_be_followed_by_something_worse(self):
        known = waiting(declare("E1", "yellow", NOW, ForDays(days=3)))
        assert self.again(declare("E1", "red", NOW, ForDays(days=3)), known) == []
        assert self.again(declare("E1", "yellow", NOW, ForDays(days=3)), known) == [
            "emergency-again"
        ]

    def test_is_an_extension_too(self):
        morning = AtTime(day=TODAY, minutes=6 * 60)
        known = waiting(extend("a", "2020-03-05T06:00", ForDays(days=3)), until=morning)
        assert self.again(extend("a", NOW, ForDays(days=41)), known) == ["emergency-again"]
        assert self.again(declare("V", "yellow", NOW, ForDays(days=3)), known) == [
            "emergency-again"
        ]

    def test_is_what_was_extended_and_not_the_rest(self):
        part = extend("a", "2020-03-05T06:00", ForDays(days=3), where="E1")
        known = waiting(part, until=AtTime(day=TODAY, minutes=6 * 60))
        assert self.again(declare("E1", "yellow", NOW, ForDays(days=3)), known) == [
            "emergency-again"
        ]
        assert self.again(declare("W", "yellow", NOW, ForDays(days=3)), known) == []

    def test_is_a_state_too(self):
        known = waiting(state("W", NOW, ForDays(days=2)))
        assert self.again(state("W", NOW, ForDays(days=2)), known) == ["emergency-again"]
        assert self.again(declare("W", "red", NOW, ForDays(days=3)), known) == []

    def test_is_about_people_or_things_of_its_own(self):
        def about(name):
            scope = Scope(kind=ScopeKind.SITE, id=name)
            return declare(Area(units=("E1",), scope=scope), "red", NOW, ForDays(days=3))

        known = waiting(about("dam"))
        assert self.again(about("dam"), known) == ["emergency-again"]
        assert self.again(about("bridge"), known) == []

    def test_is_over_at_its_deadline_and_once_it_is_countersigned(self):
        effect = declare("E1", "red", NOW, ForDays(days=3))
        assert self.again(effect, self.red, DEADLINE) == []
        assert self.again(effect, self.red, AT.plus(timedelta(days=4))) == []
        (made,) = decide(AFTER, countersigned(), at=SOON)
        assert self.again(effect, and_then(("2020-03-05T01:00", made))) == []

    def test_is_of_its_own_scale(self):
        effect = extend("x", "2020-03-05T12:00", ForDays(days=3))
        assert self.again(effect, self.red, scale="nothing") == []


class TestTheFate:
    def fate(self, known, at=SOON, key="x", known_at=None):
        return fate_of(known, key, at=at, known_at=known_at or at)

    def test_is_none_of_what_two_decided_or_nobody_knows(self):
        assert self.fate(AFTER, key="a") is None
        assert self.fate(AFTER, key="nothing") is None
        assert self.fate(AFTER, known_at=t("2020-03-04")) is None

    def test_is_to_wait_until_the_deadline(self):
        assert self.fate(AFTER) is Fate.WAITS
        assert self.fate(AFTER, Instant(DEADLINE.s - 1)) is Fate.WAITS
        assert self.fate(AFTER, DEADLINE) is Fate.LAPSED

    def test_is_to_be_countersigned_once_that_is_known(self):
        (made,) = decide(AFTER, countersigned(), at=SOON)
        known = and_then(("2020-03-05T01:00", made))
        assert self.fate(known, DEADLINE) is Fate.COUNTERSIGNED
        assert self.fate(known, DEADLINE, known_at=AT) is Fate.LAPSED

    def test_is_none_of_what_was_withdrawn(self):
        known = and_then(("2020-03-05T01:00", withdraw("y", "x")))
        assert self.fate(known, DEADLINE) is None

    def test_is_to_wait_again_when_the_countersignature_was_withdrawn(self):
        (made,) = decide(AFTER, countersigned(), at=SOON)
        gone = withdraw("y", "x-countersigned")
        known = and_then(("2020-03-05T01:00", made), ("2020-03-05T02:00", gone))
        assert self.fate(known, t("2020-03-05T02:00")) is Fate.WAITS


class TestACountersignature:
    def test_lets_it_last_as_long_as_was_wanted(self):
        (made,) = decide(AFTER, countersigned(), at=SOON)
        assert made.decision.id == "x-countersigned"
        known = staffed(
            ("2020-03-01", act("a", declare("V", "yellow", "2020-03-01", ForDays(days=30)))),
            (NOW, released()),
            ("2020-03-05T01:00", made),
        )
        assert ask(known, "E1", "2020-03-07T12:00").level == "red"
        assert ask(known, "E1", "2020-03-08T00:00").level == "yellow"
        again = countersigned(known=known)
        assert refused(again, known, SOON) == ["countersign-nothing"]

    def test_is_of_another_person_who_wrote_no_part_of_it(self):
        assert refused(countersigned(CYR), AFTER, SOON) == []
        assert refused(countersigned(BEA, editors=()), AFTER, SOON) == ["consent-same-person"]
        mine = countersigned(CYR, editors=("officer-3",))
        assert refused(mine, AFTER, SOON) == ["consent-by-editor"]
        assert refused(countersigned(ADA), AFTER, SOON) == ["consent-role"]

    def test_comes_in_time(self):
        assert refused(countersigned(), AFTER, DEADLINE) == ["countersign-late"]

    def test_is_of_what_one_person_released(self):
        other = taken("y", declare("E1", "red", NOW, ForDays(days=3)))
        assert codes(countersign_objections(AFTER, other, at=SOON)) == ["countersign-nothing"]
        usual = attrs.evolve(RED, id="a")
        assert codes(countersign_objections(AFTER, usual, at=SOON)) == ["countersign-nothing"]
        changed = taken("x", declare("E2", "red", NOW, ForDays(days=3)))
        assert codes(countersign_objections(AFTER, changed, at=SOON)) == ["countersign-differs"]

    def test_breaks_no_rule_that_it_would_have_broken(self):
        forever = taken("x", declare("E1", "red", NOW, OpenEnd()))
        assert "end-needs-review" in codes(countersign_objections(AFTER, forever, at=SOON))

    def test_is_no_way_to_take_another_decision(self):
        command = countersigned()
        taking = TakeDecision(
            decision=taken("z", declare("E1", "red", NOW, ForDays(days=3))),
            by_office=HQ,
            approval=command.approval,
        )
        assert "countersign-nothing" in refused(taking, AFTER, SOON)


class TestLastsTooLong:
    def test_is_true_of_what_outlasts_its_deadline(self):
        made = released()
        assert not lasts_too_long(made.decision, DEADLINE, recorded_at=AT)
        early = Instant(DEADLINE.s - 60)
        assert lasts_too_long(made.decision, early, recorded_at=AT)
        assert lasts_too_long(RED, DEADLINE, recorded_at=AT)
        assert lasts_too_long(taken("x", lift("a", NOW)), DEADLINE, recorded_at=AT)

    def test_is_true_of_a_deadline_too_far_away(self):
        made = released()
        assert lasts_too_long(made.decision, DEADLINE, recorded_at=t("2020-03-01"))

    def test_is_true_of_an_end_at_the_next_midnight(self):
        late = taken("x", declare("E1", "red", NOW, AtTime(day=TODAY, minutes=1440)))
        assert lasts_too_long(late, DEADLINE, recorded_at=AT)

    def test_looks_at_extensions_as_well(self):
        effect = Extend(layers=("a",), start=m(NOW), ending=AtTime(day=TODAY, minutes=60))
        assert not lasts_too_long(taken("x", effect), DEADLINE, recorded_at=AT)


LONGER = {"effects": {"1": {"ending": ["open"]}}}


class TestCorrectsOnly:
    def test_the_ends_of_one_decision(self):
        assert corrects_only(restored(AFTER, RED), "x")

    @pytest.mark.parametrize(
        "decision",
        [
            RED,
            withdraw("y", "x"),
            correct("y", "other", effects={"1": {"ending": ["open"]}}),
            correct("y", "x", number="7"),
            correct("y", "x", effects={"1": {"level": "red"}}),
            taken("y", Correct(decision="x", withdraw=True, changes=LONGER)),
        ],
    )
    def test_and_nothing_else(self, decision):
        assert not corrects_only(decision, "x")
        assert isinstance(restored(AFTER, RED).effects[0], Correct)
