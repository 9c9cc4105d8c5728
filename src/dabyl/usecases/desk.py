"""The desk: what every official step works with, and the two things that every step does.

1. ``load`` folds the journal, onto what this desk knows already or a snapshot, when one of them
   belongs to it.
2. ``record`` seals facts with the keys of their offices, appends them all or none, and returns the
   register that knows them. What is folded is what was read back from the sealed entries, so a
   register that has lived long and one folded anew are the same.
3. A snapshot saves time, never truth: what cannot be read is folded, what cannot be saved is not.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import takewhile

import attrs
import msgspec

from dabyl.core.formats.entries.facts import numbered, unsealed_of
from dabyl.core.formats.snapshots.register import format_register, parse_register
from dabyl.core.journal.entry import Entry, Head, seal
from dabyl.core.register.facts import Fact
from dabyl.core.register.fold import fold
from dabyl.core.register.register import EMPTY, Register
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Unavailable
from dabyl.ports.alertsigners import AlertSigner
from dabyl.ports.journal import JournalStore
from dabyl.ports.signers import Signers
from dabyl.ports.snapshots import SnapshotStore

WORTH_A_SNAPSHOT = 500
"""So many entries folded make a new snapshot worth its bytes."""


@attrs.define(eq=False)
class Known:
    """The register as far as a desk has folded it."""

    register: Register = EMPTY


@attrs.frozen(kw_only=True)
class Desk:
    """A workspace's journal, keys and snapshots."""

    journal: JournalStore
    signers: Signers
    snapshots: SnapshotStore
    known: Known = attrs.field(factory=Known, repr=False)
    alerts: AlertSigner | None = None
    """The key that signs messages; without one none is released."""
    words: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict)
    """What messages say, by language and key."""


def load(desk: Desk) -> Register:
    """Return the register of everything in the journal.

    Raises:
        Rejected: an entry cannot be read.
        Unavailable: the journal cannot be read.
    """
    register = _gone_on(desk) or _load_anew(desk)
    desk.known.register = register  # maybe older than what another thread found; it goes on then
    return register


def load_up_to(desk: Desk, number: int) -> Register:
    """Return the register as it was at entry *number*; see ``load``."""
    start = _from_snapshot(desk)
    if start.number > number:
        start = EMPTY
    entries = takewhile(lambda entry: entry.number <= number, desk.journal.entries(start.number))
    return fold(map(numbered, entries), onto=start)


def catch_up(desk: Desk, register: Register) -> Register:
    """Return the register with what was appended after it was folded; see ``load``."""
    return fold(map(numbered, desk.journal.entries(register.number)), onto=register)


def record(desk: Desk, register: Register, facts: Iterable[Fact], *, at: Instant) -> Register:
    """Append the facts as of *at*, and return the register that knows them.

    Raises:
        Overtaken: somebody else appended since *register* was folded; nothing was written.
        Refused: *at* lies before the last entry.
        Unavailable: the journal cannot be written.
    """
    head = head_of(register)
    entries: list[Entry] = []
    for fact in facts:
        draft = unsealed_of(fact)
        signer = desk.signers.signer_for(draft.office)
        entry = seal(draft, head=head, recorded_at=at, key_id=signer.key_id, sign=signer.sign)
        entries.append(entry)
        head = entry.head
    after = fold(map(numbered, entries), onto=register)
    desk.journal.append(entries, expected=register.number)
    desk.known.register = after
    return after


def head_of(register: Register) -> Head:
    """Return where the journal ended when the register was folded."""
    return Head(number=register.number, hash=register.head, recorded_at=register.recorded_at)


def _gone_on(desk: Desk) -> Register | None:
    """Return what is known with what came after it; None when the journal is another by now."""
    known = desk.known.register
    if not known.number:
        return None
    entries = desk.journal.entries(known.number - 1)
    last = next(entries, None)
    if last is None or last.head != head_of(known):
        return None
    return fold(map(numbered, entries), onto=known)


def _load_anew(desk: Desk) -> Register:
    start = _from_snapshot(desk)
    register = catch_up(desk, start)
    if register.number - start.number >= WORTH_A_SNAPSHOT:
        with suppress(Unavailable):
            desk.snapshots.save(head_of(register), format_register(register))
    return register


def _from_snapshot(desk: Desk) -> Register:
    latest = desk.snapshots.latest()
    if latest is None or desk.journal.head_at(latest[0].number) != latest[0]:
        return EMPTY
    with suppress(msgspec.MsgspecError):
        return parse_register(latest[1])
    return EMPTY
