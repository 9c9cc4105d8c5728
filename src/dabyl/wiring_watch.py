"""Wiring of what ``dabyl cap watch`` needs; apart from others, since nothing else loads it."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

from dabyl.adapters.alertkeyring import load_keyring
from dabyl.adapters.asking import HttpAsker
from dabyl.adapters.chance import Dice
from dabyl.adapters.clock import SystemClock
from dabyl.adapters.packs import load_pack, shipped_packs
from dabyl.adapters.watchfolder import FolderAsker
from dabyl.adapters.watchstore import WatchFolder
from dabyl.core.formats.cap.signature.keyring import NO_KEYS
from dabyl.core.formats.cap.watching.cover import Place
from dabyl.core.formats.cap.watching.places import coded, ground_of
from dabyl.core.formats.packs.whole import parse_whole
from dabyl.core.places.gazetteer import gazetteer
from dabyl.usecases.watch import Told, Watcher
from dabyl.wiring import version


def store_turn(folder: Path) -> AbstractContextManager[WatchFolder]:
    """Take the turn to write to a store; see ``adapters/watchstore``."""
    return WatchFolder(folder).turn()


def store(folder: Path) -> WatchFolder:
    """Return a store, to be read."""
    return WatchFolder(folder)


def watcher(
    kept: WatchFolder,
    *,
    keys: Path | None,
    private: Iterable[str],
    every_s: int,
    tell: Callable[[Told], None],
) -> Watcher:
    """Return a watcher that writes to a store.

    Raises:
        Rejected: the keys make no sense; every problem found.
    """
    return Watcher(
        store=kept,
        web=HttpAsker(agent=f"dabyl/{version()}", private=frozenset(h.lower() for h in private)),
        folders=FolderAsker(),
        clock=SystemClock(),
        chance=Dice(),
        keyring=NO_KEYS if keys is None else load_keyring(keys),
        tell=tell,
        every_s=every_s,
    )


def shipped_place(code: str, *, on: date) -> Place:
    """Return the place that a code or a name means in a shipped pack, else one of this code."""
    for name in shipped_packs():
        files = load_pack(name)
        whole = parse_whole(files.texts, files.borders)
        places = gazetteer(whole.pack.units)
        if len(found := places.find(code)) == 1:
            return ground_of(places, whole.borders, on=on).place(found[0])
    return coded(code)
