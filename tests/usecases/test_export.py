"""What is exported, by which filter."""

from datetime import timedelta

import attrs
import pytest

from dabyl.core.drafts import steps
from dabyl.core.incidents.incident import Figure, Incident
from dabyl.core.levels.decision import Correct, Decision, Mode, Source
from dabyl.core.register.facts import DecisionMade, FigureRecorded, IncidentRecorded
from dabyl.core.values.codes import Code
from dabyl.core.values.languages import Texts
from dabyl.core.values.problems import Rejected
from dabyl.usecases.desk import record
from dabyl.usecases.export import TABLES, export
from dabyl.usecases.export_filter import EVERYTHING, Filter, filter_of
from support.desks import a_desk, a_level, a_lift, a_moment, noon, register_of
from support.drafting import a_draft


@pytest.fixture(scope="module")
def register():
    """Amber in the North from 5 to 15 January, red in the South from 8 on, lifted on the 10th."""
    desk = a_desk()
    fire = Incident(id="fire", place="XO-S", started=a_moment(7), names=Texts.of({"en": "Fire"}))
    source = Source(id="s", publisher="=cmd", url="https://example.org", date="2021-01-08")
    shared = {"incident": "fire", "category": "killed", "as_of": a_moment(8), "source": source}
    facts = (
        DecisionMade(decision=a_level("one", area="XO-N")),
        DecisionMade(decision=a_level("two", "red", area="XO-S", start=8)),
        DecisionMade(decision=a_lift("three", "two", start=10)),
        IncidentRecorded(incident=fire),
        FigureRecorded(figure=Figure(id="f1", low=2, high=2, **shared)),
        FigureRecorded(figure=Figure(id="f2", low=3, high=4, supersedes=("f1",), **shared)),
    )
    record(desk, register_of(desk), facts, at=noon(12))
    better = attrs.evolve(fire, names=Texts.of({"en": "Great fire"}), sources=(source,))
    record(desk, register_of(desk), [IncidentRecorded(incident=better)], at=noon(13))
    return register_of(desk)


def rows(name, register, *, only=EVERYTHING, drafts=()):
    """Return rows as mappings."""
    made = export(name, register, at=noon(28), drafts=drafts, only=only)
    assert made.number == register.number
    return [dict(zip(TABLES[name], row, strict=True)) for row in made.rows]


def day(number):
    return noon(number).plus(timedelta(hours=-12))


class TestDecisions:
    def test_have_a_row_for_each_effect(self, register):
        found = rows("decisions", register)
        assert [(one["decision"], one["kind"], one["level"]) for one in found] == [
            ("one", "declare", "amber"),
            ("two", "declare", "red"),
            ("three", "lift", None),
        ]
        assert (found[0]["area"], found[0]["ending"]) == (("XO-N",), "days 10")
        assert found[2]["layers"] == ("two",)

    @pytest.mark.parametrize(
        ("only", "wanted"),
        [
            (Filter(office="xo-hq"), ["one", "two", "three"]),
            (Filter(office="xo-crown"), []),
            (Filter(scale="none"), []),
            (Filter(place="XO-N"), ["one"]),
            (Filter(place="XO"), ["one", "two"]),
            (Filter(since=day(13)), []),
            (Filter(until=day(12)), []),
            (Filter(since=day(12), until=day(13)), ["one", "two", "three"]),
        ],
        ids=["office", "other", "scale", "place", "country", "late", "early", "day"],
    )
    def test_are_filtered(self, register, only, wanted):
        assert [one["decision"] for one in rows("decisions", register, only=only)] == wanted

    def test_are_told_as_corrected_and_withdrawn(self):
        desk = a_desk()
        first = a_level("one", area="XO-N")
        undo = Correct(decision="one", withdraw=True)
        fix = Decision(
            id="fix", mode=Mode.RECORDED, scale="xo-alert", effects=(undo,), office="xo-hq"
        )
        facts = [DecisionMade(decision=first), DecisionMade(decision=fix)]
        record(desk, register_of(desk), facts, at=noon(12))
        found = rows("decisions", register_of(desk))
        assert (found[0]["withdrawn_by"], found[0]["corrected_by"]) == ("fix", ("fix",))


class TestLevels:
    def test_have_a_row_for_each_span_at_each_place(self, register):
        north = rows("levels", register, only=Filter(place="XO-N"))
        assert [(one["level"], one["decisions"]) for one in north] == [
            ("amber", ("one",)),
            (None, ()),
        ]
        assert north[0]["until"] == north[1]["from"]
        assert north[1]["until"] is None

    def test_never_hide_a_level_of_a_part(self, register):
        country = rows("levels", register, only=Filter(place="XO"))
        tops = [one["highest_part"] for one in country if one["place"] == "XO"]
        assert tops[:3] == ["amber", "red", "amber"]

    @pytest.mark.parametrize(
        ("only", "levels"),
        [
            (Filter(place="XO-S", since=day(8), until=day(9)), ["red"]),
            (Filter(place="XO-S", until=day(8)), []),
            (Filter(place="XO-S", office="xo-crown"), []),
            (Filter(place="XO-S", scale="none"), []),
        ],
        ids=["days", "before", "office", "scale"],
    )
    def test_are_filtered(self, register, only, levels):
        assert [one["level"] for one in rows("levels", register, only=only)] == levels


class TestIncidents:
    def test_tell_what_was_told_before_corrections_and_until_when(self, register):
        first, second = rows("incidents", register)
        assert (first["name"], second["name"]) == ("Fire", "Great fire")
        assert (first["until"], second["until"]) == (second["recorded_at"], None)
        assert (first["publisher"], second["publisher"]) == (None, "=cmd")
        assert first["place"] == "XO-S"

    @pytest.mark.parametrize(
        ("only", "number"),
        [(Filter(place="XO-S"), 2), (Filter(place="XO-N"), 0), (Filter(since=day(13)), 1)],
        ids=["there", "elsewhere", "later"],
    )
    def test_are_filtered(self, register, only, number):
        assert len(rows("incidents", register, only=only)) == number


class TestFigures:
    def test_tell_which_replaced_which(self, register):
        found = rows("figures", register)
        assert [(one["figure"], one["replaced_by"], one["supersedes"]) for one in found] == [
            ("f1", "f2", ()),
            ("f2", None, ("f1",)),
        ]
        assert found[0]["publisher"] == "=cmd"

    @pytest.mark.parametrize(
        ("only", "number"),
        [(Filter(place="XO-S"), 2), (Filter(place="XO-N"), 0), (Filter(until=day(12)), 0)],
        ids=["there", "elsewhere", "earlier"],
    )
    def test_are_filtered(self, register, only, number):
        assert len(rows("figures", register, only=only)) == number


class TestDrafts:
    def test_tell_what_became_of_them_and_nobodys_name(self, register):
        draft = steps.withdrawn(
            steps.commented(a_draft("xo-1", by="cleo"), "Look.", by="dan", at=noon(6)),
            by="cleo",
            at=noon(7),
        )
        (found,) = rows("drafts", register, drafts=[draft])
        assert (found["state"], found["state_since"]) == ("withdrawn", noon(7).text())
        assert (found["versions"], found["editors"], found["comments"]) == (1, 1, 1)
        assert not {"cleo", "dan"} & set(map(str, found.values()))

    def test_take_what_was_typed_half(self, register):
        half = steps.begun("xo-2", {}, office="xo-hq", by="cleo", at=noon(5))
        (found,) = rows("drafts", register, drafts=[half])
        assert (found["kind"], found["scale"]) == ((), "")

    @pytest.mark.parametrize(
        ("only", "number"),
        [
            (Filter(office="xo-hq"), 1),
            (Filter(office="xo-crown"), 0),
            (Filter(place="XO"), 1),
            (Filter(place="XO-N"), 0),
            (Filter(since=day(6)), 0),
        ],
        ids=["office", "other", "place", "elsewhere", "later"],
    )
    def test_are_filtered(self, register, only, number):
        assert len(rows("drafts", register, only=only, drafts=[a_draft()])) == number


class TestAFilter:
    def test_is_what_was_typed_with_both_days(self, register):
        given = {"since": "2021-01-05", "until": "2021-01-06", "place": "North", "office": " "}
        assert filter_of(register, given) == Filter(since=day(5), until=day(7), place="XO-N")

    def test_takes_ids_of_offices_and_scales(self, register):
        given = {"office": "xo-hq", "scale": "xo-alert", "since": None}
        assert filter_of(register, given) == Filter(office="xo-hq", scale="xo-alert")

    def test_tells_everything_that_is_wrong_at_once(self, register):
        given = {"since": "x", "until": "9999-12-31", "office": "o", "scale": "s", "place": "p"}
        with pytest.raises(Rejected) as wrong:
            filter_of(register, given)
        told = {(one.where, one.code) for one in wrong.value.problems}
        assert told == {
            ("since", Code.UNKNOWN_VALUE),
            ("until", Code.UNKNOWN_VALUE),
            ("office", Code.UNKNOWN_VALUE),
            ("scale", Code.UNKNOWN_VALUE),
            ("place", Code.PLACE_UNKNOWN),
        }
