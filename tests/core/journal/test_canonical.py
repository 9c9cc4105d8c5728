import json
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.journal.canonical import (
    LARGEST_NUMBER,
    MAX_DEPTH,
    format_canonical,
    parse_canonical,
    plain,
)
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Rejected

texts = st.text(st.characters(exclude_categories=["Cs"]))
scalars = st.none() | st.booleans() | st.integers(-LARGEST_NUMBER, LARGEST_NUMBER) | texts
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(texts, inner), max_leaves=20
)
anything = st.recursive(
    scalars | st.floats() | st.integers() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner),
)


def codes(value):
    with pytest.raises(Rejected) as rejection:
        format_canonical(value)
    return [(problem.code, problem.where) for problem in rejection.value.problems]


def nested(depth):
    value = 1
    for _ in range(depth):
        value = [value]
    return value


class TestCanonicalJson:
    @given(values)
    def test_is_undone_by_parse(self, value):
        assert parse_canonical(format_canonical(value)) == value

    @given(values)
    def test_is_json_that_others_read(self, value):
        assert json.loads(format_canonical(value)) == value

    @given(st.dictionaries(texts, values), st.randoms())
    def test_is_the_same_for_equal_values(self, value, random):
        pairs = list(value.items())
        random.shuffle(pairs)
        assert format_canonical(dict(pairs)) == format_canonical(value)

    @given(st.dictionaries(texts, st.none()))
    def test_sorts_by_utf_16(self, value):
        keys = list(json.loads(format_canonical(value)))
        assert keys == sorted(value, key=lambda key: key.encode("utf-16-be"))

    def test_sorts_the_example_of_the_rfc(self):
        keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
        order = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
        assert list(json.loads(format_canonical(dict.fromkeys(keys)))) == order

    def test_escapes_what_the_rfc_says_and_nothing_else(self):
        text = '\u20ac$\x0f\nA\'B"\\\\"/\x7f\u2028'
        expected = '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/\x7f\u2028"'
        assert format_canonical(text) == expected.encode()

    def test_writes_tuples_as_lists_and_enums_as_their_text(self):
        kind = StrEnum("Kind", {"LIVE": "live"})
        assert format_canonical({"a": (1, kind.LIVE), "b": True}) == b'{"a":[1,"live"],"b":true}'

    @given(anything)
    def test_refuses_or_writes_anything(self, value):
        try:
            data = format_canonical(value)
        except Rejected:
            return
        assert format_canonical(parse_canonical(data)) == data


class TestPlain:
    def test_names_every_part_that_is_not(self):
        value = {"a": [1.5, {"b": 2**53}], "c": {1: "x"}, "d": b"", "e": {"f": "\ud800"}}
        assert codes(value) == [
            (Code.NUMBER_NOT_WHOLE, "a[0]"),
            (Code.NUMBER_TOO_LARGE, "a[1].b"),
            (Code.KEY_NOT_TEXT, "c"),
            (Code.NOT_PLAIN, "d"),
            (Code.TEXT_NOT_UNICODE, "e.f"),
        ]

    def test_refuses_a_lone_surrogate_in_a_name(self):
        assert codes({"\udfff": 1, "z": 2}) == [(Code.TEXT_NOT_UNICODE, "?")]

    def test_ends_at_a_depth(self):
        assert plain(nested(MAX_DEPTH)) == nested(MAX_DEPTH)
        assert codes(nested(MAX_DEPTH + 1)) == [(Code.NESTED_TOO_DEEP, "[0]" * MAX_DEPTH)]

    @given(values)
    def test_copies(self, value):
        copy = plain({"value": value})
        assert copy == {"value": value}
        if isinstance(value, list):
            assert copy["value"] is not value


class TestParse:
    @given(st.binary() | st.text().map(lambda text: text.encode(errors="replace")))
    def test_takes_nothing_but_canonical_bytes(self, data):
        try:
            value = parse_canonical(data)
        except Rejected:
            return
        assert format_canonical(value) == data

    @pytest.mark.parametrize(
        "data",
        [
            b' {"a":1}',
            b'{"a":1}\n',
            b'{"b":1,"a":2}',
            b'{"a":1,"a":1}',
            b'{"a": 1}',
            b'"\\u0041"',
            b'"\\/"',
            b'"\\u001F"',
            b"-0",
            '{"\ufb33":1,"\U0001f600":2}'.encode(),
        ],
    )
    def test_refuses_another_spelling(self, data):
        with pytest.raises(Rejected) as rejection:
            parse_canonical(data)
        assert [p.code for p in rejection.value.problems] == [Code.JSON_NOT_CANONICAL]

    @pytest.mark.parametrize("data", [b"", b"{", b'"\xff"', b'"\\ud800"', b"[" * 100_000, b"NaN"])
    def test_refuses_what_is_no_json(self, data):
        with pytest.raises(Rejected) as rejection:
            parse_canonical(data)
        assert [p.code for p in rejection.value.problems] == [Code.JSON_UNREADABLE]

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (b"1.5", Code.NUMBER_NOT_WHOLE),
            (b"9007199254740992", Code.NUMBER_TOO_LARGE),
            (b"[" * 65 + b"]" * 65, Code.NESTED_TOO_DEEP),
        ],
    )
    def test_refuses_what_is_not_plain(self, data, code):
        with pytest.raises(Rejected) as rejection:
            parse_canonical(data)
        assert [p.code for p in rejection.value.problems] == [code]

    def test_takes_what_is_just_plain(self):
        assert format_canonical(parse_canonical(b"[" * 64 + b"]" * 64)) == b"[" * 64 + b"]" * 64
        assert parse_canonical(str(LARGEST_NUMBER).encode()) == LARGEST_NUMBER
