from datetime import date

import attrs
import pytest

from dabyl.core.calendars.endings import (
    AtEvent,
    AtTime,
    ForDays,
    NotStated,
    OpenEnd,
    ThroughDate,
)
from dabyl.core.formats.status.standing import ending_fields, standing_fields
from dabyl.core.levels.decision import Scope, Source
from dabyl.core.levels.scale import ScopeKind
from dabyl.core.levels.standing import Conflict, Defect, Next, Part, Reason
from dabyl.core.values.instants import parse_instant
from support.sites import a_standing, a_standing_layer, en, moment

LAYER = a_standing_layer("d-1", end="2016-07-16T00:00+06:00")
ZONE = "Asia/Almaty"


def fields(*, other_scales=(), **kwargs):
    return standing_fields(a_standing(**kwargs), zone=ZONE, other_scales=other_scales)


class TestStandingFields:
    def test_writes_instants_with_the_offset_of_the_zone(self):
        found = fields(level="yellow", until=parse_instant("2016-07-16T00:00+06:00"))
        assert found["until"] == "2016-07-16T00:00:00+06:00"
        assert found["as_of"].endswith("+06:00")

    def test_takes_the_wording_of_the_layer_that_ends_last(self):
        other = attrs.evolve(LAYER, ending=OpenEnd(), end=None, decision="d-2")
        found = fields(level="yellow", layers=(other, LAYER), until=LAYER.end)
        assert found["end_wording"] == {"form": "days", "days": 40, "decision": "d-1"}

    def test_has_no_wording_where_nothing_stands(self):
        found = fields()
        assert found["end_wording"] is None
        assert found["level"] is None
        assert found["next"] is None

    def test_names_layers_with_their_area_and_period(self):
        scope = Scope(kind=ScopeKind.SECTOR, id="rail")
        layer = attrs.evolve(LAYER, scope=scope, review=moment("2016-07-01T00:00+06:00"))
        found = fields(level="yellow", layers=(layer,), overruled=(LAYER,), scoped=(LAYER,))
        assert found["layers"][0]["area"] == ["KZ"]
        assert found["layers"][0]["scope"] == {"kind": "sector", "id": "rail"}
        assert found["layers"][0]["review_by"] == "2016-07-01T00:00:00+06:00"
        assert found["overruled"][0]["end"] == "2016-07-16T00:00:00+06:00"
        assert found["scoped"][0]["review_by"] is None

    def test_keeps_what_contradicts_and_what_is_missing(self):
        source = Source(id="s", publisher="P", url="https://example.org", date="2016")
        found = fields(
            conflicts=(
                Conflict(about="end", decisions=("d-1",), text=en("other"), source=source),
                Conflict(about="level", decisions=("d-1", "d-2"), text=en("other")),
            ),
            defects=(Defect(decision="d-1", code="office-missing"),),
            reasons=(Reason(layer="d-1", by=None, rule="highest", until=None),),
            parts=(Part(place="X", level=None),),
            next=Next(at=parse_instant("2016-07-16T00:00Z"), level=None, decision=None),
        )
        assert found["conflicts"][0]["source"]["publisher"] == "P"
        assert found["conflicts"][1]["source"] is None
        assert found["defects"][0]["code"] == "office-missing"
        assert found["reasons"][0]["until"] is None
        assert found["parts"] == [{"place": "X", "level": None}]
        assert found["next"]["at"] == "2016-07-16T06:00:00+06:00"

    def test_lists_other_scales_and_compares_nothing(self):
        found = fields(other_scales=[a_standing(scale="other", level="blue")])
        assert found["other_scales"] == [
            {
                "scale": "other",
                "level": "blue",
                "highest_part": "blue",
                "since": None,
                "until": None,
            }
        ]


class TestEndingFields:
    @pytest.mark.parametrize(
        ("ending", "expected"),
        [
            (ForDays(days=40), {"form": "days", "days": 40}),
            (ThroughDate(day=date(2017, 1, 15)), {"form": "date", "day": "2017-01-15"}),
            (
                AtTime(day=date(2024, 7, 4), minutes=1439),
                {"form": "time", "day": "2024-07-04", "time": "23:59"},
            ),
            (AtEvent(event=en("the end")), {"form": "event", "event": en("the end").as_dict()}),
            (OpenEnd(), {"form": "open"}),
            (NotStated(), {"form": "not-stated"}),
        ],
    )
    def test_keeps_the_form_of_the_wording(self, ending, expected):
        assert ending_fields(ending) == expected
