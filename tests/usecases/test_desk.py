"""The desk: loading, recording, and what two officers at once are told."""

import attrs
import pytest

from dabyl.core.journal.chain import Verified, verify_chain
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.levels.decision import Mode
from dabyl.core.register.standing import standing
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Refused, Rejected, Unavailable
from dabyl.ports.journal import Overtaken
from dabyl.usecases import desk as module
from dabyl.usecases.adopt_pack import adopt_pack
from dabyl.usecases.desk import Desk, Known, head_of, load, load_up_to
from dabyl.usecases.take_decision import decided, take_decision
from support.desks import (
    HEADQUARTERS,
    KEEPER,
    MADE,
    OSLAND,
    a_desk,
    a_level,
    a_lift,
    an_empty_desk,
    noon,
)


def level(desk: Desk, day: int) -> str | None:
    at = noon(day)
    return standing(load(desk), "XO", scale="xo-alert", at=at, known_at=at).level


def anew(desk: Desk) -> Desk:
    """Return a desk that knows nothing yet, as another process has it."""
    return attrs.evolve(desk, known=Known())


class TestTakeDecision:
    def test_records_it_and_returns_the_register_that_knows_it(self):
        desk = a_desk()
        taken = take_decision(desk, a_level("xo-1"), at=noon(5))
        assert taken.register.decision_ids() == ("xo-1",)
        assert (level(desk, 6), level(desk, 20)) == ("amber", None)

    def test_gives_a_register_that_is_the_one_the_journal_folds_to(self):
        desk = a_desk()
        take_decision(desk, a_level("xo-1"), at=noon(5))
        taken = take_decision(desk, a_lift("xo-2", "xo-1", start=8), at=noon(8))
        again = load(anew(desk))
        assert head_of(again) == head_of(taken.register)
        assert list(again.decisions) == list(taken.register.decisions)

    def test_is_signed_by_the_office_when_taken_and_by_the_keeper_when_recorded(self):
        desk = a_desk(WorkspaceKind.EXERCISE)
        take_decision(desk, a_level("xo-1"), at=noon(5))
        take_decision(desk, a_level("xo-2", mode=Mode.TAKEN, start=6), at=noon(6))
        *_, recorded, taken = desk.journal.entries()
        assert (recorded.key, taken.key) == (KEEPER.key_id, HEADQUARTERS.key_id)
        assert isinstance(verify_chain(desk.journal.lines()), Verified)

    def test_changes_nothing_when_refused(self):
        desk = a_desk()
        with pytest.raises(Refused) as refusal:
            take_decision(desk, a_level("xo-1", "purple"), at=noon(5))
        assert refusal.value.problems
        assert desk.journal.head() == head_of(load(desk))
        assert load(desk).decision_ids() == ()

    def test_needs_an_office_when_taken(self):
        decision = attrs.evolve(a_level("xo-1", mode=Mode.TAKEN), office=None)
        with pytest.raises(Refused) as refusal:
            take_decision(a_desk(), decision, at=noon(5))
        assert {p.code for p in refusal.value.problems} == {Code.MISSING_FIELD}

    def test_of_two_on_the_same_register_the_second_is_told_what_came_in_between(self):
        desk = a_desk()
        register = load(desk)
        decided(desk, register, a_level("xo-1"), at=noon(5))
        with pytest.raises(Overtaken) as overtaken:
            decided(desk, register, a_level("xo-2"), at=noon(5))
        assert [e.kind for e in overtaken.value.between] == ["decision"]
        assert load(desk).decision_ids() == ("xo-1",)

    def test_is_refused_when_the_clock_went_back(self):
        desk = a_desk()
        take_decision(desk, a_level("xo-1"), at=noon(5))
        with pytest.raises(Refused) as refusal:
            take_decision(desk, a_level("xo-2"), at=noon(4))
        assert {p.code for p in refusal.value.problems} == {Code.TIME_GOES_BACK}


class TestAdoptPack:
    def test_writes_nothing_when_the_pack_makes_no_sense(self):
        desk = an_empty_desk()
        broken = attrs.evolve(OSLAND, texts={**OSLAND.texts, "places.toml": "x = 1"})
        with pytest.raises(Rejected):
            adopt_pack(desk, load(desk), broken, at=MADE)
        assert desk.journal.head().number == 1


class TestLoad:
    def test_up_to_a_number_gives_the_register_of_then(self):
        desk = a_desk()
        before = take_decision(desk, a_level("xo-1"), at=noon(5)).register
        take_decision(desk, a_lift("xo-2", "xo-1", start=8), at=noon(8))
        again = load_up_to(desk, before.number)
        assert (head_of(again), again.decision_ids()) == (head_of(before), ("xo-1",))

    def test_starts_from_a_snapshot_and_answers_the_same(self, monkeypatch):
        monkeypatch.setattr(module, "WORTH_A_SNAPSHOT", 2)
        desk = a_desk()
        take_decision(desk, a_level("xo-1"), at=noon(5))
        load(anew(desk))
        head, _ = desk.snapshots.latest()
        assert head.number == 3
        take_decision(desk, a_lift("xo-2", "xo-1", start=8), at=noon(8))
        desk = anew(desk)
        assert load(desk).decision_ids() == ("xo-1", "xo-2")
        assert (level(desk, 6), level(desk, 9)) == ("amber", None)
        assert load_up_to(desk, 2).decision_ids() == ()

    def test_passes_over_a_snapshot_that_cannot_be_read_or_is_of_another_journal(self):
        desk = a_desk()
        take_decision(desk, a_level("xo-1"), at=noon(5))
        head = desk.journal.head()
        for wrong, data in ((head, b"?"), (attrs.evolve(head, hash="0" * 64), b"?")):
            desk.snapshots.save(wrong, data)
            assert load(anew(desk)).decision_ids() == ("xo-1",)

    def test_reads_only_what_came_after_what_is_known(self):
        desk = a_desk()
        read: list[int] = []

        class Read:
            def entries(self, after):
                read.append(after)
                return desk.journal.entries(after)

        here = attrs.evolve(desk, journal=Read(), known=Known())
        assert load(here) is load(here)
        take_decision(desk, a_level("xo-1"), at=noon(5))
        assert load(here).decision_ids() == load(anew(desk)).decision_ids() == ("xo-1",)
        assert read == [0, 1, 1]

    def test_of_a_journal_that_was_put_back_forgets_what_was_known(self):
        first, second = an_empty_desk(), an_empty_desk()
        for desk, level in ((first, a_level("xo-1")), (second, a_level("xo-2"))):
            adopt_pack(desk, load(desk), OSLAND, at=MADE)
            take_decision(desk, level, at=noon(5))
        put_back = attrs.evolve(first, journal=second.journal)
        assert load(put_back).decision_ids() == ("xo-2",)
        assert load(attrs.evolve(put_back, journal=an_empty_desk().journal)).number == 1

    def test_goes_on_when_a_snapshot_cannot_be_saved(self, monkeypatch):
        monkeypatch.setattr(module, "WORTH_A_SNAPSHOT", 1)

        class Full:
            def save(self, *_):
                raise Unavailable("the disk is full")

            def latest(self):
                return None

        assert load(attrs.evolve(anew(a_desk()), snapshots=Full())).number == 2
