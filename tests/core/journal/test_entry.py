import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.journal.canonical import format_canonical
from dabyl.core.journal.entry import (
    NO_HASH,
    SIGNED_AS,
    START,
    Unsealed,
    content_of,
    format_content,
    format_entry,
    parse_entry,
    seal,
    seal_all,
    signature_bytes,
)
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Refused, Rejected
from support.journals import DAY_ONE, KEEPER, a_journal, a_note, sealed

GOOD = json.loads(format_entry(a_journal()[1]))
junk = st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=5) | st.lists(st.none())


def rejected(line):
    with pytest.raises(Rejected) as rejection:
        parse_entry(line)
    return [(problem.code, problem.where) for problem in rejection.value.problems]


def changed(**fields):
    return format_canonical({**GOOD, "entry": {**GOOD["entry"], **fields}})


class TestUnsealed:
    def test_refuses_a_kind_or_office_that_is_no_id(self):
        with pytest.raises(Rejected) as rejection:
            Unsealed(kind="A decision", body={}, office="Главный штаб")
        assert [p.where for p in rejection.value.problems] == ["kind", "office"]

    def test_refuses_a_body_that_is_not_plain(self):
        with pytest.raises(Rejected) as rejection:
            Unsealed(kind="figure", body={"value": 0.5})
        assert [p.code for p in rejection.value.problems] == [Code.NUMBER_NOT_WHOLE]

    def test_keeps_a_copy_of_its_body(self):
        body = {"area": ["KZ"]}
        draft = Unsealed(kind="decision", body=body)
        body["area"].append("RU")
        assert draft.body == {"area": ["KZ"]}


class TestSeal:
    def test_numbers_and_links_entries(self):
        entries = a_journal(5)
        assert [entry.number for entry in entries] == [1, 2, 3, 4, 5]
        assert entries[0].previous == NO_HASH
        assert [e.previous for e in entries[1:]] == [e.hash for e in entries[:-1]]

    def test_hashes_the_content_and_signs_the_hash(self):
        entry = a_journal(1)[0]
        digest = sha256(content_of(format_entry(entry)))
        assert entry.hash == digest.hexdigest()
        assert signature_bytes(entry.signature) == KEEPER.sign(SIGNED_AS + digest.digest())

    def test_refuses_to_go_back_in_time(self):
        head = a_journal(1)[0].head
        with pytest.raises(Refused) as refusal:
            sealed(a_note(), head, at=Instant(head.recorded_at.s - 1))
        assert [p.code for p in refusal.value.problems] == [Code.TIME_GOES_BACK]

    def test_takes_the_same_second(self):
        head = a_journal(1)[0].head
        assert sealed(a_note(), head, at=head.recorded_at).recorded_at == head.recorded_at

    def test_of_many_is_that_of_each(self):
        drafts = [a_note("a"), a_note("b")]
        how = {"recorded_at": DAY_ONE, "key_id": KEEPER.key_id, "sign": KEEPER.sign}
        first = seal(drafts[0], head=START, **how)
        assert seal_all(drafts, head=START, **how) == (
            first,
            seal(drafts[1], head=first.head, **how),
        )


class TestEntry:
    @given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(0, 2**33))
    def test_is_undone_by_parse(self, text, later):
        entry = sealed(a_note(text, "kz-almaty"), START, at=Instant(DAY_ONE.s + later))
        assert parse_entry(format_entry(entry)) == entry

    def test_can_stand_in_a_set(self):
        assert len(set(a_journal(4) + a_journal(4))) == 4

    def test_has_a_line_whose_hashed_part_is_a_slice(self):
        for entry in a_journal():
            assert content_of(format_entry(entry)) == format_content(entry)


class TestParseEntry:
    @pytest.mark.parametrize("value", [None, [], {}, {"entry": {}}, {**GOOD, "more": 1}])
    def test_refuses_another_shape(self, value):
        assert rejected(format_canonical(value)) == [(Code.ENTRY_SHAPE, "")]

    @pytest.mark.parametrize("entry", [None, {}, {**GOOD["entry"], "more": 1}])
    def test_refuses_another_shape_within(self, entry):
        line = format_canonical({**GOOD, "entry": entry})
        assert rejected(line) == [(Code.ENTRY_SHAPE, "entry")]

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("body", []),
            ("key", "0" * 15),
            ("key", "A" * 16),
            ("kind", "two words"),
            ("number", 0),
            ("number", True),
            ("number", "1"),
            ("office", ""),
            ("office", 1),
            ("previous", "0" * 63),
            ("recorded_at", 5),
            ("recorded_at", "2016-06-06"),
            ("recorded_at", "2016-06-06T12:00:00+06:00"),
            ("recorded_at", "2016-06-06T12:00:00.5Z"),
            ("recorded_at", "2016-06-31T12:00:00Z"),
        ],
    )
    def test_refuses_a_field_that_is_not_right(self, field, value):
        assert rejected(changed(**{field: value})) == [(Code.ENTRY_FIELD, f"entry.{field}")]

    def test_names_every_field_that_is_not_right(self):
        assert [where for _, where in rejected(changed(number=-1, kind="", office=""))] == [
            "entry.kind",
            "entry.number",
            "entry.office",
        ]

    @pytest.mark.parametrize("last", "BCPRfhvxz_-=")
    def test_knows_one_spelling_of_a_signature(self, last):
        line = format_canonical({**GOOD, "signature": GOOD["signature"][:-1] + last})
        assert rejected(line) == [(Code.ENTRY_FIELD, "signature")]

    @given(st.sampled_from(sorted(GOOD["entry"])), junk)
    def test_gives_back_what_it_was_given_or_rejects(self, field, value):
        line = changed(**{field: value})
        try:
            entry = parse_entry(line)
        except Rejected:
            return
        assert format_entry(entry) == line

    @given(st.binary())
    def test_rejects_any_other_bytes(self, data):
        with pytest.raises(Rejected):
            parse_entry(data)

    @given(st.data())
    def test_rejects_or_reads_any_damage(self, data):
        line = bytearray(format_entry(a_journal(2)[1]))
        line[data.draw(st.integers(0, len(line) - 1))] = data.draw(st.integers(0, 255))
        try:
            entry = parse_entry(bytes(line))
        except Rejected:
            return
        assert format_entry(entry) == bytes(line)
