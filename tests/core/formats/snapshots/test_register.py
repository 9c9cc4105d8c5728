"""A register restored from a snapshot answers as the one that the journal folds to."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.adapters.packs import load_pack
from dabyl.core.calendars.endings import ForDays
from dabyl.core.formats.packs.pack import parse_pack
from dabyl.core.formats.snapshots import register as snapshots
from dabyl.core.formats.snapshots.register import format_register, parse_register
from dabyl.core.formats.snapshots.rows import format_rows, parse_rows
from dabyl.core.levels.decision import Area, Change, Correct, Declare, Direction, Extend, Scope
from dabyl.core.levels.scale import ScopeKind
from dabyl.core.places.shapes import Circle, Shape
from dabyl.core.register.agenda import agenda
from dabyl.core.register.facts import DecisionMade, PackAdopted, WorkspaceKind
from dabyl.core.register.fold import fold
from dabyl.core.register.register import Register
from dabyl.core.register.standing import standing
from dabyl.core.register.timeline import timeline
from dabyl.core.values.instants import EARLIEST, Instant, parse_instant
from support.sites import AKTOBE_CITY, a_decision, numbered, summer
from support.vale import LATE, ask, m, register, t
from support.vale import act as of_vale
from support.vale import declare as declare_in_vale
from support.vale import extend as extend_in_vale

PLACES = ("KZ", AKTOBE_CITY, "150000000", "750000000")
WINTER = t("2020-01-01")


def act(key: str, *effects: object) -> DecisionMade:
    """Return a recorded decision of Kazakhstan as a fact."""
    return DecisionMade(decision=a_decision(key, *effects), defects=(("no-power", "effects[0]"),))


def declare(level: str, area: Area, days: int = 30) -> Declare:
    """Return a declaration of 2020."""
    return Declare(area=area, level=level, start=m("2020-01-01"), ending=ForDays(days=days))


RING = Shape(id="ring", within=(AKTOBE_CITY,), geometry=Circle(57.2, 50.3, 2.0))
SECTOR = Area(units=("KZ",), scope=Scope(kind=ScopeKind.SECTOR, id="rail"))
LATER = (
    ("2020-01-01T00:00Z", act("one", declare("yellow", Area(units=("KZ",))))),
    ("2020-01-02T00:00Z", act("two", declare("red", Area(shapes=(RING,))))),
    ("2020-01-02T00:00Z", act("three", declare("orange", SECTOR))),
    (
        "2020-01-03T00:00Z",
        act("four", Correct(decision="one", changes={"effects": {"1": {"level": "orange"}}})),
    ),
    (
        "2020-01-04T00:00Z",
        act(
            "five",
            Change(
                direction=Direction.LOWER,
                layers=("two",),
                start=m("2020-01-04"),
                level="yellow",
                ending=ForDays(days=2),
            ),
        ),
    ),
    (
        "2020-03-04T00:00Z",
        act(
            "six",
            Extend(layers=("one", "five"), start=m("2020-03-04"), ending=ForDays(days=9)),
        ),
    ),
)
PACK = PackAdopted(
    pack=parse_pack(load_pack("kz").texts), files=tuple(sorted(load_pack("kz").texts.items()))
)
ADOPTED = ("2013-08-09T00:00Z", PACK)
FACTS = numbered(
    [ADOPTED, *summer(), *LATER],
    kind=WorkspaceKind.REPLAY,
)
FOLDED = fold(FACTS)
BARE = fold(numbered([ADOPTED], kind=WorkspaceKind.REPLAY))
RESTORED = parse_register(format_register(FOLDED))
instants = st.integers(
    parse_instant("2016-06-01T00:00Z").s // 3600, parse_instant("2020-04-01T00:00Z").s // 3600
).map(lambda hours: Instant(hours * 3600))


def answers(known: Register, place: str, at: Instant, known_at: Instant) -> object:
    """Return what stands."""
    return standing(known, place, scale="kz-2013", at=at, known_at=known_at)


class TestARestoredRegister:
    @given(st.sampled_from(PLACES), instants, instants)
    def test_answers_the_same(self, place: str, at: Instant, known_at: Instant) -> None:
        assert answers(RESTORED, place, at, known_at) == answers(FOLDED, place, at, known_at)

    @given(st.sampled_from(PLACES), st.integers(0, 200), instants)
    def test_answers_the_same_where_corrections_and_gaps_are(
        self, place: str, hours: int, known_at: Instant
    ) -> None:
        for start in ("2020-01-01", "2020-03-04"):
            at = Instant(t(start).s + hours * 3600)
            for known in (known_at, LATE):
                assert answers(RESTORED, place, at, known) == answers(FOLDED, place, at, known)

    def test_tells_the_same_story(self) -> None:
        assert timeline(RESTORED, known_at=LATE) == timeline(FOLDED, known_at=LATE)
        assert agenda(RESTORED, after=EARLIEST) == agenda(FOLDED, after=EARLIEST)

    def test_has_the_same_place_in_the_journal(self) -> None:
        for name in ("number", "head", "recorded_at", "workspace", "keys", "kind"):
            assert getattr(RESTORED, name) == getattr(FOLDED, name)
        assert RESTORED.decision_ids() == FOLDED.decision_ids()
        assert RESTORED.corrections_of("one") == FOLDED.corrections_of("one") != ()
        assert RESTORED.record("one").defects == FOLDED.record("one").defects
        assert [one.fact for one in RESTORED.others] == [one.fact for one in FOLDED.others]
        assert set(RESTORED.incidents) == set(FOLDED.incidents)

    def test_is_the_same_bytes_when_kept_again(self) -> None:
        again = parse_register(format_register(RESTORED))
        assert answers(again, "KZ", WINTER, LATE) == answers(FOLDED, "KZ", WINTER, LATE)

    def test_goes_on_as_the_folded_one_does(self) -> None:
        cut = len(FACTS) - 3
        on = fold(FACTS[cut:], onto=parse_register(format_register(fold(FACTS[:cut]))))
        for place in PLACES:
            for known_at in (WINTER, LATE):
                for day in ("2020-01-05", "2020-03-05"):
                    assert answers(on, place, t(day), known_at) == answers(
                        FOLDED, place, t(day), known_at
                    )

    def test_of_a_register_without_decisions_is_one_without(self) -> None:
        empty = parse_register(format_register(BARE))
        assert empty.decision_ids() == ()

    def test_is_refused_in_another_version(self, monkeypatch: pytest.MonkeyPatch) -> None:
        data = format_register(BARE)
        monkeypatch.setattr(snapshots, "VERSION", snapshots.VERSION + 1)
        with pytest.raises(msgspec.DecodeError):
            parse_register(data)

    def test_is_refused_when_the_bytes_are_something_else(self) -> None:
        with pytest.raises(msgspec.DecodeError):
            parse_register(b"something else")


class TestRows:
    def test_keep_every_level_that_one_layer_has_had(self) -> None:
        known = register(
            (
                "2020-03-01",
                of_vale("a", declare_in_vale("E", "yellow", "2020-03-01", ForDays(days=1))),
            ),
            (
                "2020-03-01",
                of_vale("b", declare_in_vale("W", "red", "2020-03-01", ForDays(days=1))),
            ),
            ("2020-03-09", of_vale("c", extend_in_vale("a b", "2020-03-09", ForDays(days=5)))),
        )
        rows = known.epoch.ledger.rows("c")
        assert parse_rows(format_rows(rows)) == rows
        assert {row.piece.layer.level for row in rows} == {"yellow", "red"}
        assert ask(known, "W", "2020-03-10").level == "red"

    def test_of_nothing_are_nothing(self) -> None:
        assert parse_rows(format_rows(())) == ()
