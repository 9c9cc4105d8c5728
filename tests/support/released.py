"""Scenarios and histories played with a key for messages, in memory."""

from collections.abc import Iterable
from datetime import timedelta
from functools import cache

import attrs

from dabyl.adapters.alertkeys import AlertKey
from dabyl.adapters.memory.journal import MemoryJournalStore
from dabyl.adapters.memory.snapshots import MemorySnapshotStore
from dabyl.adapters.packs import load_pack
from dabyl.adapters.theme import load_theme
from dabyl.core.formats.scenarios.scenario import Scenario
from dabyl.core.journal.entry import START, seal
from dabyl.core.journal.keys import WorkspaceKind, workspace_draft
from dabyl.core.levels.decision import Decision
from dabyl.core.publication.cap.channels import Channel
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant
from dabyl.core.values.periods import Period
from dabyl.usecases.adopt_pack import adopt_pack
from dabyl.usecases.desk import Desk, load
from dabyl.usecases.release import ROADS, release, release_up_to
from dabyl.usecases.replay import replay
from dabyl.usecases.take_decision import decided
from support.alertkeys import a_key
from support.desks import KEEPER, MADE, Rack, a_desk
from support.replays import shipped

CENTURY = timedelta(days=36_500)
LIVE_SENDER = "alerts@osland.example"
DRILL_SENDER = "alerts@w-test.invalid"


def a_speaking_desk(kind: WorkspaceKind = WorkspaceKind.LIVE) -> Desk:
    """Return Osland's desk with a key and words for messages."""
    sender = LIVE_SENDER if kind is WorkspaceKind.LIVE else DRILL_SENDER
    valid = Period(start=MADE, end=MADE.plus(CENTURY))
    key = a_key(sender, workspace=kind, valid=valid)
    return attrs.evolve(a_desk(kind), alerts=key, words=load_theme().words)


def played(desk: Desk, acts: Iterable[tuple[Instant, Decision]]) -> Register:
    """Take decisions at their instants, releasing what falls due on the way and then."""
    register = load(desk)
    for at, decision in acts:
        if register.recorded_at < at:
            register = release_up_to(desk, register, at.plus(timedelta(seconds=-1)))
        register = decided(desk, register, decision, at=at)
        register = release(desk, register, at=at)
    return register


def replay_key(at: Instant) -> AlertKey:
    """Return the key of a replay that begins at *at*."""
    valid = Period(start=at, end=at.plus(CENTURY))
    return a_key("alerts@w-replay.invalid", workspace=WorkspaceKind.REPLAY, valid=valid)


@cache
def released(name: str) -> Register:
    """Play a shipped scenario with a key for messages; return the register after it."""
    return played_as(shipped(name))


def played_as(scenario: Scenario, channels: tuple[Channel, ...] = ROADS) -> Register:
    """Play a scenario with a key for messages on some channels; return the register after it."""
    at = scenario.begins
    journal = MemoryJournalStore()
    draft = workspace_draft("w-replay", WorkspaceKind(scenario.kind), [KEEPER.public])
    first = seal(draft, head=START, recorded_at=at, key_id=KEEPER.key_id, sign=KEEPER.sign)
    journal.append([first], expected=0)
    desk = Desk(
        journal=journal,
        signers=Rack((KEEPER,)),
        snapshots=MemorySnapshotStore(),
        alerts=replay_key(at),
        words=load_theme().words,
    )
    for pack in scenario.packs:
        adopt_pack(desk, load(desk), load_pack(pack), at=at)
    return replay(desk, scenario, file="scenario", on_step=_nobody_looks, channels=channels)


def _nobody_looks(_done: int, _of: int, _what: str) -> None:
    """Play without telling how far it is."""
