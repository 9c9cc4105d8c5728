"""Drafts for tests, and strategies of them."""

from hypothesis import strategies as st

from dabyl.core.drafts.draft import Comment, Draft, Ended, Proposal, State, Version
from dabyl.core.drafts.steps import begun
from dabyl.core.levels.body import decision_to_body
from dabyl.core.levels.decision import Decision, Mode
from dabyl.core.staff.consents import Consent
from dabyl.core.values.instants import Instant
from support.desks import a_level, noon
from support.strategies import ids, plain, words

moments = st.integers(0, 4_000_000_000).map(Instant)
contents = st.dictionaries(words, plain, max_size=3)
versions = st.builds(Version, number=st.integers(1, 9), content=contents, by=ids, at=moments)
consents = st.builds(
    Consent,
    person=ids,
    credential=st.just("AAAA"),
    authenticator_data=st.binary(max_size=9),
    client_data=st.binary(max_size=9),
    signature=st.binary(max_size=9),
)
drafts = st.builds(
    Draft,
    id=ids,
    office=ids,
    versions=st.lists(versions, min_size=1, max_size=3).map(tuple),
    comments=st.lists(st.builds(Comment, by=ids, at=moments, text=words), max_size=2).map(tuple),
    state=st.sampled_from(State),
    proposal=st.none()
    | st.builds(
        Proposal,
        version=st.integers(1, 9),
        at=moments,
        number=st.integers(0, 9),
        forms=words,
        consent=consents,
    ),
    ended=st.none() | st.builds(Ended, by=ids, at=moments, reason=words),
    entry=st.none() | st.integers(1, 9),
    deadline=st.none() | moments,
    countersigned=st.none() | st.integers(1, 9),
    revision=st.integers(1, 9),
)


def a_decision(key: str = "xo-1", level: str = "amber") -> Decision:
    """Return a decision to be taken in Osland."""
    return a_level(key, level, mode=Mode.TAKEN)


def a_draft(key: str = "xo-1", *, by: str = "officer-1", level: str = "amber") -> Draft:
    """Return a draft of Osland's headquarters that one person began."""
    body = decision_to_body(a_decision(key, level))
    return begun(key, body, office="xo-hq", by=by, at=noon(5))
