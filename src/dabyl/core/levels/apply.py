"""Applying decisions: from the pieces on the map, as known, to the pieces after one decision.

1. A decision changes only layers that it names, and makes layers of its own.
2. An extension moves the end of what it touches; over a gap it makes a new layer, and says so.
3. What has ended by a decision stays ended; what has not begun when it is ended never begins.
4. An act on what has already ended, or is not known, is without effect, and says so.
5. Remarks say what came out otherwise than the words of the decision suggest.
"""

from collections.abc import Iterator
from datetime import date
from typing import assert_never

import attrs

from dabyl.core.calendars.daycount import months_after
from dabyl.core.calendars.endings import Ending, NotStated, end_instant
from dabyl.core.levels.decision import (
    Area,
    Bulletin,
    Change,
    Correct,
    Decision,
    Declare,
    DeclareState,
    EndState,
    Extend,
    Lift,
    layer_id,
)
from dabyl.core.levels.pieces import FOREVER, Layer, Piece, Track
from dabyl.core.levels.scale import AfterEnd
from dabyl.core.levels.world import Applied, Pieces, Remark, World
from dabyl.core.values.instants import day_start
from dabyl.core.values.moments import Moment, Precision, Status


def apply_decision(world: World, decision: Decision) -> Applied:
    """Return what *decision* changes in *world*; corrections are the register's business."""
    out = Applied()
    for number, effect in enumerate(decision.effects):
        act = _Act(world, decision, number, out)
        match effect:
            case Declare():
                act.declare(effect)
            case DeclareState():
                act.make(effect.state, Track.STATE, effect.area, effect.start, effect)
            case Bulletin():
                act.make(effect.kind, Track.BULLETIN, effect.area, effect.start, effect)
            case Extend():
                act.extend(effect)
            case Change():
                act.change(effect)
            case Lift():
                act.end(effect.layers, effect.area, effect.start)
            case EndState():
                act.end(effect.states, effect.area, effect.start)
            case Correct():
                pass
            case _:
                assert_never(effect)
    return out


@attrs.frozen
class _Act:
    """One effect being applied."""

    world: World
    decision: Decision
    number: int
    out: Applied

    def declare(self, effect: Declare) -> None:
        track = Track.SCOPED if effect.area.scope else Track.LEVEL
        self.make(effect.level, track, effect.area, effect.start, effect)

    def make(
        self,
        level: str,
        track: Track,
        area: Area,
        start: Moment,
        effect: Declare | DeclareState | Bulletin | Change,
    ) -> None:
        ground = self.world.ground(area, start)
        layer = Layer(
            id=layer_id(self.decision.id, self.number),
            decision=self.decision.id,
            office=self.decision.office,
            scale=self.decision.scale,
            track=track,
            level=level,
            start=start,
            scope=area.scope,
            modifier=getattr(effect, "modifier", None),
            trend=getattr(effect, "trend", None),
            only=getattr(effect, "only", False),
            text=effect.text if isinstance(effect, Bulletin) else self.decision.title,
            shapes=tuple(shape.id for shape in area.shapes),
        )
        review = None if isinstance(effect, Bulletin) else effect.review
        start = effect.counted_from() if isinstance(effect, Declare) else start
        self._put(layer, ground, *self._end(effect.ending or NotStated(), start, review))

    def _put(
        self, layer: Layer, ground: int, ending: Ending, end: int, review: Moment | None
    ) -> None:
        if not ground:
            self.out.remark(self.number, Remark.NO_GROUND, layer.id)
        elif end <= layer.start.instant.s:
            self.out.remark(self.number, Remark.ENDS_BEFORE_START, layer.id)
        piece = Piece(
            layer=layer,
            ground=ground,
            start=layer.start.instant.s,
            end=end,
            ending=ending,
            ending_decision=self.decision.id,
            review=review or self._ruled(layer, layer.start, end),
        )
        alive = ground and end > piece.start
        self.out.changed[layer.id] = (piece,) if alive else ()

    def _end(
        self, ending: Ending, start: Moment, review: Moment | None
    ) -> tuple[Ending, int, Moment | None]:
        version = self.world.scale.version(_day(start))
        end = end_instant(ending, start=start.instant, zone=start.zone, rule=version.ends)
        if end is None:
            return ending, FOREVER, review
        if version.after_end is AfterEnd.STAYS:
            return ending, FOREVER, review or attrs.evolve(start, instant=end)
        return ending, end.s, review

    def _ruled(self, layer: Layer, start: Moment, end: int) -> Moment | None:
        """Return the review of a level that the scale's rule demands before its end, or None."""
        months = self.world.scale.version(_day(start)).review_months
        if months is None or layer.track not in {Track.LEVEL, Track.SCOPED}:
            return None
        at = day_start(months_after(_day(start), months), start.zone)
        if at.s >= end:
            return None
        return Moment(instant=at, zone=start.zone, precision=Precision.DAY, status=Status.INFERRED)

    def _pieces(self, layer: str) -> Pieces | None:
        found = self.out.changed.get(layer)
        return self.world.pieces(layer) if found is None else found

    def _named(self, layers: tuple[str, ...]) -> Iterator[tuple[str, Pieces]]:
        for layer in layers:
            pieces = self._pieces(layer)
            if pieces is None:
                self.out.remark(self.number, Remark.LAYER_UNKNOWN, layer)
            else:
                yield layer, pieces

    def _area(self, area: Area | None, at: Moment) -> int:
        return -1 if area is None else self.world.ground(area, at)

    def extend(self, effect: Extend) -> None:
        _, end, review = self._end(effect.ending, effect.start, effect.review)
        area = self._area(effect.area, effect.start)
        for name, pieces in self._named(effect.layers):
            new: list[Piece] = []
            touched = False
            for piece in pieces:
                inside = piece.ground & area
                if not inside or piece.ended_by is not None:
                    new.append(piece)
                elif piece.end < effect.start.instant.s:
                    new.append(piece)
                    touched = True
                    self.out.remark(self.number, Remark.EXTEND_GAP, name)
                    self._declare_anew(piece, inside, effect, review)
                elif end <= (piece.start if piece.end == FOREVER else piece.end):
                    new.append(piece)
                    touched = True
                    self.out.remark(self.number, Remark.END_NOT_LATER, name)
                else:
                    touched = True
                    if rest := piece.ground & ~area:
                        new.append(attrs.evolve(piece, ground=rest))
                    new.append(
                        attrs.evolve(
                            piece,
                            ground=inside,
                            end=end,
                            ending=effect.ending,
                            ending_decision=self.decision.id,
                            review=review or self._ruled(piece.layer, effect.start, end),
                            extended_by=(*piece.extended_by, self.decision.id),
                        )
                    )
            if touched:
                self.out.changed[name] = tuple(new)
            else:
                self.out.remark(self.number, Remark.NO_EFFECT, name)

    def _declare_anew(
        self, piece: Piece, ground: int, effect: Extend, review: Moment | None
    ) -> None:
        layer = attrs.evolve(
            piece.layer,
            id=layer_id(self.decision.id, self.number),
            decision=self.decision.id,
            office=self.decision.office,
            start=effect.start,
        )
        before = self.out.changed.get(layer.id, ())
        self._put(layer, ground, *self._end(effect.ending, effect.start, review))
        self.out.changed[layer.id] = (*before, *self.out.changed[layer.id])

    def end(self, layers: tuple[str, ...], area: Area | None, start: Moment) -> list[Piece]:
        """End the named layers on the area and return the pieces as they were."""
        at, within = start.instant.s, self._area(area, start)
        ended: list[Piece] = []
        for name, pieces in self._named(layers):
            new: list[Piece] = []
            before = len(ended)
            for piece in pieces:
                inside = piece.ground & within
                if not inside or piece.end <= at:
                    new.append(piece)
                    continue
                ended.append(attrs.evolve(piece, ground=inside))
                if rest := piece.ground & ~within:
                    new.append(attrs.evolve(piece, ground=rest))
                if piece.start < at:
                    new.append(
                        attrs.evolve(piece, ground=inside, end=at, ended_by=self.decision.id)
                    )
            if len(ended) > before:
                self.out.changed[name] = tuple(new)
            else:
                self.out.remark(self.number, Remark.NO_EFFECT, name)
        return ended

    def change(self, effect: Change) -> None:
        ended = self.end(effect.layers, effect.area, effect.start)
        if effect.level is None:
            return
        name = layer_id(self.decision.id, self.number)
        if effect.area is not None:
            self.make(effect.level, Track.LEVEL, effect.area, effect.start, effect)
        else:
            self._replace(effect, effect.level, ended)
        made = self.out.changed.get(name, ())
        version = self.world.scale.version(_day(effect.start))
        if version.after_end is AfterEnd.PREVIOUS and made:
            self._resume(ended, made[0])

    def _replace(self, effect: Change, level: str, ended: list[Piece]) -> None:
        ground = 0
        for piece in ended:
            ground |= piece.ground
        layer = Layer(
            id=layer_id(self.decision.id, self.number),
            decision=self.decision.id,
            office=self.decision.office,
            scale=self.decision.scale,
            track=ended[0].layer.track if ended else Track.LEVEL,
            level=level,
            start=effect.start,
            scope=ended[0].layer.scope if ended else None,
            modifier=effect.modifier,
            trend=effect.trend,
            text=self.decision.title,
        )
        ending = effect.ending or NotStated()
        self._put(layer, ground, *self._end(ending, effect.start, effect.review))

    def _resume(self, ended: list[Piece], made: Piece) -> None:
        for piece in ended:
            inside = piece.ground & made.ground
            if inside and made.end < piece.end:
                later = attrs.evolve(piece, ground=inside, start=made.end)
                self.out.changed[piece.layer.id] = (*self.out.changed[piece.layer.id], later)


def _day(moment: Moment) -> date:
    return moment.instant.local(moment.zone).date()
