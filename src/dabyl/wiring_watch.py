"""Wiring of what ``dabyl cap watch`` needs; apart from others, since nothing else loads it."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, suppress
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
from dabyl.core.formats.cap.watching.kept import Kept
from dabyl.core.formats.cap.watching.places import coded, ground_of
from dabyl.core.formats.packs.whole import parse_whole
from dabyl.core.places.gazetteer import gazetteer
from dabyl.core.values.problems import Problem, Refused
from dabyl.ports.journal import Overtaken
from dabyl.usecases.show_foreign import show_signed
from dabyl.usecases.watch import Told, Watcher
from dabyl.wiring import open_workspace, version


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


class Pages:
    """The pages of a workspace, on which what a registered key signed is shown by itself."""

    def __init__(
        self,
        folder: Path,
        watching: Watcher,
        became: Callable[[Kept, Sequence[Problem]], None],
    ) -> None:
        self._house = open_workspace(folder)
        self._watching = watching
        self._became = became
        self._told: set[str] = set()

    def show(self) -> None:
        """Show what can be; what is refused is told once, what was overtaken waits for a turn."""
        with suppress(Overtaken):
            show_signed(
                self._house.desk,
                self._house.register(),
                self._watching.store,
                self._watching.keyring,
                at=self._watching.clock.now(),
                became=self._tell,
            )

    def _tell(self, kept: Kept, refused: Refused | None) -> None:
        if refused is None or kept.hash not in self._told:
            self._told.add(kept.hash)
            self._became(kept, () if refused is None else refused.problems)


def shipped_place(code: str, *, on: date) -> Place:
    """Return the place that a code or a name means in a shipped pack, else one of this code."""
    for name in shipped_packs():
        files = load_pack(name)
        whole = parse_whole(files.texts, files.borders)
        places = gazetteer(whole.pack.units)
        if len(found := places.find(code)) == 1:
            return ground_of(places, whole.borders, on=on).place(found[0])
    return coded(code)
