"""Folding facts of every kind, and what a register says before there are any."""

import attrs
import pytest

from dabyl.core.calendars.endings import ForDays
from dabyl.core.incidents.incident import Figure, Incident
from dabyl.core.law.book import NO_BOOK
from dabyl.core.levels.decision import Source
from dabyl.core.places.borders import BorderSet
from dabyl.core.register.facts import (
    AuditAnchored,
    BordersAdopted,
    FigureRecorded,
    IncidentRecorded,
    KeyChanged,
    OfficeKey,
    PackAdopted,
    WorkspaceKind,
)
from dabyl.core.register.fold import fold
from dabyl.core.register.ledger import no_lazy_rows
from dabyl.core.register.log import Log
from dabyl.core.register.register import EMPTY, no_lazy_decisions
from support.vale import (
    LATE,
    RING,
    act,
    area,
    ask,
    correct,
    declare,
    m,
    numbered,
    pack,
    register,
    scale,
    t,
    words,
)

KEY = OfficeKey(id="k", office="hq", public="p")
FIRE = Incident(id="fire", place="E1", started=m("2020-03-01"), names=words("Fire"))
FIGURE = Figure(
    id="f",
    incident="fire",
    category="killed",
    low=1,
    high=1,
    as_of=m("2020-03-01"),
    source=Source(id="s"),
)


class TestFold:
    def test_keeps_the_keys_that_may_sign(self) -> None:
        told = ("2020-01-01", KeyChanged(key=KEY))
        assert register(told).keys == (KEY,)
        assert register(told, ("2020-01-02", KeyChanged(key=KEY, retired=True))).keys == ()

    def test_keeps_an_incident_with_its_figures_when_more_becomes_clear(self) -> None:
        clearer = attrs.evolve(FIRE, names=words("Great fire"))
        facts = numbered(
            ("2020-03-02", IncidentRecorded(incident=FIRE)),
            ("2020-03-03", FigureRecorded(figure=FIGURE)),
            ("2020-03-04", IncidentRecorded(incident=clearer)),
        )
        for known in (fold(facts), fold(facts[4:], onto=fold(facts[:4]))):
            assert known.incident("fire", LATE) == clearer
            assert known.incident("fire", t("2020-03-01")) is None
            assert known.incident("flood", LATE) is None
            assert [one.figure for one in known.incidents["fire"].figures] == [FIGURE]

    def test_keeps_what_was_told_of_an_incident_before_it_was_corrected(self) -> None:
        moved = attrs.evolve(FIRE, place="E2")
        facts = numbered(
            ("2020-03-02", IncidentRecorded(incident=FIRE)),
            ("2020-03-04", IncidentRecorded(incident=moved)),
        )
        for known in (fold(facts), fold(facts[3:], onto=fold(facts[:3]))):
            record = known.incidents["fire"]
            assert known.incident("fire", t("2020-03-03")) == FIRE
            assert known.incident("fire", t("2020-03-04")) == record.incident == moved
            assert (record.number, record.recorded_at) == (facts[-2].number, t("2020-03-02"))
            assert (record.current.number, record.known(t("2020-03-01"))) == (facts[-1].number, ())

    def test_leaves_where_the_audit_trail_stood_to_whoever_compares(self) -> None:
        anchored = ("2020-03-01", AuditAnchored(number=7, hash="a" * 64))
        known = register(anchored)
        assert known.number == register().number + 1
        assert known.recorded_at == t("2020-03-01")
        assert known.staff == register().staff

    def test_replaces_borders_by_later_ones_of_their_id(self) -> None:
        old = BorderSet(id="b", source="s", licence="CC0", attribution="old", shapes={})
        new = attrs.evolve(old, attribution="new")
        known = register(
            ("2020-03-01", BordersAdopted(borders=old)),
            ("2020-03-02", BordersAdopted(borders=new)),
        )
        assert known.borders == (new,)
        assert known.borders_at(t("2020-03-01")) == (old,)

    def test_lays_a_decision_told_before_its_pack_when_the_pack_comes(self) -> None:
        first, adopted = numbered()
        early = numbered(("2019-01-01", act("a", declare("V", "red", "2020-03-01"))))[2]
        assert ask(fold([first, early, adopted]), "V", "2020-03-02").level == "red"

    def test_leaves_a_shape_of_unknown_units_out_of_the_ground(self) -> None:
        lost = attrs.evolve(RING, id="lost", within=("X9",))
        told = act("a", declare(area("E1", shapes=(lost,)), "red", "2020-03-01"))
        known = register(("2020-03-01", told))
        assert ask(known, "E1", "2020-03-02").level == "red"
        assert known.gazetteer.shape("lost") is None

    def test_cuts_the_ground_anew_for_a_later_shape(self) -> None:
        facts = numbered(
            ("2020-03-01", act("a", declare("E", "yellow", "2020-03-01", ForDays(days=9)))),
            ("2020-03-02", act("r", declare(area(shapes=(RING,)), "red", "2020-03-02"))),
            ("2020-03-03", act("s", declare(area(shapes=(RING,)), "orange", "2020-03-03"))),
        )
        steps = EMPTY
        for fact in facts:
            steps = fold([fact], onto=steps)
        for known in (steps, fold(facts)):
            answer = ask(known, "E1", "2020-03-04")
            assert (answer.level, answer.highest_part) == ("yellow", "red")

    def test_corrects_one_scale_and_leaves_the_others(self) -> None:
        both = pack(scale(), scale(key="other"))
        known = register(
            ("2020-03-01", act("a", declare("V", "red", "2020-03-01"))),
            ("2020-03-01", act("o", declare("V", "orange", "2020-03-01"), scale="other")),
            ("2020-03-02", correct("c", "a", effects={"1": {"level": "yellow"}})),
            first=both,
        )
        assert ask(known, "V", "2020-03-03").level == "yellow"
        assert ask(known, "V", "2020-03-03", scale="other").level == "orange"


class TestARegisterOfNothing:
    def test_does_not_speak_in_earnest(self) -> None:
        assert EMPTY.kind is WorkspaceKind.EXERCISE
        assert register().kind is WorkspaceKind.EXERCISE

    def test_has_no_pack_to_ask(self) -> None:
        with pytest.raises(LookupError):
            _ = EMPTY.epoch

    def test_reads_no_stored_bytes(self) -> None:
        with pytest.raises(TypeError):
            no_lazy_decisions(b"1")
        with pytest.raises(TypeError):
            no_lazy_rows(b"1")


class TestALog:
    def test_grows_at_its_end_and_is_read_both_ways(self) -> None:
        log: Log[int] = Log()
        for start in range(0, 1500, 500):
            log = log.with_items(range(start, start + 500))
        assert list(log) == list(range(1500))
        assert list(log.backwards()) == list(range(1499, -1, -1))
        assert len(log) == 1500
        assert len(log.full) == 2


def test_a_pack_of_another_country_joins_the_first() -> None:
    other = attrs.evolve(
        pack(scale(key="far"), units=(), offices=(), law=NO_BOOK), id="z", powers=()
    )
    known = register(("2020-01-01", PackAdopted(pack=other)))
    assert set(known.packs) == {"v", "z"}
