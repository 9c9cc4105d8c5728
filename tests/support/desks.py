"""Desks for tests: Osland in memory, with decisions that make sense there."""

from datetime import date

import attrs

from dabyl.adapters.keys import SigningKey
from dabyl.adapters.memory.journal import MemoryJournalStore
from dabyl.adapters.memory.snapshots import MemorySnapshotStore
from dabyl.core.calendars.endings import Ending, ForDays, OpenEnd
from dabyl.core.journal.entry import START, seal
from dabyl.core.journal.keys import WorkspaceKind, workspace_draft
from dabyl.core.levels.decision import Area, Decision, Declare, Lift, Mode
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant, parse_instant
from dabyl.core.values.languages import Texts
from dabyl.core.values.moments import Moment
from dabyl.ports.packs import PackFiles
from dabyl.usecases.adopt_pack import adopt_pack
from dabyl.usecases.desk import Desk, load
from support.authenticator import WORKSPACE
from support.packs import FILES

OSLAND = PackFiles(texts=FILES)
ZONE = "Europe/Oslo"
MADE = parse_instant("2021-01-01T00:00Z")
KEEPER = SigningKey.from_seed(b"k" * 32)
HEADQUARTERS = SigningKey.from_seed(b"h" * 32, "xo-hq")


@attrs.frozen
class Rack:
    """Keys in memory."""

    keys: tuple[SigningKey, ...] = (KEEPER, HEADQUARTERS)

    def signer_for(self, office: str | None) -> SigningKey:
        """Return the office's key, else the keeper's."""
        return next((key for key in self.keys if key.office == office), self.keys[0])


def an_empty_desk(kind: WorkspaceKind = WorkspaceKind.LIVE) -> Desk:
    """Return a desk whose journal holds its first entry only."""
    rack = Rack()
    journal = MemoryJournalStore()
    draft = workspace_draft(WORKSPACE, kind, [key.public for key in rack.keys])
    first = seal(draft, head=START, recorded_at=MADE, key_id=KEEPER.key_id, sign=KEEPER.sign)
    journal.append([first], expected=0)
    return Desk(journal=journal, signers=rack, snapshots=MemorySnapshotStore())


def a_desk(kind: WorkspaceKind = WorkspaceKind.LIVE) -> Desk:
    """Return a desk that has adopted the pack of Osland."""
    desk = an_empty_desk(kind)
    adopt_pack(desk, load(desk), OSLAND, at=MADE)
    return desk


def register_of(desk: Desk) -> Register:
    """Return the register of a desk."""
    return load(desk)


def noon(day: int) -> Instant:
    """Return noon of a day of January 2021 in Osland."""
    return parse_instant(f"2021-01-{day:02}T12:00+01:00")


def a_moment(day: int) -> Moment:
    """Return noon of a day of January 2021 as a text states it."""
    return Moment(instant=noon(day), zone=ZONE)


def a_level(
    key: str,
    level: str = "amber",
    *,
    area: str = "XO",
    start: int = 5,
    ending: Ending | None = None,
    mode: Mode = Mode.RECORDED,
) -> Decision:
    """Return a decision that declares a level from a day on."""
    declared = Declare(
        area=Area(units=(area,)),
        level=level,
        start=a_moment(start),
        ending=ending or ForDays(days=10),
        review=a_moment(28) if isinstance(ending, OpenEnd) else None,
    )
    both = Texts.of({"en": "words", "fr": "mots"})
    return Decision(
        id=key,
        mode=mode,
        scale="xo-alert",
        effects=(declared,),
        office="xo-hq",
        provision="xo-act.3",
        decided=a_moment(start),
        reason="event",
        grounds=both,
        advice=both,
    )


def a_lift(key: str, layer: str, *, start: int) -> Decision:
    """Return a decision that ends a layer at noon of a day."""
    lift = Lift(layers=(layer,), start=a_moment(start))
    return Decision(id=key, mode=Mode.RECORDED, scale="xo-alert", effects=(lift,), office="xo-hq")


LAST_DAY = date(2021, 1, 31)
