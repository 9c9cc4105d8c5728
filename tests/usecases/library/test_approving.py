"""From a draft of the library to an entry of the journal."""

import attrs
import pytest

from dabyl.core.drafts.draft import State
from dabyl.core.formats.library.change import (
    LawChange,
    content_of,
    files_of,
)
from dabyl.core.journal.chain import Verified, verify_chain
from dabyl.core.staff.consents import Purpose
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Refused
from dabyl.usecases.desk import load, record
from dabyl.usecases.drafts.draft_desk import draft_of
from dabyl.usecases.drafts.writing import save
from dabyl.usecases.library.approving import approve, settle
from dabyl.usecases.library.looking import look
from dabyl.usecases.library.proposing import propose, refuse
from dabyl.usecases.verify_consents import verify_consents
from support.authenticator import Passkey
from support.library import (
    AT,
    LAW_TEXT,
    PLACES,
    a_library_desk,
    begun,
    let_through,
    places,
    put_forward,
)
from support.staffed import ADA, EDA, EVA, EZRA, ROOT, admission


@pytest.fixture
def desk():
    return a_library_desk()


def codes(step, *arguments, **named):
    with pytest.raises(Refused) as refusal:
        step(*arguments, **named)
    return [problem.code for problem in refusal.value.problems]


def is_whole(desk):
    found = verify_chain(desk.desk.journal.lines())
    assert isinstance(found, Verified)
    return verify_consents(found, desk.desk.journal.entries) == found


class TestAChange:
    @pytest.mark.parametrize("other", [EZRA, ROOT], ids=["editor", "administrator"])
    def test_goes_from_a_draft_to_the_journal_by_two_persons(self, desk, other):
        begun(desk)
        assert put_forward(desk).state is State.PROPOSED
        done = let_through(desk, by=other)
        assert (done.draft.state, done.draft.entry) == (State.RELEASED, done.register.number)
        assert "The North" in files_of(load(desk.desk), "xo")["places.toml"]
        assert is_whole(desk)

    def test_is_not_approved_by_whoever_wrote_a_version(self, desk):
        begun(desk)
        save(desk, "lib-1", places("North!"), based_on=1, by=EZRA.person, at=AT)
        put_forward(desk)
        assert codes(let_through, desk, by=EZRA) == [Code.CONSENT_BY_EDITOR]
        assert let_through(desk, by=EDA).draft.state is State.RELEASED

    def test_is_not_approved_by_one_alone(self, desk):
        begun(desk)
        put_forward(desk)
        found = codes(let_through, desk, by=EVA)
        assert found == [Code.CONSENT_SAME_PERSON, Code.CONSENT_BY_EDITOR]

    def test_is_not_proposed_by_an_officer_or_an_administrator(self, desk):
        begun(desk)
        assert codes(put_forward, desk, by=ADA) == [Code.CONSENT_ROLE, Code.CONSENT_OFFICE]
        assert codes(put_forward, desk, by=ROOT) == [Code.CONSENT_ROLE]

    def test_is_proposed_as_it_was_seen(self, desk):
        begun(desk)
        seen = look(desk, draft_of(desk, "lib-1"))
        save(desk, "lib-1", places("North!"), based_on=1, by=EVA.person, at=AT)
        assert codes(put_forward, desk, seen=seen) == [Code.DRAFT_CHANGED]

    def test_is_not_proposed_while_something_speaks_against_it(self, desk):
        begun(desk, places(onto=PLACES.replace("XO-S", "XO-T")))
        seen = look(desk, draft_of(desk, "lib-1"))
        assert (seen.fact, bool(seen.problems)) == (None, True)
        consent = EVA.sign(b"x" * 32)
        found = codes(propose, desk, "lib-1", version=1, number=seen.number, consent=consent, at=AT)
        assert found == [one.code for one in seen.problems]
        with pytest.raises(ValueError, match="nobody signs"):
            seen.challenge(Purpose.PROPOSE, 1)

    def test_cannot_be_read_when_its_content_is_none(self, desk):
        begun(desk, {"kind": "rumour"})
        assert look(desk, draft_of(desk, "lib-1")).change is None

    def test_is_refused_with_a_reason_by_who_could_approve_it(self, desk):
        begun(desk)
        put_forward(desk)
        how = {"at": AT}
        assert codes(refuse, desk, "lib-1", "No.", by=ADA.person, **how) == [Code.CONSENT_ROLE]
        assert codes(refuse, desk, "lib-1", " ", by=EZRA.person, **how) == [Code.DRAFT_WORDS]
        assert refuse(desk, "lib-1", "Why?", by=ROOT.person, **how).state is State.REFUSED
        assert codes(approve, desk, "lib-1", consent=EZRA.sign(b"x"), at=AT) == [Code.DRAFT_STATE]


class TestTwoChanges:
    def test_are_not_approved_on_what_the_first_one_made_of_it(self, desk):
        begun(desk)
        begun(desk, content_of(LawChange(pack="xo", text=LAW_TEXT)), key="lib-2", by=EDA)
        put_forward(desk)
        put_forward(desk, "lib-2", by=EDA)
        let_through(desk)
        assert codes(let_through, desk, "lib-2") == [Code.LIBRARY_MOVED]
        put_forward_again = codes(put_forward, desk, "lib-2", by=EDA)
        assert put_forward_again == [Code.DRAFT_STATE]
        refuse(desk, "lib-2", "Once more.", by=EZRA.person, at=AT)
        put_forward(desk, "lib-2", by=EDA)
        assert let_through(desk, "lib-2").draft.state is State.RELEASED
        assert is_whole(desk)

    def test_of_one_file_are_told_of_each_other(self, desk):
        begun(desk)
        begun(desk, places("Up"), key="lib-2", by=EDA)
        put_forward(desk)
        let_through(desk)
        found = look(desk, draft_of(desk, "lib-2"))
        assert [one.code for one in found.problems] == [Code.LIBRARY_FILE_MOVED]

    def test_are_not_proposed_on_a_library_that_moved_since(self, desk):
        begun(desk)
        begun(desk, content_of(LawChange(pack="xo", text=LAW_TEXT)), key="lib-2", by=EDA)
        seen = look(desk, draft_of(desk, "lib-2"))
        put_forward(desk)
        let_through(desk)
        assert codes(put_forward, desk, "lib-2", by=EDA, seen=seen) == [Code.LIBRARY_MOVED]

    def test_bear_with_other_entries_between(self, desk):
        begun(desk)
        put_forward(desk)
        register = load(desk.desk)
        record(desk.desk, register, [admission(Passkey.of("admin-3"), register.number)], at=AT)
        assert let_through(desk).draft.state is State.RELEASED
        assert is_whole(desk)


class TestSettle:
    def test_mends_what_a_crash_left_behind(self, desk):
        begun(desk)
        draft = put_forward(desk)
        begun(desk, key="lib-2")
        done = let_through(desk)
        left = attrs.evolve(draft, revision=done.draft.revision + 1)
        desk.drafts.put(left, expected=done.draft.revision)
        first, second = settle(desk, done.register)
        assert (first.state, first.entry) == (State.RELEASED, done.draft.entry)
        assert second.state is State.OPEN

    def test_leaves_what_is_only_proposed(self, desk):
        begun(desk)
        draft = put_forward(desk)
        assert settle(desk, load(desk.desk)) == (draft,)
