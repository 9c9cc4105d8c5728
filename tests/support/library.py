"""Drafts of the library for tests: begun, proposed and approved by editors."""

import attrs

from dabyl.adapters.memory.drafts import MemoryDraftStore
from dabyl.core.drafts.draft import Draft
from dabyl.core.formats.library.change import FileChange, PackChange, content_of, hash_of
from dabyl.usecases.drafts.draft_desk import DraftDesk, draft_of
from dabyl.usecases.drafts.writing import begin
from dabyl.usecases.library.approving import Changed, approve, challenge_to_approve
from dabyl.usecases.library.looking import Look, look
from dabyl.usecases.library.proposing import challenge_to_propose, propose
from support.authenticator import Passkey
from support.desks import noon
from support.packs import FILES
from support.staffed import EVA, EZRA, a_draft_desk

AT = noon(6)
PLACES = FILES["places.toml"]
LAW_TEXT = 'languages = ["en"]\n'


def a_library_desk() -> DraftDesk:
    """Return Osland's desk for drafts of the library, with staff."""
    return attrs.evolve(a_draft_desk(), drafts=MemoryDraftStore())


def places(name: str = "The North", onto: str = PLACES) -> dict[str, object]:
    """Return the content of a draft that gives Osland's north another name."""
    text = onto.replace('en = "North"', f'en = "{name}"')
    file = FileChange(text=text, onto=hash_of(onto))
    return content_of(PackChange(pack="xo", files={"places.toml": file}))


def begun(
    desk: DraftDesk,
    content: dict[str, object] | None = None,
    *,
    key: str = "lib-1",
    by: Passkey = EVA,
) -> Draft:
    """Begin a draft."""
    return begin(desk, key, content or places(), office="", by=by.person, at=AT)


def put_forward(
    desk: DraftDesk, key: str = "lib-1", *, by: Passkey = EVA, seen: Look | None = None
) -> Draft:
    """Propose a draft as it is seen, or was."""
    seen = seen or look(desk, draft_of(desk, key))
    consent = by.sign(challenge_to_propose(seen))
    number = seen.number
    return propose(desk, key, version=seen.version, number=number, consent=consent, at=AT)


def let_through(desk: DraftDesk, key: str = "lib-1", *, by: Passkey = EZRA) -> Changed:
    """Approve what is proposed."""
    consent = by.sign(challenge_to_approve(look(desk, draft_of(desk, key))))
    return approve(desk, key, consent=consent, at=AT)
