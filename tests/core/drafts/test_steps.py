"""Steps of a draft: what may follow what."""

from datetime import timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.drafts.draft import Proposal, State
from dabyl.core.drafts.steps import (
    MOST_COMMENT_CHARS,
    begun,
    commented,
    countersigned,
    proposal_of,
    proposed,
    proposed_again,
    refused,
    released,
    saved,
    withdrawn,
)
from dabyl.core.values.problems import Refused, Rejected
from support.authenticator import Passkey
from support.desks import noon
from support.drafting import a_draft

AT = noon(5)
LATER = noon(6)
CONSENT = Passkey.of("officer-1").sign(b"c" * 32)


def a_proposal(version=1):
    return Proposal(version=version, at=AT, number=7, forms="ab", consent=CONSENT)


def typed(draft, text, *, by, at=LATER, onto=None):
    onto = draft.current.number if onto is None else onto
    return saved(draft, {"note": text}, based_on=onto, by=by, at=at)


def code(call, *args, **how):
    with pytest.raises(Refused) as refusal:
        call(*args, **how)
    return [problem.code.value for problem in refusal.value.problems]


OPEN = a_draft()
PROPOSED = proposed(OPEN, a_proposal())
REFUSED = refused(PROPOSED, "The area is too large.", by="officer-2", at=LATER)
RELEASED = released(PROPOSED, 9)
WITHDRAWN = withdrawn(OPEN, by="officer-1", at=LATER)
EVERY = (OPEN, PROPOSED, REFUSED, RELEASED, WITHDRAWN)


class TestBegun:
    def test_has_one_version_and_its_editor(self):
        assert (OPEN.current.number, OPEN.editors, OPEN.state) == (1, ("officer-1",), State.OPEN)

    def test_holds_plain_values_only(self):
        with pytest.raises(Rejected):
            begun("x", {"a": 1.5}, office="xo-hq", by="officer-1", at=AT)


class TestSaved:
    def test_onto_the_current_version_becomes_the_current_one(self):
        draft = typed(OPEN, "new", by="officer-2")
        assert (draft.current.content, draft.current.number) == ({"note": "new"}, 2)
        assert draft.editors == ("officer-1", "officer-2")
        assert [one.number for one in draft.versions] == [1, 2]

    def test_onto_an_older_version_is_a_fork_that_counts_for_nothing(self):
        draft = typed(typed(OPEN, "first", by="officer-2"), "late", by="officer-3", onto=1)
        assert draft.current.content == {"note": "first"}
        assert [(v.content["note"], v.is_fork) for v in draft.versions[1:]] == [
            ("first", False),
            ("late", True),
        ]
        assert "officer-3" in draft.editors

    def test_goes_on_after_a_fork(self):
        forked = typed(typed(OPEN, "first", by="officer-2"), "late", by="officer-3", onto=1)
        both = typed(forked, "both", by="officer-3")
        assert (both.current.number, both.current.content) == (4, {"note": "both"})

    def test_in_one_sitting_is_one_version_with_a_new_number(self):
        once = typed(OPEN, "a", by="officer-2", at=LATER)
        twice = typed(once, "ab", by="officer-2", at=LATER.plus(timedelta(seconds=299)))
        assert [(v.number, v.content.get("note")) for v in twice.versions[1:]] == [(3, "ab")]
        assert typed(twice, "x", by="officer-3", onto=2).versions[-1].is_fork

    @pytest.mark.parametrize(("by", "seconds"), [("officer-2", 300), ("officer-3", 1)])
    def test_by_another_or_later_is_another_version(self, by, seconds):
        once = typed(OPEN, "a", by="officer-2", at=LATER)
        twice = typed(once, "ab", by=by, at=LATER.plus(timedelta(seconds=seconds)))
        assert len(twice.versions) == 3

    def test_ends_a_proposal_and_a_refusal(self):
        for draft in (PROPOSED, REFUSED):
            after = typed(draft, "new", by="officer-1", at=AT)
            assert (after.state, after.proposal, after.ended) == (State.OPEN, None, None)
            assert len(after.versions) == 2

    def test_of_what_is_done_is_kept_as_a_fork(self):
        for draft in (RELEASED, WITHDRAWN):
            after = typed(draft, "late", by="officer-3")
            assert (after.state, after.current, after.versions[-1].is_fork) == (
                draft.state,
                draft.current,
                True,
            )

    @given(
        st.sampled_from(EVERY),
        st.lists(st.tuples(st.integers(0, 4), st.sampled_from("abc")), max_size=6),
    )
    def test_never_loses_what_somebody_typed_last_nor_who(self, draft, keystrokes):
        for place, (onto, by) in enumerate(keystrokes):
            before = draft
            draft = typed(draft, f"text {place}", by=by, onto=onto, at=LATER)
            assert draft.versions[-1].content == {"note": f"text {place}"}
            assert draft.revision == before.revision + 1
            assert set(before.editors) <= set(draft.editors)
            others = [v for v in before.versions if v.by != by or v.is_fork]
            assert set(others) <= set(draft.versions)


class TestProposed:
    def test_follows_open_and_refused(self):
        assert (PROPOSED.state, PROPOSED.proposal) == (State.PROPOSED, a_proposal())
        again = proposed(REFUSED, a_proposal())
        assert (again.state, again.ended) == (State.PROPOSED, None)
        assert proposal_of(PROPOSED).by == "officer-1"

    def test_is_of_the_current_version(self):
        assert code(proposed, typed(OPEN, "new", by="officer-2"), a_proposal()) == ["draft-changed"]

    def test_follows_a_proposal_of_the_same_and_remembers_it(self):
        again = proposed_again(PROPOSED, attrs.evolve(a_proposal(), number=9))
        assert (again.proposal.number, again.proposal.earlier) == (9, a_proposal().number)
        assert PROPOSED.proposal.earlier is None

    @pytest.mark.parametrize("draft", [OPEN, REFUSED, RELEASED, WITHDRAWN])
    def test_follows_a_proposal_only_when_made_again(self, draft):
        assert code(proposed_again, draft, a_proposal()) == ["draft-state"]

    @pytest.mark.parametrize("draft", [PROPOSED, RELEASED, WITHDRAWN])
    def test_follows_nothing_else(self, draft):
        assert code(proposed, draft, a_proposal()) == ["draft-state"]


class TestRefused:
    def test_keeps_who_and_why(self):
        assert REFUSED.ended is not None
        assert (REFUSED.ended.by, REFUSED.ended.reason) == ("officer-2", "The area is too large.")
        assert (REFUSED.state, REFUSED.proposal) == (State.REFUSED, None)

    def test_follows_proposed_only(self):
        for draft in (OPEN, REFUSED, RELEASED, WITHDRAWN):
            assert code(refused, draft, "no", by="officer-2", at=AT) == ["draft-state"]

    def test_needs_a_reason(self):
        assert code(refused, PROPOSED, " ", by="officer-2", at=AT) == ["draft-words"]


class TestReleased:
    def test_names_its_entry(self):
        assert (RELEASED.state, RELEASED.entry) == (State.RELEASED, 9)


class TestCountersigned:
    def test_names_its_entry_too(self):
        alone = released(OPEN, 9, deadline=LATER)
        after = countersigned(alone, 11)
        assert (after.deadline, after.entry, after.countersigned) == (LATER, 9, 11)


class TestWithdrawn:
    def test_follows_all_but_released_and_withdrawn(self):
        for draft in (OPEN, PROPOSED, REFUSED):
            after = withdrawn(draft, by="officer-1", at=LATER)
            assert (after.state, after.proposal) == (State.WITHDRAWN, None)
        for draft in (RELEASED, WITHDRAWN):
            assert code(withdrawn, draft, by="officer-1", at=LATER) == ["draft-state"]


class TestProposalOf:
    @pytest.mark.parametrize("draft", [OPEN, REFUSED, RELEASED, WITHDRAWN])
    def test_is_there_when_it_is_proposed(self, draft):
        assert code(proposal_of, draft) == ["draft-state"]


class TestCommented:
    @pytest.mark.parametrize("draft", EVERY)
    def test_is_always_possible(self, draft):
        after = commented(draft, " Look at the end. ", by="officer-2", at=LATER)
        assert [(c.by, c.text) for c in after.comments] == [("officer-2", "Look at the end.")]
        assert after.state is draft.state

    @pytest.mark.parametrize("text", ["", " \n", "x" * (MOST_COMMENT_CHARS + 1)])
    def test_says_something(self, text):
        assert code(commented, OPEN, text, by="officer-2", at=LATER) == ["draft-words"]
