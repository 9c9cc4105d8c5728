from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta, Struct

from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Rejected
from dabyl.core.values.wire import Fault, Senseless, below, dotted, faults, read
from support.strategies import plain


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Circle(Struct, tag_field="kind", tag="circle", forbid_unknown_fields=True):
    radius: Annotated[int, Meta(ge=1, le=9)]


class Box(Struct, tag_field="kind", tag="box", forbid_unknown_fields=True):
    side: int

    def __post_init__(self) -> None:
        if self.side < 0:
            raise Senseless(Fault(("side",), Code.NUMBER_TOO_SMALL, {"least": 0}))


class Days(Struct, array_like=True, tag="days", forbid_unknown_fields=True):
    count: int


class Open(Struct, array_like=True, tag="open", forbid_unknown_fields=True, frozen=True):
    pass


class Thing(Struct, forbid_unknown_fields=True):
    name: str
    at: Annotated[datetime, Meta(tz=True)] = datetime(2016, 6, 6, tzinfo=UTC)
    day: date | None = None
    colour: Colour = Colour.RED
    shape: Circle | Box | None = None
    end: Days | Open = Open()
    tags: tuple[str, ...] = ()
    words: dict[str, str] = {}
    flag: bool = False
    share: float = 0.0
    rest: Any = None


def found(value: object) -> list[tuple[str, Code]]:
    return [(dotted(fault.path), fault.code) for fault in faults(value, Thing)]


GOOD = {
    "name": "n",
    "at": "2016-06-06T12:00:00+06:00",
    "day": "2016-06-06",
    "colour": "blue",
    "shape": {"kind": "box", "side": 1},
    "end": ["days", 3],
    "tags": ["a"],
    "words": {"en": "a"},
    "flag": True,
    "share": 0.5,
    "rest": [None, {}],
}


class TestRead:
    def test_reads_a_right_value(self):
        thing = read(GOOD, Thing)
        assert (thing.shape, thing.end) == (Box(1), Days(3))
        assert list(faults(GOOD, Thing)) == []

    def test_names_every_problem_in_the_order_of_the_fields(self):
        with pytest.raises(Rejected) as rejection:
            read({"tags": [1], "colour": "green"}, Thing, below("thing.json"))
        problems = [(p.where, p.code, p.data["field"]) for p in rejection.value.problems]
        assert problems == [
            ("thing.json name", Code.MISSING_FIELD, "name"),
            ("thing.json colour", Code.UNKNOWN_VALUE, "colour"),
            ("thing.json tags[0]", Code.WRONG_TYPE, "tags"),
        ]

    @pytest.mark.parametrize(
        ("field", "value", "where", "code"),
        [
            ("name", None, "name", Code.WRONG_TYPE),
            ("at", "2016", "at", Code.TIME_UNREADABLE),
            ("at", datetime(2016, 6, 6), "at", Code.TIME_UNREADABLE),  # noqa: DTZ001 - is refused
            ("at", 3, "at", Code.WRONG_TYPE),
            ("day", "2016-06-31", "day", Code.TIME_UNREADABLE),
            ("colour", 3, "colour", Code.WRONG_TYPE),
            ("shape", "box", "shape", Code.WRONG_TYPE),
            ("shape", {"side": 3}, "shape.kind", Code.MISSING_FIELD),
            ("shape", {"kind": 3}, "shape.kind", Code.WRONG_TYPE),
            ("shape", {"kind": "cone"}, "shape.kind", Code.UNKNOWN_VALUE),
            ("shape", {"kind": "circle", "radius": 10}, "shape.radius", Code.OUT_OF_RANGE),
            ("shape", {"kind": "circle", "radius": True}, "shape.radius", Code.WRONG_TYPE),
            ("shape", {"kind": "box", "side": -1}, "shape.side", Code.NUMBER_TOO_SMALL),
            ("end", "open", "end", Code.WRONG_TYPE),
            ("end", [], "end[0]", Code.MISSING_FIELD),
            ("end", ["never"], "end[0]", Code.UNKNOWN_VALUE),
            ("end", ["days"], "end", Code.WRONG_TYPE),
            ("end", ["days", "3"], "end[1]", Code.WRONG_TYPE),
            ("end", ["open", 3], "end", Code.WRONG_TYPE),
            ("tags", "a", "tags", Code.WRONG_TYPE),
            ("words", "a", "words", Code.WRONG_TYPE),
            ("words", {"en": 3}, "words.en", Code.WRONG_TYPE),
            ("flag", 1, "flag", Code.WRONG_TYPE),
            ("share", "1", "share", Code.WRONG_TYPE),
            ("sort", 1, "sort", Code.UNKNOWN_FIELD),
        ],
    )
    def test_says_what_is_wrong_with_a_field(self, field, value, where, code):
        assert found({**GOOD, field: value}) == [(where, code)]

    def test_says_when_it_is_no_object(self):
        assert found([]) == [("", Code.WRONG_TYPE)]

    @given(st.dictionaries(st.sampled_from(sorted(GOOD)), plain))
    def test_reads_or_explains_any_value(self, changes):
        value = {**GOOD, **changes}
        try:
            msgspec.convert(value, Thing)
        except msgspec.ValidationError:
            assert found(value)
        else:
            assert found(value) == []


class TestSenseless:
    def test_names_its_faults(self):
        assert str(Senseless(Fault((), Code.SYNTAX), Fault((), Code.DUPLICATE))) == (
            "syntax; duplicate"
        )
