"""What happened, in order, lapses included; what will happen; and what changed."""

from datetime import date

import attrs
import pytest

from dabyl.core.calendars.endings import ForDays
from dabyl.core.law.book import LawBook
from dabyl.core.law.turns import InForce, NotInForce
from dabyl.core.levels.decision import Scope
from dabyl.core.levels.scale import ScopeKind
from dabyl.core.register.agenda import agenda
from dabyl.core.register.events import Due, DueKind, EventKind
from dabyl.core.register.facts import LawRecorded, PackAdopted
from dabyl.core.register.register import Register
from dabyl.core.register.timeline import events_of, layers, timeline
from support.vale import (
    ACT,
    EAST,
    LATE,
    LAW,
    RING,
    SCALE,
    act,
    area,
    bulletin,
    correct,
    declare,
    end_state,
    extend,
    lift,
    lower,
    m,
    pack,
    provision,
    raise_,
    register,
    scale,
    state,
    t,
    withdraw,
    wording,
)

YELLOW = ("2020-03-01", act("a", declare("V", "yellow", "2020-03-01", ForDays(days=10))))
RED = ("2020-03-02", act("b", declare("E1", "red", "2020-03-02", ForDays(days=5))))


def told(known: Register, known_at: str = "2021-01-01", **more: object) -> list[tuple[str, str]]:
    """Return kinds and decisions of the events, in order."""
    found = timeline(known, known_at=t(known_at), **more)  # type: ignore[arg-type]  # any field
    return [(event.kind.value, event.decision) for event in found]


def due_by_levels(known: Register, after: str) -> list[Due]:
    """Return what falls due, the law aside."""
    law = {DueKind.COMMENCEMENT, DueKind.PROVISION_ENDS}
    return [due for due in agenda(known, after=t(after)) if due.kind not in law]


class TestTheTimeline:
    def test_tells_every_kind_of_event_in_order(self) -> None:
        known = register(
            YELLOW,
            RED,
            ("2020-03-03", act("c", extend("a", "2020-03-11", ForDays(days=5)))),
            ("2020-03-04", act("d", raise_("a", "2020-03-04", "orange", where="W1"))),
            ("2020-03-05", act("e", lower("b", "2020-03-05"))),
            (
                "2020-03-06",
                act("f", lower("d", "2020-03-06", level="yellow", ending=ForDays(days=1))),
            ),
            (
                "2020-03-07",
                act("g", state("E", "2020-03-07", ForDays(days=1)), state("W", "2020-03-07")),
            ),
            ("2020-03-08", act("h", end_state("g.2", "2020-03-08"))),
            ("2020-03-09", act("i", bulletin("V", "2020-03-09", ForDays(days=1)))),
            ("2020-03-10", act("j", lift("b", "2020-03-10"))),
            ("2020-03-11", correct("k", "a", number="7")),
            ("2020-03-12", withdraw("l", "i")),
            ("2020-03-13", act("n", lift("a", "2020-03-13"))),
        )
        assert told(known) == [
            ("declared", "a"),
            ("declared", "b"),
            ("raised", "d"),
            ("lowered", "e"),
            ("lowered", "f"),
            ("lapsed", "f"),
            ("state-declared", "g"),
            ("state-declared", "g"),
            ("state-lapsed", "g"),
            ("state-ended", "h"),
            ("without-effect", "j"),
            ("extended", "c"),
            ("corrected", "k"),
            ("withdrawn", "l"),
            ("lifted", "n"),
        ]
        assert ("bulletin", "i") in told(known, "2020-03-09")
        assert ("bulletin-ended", "i") in told(known, "2020-03-11")

    def test_tells_lapses_only_once_passed_or_up_to_an_instant(self) -> None:
        known = register(YELLOW)
        assert told(known, "2020-03-05") == [("declared", "a")]
        assert told(known, "2020-03-05", until=LATE) == [("declared", "a"), ("lapsed", "a")]

    def test_tells_nothing_that_was_not_known(self) -> None:
        assert told(register(YELLOW, RED), "2020-03-01") == [("declared", "a")]

    def test_measures_how_late_an_act_was_known(self) -> None:
        late = ("2020-03-03T17:00", act("a", declare("V", "red", "2020-03-02", ForDays(days=1))))
        event = timeline(register(late), known_at=LATE)[0]
        assert (event.late_s, event.retroactive, event.end) == (41 * 3600, True, t("2020-03-03"))
        soon = timeline(register(YELLOW), known_at=LATE)[0]
        assert (soon.late_s, soon.retroactive) == (0, False)

    def test_names_the_layer_its_level_and_area(self) -> None:
        event = timeline(register(RED), known_at=LATE)[0]
        assert (event.layer, event.level, event.area) == ("b", "red", ("E1",))
        ring = act("r", declare(area(shapes=(RING,)), "red", "2020-03-01"))
        (drawn,) = timeline(register(("2020-03-01", ring)), known_at=LATE)
        assert (drawn.area, drawn.end) == (("ring",), None)

    def test_tells_a_raise_on_no_ground_without_a_level(self) -> None:
        known = register(("2020-03-01", act("a", declare("X9", "red", "2020-03-01"))))
        (event,) = timeline(known, known_at=LATE)
        assert (event.kind, event.level, event.area) == (EventKind.DECLARED, None, ())

    def test_tells_a_layer_that_was_known_only_later(self) -> None:
        change = correct("c", "a", effects={"1": {"area": {"units": ["E"]}}})
        known = register(
            ("2020-03-01", act("a", declare("X9", "red", "2020-03-01"))), ("2020-03-02", change)
        )
        assert timeline(known, known_at=LATE)[0].area == ("E",)

    def test_tells_an_act_without_effect_on_the_ground_of_what_it_names(self) -> None:
        known = register(
            ("2020-01-01", act("a", declare("E1", "red", "2020-01-01", ForDays(days=2)))),
            ("2020-01-05", act("b", lift("a", "2020-01-05"))),
        )
        here = timeline(known, known_at=LATE, place="E1")
        assert [(e.kind, e.area) for e in here if e.decision == "b"] == [
            (EventKind.NO_EFFECT, ("E1",))
        ]
        assert not timeline(known, known_at=LATE, place="W1")

    def test_can_be_asked_of_a_scale_and_a_place(self) -> None:
        both = pack(scale(), scale(key="other"))
        other = act("o", declare("E", "red", "2020-03-03"), scale="other")
        known = register(YELLOW, RED, ("2020-03-03", other), first=both)
        assert told(known, "2020-03-05", scale="other") == [("declared", "o")]
        assert told(known, "2020-03-05", place="W1") == [("declared", "a")]
        assert told(known, "2020-03-05", place="E2") == [("declared", "a"), ("declared", "o")]

    def test_of_one_decision_holds_its_own_lapses(self) -> None:
        found = events_of(register(YELLOW, RED), "b", known_at=LATE)
        assert [(event.kind, event.at) for event in found] == [
            (EventKind.DECLARED, t("2020-03-02")),
            (EventKind.LAPSED, t("2020-03-07")),
        ]


class TestLayers:
    def test_are_listed_by_their_start_as_known(self) -> None:
        rail = area("E", scope=Scope(kind=ScopeKind.SECTOR, id="rail"))
        both = pack(scale(), scale(key="other"))
        known = register(
            RED,
            ("2020-03-03", act("a", declare("W", "yellow", "2020-03-01"))),
            ("2020-03-03", act("s", declare(rail, "yellow", "2020-03-01"))),
            ("2020-03-03", act("o", declare("V", "yellow", "2020-03-01"), scale="other")),
            first=both,
        )
        assert [one.id for one in layers(known, scale=SCALE, known_at=LATE)] == ["a", "b"]
        assert [one.id for one in layers(known, scale=SCALE, known_at=t("2020-03-02"))] == ["b"]
        assert [one.id for one in layers(known, scale=SCALE, known_at=LATE, place="E")] == ["b"]


class TestTheAgenda:
    def test_lists_start_reminders_review_and_lapse(self) -> None:
        reviewed = declare("V", "red", "2020-03-01", ForDays(days=10), review=m("2020-03-05"))
        found = due_by_levels(register(("2020-03-01", act("a", reviewed))), "2020-02-01")
        assert [(due.at, due.kind, due.hours_before) for due in found] == [
            (t("2020-03-01"), DueKind.START, 0),
            (t("2020-03-05"), DueKind.REVIEW, 0),
            (t("2020-03-08"), DueKind.REMINDER, 72),
            (t("2020-03-10"), DueKind.REMINDER, 24),
            (t("2020-03-10T18:00"), DueKind.REMINDER, 6),
            (t("2020-03-11"), DueKind.LAPSE, 0),
        ]

    def test_reminds_only_while_the_layer_runs(self) -> None:
        short = act("a", declare("V", "red", "2020-03-01", ForDays(days=1)))
        found = agenda(register(("2020-03-01", short)), after=t("2020-02-01"))
        assert [due.hours_before for due in found if due.kind is DueKind.REMINDER] == [6]

    def test_has_no_lapse_of_what_was_ended_or_is_open(self) -> None:
        known = register(
            YELLOW,
            ("2020-03-02", act("o", declare("V", "red", "2020-03-02"))),
            ("2020-03-03", act("c", lift("a", "2020-03-03"))),
        )
        assert due_by_levels(known, "2020-03-02") == []

    def test_leaves_out_a_review_after_the_end(self) -> None:
        late = declare("V", "red", "2020-03-01", ForDays(days=1), review=m("2020-03-05"))
        found = agenda(register(("2020-03-01", act("a", late))), after=t("2020-02-01"))
        assert DueKind.REVIEW not in {due.kind for due in found}

    def test_lists_states_bulletins_and_law(self) -> None:
        dated = wording("v1", commences=date(2020, 5, 1), until=date(2020, 6, 1))
        law = LawBook(works=(ACT,), clauses=(provision(9, dated, wording("v2")),))
        known = register(
            ("2020-03-01", act("s", state("V", "2020-03-02", ForDays(days=1)))),
            ("2020-03-01", act("n", bulletin("V", "2020-03-03", ForDays(days=1)))),
            ("2020-03-01", LawRecorded(pack="v", book=law, text="")),
        )
        kinds = {due.kind: due.at for due in agenda(known, after=t("2020-03-01"))}
        assert kinds[DueKind.STATE_START] == t("2020-03-02")
        assert kinds[DueKind.STATE_LAPSE] == t("2020-03-03")
        assert kinds[DueKind.BULLETIN_ENDS] == t("2020-03-04")
        assert kinds[DueKind.COMMENCEMENT] == t("2020-05-01")
        assert DueKind.PROVISION_ENDS in kinds
        assert agenda(known, after=t("2020-03-01"), known_at=t("2019-06-01"))[0].subject == (
            "act.2-2019"
        )

    def test_is_in_order_and_comes_to_an_end(self) -> None:
        first, *_ = agenda(register(YELLOW), after=t("2020-03-10T12:00"))
        assert (first.kind, first.hours_before) == (DueKind.REMINDER, 6)
        assert agenda(register(YELLOW), after=t("2050-03-11")) == ()


class TestTheRegister:
    def test_knows_its_packs_scales_offices_and_law(self) -> None:
        known = register(YELLOW)
        assert set(known.packs) == {"v"}
        assert known.pack_of(SCALE).id == "v"
        assert set(known.scales) == {SCALE}
        assert EAST in known.offices
        assert {power.id for power in known.powers} == {"all", "some", "maybe"}
        assert set(known.law.statutes.clauses) == {"act.1", "act.2", "act.3"}
        assert known.provision("act.1", t("2010-01-01")) is None
        assert known.decision("zz") is None
        with pytest.raises(KeyError):
            known.record("zz")

    def test_keeps_decisions_in_the_order_of_the_journal(self) -> None:
        known = register(YELLOW, RED)
        assert known.decision_ids() == ("a", "b")
        assert known.decision_ids(t("2020-03-01")) == ("a",)
        assert list(known.order.backwards()) == ["b", "a"]
        assert len(known.order) == 2

    def test_reads_a_provision_as_known(self) -> None:
        newer = LawBook(clauses=(attrs.evolve(LAW.clauses[0], number="1a"),))
        known = register(("2020-03-01", LawRecorded(pack="v", book=newer, text="")))
        assert [
            getattr(known.provision("act.1", t(when)), "number", None)
            for when in ("2020-02-01", "2020-03-01")
        ] == ["1", "1a"]

    def test_tells_what_is_in_force_on_a_day_as_known(self) -> None:
        known = register(YELLOW)
        day = date(2020, 3, 1)
        state = known.in_force("act.1", day, t("2020-03-01"))
        assert isinstance(state, InForce)
        assert state.wording.id == "act.1-2019"
        assert known.in_force("act.1", day, t("2010-01-01")) == NotInForce()
        assert known.in_force("act.99", day, t("2020-03-01")) == NotInForce()

    def test_starts_a_new_epoch_with_each_pack(self) -> None:
        known = register(YELLOW, ("2020-03-05", PackAdopted(pack=pack())))
        assert known.epoch_at(t("2020-03-04")) is known.epochs[0]
        assert known.epoch_at(t("2010-03-04")) is known.epochs[0]
        assert known.epoch is known.epochs[1]
