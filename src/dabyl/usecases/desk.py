"""The desk: what every official step works with, and the two things that every step does.

1. ``load`` folds the journal, from a snapshot when one belongs to it.
2. ``record`` seals facts with the keys of their offices, appends them all or none, and returns the
   register that knows them. What is folded is what was read back from the sealed entries, so a
   register that has lived long and one folded anew are the same.
"""

from collections.abc import Iterable

import attrs

from dabyl.core.formats.entries.facts import numbered, unsealed_of
from dabyl.core.journal.entry import Entry, Head, seal
from dabyl.core.register.facts import Fact
from dabyl.core.register.fold import fold
from dabyl.core.register.register import EMPTY, Register
from dabyl.core.values.instants import Instant
from dabyl.ports.journal import JournalStore
from dabyl.ports.signers import Signers
from dabyl.ports.snapshots import SnapshotStore


@attrs.frozen(kw_only=True)
class Desk:
    """A workspace's journal, keys and snapshots."""

    journal: JournalStore
    signers: Signers
    snapshots: SnapshotStore


def load(desk: Desk) -> Register:
    """Return the register of everything in the journal."""
    return catch_up(desk, EMPTY)


def catch_up(desk: Desk, register: Register) -> Register:
    """Return the register with what was appended after it was folded."""
    return fold((numbered(e) for e in desk.journal.entries(register.number)), onto=register)


def record(desk: Desk, register: Register, facts: Iterable[Fact], *, at: Instant) -> Register:
    """Append the facts as of *at*, and return the register that knows them.

    Raises:
        Overtaken: somebody else appended since *register* was folded; nothing was written.
        Refused: *at* lies before the last entry.
        Unavailable: the journal cannot be written.
    """
    head = Head(number=register.number, hash=register.head, recorded_at=register.recorded_at)
    entries: list[Entry] = []
    for fact in facts:
        draft = unsealed_of(fact)
        signer = desk.signers.signer_for(draft.office)
        entry = seal(draft, head=head, recorded_at=at, key_id=signer.key_id, sign=signer.sign)
        entries.append(entry)
        head = entry.head
    after = fold([numbered(entry) for entry in entries], onto=register)
    desk.journal.append(entries, expected=register.number)
    return after
