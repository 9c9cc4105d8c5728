"""Watching: one turn over the sources that are due.

1. A source is asked with the validators of its last answer. What it holds is kept before the new
   validators are: whoever dies in between asks again.
2. What its feed names and was not had is asked for one after another, some in a turn. One that
   can't be had is tried again in later turns.
3. Each thing that happens is told at once; what goes wrong with one source stops no other.
4. An alert that can't be read is told and not asked for again: it would be the same.
"""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import assert_never

import attrs
import msgspec

from dabyl.core.formats.cap.limits import LIMITS, Limits, ReadProblem
from dabyl.core.formats.cap.signature.keyring import Keyring
from dabyl.core.formats.cap.watching.addresses import names_scheme
from dabyl.core.formats.cap.watching.contents import Contents, contents
from dabyl.core.formats.cap.watching.kept import Kept, kept_of
from dabyl.core.formats.cap.watching.pace import (
    after_answer,
    after_failure,
    next_time,
    retry_after_s,
)
from dabyl.core.formats.cap.watching.sources import Source, noted, tried, waiting
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem
from dabyl.ports.clock import Clock
from dabyl.ports.watching import Asker, Chance, Failed, Got, Listed, Same, WatchStore

MOST_IN_A_TURN = 200
"""So many alerts of one source are asked for in a turn."""


@attrs.frozen(kw_only=True)
class Asked:
    """A source answered: how many alerts it held or named that are new, and how many wait."""

    address: str
    changed: bool
    new: int
    waiting: int


@attrs.frozen(kw_only=True)
class New:
    """An alert was read for the first time."""

    kept: Kept


@attrs.frozen(kw_only=True)
class Trouble:
    """Something can't be had or read; ``again`` is when it is tried again, when that is known."""

    problem: Problem
    again: Instant | None = None


Told = Asked | New | Trouble


@attrs.frozen(kw_only=True)
class Watcher:
    """Everything that a turn works with."""

    store: WatchStore
    web: Asker
    folders: Asker
    """Asked for what the operator named as a folder or a file; never for what a feed names."""
    clock: Clock
    chance: Chance
    keyring: Keyring
    tell: Callable[[Told], None]
    every_s: int
    limits: Limits = LIMITS

    def turn(self, addresses: Iterable[str], *, once: bool) -> None:
        """Ask each source that is due; with *once* each that nothing but a failure holds back.

        Raises:
            Unavailable: the store can't be read or written.
        """
        for address in addresses:
            source = self.store.source(address)
            now = self.clock.now()
            if next_time(source.pace, at=now, once=once) <= now:
                self._see_to(source, now)

    def next_turn(self, addresses: Iterable[str]) -> Instant:
        """Return when a source is due next."""
        now = self.clock.now()
        times = [next_time(self.store.source(a).pace, at=now, once=False) for a in addresses]
        return min(times, key=lambda at: at.s)

    def _see_to(self, source: Source, now: Instant) -> None:
        asker = self.web if names_scheme(source.address) else self.folders
        answer = asker.ask(source.address, etag=source.etag, modified=source.modified)
        match answer:
            case Failed():
                self._failed(source, answer, now)
            case Same():
                self._rest(source, self.web, now, changed=False, new=0)
            case Listed(links=links):
                self._rest(noted(source, links), self.folders, now, changed=True, new=0)
            case Got():
                self._read(source, answer, now)
            case _:
                assert_never(answer)

    def _failed(self, source: Source, answer: Failed, now: Instant) -> None:
        asked_s = retry_after_s(answer.retry_after, at=now)
        pace = after_failure(
            source.pace,
            at=now,
            every_s=self.every_s,
            jitter=self.chance.jitter(),
            asked_s=asked_s,
        )
        self.store.save(msgspec.structs.replace(source, pace=pace))
        self.tell(Trouble(problem=answer.problem, again=next_time(pace, at=now, once=False)))

    def _read(self, source: Source, got: Got, now: Instant) -> None:
        held = contents(got.data, got.address, limits=self.limits)
        if held.problems and not held.documents:
            self._failed(source, Failed(problem=_unreadable(source.address, held)), now)
            return
        new = self._keep(held, source.address)
        known = msgspec.structs.replace(source, etag=got.etag, modified=got.modified)
        self._rest(noted(known, held.links), self.web, now, changed=True, new=new)

    def _rest(self, source: Source, asker: Asker, now: Instant, *, changed: bool, new: int) -> None:
        """Write how far the source is, then ask for what it names."""
        pace = after_answer(at=now, every_s=self.every_s, jitter=self.chance.jitter())
        source = msgspec.structs.replace(source, pace=pace)
        self.store.save(source)
        for address in tuple(islice(waiting(source), MOST_IN_A_TURN)):
            found = self._had(asker, address)
            source = tried(source, address, had=found is not None)
            self.store.save(source)
            new += found or 0
        left = sum(1 for _ in waiting(source))
        self.tell(Asked(address=source.address, changed=changed, new=new, waiting=left))

    def _had(self, asker: Asker, address: str) -> int | None:
        """Return how many new alerts lie at an address; None when it can't be had."""
        answer = asker.ask(address)
        match answer:
            case Got(data=data):
                held = contents(data, address, limits=self.limits)
                if held.problems:
                    self.tell(Trouble(problem=_unreadable(address, held)))
                return self._keep(held, address)
            case Failed(problem=problem):
                self.tell(Trouble(problem=problem))
                return None
            case Same() | Listed():
                return None
            case _:
                assert_never(answer)

    def _keep(self, held: Contents, source: str) -> int:
        new = [each for each in held.documents if not self.store.has(each.hash)]
        for document in new:
            now = self.clock.now()
            kept = kept_of(document, source, self.keyring, received_at=now)
            self.store.keep(kept, document.data)
            self.tell(New(kept=kept))
        return len(new)


def _unreadable(address: str, held: Contents) -> Problem:
    problem: ReadProblem = held.problems[0]
    reason = " ".join([problem.flaw.value, *(str(value) for value in problem.data.values())])
    data = {"file": address, "reason": reason}
    return Problem(code=Code.CAP_UNREADABLE, where=address, data=data)
