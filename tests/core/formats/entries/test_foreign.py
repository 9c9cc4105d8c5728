"""Entries about warnings of others, from the journal's bytes and back."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.formats.cap.signature.verdict import State
from dabyl.core.formats.entries.facts import fact_of, unsealed_of, written
from dabyl.core.journal.canonical import format_canonical, parse_canonical
from dabyl.core.journal.entry import START, Unsealed, seal
from dabyl.core.register.facts import ForeignWithdrawn
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant, parse_instant
from dabyl.core.values.problems import Rejected
from support.foreign import shown, warning
from support.strategies import ids, plain, words

AT = parse_instant("2021-03-03T10:02:00+01:00")
STORM = shown()
instants = st.integers(0, 4_000_000_000).map(Instant)
some = st.builds(
    lambda **changes: attrs.evolve(STORM, **changes),
    source=words,
    received_at=instants,
    signature=st.sampled_from([state.value for state in State]),
    reason=st.none() | words,
    key=st.none() | words,
    schema_valid=st.booleans(),
    errors=st.lists(ids, max_size=2).map(tuple),
    office=st.none() | ids,
    supersedes=st.lists(words, max_size=2).map(tuple),
    until=instants,
)


def stored(kind, body):
    plain_body = parse_canonical(format_canonical(body))
    draft = Unsealed(kind=kind, body=plain_body)
    return seal(draft, head=START, recorded_at=AT, key_id="0" * 16, sign=lambda _: b"\0" * 64)


def problems(kind, body):
    with pytest.raises(Rejected) as rejection:
        fact_of(stored(kind, body))
    return [(problem.where, problem.code) for problem in rejection.value.problems]


class TestForeign:
    @given(some)
    def test_comes_back_from_its_entry(self, fact):
        assert fact_of(stored(*written(fact))) == fact

    @given(some)
    def test_is_of_the_office_that_confirmed_it_else_the_keepers(self, fact):
        assert unsealed_of(fact).office == fact.office

    @pytest.mark.parametrize(
        "field", ["identifier", "sender", "sent", "status", "scope", "kind", "hash"]
    )
    def test_is_rejected_when_it_does_not_repeat_its_document(self, field):
        body = dict(written(STORM)[1]) | {field: "other"}
        assert problems("foreign", body) == [(f"entry 1 {field}", Code.UNKNOWN_VALUE)]

    def test_is_rejected_with_another_document(self):
        body = dict(written(STORM)[1]) | {"text": shown(warning("storm-2")).text}
        assert [where for where, _ in problems("foreign", body)] == [
            "entry 1 hash",
            "entry 1 identifier",
        ]

    @pytest.mark.parametrize("text", ["", "<html/>", "<alerts/>"])
    def test_is_rejected_without_an_alert(self, text):
        body = dict(written(STORM)[1]) | {"text": text}
        assert ("entry 1 text", Code.UNKNOWN_VALUE) in problems("foreign", body)

    def test_is_rejected_with_times_that_are_none(self):
        body = dict(written(STORM)[1]) | {"until": "noon", "received_at": "2021"}
        assert [where for where, _ in problems("foreign", body)] == [
            "entry 1 received_at",
            "entry 1 until",
        ]

    def test_repeats_that_something_is_missing(self):
        bare = '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"/>'
        body = dict(written(STORM)[1]) | {"text": bare}
        assert len(problems("foreign", body)) == 7

    @given(st.sampled_from(["foreign", "foreign-withdrawn"]), st.dictionaries(words, plain))
    def test_is_rejected_with_any_other_body(self, kind, body):
        assert problems(kind, body)


class TestWithdrawn:
    @given(st.builds(ForeignWithdrawn, hash=words, office=ids, reason=words))
    def test_comes_back_from_its_entry_which_is_the_offices(self, fact):
        assert fact_of(stored(*written(fact))) == fact
        assert unsealed_of(fact).office == fact.office
