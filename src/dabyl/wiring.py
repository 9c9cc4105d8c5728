"""Wiring: which adapter serves which port; the only module that names both.

1. The doors (``cli``, ``workers`` and others) ask here for what touches the world.
2. What takes long to load and serves few commands is loaded when it is asked for.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from datetime import date
from hashlib import sha256
from importlib.metadata import version as version_of
from pathlib import Path

import attrs

from dabyl.adapters import faults
from dabyl.adapters.about import ABOUT, database_of
from dabyl.adapters.agendabook import FileAgendaBook
from dabyl.adapters.alertfolder import alert_certificates, alert_key, make_alert_key
from dabyl.adapters.beside import Beside
from dabyl.adapters.clock import SystemClock
from dabyl.adapters.exercise_clock import ExerciseClock, clock_of, no_exercise
from dabyl.adapters.files import FilePublisher
from dabyl.adapters.packs import load_pack, load_pack_folder, shipped_packs
from dabyl.adapters.publickey import load_public_key
from dabyl.adapters.scenarios import load_scenario
from dabyl.adapters.server_files import SiteFiles
from dabyl.adapters.server_http import Application, application
from dabyl.adapters.settings import Settings, load_settings
from dabyl.adapters.store.database import label_of
from dabyl.adapters.userfiles import open_site, read_file, read_text
from dabyl.adapters.websub import tell_hub
from dabyl.adapters.words import words_of
from dabyl.adapters.workspace import (
    JOURNAL,
    KEYS,
    Workspace,
    create_workspace,
    remove_workspace,
    verify_workspace,
)
from dabyl.adapters.workspace import open_workspace as open_folder
from dabyl.core.formats.decisions.decision import parse_decision
from dabyl.core.formats.packs.pack import parse_pack
from dabyl.core.formats.packs.whole import parse_whole
from dabyl.core.formats.scenarios.scenario import parse_scenario, scenario_packs
from dabyl.core.journal.chain import Broken, Verified
from dabyl.core.journal.keys import PublicKey, WorkspaceKind
from dabyl.core.levels.decision import Decision
from dabyl.core.places.gazetteer import gazetteer
from dabyl.core.publication.cap.feeds import topics
from dabyl.core.register.register import EMPTY, Register
from dabyl.core.register.standing import LEASE_S
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused
from dabyl.ports.agendabook import AgendaBook
from dabyl.ports.borders import BorderFile, Columns
from dabyl.ports.clock import Clock
from dabyl.ports.publisher import Outcome, Publisher
from dabyl.ports.signers import Signer
from dabyl.usecases.adopt_pack import adopt_pack
from dabyl.usecases.desk import Desk, catch_up, load, load_up_to
from dabyl.usecases.publish import Press, publish_live
from dabyl.usecases.release import release
from dabyl.usecases.replay import OnStep, replay
from dabyl.usecases.verify_consents import verify_consents

__all__ = [
    "LEASE_S",
    "load_pack",
    "load_pack_folder",
    "open_site",
    "read_file",
    "shipped_packs",
    "words_of",
]

Heard = Callable[[dict[str, object]], None]
Ready = Callable[[], None]
Run = Callable[[asyncio.Event], Coroutine[None, None, None]] | None

AGENDA_BOOK = "agenda.json"


def version() -> str:
    """Return the version of this program."""
    return version_of("dabyl")


def clock() -> Clock:
    """Return the clock of this machine."""
    return SystemClock()


def install_faults() -> None:
    """Let writes fail where ``DABYL_FAULTS`` says; only tests set it."""
    faults.install()


# --- workspaces ---


@attrs.define(eq=False)
class House:
    """An open workspace: its desk, and the register that was published last."""

    workspace: Workspace
    desk: Desk
    settings: Settings
    clock: Clock
    _published: Register = EMPTY

    @property
    def folder(self) -> Path:
        """Return where the workspace lies."""
        return self.workspace.folder

    @property
    def database(self) -> str:
        """Return what the database is known by."""
        return self.workspace.journal.database.label

    @property
    def keeper(self) -> Signer:
        """Return the key of the workspace's keeper."""
        return self.desk.signers.signer_for(None)

    @property
    def ahead_s(self) -> int | None:
        """By how much its clock is ahead of the machine's; None for one that was never set."""
        return self.clock.ahead_s() if isinstance(self.clock, ExerciseClock) else None

    def now(self) -> Instant:
        """Return the time by which decisions are told; only an exercise's can be simulated."""
        return self.clock.now()

    def register(self) -> Register:
        """Return the register of everything in the journal by now.

        Raises:
            Refused: no pack was adopted yet.
            Unavailable: the journal cannot be read.
        """
        register = load(self.desk)
        if not register.epochs:
            raise Refused([Problem(code=Code.NO_PACK, where=str(self.folder))])
        return register

    def as_of(self, number: int) -> Register:
        """Return the register as it was at entry *number* of the journal."""
        known = self._published
        return known if known.number == number else load_up_to(self.desk, number)

    def publish(self, out: Publisher, register: Register, *, at: Instant) -> Outcome:
        """Publish what stands at *at*, and keep the register to tell changes from it."""
        outcome = publish_live(register, out, press(self, at=at), at=at, earlier=self.as_of)
        self._published = register
        return outcome


def open_workspace(folder: Path) -> House:
    """Open the workspace in *folder*; see ``adapters/workspace``."""
    return _house(open_folder(folder))


def database(folder: Path) -> str:
    """Return what the database of the workspace in *folder* is known by."""
    return label_of(database_of(folder, JOURNAL))


def verify_journal(folder: Path) -> Verified | Broken:
    """Check every entry of the journal of the workspace in *folder*, and its consents."""
    return verify_workspace(folder, also=verify_consents)


def make_workspace(
    folder: Path,
    *,
    kind: WorkspaceKind,
    packs: Iterable[str],
    at: Instant,
    sender: str | None = None,
    is_simulated: bool = False,
) -> House:
    """Make a workspace in *folder* with the named packs adopted; on failure none is left behind.

    *sender* is in whose name messages go out; a live workspace without one sends none. The clock of
    one that is simulated, an exercise, begins at *at*.

    Raises:
        Refused: there is something already, or no such pack; or time cannot be simulated there.
        Rejected: a pack makes no sense; every problem found.
        Unavailable: the disk is full or not writable.
    """
    if is_simulated and kind is not WorkspaceKind.EXERCISE:
        raise no_exercise(kind, str(folder))
    sources = [load_pack(name) for name in dict.fromkeys(packs)]
    offices = [o.id for s in sources for o in parse_whole(s.texts, s.borders).pack.offices]

    def begin(workspace: Workspace) -> None:
        desk = _house(workspace).desk
        register = catch_up(desk, EMPTY)
        for source in sources:
            register = adopt_pack(desk, register, source, at=at)
        make_alert_key(workspace.folder / KEYS, workspace.id, kind, sender, at=at)
        if is_simulated:
            ExerciseClock(workspace.folder).start(at)

    return _house(create_workspace(folder, kind, at=at, offices=offices, begin=begin))


def move_clock(house: House, to: Instant) -> None:
    """Move the clock of an exercise on; see ``adapters/exercise_clock``."""
    if not isinstance(house.clock, ExerciseClock):
        raise no_exercise(house.workspace.kind, str(house.folder))
    house.clock.move_on(to)


def _house(workspace: Workspace) -> House:
    desk = Desk(journal=workspace.journal, signers=workspace.signers, snapshots=workspace.snapshots)
    clock = clock_of(workspace.folder, workspace.kind)
    return House(workspace, desk, load_settings(workspace.folder), clock)


def speaking(house: House, *, at: Instant) -> Desk:
    """Return the workspace's desk with the key and the words for messages."""
    from dabyl.adapters.theme import load_theme  # noqa: PLC0415 - few commands speak

    key = alert_key(house.folder / KEYS, at=at)
    return attrs.evolve(house.desk, alerts=key, words=load_theme().words)


def release_now(house: House, register: Register, *, at: Instant) -> Register:
    """Release the messages that are due at *at*; a replay's clock is not ours, and it has none.

    Raises:
        Refused: a message breaks a rule of the gate, or the key may not sign it.
        Unavailable: the key or the journal cannot be reached.
    """
    if register.kind is WorkspaceKind.REPLAY:
        return register
    desk = speaking(house, at=at)
    return release(desk, register, at=at, channels=house.settings.channels)


def agenda_book(house: House) -> AgendaBook:
    """Return the agenda book of a workspace."""
    return FileAgendaBook(house.folder / AGENDA_BOOK)


# --- packs, places, files ---


def read_border_file(path: Path, columns: Columns, *, layer: str | None = None) -> BorderFile:
    """Read one layer of a file of areas; see ``adapters/borders``."""
    from dabyl.adapters.borders import (  # noqa: PLC0415 - GDAL takes long to load
        read_border_file as read,
    )

    return read(path, columns, layer=layer)


def play(wanted: str, folder: Path, *, on_step: OnStep) -> House:
    """Play a scenario, shipped or from a file, into the workspace in *folder*.

    The workspace is made when it is missing, as of the scenario's beginning. When a step of a new
    one is refused, nothing is left behind.

    Raises:
        Rejected: there is no such scenario, or it makes no sense; every problem found.
        Refused: a step is, or the workspace holds something else.
        Unavailable: the disk is full or not writable.
    """
    found = load_scenario(wanted)
    packs = scenario_packs(found.text, file=found.name)
    units = [u for p in packs for u in parse_pack(load_pack(p).texts).units]
    scenario = parse_scenario(found.text, file=found.name, find=gazetteer(units).find)
    is_new = not (folder / ABOUT).exists()
    house = (
        make_workspace(folder, kind=WorkspaceKind(scenario.kind), packs=packs, at=scenario.begins)
        if is_new
        else open_workspace(folder)
    )
    try:
        desk = speaking(house, at=scenario.begins)
        channels = house.settings.channels
        replay(desk, scenario, file=found.name, on_step=on_step, channels=channels)
    except Refused:
        house.workspace.close()
        if is_new:
            remove_workspace(folder)
        raise
    return house


def read_decision(file: Path, register: Register) -> Decision:
    """Read a decision from a file of the user's, with places as the register knows them.

    Raises:
        Rejected: there is no such file, or it makes no sense; every problem found.
        Unavailable: it cannot be read.
    """
    return parse_decision(read_text(file), file=file.name, find=register.gazetteer.find)


def read_law(file: Path) -> str:
    """Return the text of a file of law of the user's; see ``adapters/userfiles``."""
    return read_text(file)


def public_key(file: Path) -> PublicKey:
    """Return the public key in a file; see ``adapters/publickey``."""
    return load_public_key(file)


# --- the public ---


def publisher(out: Path) -> Publisher:
    """Return the publisher to the folder *out*."""
    return FilePublisher(out)


def press(house: House, *, at: Instant) -> Press:
    """Return what the workspace's publications are made with."""
    from dabyl.adapters.theme import load_theme  # noqa: PLC0415 - few commands print

    theme = load_theme()
    made_of = (*sorted(theme.templates.items()), theme.style, theme.script, str(theme.words))
    maker = f"{version()} {sha256(repr(made_of).encode()).hexdigest()[:16]}"
    keys = house.folder / KEYS
    return Press(
        theme=theme,
        signer=house.keeper,
        maker=maker,
        alerts=alert_key(keys, at=at),
        alert_keys=alert_certificates(keys),
        hub=house.settings.hub,
        ahead_s=house.ahead_s or 0,
    )


def publish_now(house: House, out: Publisher, register: Register, *, at: Instant) -> Outcome:
    """Publish what stands at *at*, with a lease."""
    return house.publish(out, register, at=at)


def tell_of(house: House, changed: Iterable[str]) -> str | None:
    """Tell the hub of the feeds among the files *changed*; return why it failed, or None."""
    settings, found = house.settings, topics(changed)
    if settings.hub is None or settings.site is None or not found:
        return None
    return tell_hub(settings.hub, [f"{settings.site}{path}" for path in found])


def free_port(host: str, port: int) -> int:
    """Return a port that can be had; see ``adapters/server``."""
    from dabyl.adapters import server  # noqa: PLC0415 - granian takes long to load

    return server.free_port(host, port)


def serve(app: Application, *, host: str, port: int, ready: Ready, beside: Run = None) -> None:
    """Serve *app* until it is stopped; see ``adapters/server``."""
    from dabyl.adapters import server  # noqa: PLC0415 - granian takes long to load

    server.run(server.serve(app, host=host, port=port, ready=ready, beside=beside))


def file_server(folder: Path) -> Application:
    """Return the application that serves the files of a published site."""
    return application(SiteFiles(folder).find)


def beside(
    module: str, arguments: Sequence[str], *, heard: Heard, trouble: Callable[[str], None]
) -> Callable[[asyncio.Event], Coroutine[None, None, None]]:
    """Return what keeps a Python module running beside a server; see ``adapters/beside``."""
    return Beside(module=module, arguments=arguments, heard=heard, trouble=trouble).run


def demo_server(house: House, *, first: date, last: date, zone: str, start: Instant) -> Application:
    """Return the application of the demo: a slider over the days, and every page of each."""
    from dabyl.adapters.demo.pages import Pages  # noqa: PLC0415 - one command shows it
    from dabyl.adapters.demo.site import DemoSite  # noqa: PLC0415 - one command shows it
    from dabyl.adapters.demo.stops import stops  # noqa: PLC0415 - one command shows it

    register, made_with = house.register(), press(house, at=start)
    found = stops(register, first=first, last=last, zone=zone)
    pages = Pages(register, made_with.theme)
    at_first = next((stop for stop in found if stop.at >= start), found[-1])
    site = DemoSite.of(found, start=at_first, render=pages.render, known_now=register.recorded_at)
    return application(site.find)
