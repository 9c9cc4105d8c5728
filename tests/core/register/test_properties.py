"""What must hold for every history (issue: "Properties that must hold")."""

from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.calendars.endings import ForDays
from dabyl.core.levels.pieces import FOREVER
from dabyl.core.register.agenda import agenda
from dabyl.core.register.events import DueKind, EventKind
from dabyl.core.register.fold import fold
from dabyl.core.register.register import Register
from dabyl.core.register.standing import standing
from dabyl.core.register.timeline import timeline
from dabyl.core.values.instants import EARLIEST, Instant
from support.histories import History, histories, instants, places
from support.reference import Answer, Reference
from support.vale import LATE, SCALE, act, ask, declare, extend, numbered, register, t

Question = tuple[str, Instant, Instant]
questions = st.tuples(places, instants, instants)
many = st.lists(questions, min_size=1, max_size=6)


def ask_all(known: Register, asked: list[Question]) -> list[object]:
    """Return all answers."""
    return [
        standing(known, place, scale=SCALE, at=at, known_at=known_at)
        for place, at, known_at in asked
    ]


def short(known: Register, question: Question) -> Answer:
    """Return an answer as the reference gives it."""
    place, at, known_at = question
    found = standing(known, place, scale=SCALE, at=at, known_at=known_at)
    return Answer(
        level=found.level,
        highest=found.highest_part,
        since=None if found.since is None else found.since.s,
        until=None if found.until is None else found.until.s,
        layers=frozenset(one.id for one in found.layers),
        overruled=frozenset(one.id for one in found.overruled),
    )


class TestStanding:
    @given(histories(), many)
    def test_is_what_the_words_of_the_design_say(
        self, history: History, asked: list[Question]
    ) -> None:
        known = fold(history.facts)
        for question in asked:
            place, at, known_at = question
            assert short(known, question) == Reference(history.facts, known_at).answer(place, at)

    @given(histories(), many)
    def test_never_depends_on_what_was_recorded_after_known_at(
        self, history: History, asked: list[Question]
    ) -> None:
        known = fold(history.facts)
        for question in asked:
            prefix = [one for one in history.facts if one.recorded_at <= question[2]]
            if len(prefix) >= 2:
                assert ask_all(fold(prefix), [question]) == ask_all(known, [question])

    @given(histories(), many)
    def test_is_one_answer_however_often_it_is_asked(
        self, history: History, asked: list[Question]
    ) -> None:
        assert (
            ask_all(fold(history.facts), asked) == ask_all(fold(history.facts), asked[::-1])[::-1]
        )

    @given(histories(), many, st.integers(0, 9))
    def test_is_the_same_folded_in_one_go_and_one_by_one(
        self, history: History, asked: list[Question], cut: int
    ) -> None:
        one_by_one = fold(history.facts[:2])
        for place, fact in enumerate(history.facts[2:]):
            one_by_one = fold([fact], onto=one_by_one)
            if place == cut:
                ask_all(one_by_one, asked)
        assert ask_all(one_by_one, asked) == ask_all(fold(history.facts), asked)
        assert one_by_one.head == fold(history.facts).head
        for key in one_by_one.order:
            assert one_by_one.remarks(key, LATE) == fold(history.facts).remarks(key, LATE)

    @given(histories(), questions)
    def test_lasts_as_long_as_it_says(self, history: History, question: Question) -> None:
        place, at, known_at = question
        known = fold(history.facts)
        found = standing(known, place, scale=SCALE, at=at, known_at=known_at)
        if found.since is not None:
            first = standing(known, place, scale=SCALE, at=found.since, known_at=known_at)
            assert first.level == found.level
        if found.valid_until > at:
            last = Instant(found.valid_until.s - 1)
            still = standing(known, place, scale=SCALE, at=last, known_at=known_at)
            assert still.level == found.level
        if found.until is not None:
            then = standing(known, place, scale=SCALE, at=found.until, known_at=known_at)
            assert then.level != found.level
            assert found.next is not None
            assert then.level == found.next.level
            assert found.valid_until <= found.until or found.as_of < at


class TestEnded:
    @given(histories(withdraws=False, adopts=False))
    def test_stays_ended_at_what_is_known(self, history: History) -> None:
        known = fold(history.facts)
        for layer in known.epoch.ledger.layers:
            for row in known.epoch.ledger.rows(layer):
                if row.piece.ended_by is not None:
                    later = known.epoch.ledger.pieces(layer, LATE.s)
                    over = [p for p in later if p.ground & row.piece.ground]
                    assert all(p.end <= row.end for p in over)


class TestAChainBuiltByExtend:
    @given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 20)), min_size=1, max_size=6))
    def test_has_no_gap(self, steps: list[tuple[int, int]]) -> None:
        day, end = "2020-03-01", 10
        told = [(day, act("d0", declare("V", "red", day, ForDays(days=10))))]
        for number, (overlap, more) in enumerate(steps, 1):
            start = (t(day).s + max(0, end - overlap) * 86_400, more)
            when = Instant(start[0]).local("Asia/Tashkent").date().isoformat()
            told.append((day, act(f"d{number}", extend("d0", when, ForDays(days=more)))))
            end = max(end, max(0, end - overlap) + more)
        answer = ask(register(*told), "V", day)
        assert answer.since == t(day)
        assert answer.until == Instant(t(day).s + end * 86_400)
        assert [one.id for one in answer.layers] == ["d0"]


class TestTheEndOfEveryPeriod:
    @given(histories())
    def test_is_in_the_agenda_and_once_passed_an_event(self, history: History) -> None:
        known = fold(history.facts)
        due = agenda(known, after=EARLIEST)
        lapses = {(one.at, one.subject) for one in due if one.kind is DueKind.LAPSE}
        told = timeline(known, known_at=known.recorded_at, until=LATE)
        events = {(e.at, e.layer) for e in told if e.kind is EventKind.LAPSED}
        ended = set()
        for layer in known.epoch.ledger.layers:
            for piece in known.epoch.ledger.pieces(layer, known.recorded_at.s):
                if piece.end < FOREVER and piece.ended_by is None:
                    ended.add((Instant(piece.end), layer))
        assert ended == lapses == events

    @given(histories())
    def test_is_told_only_once_passed(self, history: History) -> None:
        known = fold(history.facts)
        told = timeline(known, known_at=known.recorded_at)
        lapses = [e for e in told if e.kind is EventKind.LAPSED]
        assert all(e.at <= known.recorded_at for e in lapses)
        assert [e.at for e in told] == sorted(e.at for e in told)


def test_a_register_of_nothing_new_is_the_same() -> None:
    known = fold(numbered())
    assert fold([], onto=known) is known
