"""What could look different between two states of the register."""

from datetime import date

import attrs
from hypothesis import given

from dabyl.core.calendars.endings import ForDays
from dabyl.core.incidents.incident import Incident
from dabyl.core.law.bills import Bill, BillVersion, Reached, Stage
from dabyl.core.law.book import LawBook
from dabyl.core.law.days import Day
from dabyl.core.law.findings import Finding, FindingKind
from dabyl.core.places.borders import BorderSet
from dabyl.core.register.changes import touched
from dabyl.core.register.facts import (
    BordersAdopted,
    IncidentRecorded,
    LawRecorded,
    MessageReleased,
    PackAdopted,
)
from dabyl.core.register.fold import fold
from dabyl.core.register.register import Register
from dabyl.core.register.timeline import events_of
from dabyl.core.values.instants import Instant
from support.histories import History, histories, instants
from support.vale import (
    LAW,
    Told,
    act,
    correct,
    declare,
    extend,
    lift,
    m,
    numbered,
    pack,
    t,
    withdraw,
    words,
)

YELLOW = ("2020-03-01", act("a", declare("V", "yellow", "2020-03-01", ForDays(days=10))))
SINCE, AT = t("2020-03-05"), t("2020-03-06")


def after(*told: Told) -> tuple[Register, Register]:
    """Return the register before what is told, and after it."""
    facts = numbered(YELLOW, *told)
    before = fold(facts[:3])
    return before, fold(facts[3:], onto=before)


class TestTouched:
    def test_is_nothing_when_nothing_happened(self) -> None:
        before, _ = after()
        found = touched(before, before=before, since=SINCE, at=AT)
        assert not found.decisions
        assert found.years == {2020}
        assert not found.incidents
        assert not found.law
        assert not found.all

    def test_names_what_lapsed_in_between(self) -> None:
        before, _ = after()
        found = touched(before, before=before, since=t("2020-12-31"), at=t("2021-01-01"))
        assert found.years == {2020, 2021}
        assert touched(before, before=before, since=SINCE, at=t("2020-03-11")).decisions == {"a"}

    def test_names_new_decisions_and_those_that_they_concern(self) -> None:
        before, now = after(
            ("2020-03-06", act("b", extend("a", "2020-03-11", ForDays(days=2)))),
            ("2020-03-06", act("c", lift("a", "2020-03-12"))),
            ("2020-03-06", act("d", declare("E1", "red", "2020-03-06"))),
        )
        found = touched(now, before=before, since=SINCE, at=AT)
        assert found.decisions == {"a", "b", "c", "d"}

    def test_names_what_followed_a_corrected_act(self) -> None:
        facts = numbered(
            YELLOW,
            ("2020-03-02", act("b", extend("a", "2020-03-11", ForDays(days=2)))),
            ("2020-03-06", correct("c", "a", number="7")),
        )
        before = fold(facts[:4])
        found = touched(fold(facts[4:], onto=before), before=before, since=SINCE, at=AT)
        assert found.decisions == {"a", "b", "c"}

    def test_names_whose_layer_a_corrected_act_moved(self) -> None:
        facts = numbered(
            YELLOW,
            ("2020-03-02", act("b", extend("a", "2020-03-11", ForDays(days=2)))),
            ("2020-03-06", withdraw("c", "b")),
        )
        before = fold(facts[:4])
        found = touched(fold(facts[4:], onto=before), before=before, since=SINCE, at=AT)
        assert found.decisions == {"a", "b", "c"}

    def test_names_what_comes_back_when_its_withdrawal_is_withdrawn(self) -> None:
        facts = numbered(
            YELLOW,
            ("2020-03-02", withdraw("b", "a")),
            ("2020-03-06", withdraw("c", "b")),
        )
        before = fold(facts[:4])
        found = touched(fold(facts[4:], onto=before), before=before, since=SINCE, at=AT)
        assert found.decisions == {"a", "b", "c"}

    def test_names_incidents_and_law(self) -> None:
        fire = Incident(id="fire", place="E1", started=m("2020-03-01"), names=words("Fire"))
        before, now = after(
            ("2020-03-06", IncidentRecorded(incident=fire)),
            ("2020-03-06", LawRecorded(pack="v", book=LAW, text="")),
        )
        found = touched(now, before=before, since=SINCE, at=AT)
        assert found.incidents == {"fire"}
        assert found.law

    def test_names_messages_that_were_released_since(self) -> None:
        sent = MessageReleased(
            channel="feed",
            identifier="w.1",
            sender="alerts@example.org",
            sent="2020-03-06T00:00:00+05:00",
            kind="Alert",
            chain="w.1",
            layer="a",
            mark="m",
            ends=t("2020-03-11"),
            supersedes=(),
            text="<alert/>",
        )
        before, now = after(("2020-03-06", sent))
        assert touched(now, before=before, since=SINCE, at=AT).messages == {"w.1"}
        later = fold(
            numbered(
                YELLOW, ("2020-03-06", sent), ("2020-03-07", attrs.evolve(sent, identifier="w.2"))
            )[4:],
            onto=now,
        )
        assert touched(later, before=now, since=AT, at=t("2020-03-07")).messages == {"w.2"}

    def test_names_the_law_when_a_bill_got_further(self) -> None:
        stage = Reached(stage=Stage.DRAFTED, on=Day.on(date(2020, 3, 6)))
        version = BillVersion(id="v1", articles=(), on=Day(not_before=date(2020, 3, 9)))
        found = Finding(kind=FindingKind.LATER, says=words("Seen"), on=Day.on(date(2020, 3, 12)))
        bill = Bill(id="b", stages=(stage,), versions=(version,), findings=(found,))
        law = LawRecorded(pack="v", book=LawBook(bills=(bill,)), text="")
        _, now = after(("2020-03-01", law))
        for since, at, turned in (
            ("2020-03-05", "2020-03-06", True),
            ("2020-03-07", "2020-03-08", False),
            ("2020-03-08", "2020-03-09", True),
            ("2020-03-11", "2020-03-12", True),
        ):
            assert touched(now, before=now, since=t(since), at=t(at)).law is turned

    def test_is_everything_after_a_pack_or_borders_or_a_step_back_in_time(self) -> None:
        borders = BorderSet(id="b", source="s", licence="CC0", attribution="s", shapes={})
        for fact in (PackAdopted(pack=pack()), BordersAdopted(borders=borders)):
            before, now = after(("2020-03-06", fact))
            assert touched(now, before=before, since=SINCE, at=AT).all
        one, _ = after()
        assert touched(one, before=one, since=AT, at=SINCE).all

    @given(histories(adopts=False), instants, instants)
    def test_leaves_out_only_what_looks_the_same(
        self, history: History, one: Instant, other: Instant
    ) -> None:
        since, at = min(one, other), max(one, other)
        old = [fact for fact in history.facts if fact.recorded_at <= since]
        new = [fact for fact in history.facts if since < fact.recorded_at <= at]
        if len(old) < 2:
            return
        before = fold(old)
        now = fold(new, onto=before)
        found = touched(now, before=before, since=since, at=at)
        for key in before.order:
            if key not in found.decisions:
                assert _look(before, key, since) == _look(now, key, at)


def _look(known: Register, key: str, at: Instant) -> object:
    return (
        known.decision_as_known(key, at),
        known.remarks(key, at),
        events_of(known, key, known_at=at),
    )
