from concurrent.futures import ThreadPoolExecutor

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.journal.chain import (
    Anchor,
    Broken,
    Fault,
    Verified,
    verify_chain,
    verify_site_anchor,
)
from dabyl.core.journal.entry import START, Unsealed, format_entry
from dabyl.core.journal.keys import WorkspaceKind, key_draft, workspace_draft
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from support.journals import (
    KEEPER,
    LATECOMER,
    OFFICE,
    STRANGER,
    a_journal,
    a_note,
    chained,
    sealed,
)

LENGTH = 8
JOURNAL = a_journal(LENGTH)
LINES = [format_entry(entry) for entry in JOURNAL]
ELSEWHERE = a_journal(LENGTH + 3, workspace="ru-2016")
BY_A_STRANGER = a_journal(LENGTH + 3, workspace="ru-2016", keeper=STRANGER)
places = st.integers(0, LENGTH - 1)


def broken(lines):
    result = verify_chain(lines, workspace="kz-2016")
    assert isinstance(result, Broken)
    return result


def found(lines):
    result = broken(lines)
    return result.number, result.what, [problem.code for problem in result.why]


def verified(lines):
    result = verify_chain(lines)
    assert isinstance(result, Verified)
    return result


def anchored(number, entry_hash):
    return verify_site_anchor(verified(LINES), Anchor(number=number, hash=entry_hash))


class TestAWholeJournal:
    @given(st.integers(1, LENGTH))
    def test_is_verified_at_any_length(self, length):
        result = verified(LINES[:length])
        assert result.head == JOURNAL[length - 1].head
        assert (result.workspace, result.kind) == ("kz-2016", WorkspaceKind.REPLAY)

    def test_is_verified_from_entries_as_from_bytes(self):
        assert verify_chain(JOURNAL) == verify_chain(LINES)

    def test_is_verified_on_many_threads_alike(self):
        entries = a_journal(300)
        with ThreadPoolExecutor(2) as pool:
            assert verify_chain(entries, run=pool.map) == verify_chain(entries)

    def test_names_the_keys_that_may_sign_on(self):
        retire = chained([(key_draft(OFFICE.public, retired=True), KEEPER)], JOURNAL[-1].head)
        assert verified(LINES + retire).keys == (KEEPER.public, LATECOMER.public)

    def test_gives_the_hash_of_each_entry(self):
        result = verified(LINES)
        assert [result.hash_at(entry.number) for entry in JOURNAL] == [e.hash for e in JOURNAL]


class TestOneFault:
    @given(places, st.data())
    def test_of_any_changed_byte_is_found_at_its_entry(self, at, data):
        line = bytearray(LINES[at])
        where = data.draw(st.integers(0, len(line) - 1))
        line[where] ^= data.draw(st.integers(1, 255))
        result = broken([*LINES[:at], bytes(line), *LINES[at + 1 :]])
        assert (result.number, result.what) == (at + 1, Fault.CHANGED)

    @given(st.integers(0, LENGTH - 2))
    def test_of_a_missing_entry_is_found_at_its_number(self, at):
        result = broken(LINES[:at] + LINES[at + 1 :])
        assert (result.number, result.what) == (at + 1, Fault.MISSING)

    @given(places, places)
    def test_of_two_that_changed_places_is_found_at_the_first(self, one, other):
        if one != other:
            lines = list(LINES)
            lines[one], lines[other] = lines[other], lines[one]
            result = broken(lines)
            assert (result.number, result.what) == (min(one, other) + 1, Fault.REORDERED)

    @given(st.integers(1, LENGTH), places)
    def test_of_a_repeated_entry_is_found_where_it_is_repeated(self, at, which):
        if which < at:
            result = broken([*LINES[:at], LINES[which], *LINES[at:]])
            assert (result.number, result.what) == (at + 1, Fault.REORDERED)

    @given(st.integers(0, LENGTH), st.sampled_from(ELSEWHERE + BY_A_STRANGER))
    def test_of_an_entry_from_elsewhere_is_found_where_it_stands(self, at, foreign):
        result = broken([*LINES[:at], foreign, *LINES[at:]])
        assert result.number == at + 1
        if at < LENGTH:
            assert result.what == Fault.FOREIGN

    @given(st.integers(1, LENGTH))
    def test_of_a_forged_entry_is_found_where_it_stands(self, at):
        forged = sealed(a_note("forged"), JOURNAL[at - 1].head, by=STRANGER)
        assert found([*LINES[:at], forged, *LINES[at:]]) == (
            at + 1,
            Fault.FOREIGN,
            [Code.KEY_UNKNOWN],
        )

    @given(st.integers(1, LENGTH))
    def test_of_an_entry_under_a_borrowed_name_is_found_where_it_stands(self, at):
        forged = sealed(a_note("forged"), JOURNAL[at - 1].head, by=STRANGER)
        named = attrs.evolve(forged, key=KEEPER.key_id)
        assert broken([*LINES[:at], named, *LINES[at:]]).number == at + 1

    @given(st.integers(1, LENGTH))
    def test_of_time_going_back_is_found_where_it_does(self, at):
        entries = list(JOURNAL[:at])
        early = attrs.evolve(entries[-1].head, recorded_at=START.recorded_at)
        entries.append(sealed(a_note(), early, at=Instant(entries[-1].recorded_at.s - 1)))
        assert found(entries) == (at + 1, Fault.TIME_WENT_BACK, [Code.TIME_GOES_BACK])


class TestAJournal:
    def test_without_entries_is_missing_its_first(self):
        assert found([]) == (1, Fault.MISSING, [Code.JOURNAL_EMPTY])

    def test_begins_with_the_making_of_a_workspace(self):
        entry = sealed(a_note(), START)
        assert found([entry]) == (1, Fault.FOREIGN, [Code.JOURNAL_NO_WORKSPACE])

    def test_is_begun_with_a_key_that_it_names(self):
        draft = workspace_draft("kz-2016", WorkspaceKind.LIVE, [KEEPER.public])
        entry = sealed(draft, START, by=STRANGER)
        assert found([entry]) == (1, Fault.FOREIGN, [Code.KEY_UNKNOWN])

    def test_of_another_workspace_is_foreign_to_who_expects_this_one(self):
        assert found(ELSEWHERE) == (1, Fault.FOREIGN, [Code.JOURNAL_OF_ANOTHER])
        assert verified(ELSEWHERE).workspace == "ru-2016"

    def test_is_begun_from_nothing(self):
        draft = workspace_draft("kz-2016", WorkspaceKind.LIVE, [KEEPER.public])
        entry = sealed(draft, attrs.evolve(START, hash="1" * 64))
        assert found([entry]) == (1, Fault.FOREIGN, [Code.ENTRY_FROM_ELSEWHERE])

    def test_has_no_second_beginning(self):
        draft = workspace_draft("kz-2016", WorkspaceKind.LIVE, [STRANGER.public])
        lines = [*LINES, sealed(draft, JOURNAL[-1].head)]
        assert found(lines) == (LENGTH + 1, Fault.FOREIGN, [Code.JOURNAL_WORKSPACE_TWICE])

    def test_takes_no_key_from_an_office(self):
        body = key_draft(STRANGER.public).body
        draft = Unsealed(kind="key", body=body, office=OFFICE.office)
        lines = [*LINES, sealed(draft, JOURNAL[-1].head, by=OFFICE)]
        assert found(lines) == (LENGTH + 1, Fault.FOREIGN, [Code.KEY_OF_ANOTHER_OFFICE])

    def test_takes_nothing_from_a_retired_key(self):
        note = (a_note("on", OFFICE.office), OFFICE)
        more = [note, (key_draft(OFFICE.public, retired=True), KEEPER), note]
        lines = LINES + chained(more, JOURNAL[-1].head)
        assert found(lines) == (LENGTH + 3, Fault.FOREIGN, [Code.KEY_RETIRED])

    def test_whose_entry_was_replaced_by_one_who_has_the_key_breaks_after_it(self):
        replaced = sealed(a_note("another"), JOURNAL[4].head)
        lines = [*LINES[:5], replaced, *LINES[6:]]
        assert found(lines) == (7, Fault.REORDERED, [Code.ENTRY_NOT_LINKED])

    def test_whose_content_was_hashed_anew_has_a_wrong_signature(self):
        forged = attrs.evolve(
            sealed(a_note("new"), JOURNAL[-2].head), signature=JOURNAL[-1].signature
        )
        assert found([*LINES[:-1], forged]) == (LENGTH, Fault.CHANGED, [Code.SIGNATURE_WRONG])

    def test_names_the_first_of_several_faults(self):
        wrong = attrs.evolve(JOURNAL[2], signature=JOURNAL[1].signature)
        lines = [*LINES[:2], wrong, *LINES[3:6], b"", LINES[7]]
        assert found(lines) == (3, Fault.CHANGED, [Code.SIGNATURE_WRONG])

    def test_passes_over_unreadable_lines_when_it_looks_for_a_missing_one(self):
        assert broken([*LINES[:3], *LINES[4:6], b"{}"]).what == Fault.MISSING

    @given(st.lists(st.binary(max_size=40) | st.sampled_from(LINES), max_size=6))
    def test_of_any_bytes_gives_an_answer(self, lines):
        result = verify_chain(lines)
        assert isinstance(result, Broken) or lines == LINES[: len(lines)]


class TestACutTail:
    @given(st.integers(1, LENGTH - 1))
    def test_is_not_seen_from_the_journal_alone(self, length):
        assert not verified(LINES[:length]).sees_cut_tail

    @given(st.integers(1, LENGTH - 1), st.integers(1, LENGTH))
    def test_is_found_against_a_site(self, length, number):
        anchor = Anchor(number=number, hash=JOURNAL[number - 1].hash)
        result = verify_site_anchor(verified(LINES[:length]), anchor)
        if number <= length:
            assert result == attrs.evolve(verified(LINES[:length]), anchor=anchor)
        else:
            assert isinstance(result, Broken)
            assert (result.number, result.what) == (length + 1, Fault.TAIL_CUT)

    def test_would_have_been_seen_when_a_site_agrees(self):
        result = anchored(5, JOURNAL[4].hash)
        assert isinstance(result, Verified)
        assert result.sees_cut_tail

    @pytest.mark.parametrize("number", [1, 5, LENGTH])
    def test_is_told_from_a_past_that_was_written_anew(self, number):
        result = anchored(number, "f" * 64)
        assert isinstance(result, Broken)
        assert (result.number, result.what) == (number, Fault.REWRITTEN)
