"""Journals for tests: keys that are always the same, and chains of any length."""

from collections.abc import Iterable

from dabyl.adapters.keys import SigningKey
from dabyl.core.journal.entry import START, Entry, Head, Unsealed, seal
from dabyl.core.journal.keys import WorkspaceKind, key_draft, workspace_draft
from dabyl.core.values.instants import Instant

DAY_ONE = Instant(1_465_149_600)
KEEPER = SigningKey.from_seed(b"k" * 32)
OFFICE = SigningKey.from_seed(b"o" * 32, "kz-headquarters")
LATECOMER = SigningKey.from_seed(b"l" * 32, "kz-almaty")
STRANGER = SigningKey.from_seed(b"s" * 32)


def sealed(
    draft: Unsealed, head: Head, *, by: SigningKey = KEEPER, at: Instant | None = None
) -> Entry:
    """Return *draft* as the entry after *head*, a minute later unless *at* says when."""
    when = at or Instant(max(head.recorded_at.s, DAY_ONE.s) + 60)
    return seal(draft, head=head, recorded_at=when, key_id=by.key_id, sign=by.sign)


def chained(drafts: Iterable[tuple[Unsealed, SigningKey]], head: Head = START) -> list[Entry]:
    """Return drafts, each with the key that seals it, as entries that follow *head*."""
    entries: list[Entry] = []
    for draft, key in drafts:
        entries.append(sealed(draft, head, by=key))
        head = entries[-1].head
    return entries


def a_note(text: str = "", office: str | None = None) -> Unsealed:
    """Return a draft that says little."""
    return Unsealed(kind="note", body={"text": text}, office=office)


def a_journal(
    length: int = 6, *, workspace: str = "kz-2016", keeper: SigningKey = KEEPER
) -> list[Entry]:
    """Return a journal: its first entry, a key that comes later, and notes of two offices."""
    first = workspace_draft(workspace, WorkspaceKind.REPLAY, [keeper.public, OFFICE.public])
    start = [(first, keeper), (a_note("one", "kz-headquarters"), OFFICE)]
    late = [(key_draft(LATECOMER.public), keeper), (a_note("late", "kz-almaty"), LATECOMER)]
    notes = [(a_note(f"note {number}"), keeper) for number in range(max(0, length - 4))]
    return chained([*start, *late, *notes][:length])
