"""Rows for people: a row of the ledger as a layer with its area, end and wording in force."""

import attrs

from dabyl.core.levels.pieces import FOREVER
from dabyl.core.levels.standing import StandingLayer
from dabyl.core.levels.tables import Row
from dabyl.core.register.epoch import Epoch
from dabyl.core.values.instants import Instant
from dabyl.core.values.moments import Moment


def end_of(row: Row) -> Instant | None:
    """Return the end of a row, or None when it is open."""
    return None if row.end >= FOREVER else Instant(row.end)


def standing_layer(row: Row, epoch: Epoch) -> StandingLayer:
    """Return a row as a layer for people: its ground as units, its end and wording in force."""
    piece, layer = row.piece, row.piece.layer
    day = layer.start.instant.local(layer.start.zone).date()
    return StandingLayer(
        id=layer.id,
        decision=layer.decision,
        office=layer.office,
        level=layer.level,
        area=layer.shapes or epoch.covering(piece.ground, day),
        start=layer.start if row.start == layer.start.instant.s else _resumed(row),
        end=end_of(row),
        ending=piece.ending,
        ending_decision=piece.ending_decision,
        zone=layer.start.zone,
        review=piece.review,
        modifier=layer.modifier,
        trend=layer.trend,
        scope=layer.scope,
        only=layer.only,
        extended_by=piece.extended_by,
        ended_by=piece.ended_by,
    )


def _resumed(row: Row) -> Moment:
    return attrs.evolve(row.piece.layer.start, instant=Instant(row.start))
