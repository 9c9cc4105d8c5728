"""Verification: is this journal what was written, and if not, where does it first differ?

1. Every entry is checked: bytes canonical, hash right, number and previous hash in step, time not
   going back, key registered in this journal and allowed to sign, signature right.
2. The first bad place is named by the number that was expected there.
3. The keys come from the journal itself, so a stranger needs nothing else; that also means that a
   journal made anew from the start by another key is whole. Compare its keys with published ones.
4. A journal from whose end entries were cut is whole too: alone this cannot be seen. A published
   site names the number and hash it was made at; ``verify_site_anchor`` compares them.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from enum import StrEnum
from hashlib import sha256
from itertools import islice

import attrs

from dabyl.core.journal.entry import (
    START,
    Entry,
    Head,
    content_of,
    format_entry,
    parse_entry,
    time_goes_back,
)
from dabyl.core.journal.keys import (
    Keyring,
    PublicKey,
    WorkspaceKind,
    first_keyring,
    next_keyring,
    signature_holds,
)
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Rejected

_HASH_BYTES = 32
_BATCH = 128

Line = bytes | Entry
_Job = tuple[int, bytes, str, str]
_Batch = tuple[_Job, ...]
Mapper = Callable[[Callable[[_Batch], int | None], Iterable[_Batch]], Iterable[int | None]]


class Fault(StrEnum):
    """What is wrong with a journal."""

    CHANGED = "changed"
    MISSING = "missing"
    REORDERED = "reordered"
    FOREIGN = "foreign"
    TIME_WENT_BACK = "time-went-back"
    TAIL_CUT = "tail-cut"
    REWRITTEN = "rewritten"
    NOT_APPROVED = "not-approved"


@attrs.frozen(kw_only=True)
class Anchor:
    """What a site or token says of the journal it was made from: a number and its hash."""

    number: int
    hash: str


@attrs.frozen(kw_only=True)
class Broken:
    """The number at which a journal is first not what was written, and why."""

    number: int
    what: Fault
    why: tuple[Problem, ...]


@attrs.frozen(kw_only=True)
class Verified:
    """A journal in which nothing is changed, missing, reordered or foreign.

    ``anchor`` is the published place it was compared with; None means that entries may have been
    cut from its end, see ``sees_cut_tail``.
    """

    workspace: str
    kind: WorkspaceKind
    keys: tuple[PublicKey, ...]
    head: Head
    digests: bytes = attrs.field(repr=False)
    anchor: Anchor | None = None

    @property
    def sees_cut_tail(self) -> bool:
        """Tell whether a tail cut off before the anchor would have been noticed."""
        return self.anchor is not None

    def hash_at(self, number: int) -> str:
        """Return the hash of entry *number*, from 1 to the head's."""
        return _digest_at(self.digests, number).hex()


def verify_chain(
    lines: Iterable[Line], *, workspace: str | None = None, run: Mapper = map
) -> Verified | Broken:
    """Check all *lines* of a journal, in stored order, from the first.

    Args:
        lines: stored bytes, or entries (whose bytes are made again).
        workspace: the id that the first entry must have; None takes any.
        run: maps the checks of signatures; a thread pool's ``map`` uses all processors.
    """
    walk = _Walk(lines=iter(lines), workspace=workspace)
    for bad in run(_first_bad, _batches(walk.jobs())):
        if bad is not None:
            why = (Problem(code=Code.SIGNATURE_WRONG, where="signature"),)
            return Broken(number=bad, what=Fault.CHANGED, why=why)
    return walk.outcome()


def verify_site_anchor(verified: Verified, anchor: Anchor) -> Verified | Broken:
    """Check that a *verified* journal is the one, at least as long, that a site was made from."""
    if anchor.number > verified.head.number:
        data = {"journal": verified.head.number, "site": anchor.number}
        why = (Problem(code=Code.JOURNAL_TAIL_CUT, data=data),)
        return Broken(number=verified.head.number + 1, what=Fault.TAIL_CUT, why=why)
    if verified.hash_at(anchor.number) != anchor.hash:
        why = (Problem(code=Code.JOURNAL_REWRITTEN, data={"number": anchor.number}),)
        return Broken(number=anchor.number, what=Fault.REWRITTEN, why=why)
    return attrs.evolve(verified, anchor=anchor)


class _FoundError(Exception):
    def __init__(self, what: Fault, *why: Problem) -> None:
        super().__init__(what)
        self.what = what
        self.why = why


@attrs.define(kw_only=True)
class _Walk:
    lines: Iterator[Line]
    workspace: str | None
    head: Head = START
    ring: Keyring | None = None
    digests: bytearray = attrs.field(factory=bytearray)
    broken: Broken | None = None

    def jobs(self) -> Iterator[_Job]:
        """Check all but signatures, up to the first fault, and yield these."""
        for line in self.lines:
            try:
                yield self._step(_read(line))
            except _FoundError as found:
                return self._break(found.what, found.why)
            except Rejected as rejected:
                return self._break(Fault.FOREIGN, rejected.problems)

    def outcome(self) -> Verified | Broken:
        """Return what was found once all jobs are done."""
        if self.broken is not None:
            return self.broken
        if self.ring is None:
            why = (Problem(code=Code.JOURNAL_EMPTY),)
            return Broken(number=1, what=Fault.MISSING, why=why)
        return Verified(
            workspace=self.ring.workspace,
            kind=self.ring.kind,
            keys=self.ring.active(),
            head=self.head,
            digests=bytes(self.digests),
        )

    def _break(self, what: Fault, why: tuple[Problem, ...]) -> None:
        self.broken = Broken(number=self.head.number + 1, what=what, why=why)

    def _step(self, entry: Entry) -> _Job:
        if (entry.number, entry.previous) != (self.head.number + 1, self.head.hash):
            raise self._misplaced(entry)
        if entry.recorded_at < self.head.recorded_at:
            problem = time_goes_back(self.head.recorded_at, entry.recorded_at)
            raise _FoundError(Fault.TIME_WENT_BACK, problem)
        ring = self._begin(entry) if self.ring is None else self.ring
        objection = ring.objection(entry)
        if objection is not None:
            raise Rejected((objection,))
        self.ring = ring if self.ring is None else next_keyring(ring, entry)
        self.head = entry.head
        self.digests += bytes.fromhex(entry.hash)
        return entry.number, ring.known[entry.key].public, entry.signature, entry.hash

    def _begin(self, entry: Entry) -> Keyring:
        ring = first_keyring(entry)
        if self.workspace not in {None, ring.workspace}:
            data = {"workspace": self.workspace, "other": ring.workspace}
            raise Rejected((Problem(code=Code.JOURNAL_OF_ANOTHER, data=data),))
        return ring

    def _misplaced(self, entry: Entry) -> _FoundError:
        """Tell a gap from a wrong order from an entry of some other journal."""
        wanted = self.head.number + 1
        data = {"number": entry.number, "wanted": wanted}
        elsewhere = _FoundError(Fault.FOREIGN, Problem(code=Code.ENTRY_FROM_ELSEWHERE, data=data))
        out_of_order = _FoundError(
            Fault.REORDERED, Problem(code=Code.ENTRY_OUT_OF_ORDER, data=data)
        )
        if entry.number < wanted:
            is_ours = _digest_at(self.digests, entry.number) == bytes.fromhex(entry.hash)
            return out_of_order if is_ours else elsewhere
        later = {one.number: one for one in _readable(self.lines)}
        if entry.number == wanted:
            is_intruder = wanted in later and later[wanted].previous == self.head.hash
            unlinked = Problem(code=Code.ENTRY_NOT_LINKED, data=data)
            is_ours = not is_intruder and self._signed_here(entry)
            return _FoundError(Fault.REORDERED, unlinked) if is_ours else elsewhere
        if wanted not in later:
            return _FoundError(Fault.MISSING, Problem(code=Code.ENTRY_MISSING, data=data))
        before = later.get(entry.number - 1)
        is_ours = before is not None and before.hash == entry.previous
        return out_of_order if is_ours else elsewhere

    def _signed_here(self, entry: Entry) -> bool:
        key = self.ring.known.get(entry.key) if self.ring else None
        return key is not None and signature_holds(key.public, entry.signature, entry.hash)


def _read(line: Line) -> Entry:
    stored = format_entry(line) if isinstance(line, Entry) else line
    try:
        entry = parse_entry(stored)
    except Rejected as rejected:
        raise _FoundError(Fault.CHANGED, *rejected.problems) from None
    if sha256(content_of(stored)).hexdigest() != entry.hash:
        raise _FoundError(Fault.CHANGED, Problem(code=Code.ENTRY_HASH_DIFFERS, where="hash"))
    return entry


def _readable(lines: Iterator[Line]) -> Iterator[Entry]:
    for line in lines:
        with suppress(_FoundError):
            yield _read(line)


def _batches(jobs: Iterator[_Job]) -> Iterator[_Batch]:
    while batch := tuple(islice(jobs, _BATCH)):
        yield batch


def _first_bad(batch: _Batch) -> int | None:
    for number, public, signature, entry_hash in batch:
        if not signature_holds(public, signature, entry_hash):
            return number
    return None


def _digest_at(digests: bytes | bytearray, number: int) -> bytes:
    return bytes(digests[(number - 1) * _HASH_BYTES : number * _HASH_BYTES])
