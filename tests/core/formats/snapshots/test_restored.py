"""A register from a snapshot answers as the one that was folded."""

from dabyl.adapters.packs import load_pack
from dabyl.core.calendars.endings import ForDays
from dabyl.core.formats.packs.pack import parse_pack
from dabyl.core.formats.snapshots.register import format_register, parse_register
from dabyl.core.register.facts import DecisionMade, PackAdopted, WorkspaceKind
from dabyl.core.register.fold import fold
from dabyl.core.register.standing import standing
from dabyl.core.values.instants import parse_instant
from support.sites import declare, numbered

REGION = "110000000"
START = "2016-06-06T00:00+06:00"


class TestALayerOnSeveralUnits:
    def test_stays_one_layer(self):
        texts = load_pack("kz").texts
        pack = PackAdopted(pack=parse_pack(texts), files=tuple(sorted(texts.items())))
        first = fold(numbered([("2013-08-09T00:00Z", pack)], kind=WorkspaceKind.REPLAY))
        at = parse_instant("2016-06-07T00:00Z")
        some, *rest = first.gazetteer.children(REGION, at.local("UTC").date())
        made = [
            DecisionMade(decision=declare(key, "yellow", units, START, ForDays(days=9)))
            for key, units in (("most", rest), ("one", [some]))
        ]
        told = [("2013-08-09T00:00Z", pack), *(("2016-06-06T00:00Z", fact) for fact in made)]
        known = fold(numbered(told, kind=WorkspaceKind.REPLAY))
        restored = parse_register(format_register(known))
        one, other = (
            standing(register, REGION, scale="kz-2013", at=at, known_at=at)
            for register in (known, restored)
        )
        assert sorted(layer.id for layer in one.layers) == ["most", "one"]
        assert one == other
