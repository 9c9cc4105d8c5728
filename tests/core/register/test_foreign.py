"""Warnings of others: which are shown, by whose word, and what is known of them when."""

import attrs
import pytest

from dabyl.core.formats.cap.signature.verdict import State
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.register.decide import ShowForeign, WithdrawForeign, decide
from dabyl.core.register.facts import ForeignShown, ForeignWithdrawn, MessageReleased
from dabyl.core.register.foreign import MOST_BYTES
from dabyl.core.register.register import EMPTY
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant, parse_instant
from dabyl.core.values.problems import Refused
from support.foreign import RECEIVED, SENDER, act, shown, warning
from support.osland import HQ, register

AT = parse_instant("2021-03-03T10:02:00+01:00")
WHEN = "2021-03-03T09:05Z"
STORM = shown()


def refused(warning, known=None, at=AT):
    with pytest.raises(Refused) as refusal:
        decide(register() if known is None else known, ShowForeign(warning=warning), at=at)
    return [problem.code for problem in refusal.value.problems]


def is_shown(warning, known=None):
    return decide(register() if known is None else known, ShowForeign(warning=warning), at=AT) == (
        warning,
    )


class TestShowing:
    def test_goes_by_itself_with_a_valid_signature_only(self):
        assert is_shown(STORM)
        for state in (State.NONE, State.INVALID, State.UNVERIFIABLE):
            assert refused(shown(signature=state)) == [Code.FOREIGN_UNSIGNED]

    def test_goes_by_the_word_of_an_office_that_there_is(self):
        unsigned = shown(signature=State.NONE, office=HQ)
        assert is_shown(unsigned)
        assert refused(attrs.evolve(unsigned, office="nobody")) == [Code.OFFICE_UNKNOWN]
        assert Code.OFFICE_UNKNOWN in refused(unsigned, EMPTY)

    def test_is_refused_once_it_is_over(self):
        assert refused(STORM, at=STORM.until) == [Code.FOREIGN_OVER]

    def test_is_refused_twice(self):
        assert refused(STORM, register((WHEN, STORM))) == [Code.FOREIGN_SHOWN_ALREADY]

    def test_of_an_exercise_is_for_exercises(self):
        for status in ("Exercise", "Test"):
            drill = shown(warning(status=status))
            assert refused(drill) == [Code.FOREIGN_STATUS]
            assert is_shown(drill, register(kind=WorkspaceKind.EXERCISE))
        draft = shown(warning(status="Draft"))
        assert refused(draft, register(kind=WorkspaceKind.REPLAY)) == [Code.FOREIGN_STATUS]

    def test_is_for_what_everybody_may_read(self):
        assert refused(shown(warning(scope="Restricted"))) == [Code.FOREIGN_SCOPE]

    def test_is_for_warnings_and_for_what_ends_them(self):
        assert refused(shown(act("ack", "Ack"))) == [Code.FOREIGN_KIND]
        cancel = act("end", "Cancel")
        assert refused(shown(cancel)) == [Code.FOREIGN_OVER, Code.FOREIGN_ENDS_NOTHING]
        assert is_shown(shown(cancel, STORM), register((WHEN, STORM)))

    def test_of_what_something_shown_has_ended_is_refused(self):
        for sent in ("2021-03-03T10:00:00+01:00", "2021-03-03T09:00:00-00:00"):
            update = shown(act("storm-2", "Update", references=f"{SENDER},storm-1,{sent}"))
            assert refused(STORM, register((WHEN, update))) == [Code.FOREIGN_ENDED]
        for other in (f"{SENDER},storm-1,noon", f"{SENDER},storm-10,2021-03-03T10:00:00+01:00"):
            update = shown(act("storm-2", "Update", references=other))
            assert is_shown(STORM, register((WHEN, update)))

    def test_is_not_for_our_own_messages(self):
        own = MessageReleased(
            channel="feed",
            identifier="x",
            sender=STORM.sender,
            sent="",
            kind="Alert",
            chain="",
            layer="",
            mark="",
            ends=Instant(0),
            supersedes=(),
            text="",
        )
        assert refused(STORM, register((WHEN, own))) == [Code.FOREIGN_OWN]
        other = attrs.evolve(own, sender="us@osland.example")
        assert is_shown(STORM, register((WHEN, other)))

    def test_is_refused_for_what_is_too_large_for_the_journal(self):
        large = attrs.evolve(STORM, text="ё" * (MOST_BYTES // 2 + 1))
        assert refused(large) == [Code.FOREIGN_TOO_LARGE]

    def test_tells_every_reason_at_once(self):
        bad = shown(warning(status="Draft", scope="Private"), signature=State.NONE)
        assert refused(bad, at=STORM.until) == [
            Code.FOREIGN_UNSIGNED,
            Code.FOREIGN_STATUS,
            Code.FOREIGN_SCOPE,
            Code.FOREIGN_OVER,
        ]


class TestWithdrawing:
    def test_takes_off_what_is_shown_with_a_reason(self):
        known = register((WHEN, STORM))
        command = WithdrawForeign(hash=STORM.hash, office=HQ, reason=" by mistake ")
        assert decide(known, command, at=AT) == (
            ForeignWithdrawn(hash=STORM.hash, office=HQ, reason="by mistake"),
        )

    def test_is_refused_with_every_reason(self):
        command = WithdrawForeign(hash="x", office="nobody", reason=" ")
        with pytest.raises(Refused) as refusal:
            decide(register(), command, at=AT)
        assert [problem.code for problem in refusal.value.problems] == [
            Code.OFFICE_UNKNOWN,
            Code.FOREIGN_NOT_SHOWN,
            Code.MISSING_FIELD,
        ]


class TestRegister:
    OFF = ForeignWithdrawn(hash=STORM.hash, office=HQ, reason="by mistake")

    def known(self):
        later = shown(warning("storm-2"))
        return register(
            ("2021-03-03T09:05Z", STORM),
            ("2021-03-03T09:10Z", self.OFF),
            ("2021-03-03T09:15Z", later),
            ("2021-03-03T09:20Z", STORM),
        )

    def names(self, minute):
        at = parse_instant(f"2021-03-03T09:{minute:02}Z")
        return [each.identifier for each in self.known().foreign_at(at).values()]

    def test_knows_what_was_shown_when(self):
        assert self.names(4) == []
        assert self.names(5) == ["storm-1"]
        assert self.names(10) == []
        assert self.names(15) == ["storm-2"]
        assert self.names(20) == ["storm-2", "storm-1"]

    def test_knows_what_was_ever_shown(self):
        assert self.known().foreign_ever == {
            fact.fact.hash for fact in self.known().foreign if isinstance(fact.fact, ForeignShown)
        }
        known = register((WHEN, STORM), ("2021-03-03T09:10Z", self.OFF))
        assert known.foreign_ever == {STORM.hash}

    def test_shows_again_what_an_office_withdrew_and_takes_again(self):
        known = register((WHEN, STORM), ("2021-03-03T09:10Z", self.OFF))
        assert is_shown(attrs.evolve(STORM, office=HQ), known)

    def test_keeps_each_with_its_place_in_the_journal(self):
        (numbered,) = register((WHEN, STORM)).foreign
        assert (numbered.fact, numbered.recorded_at) == (STORM, parse_instant(WHEN))
        assert STORM.received_at == RECEIVED
        assert STORM.until == parse_instant("2021-03-03T18:00:00+01:00")
