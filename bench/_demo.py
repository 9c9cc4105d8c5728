"""A shipped scenario, played in memory."""

from dabyl.adapters.keys import SigningKey
from dabyl.adapters.memory.journal import MemoryJournalStore
from dabyl.adapters.memory.snapshots import MemorySnapshotStore
from dabyl.adapters.packs import load_pack
from dabyl.adapters.scenarios import load_scenario
from dabyl.core.formats.packs.pack import parse_pack
from dabyl.core.formats.scenarios.scenario import parse_scenario, scenario_packs
from dabyl.core.journal.entry import START, seal
from dabyl.core.journal.keys import workspace_draft
from dabyl.core.places.gazetteer import gazetteer
from dabyl.core.register.register import Register
from dabyl.usecases.adopt_pack import adopt_pack
from dabyl.usecases.desk import Desk, load
from dabyl.usecases.replay import replay


class OneKey:
    """A rack with the keeper's key only."""

    def __init__(self) -> None:
        self.keeper = SigningKey.from_seed(b"k" * 32)

    def signer_for(self, office: str | None) -> SigningKey:  # noqa: ARG002 - a rack with one key
        """Return the keeper's key."""
        return self.keeper


def played(name: str) -> Register:
    """Return the register after the scenario's last step."""
    found = load_scenario(name)
    packs = [load_pack(key) for key in scenario_packs(found.text, file=found.name)]
    units = [unit for pack in packs for unit in parse_pack(pack.texts).units]
    scenario = parse_scenario(found.text, file=found.name, find=gazetteer(units).find)
    rack, journal = OneKey(), MemoryJournalStore()
    key, at = rack.keeper, scenario.begins
    draft = workspace_draft("demo", scenario.kind, [key.public])
    first = seal(draft, head=START, recorded_at=at, key_id=key.key_id, sign=key.sign)
    journal.append([first], expected=0)
    desk = Desk(journal=journal, signers=rack, snapshots=MemorySnapshotStore())
    register = load(desk)
    for pack in packs:
        register = adopt_pack(desk, register, pack, at=at)
    return replay(desk, scenario, file=found.name, on_step=lambda *_: None)
