"""What applying a decision needs, and what comes out of it."""

from collections.abc import Callable
from enum import StrEnum

import attrs

from dabyl.core.levels.decision import Area
from dabyl.core.levels.pieces import Piece
from dabyl.core.levels.scale import Scale
from dabyl.core.values.moments import Moment

Pieces = tuple[Piece, ...]


class Remark(StrEnum):
    """What came out otherwise than the words suggest."""

    NO_EFFECT = "without-effect"
    EXTEND_GAP = "extend-gap"
    END_NOT_LATER = "end-not-later"
    ENDS_BEFORE_START = "ends-before-start"
    LAYER_UNKNOWN = "layer-unknown"
    NO_GROUND = "no-ground"


@attrs.frozen(kw_only=True)
class World:
    """What applying a decision needs to know.

    ``pieces`` gives the pieces of a layer as known now, or None when there never was such a layer;
    ``ground`` gives the atoms of an area on the day of a moment.
    """

    pieces: Callable[[str], Pieces | None]
    scale: Scale
    ground: Callable[[Area, Moment], int]


@attrs.define
class Applied:
    """The layers that a decision changes, with their new pieces, and remarks by effect."""

    changed: dict[str, Pieces] = attrs.field(factory=dict)
    remarks: list[tuple[int, Remark, str]] = attrs.field(factory=list)  # effect, remark, layer

    def remark(self, effect: int, remark: Remark, layer: str = "") -> None:
        """Note a remark once."""
        if (effect, remark, layer) not in self.remarks:
            self.remarks.append((effect, remark, layer))
