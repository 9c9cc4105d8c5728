"""The watcher: one thread that sees what changed, and tells every page that listens.

1. It looks ``LOOKS_EVERY_S`` at three numbers of the workspace, however many listen, and rests
   while nobody does. So it sees what another process wrote as well.
2. A listener hears only of drafts that the person may read, by the permission table; of the
   library's whoever may read the library.
3. A listener is over with the session, and with the key that the session began with. When it can't
   keep up, and when the server ends, it is only closed: the page comes back and is told what it
   missed.
4. While the workspace can't be read nothing is told; what was missed is told afterwards.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import suppress
from enum import Enum
from typing import Final, assert_never

import attrs
from django.db import Error, connections

from dabyl.console.draft_places import thing_for
from dabyl.console.permissions import NOTHING, TABLE, Held, allows
from dabyl.console.rights import lies_in, rights_with
from dabyl.core.values.problems import DabylError
from dabyl.ports.drafts import DraftStore
from dabyl.usecases.live import Change, Kind, Mark, Seen, Stores, changes, look, mark, missed
from dabyl.wiring_accounts import Person, living_sessions
from dabyl.wiring_console import Console, console

LOOKS_EVERY_S: Final = 0.3
MOST_OF_A_SESSION: Final = 5
"""Fewer than the six connections that a browser opens to one server."""
MOST: Final = 500
_MOST_WAITING: Final = 100


@attrs.frozen
class Told:
    """What happened at once, with the mark of whoever knows it."""

    changes: tuple[Change, ...]
    mark: Mark


class Ending(Enum):
    """How a stream ends: for good, with its session, or until the page comes back."""

    OVER = "over"
    CLOSED = "closed"


@attrs.define(eq=False)
class Listener:
    """A page that is open somewhere: whose, and what waits to be sent to it.

    ``since`` is how far the page saw when it was made; it is told what it missed, once.
    """

    session: str
    person: Person
    credential: str
    since: Mark | None
    waiting: "asyncio.Queue[Told | Ending]" = attrs.field(
        factory=lambda: asyncio.Queue(_MOST_WAITING), init=False
    )
    is_new: bool = attrs.field(default=True, init=False)
    _loop: asyncio.AbstractEventLoop | None = attrs.field(default=None, init=False)

    def listen(self) -> None:
        """Hear in the loop that runs now."""
        self._loop = asyncio.get_running_loop()

    def tell(self, told: Told | Ending) -> None:
        """Put something into the queue, from any thread; a loop that is over hears nothing."""
        if self._loop is None:
            return
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._put, told)

    def _put(self, told: Told | Ending) -> None:
        if self.waiting.full():
            told = Ending.CLOSED
        if isinstance(told, Ending):
            while not self.waiting.empty():
                self.waiting.get_nowait()
        self.waiting.put_nowait(told)


@attrs.define(eq=False)
class Watcher:
    """Who listens to one console, and the thread that looks while anybody does."""

    console: Console
    _listeners: list[Listener] = attrs.field(factory=list, init=False)
    _lock: threading.Lock = attrs.field(factory=threading.Lock, init=False)
    _thread: threading.Thread | None = attrs.field(default=None, init=False)
    _nobody: threading.Event = attrs.field(factory=threading.Event, init=False)
    _seen: Seen | None = attrs.field(default=None, init=False)
    _is_closed: bool = attrs.field(default=False, init=False)

    def has_room(self, session: str) -> bool:
        """Tell whether one more may listen for a session."""
        own = sum(one.session == session for one in self._listeners)
        return not self._is_closed and own < MOST_OF_A_SESSION and len(self._listeners) < MOST

    def join(self, listener: Listener) -> None:
        """Let somebody listen."""
        with self._lock:
            self._listeners.append(listener)
            if self._is_closed:  # it was let in just before
                listener.tell(Ending.CLOSED)
            if self._thread is None or not self._thread.is_alive():
                nobody = self._nobody = threading.Event()  # the last thread's own stays set
                self._thread = threading.Thread(
                    target=self._watch, args=(nobody,), name="watcher", daemon=True
                )
                self._thread.start()

    def leave(self, listener: Listener) -> None:
        """Let somebody go; the thread ends with the last."""
        with self._lock:
            self._listeners.remove(listener)
            if not self._listeners:
                self._nobody.set()
                self._thread = None

    def close(self) -> None:
        """Close what everybody listens to, and let nobody listen any more: the server ends.

        A page comes back within a second; a stream that it got then would hold up the server.
        """
        with self._lock:
            self._is_closed = True
        self.end()

    def end(self) -> None:
        """Close what everybody listens to."""
        for one in tuple(self._listeners):
            one.tell(Ending.CLOSED)

    def _watch(self, nobody: threading.Event) -> None:
        try:
            while not nobody.wait(LOOKS_EVERY_S):
                try:
                    self._look(stores_of(self.console))
                except (DabylError, Error):
                    connections.close_all()  # the next look opens them again
        finally:
            connections.close_all()
            if not nobody.is_set():
                self.end()

    def _look(self, stores: Stores) -> None:
        listeners = tuple(self._listeners)
        living = living_sessions({one.session for one in listeners}, at=self.console.now())
        before = self._seen
        self._seen = after = look(stores, before)
        happened = tuple(changes(before, after)) if before is not None else ()
        for one in listeners:
            if one.session in living:
                self._tell(one, stores.drafts, after.mark, happened)
            else:
                one.tell(Ending.OVER)

    def _tell(
        self, one: Listener, drafts: DraftStore, by_now: Mark, happened: tuple[Change, ...]
    ) -> None:
        """Tell somebody what happened; whoever just came, what they missed."""
        if one.is_new:
            happened = () if one.since is None else tuple(missed(one.since, by_now))
            one.is_new = False
        if not happened:
            return
        rights = rights_with(one.person, one.credential)
        if rights is None:
            one.tell(Ending.OVER)
        elif heard := tuple(self._heard(one, drafts, rights, happened)):
            one.tell(Told(heard, by_now))

    def _heard(
        self,
        one: Listener,
        drafts: DraftStore,
        rights: tuple[Held, ...],
        happened: tuple[Change, ...],
    ) -> Iterator[Change]:
        reads_library = allows(TABLE["library"], rights)
        for change in happened:
            match change.kind:
                case Kind.ENTRY:
                    is_heard = True
                case Kind.LIBRARY:
                    is_heard = reads_library
                case Kind.DRAFT:
                    is_heard = self._may_see(drafts, change.key, one, rights)
                case _:
                    assert_never(change.kind)
            if is_heard:
                yield change

    def _may_see(
        self, drafts: DraftStore, key: str, one: Listener, rights: tuple[Held, ...]
    ) -> bool:
        draft = drafts.get(key) if key else None
        register = self.console.house.register()
        thing = thing_for(register, draft, one.person.key) if draft else NOTHING
        return allows(TABLE["drafts"], rights, thing, lies_in=lies_in)


_watchers: list[Watcher] = []


def watcher() -> Watcher:
    """Return the watcher of the console that is open."""
    opened = console()
    if not _watchers or _watchers[0].console is not opened:
        _watchers[:] = [Watcher(opened)]
        opened.at_end.append(_watchers[0].close)
    return _watchers[0]


def stores_of(opened: Console) -> Stores:
    """Return what a console looks at."""
    house = opened.house
    drafts, library = house.workspace.drafts(), house.workspace.drafts(of_library=True)
    return Stores(house.desk.journal, drafts, library)


def mark_now() -> Mark:
    """Return how far the workspace is at this moment."""
    return mark(stores_of(console()))
