"""Shipped scenarios, played in memory by the same steps as on disk."""

from functools import cache

from dabyl.adapters.memory.journal import MemoryJournalStore
from dabyl.adapters.memory.snapshots import MemorySnapshotStore
from dabyl.adapters.packs import load_pack
from dabyl.adapters.scenarios import load_scenario
from dabyl.core.formats.packs.pack import parse_pack
from dabyl.core.formats.scenarios.scenario import Scenario, parse_scenario, scenario_packs
from dabyl.core.journal.entry import START, seal
from dabyl.core.journal.keys import WorkspaceKind, workspace_draft
from dabyl.core.places.gazetteer import gazetteer
from dabyl.core.register.register import Register
from dabyl.usecases.adopt_pack import adopt_pack
from dabyl.usecases.desk import Desk, load
from dabyl.usecases.replay import replay
from support.desks import KEEPER, Rack


def shipped(name: str) -> Scenario:
    """Return a shipped scenario; its places are found in the packs that it names."""
    found = load_scenario(name)
    packs = scenario_packs(found.text, file=found.name)
    units = [unit for pack in packs for unit in parse_pack(load_pack(pack).texts).units]
    return parse_scenario(found.text, file=found.name, find=gazetteer(units).find)


@cache
def replayed(name: str) -> Register:
    """Play a shipped scenario into an empty journal, and return the register after it."""
    scenario = shipped(name)
    rack, journal = Rack((KEEPER,)), MemoryJournalStore()
    draft = workspace_draft("w-replay", WorkspaceKind(scenario.kind), [KEEPER.public])
    at = scenario.begins
    first = seal(draft, head=START, recorded_at=at, key_id=KEEPER.key_id, sign=KEEPER.sign)
    journal.append([first], expected=0)
    desk = Desk(journal=journal, signers=rack, snapshots=MemorySnapshotStore())
    for pack in scenario.packs:
        adopt_pack(desk, load(desk), load_pack(pack), at=at)
    return replay(desk, scenario, file=name, on_step=lambda _done, _of, _what: None)
