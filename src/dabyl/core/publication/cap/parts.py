"""Parts: what a strand is divided into where the messages of a channel have little room.

1. A message takes as many areas as fit: their shapes and points, how far they are simplified, and
   every town on them. What does not fit begins another part, which has a chain of its own.
2. What was declared is divided, and each part keeps what still stands of it: so a lift on one area
   stirs no message of another.
3. An area that does not fit alone is divided into the units that make it up; one that nothing makes
   up stays whole, and the gate says what is wrong with it.

Source: rule 87; item 9 of what users of such systems ask for.
"""

from collections.abc import Iterator
from datetime import date
from functools import reduce

import attrs
import shapely

from dabyl.core.places.gazetteer import Gazetteer
from dabyl.core.publication.cap.channels import Channel
from dabyl.core.publication.cap.grounds import Block, areas_of, blocks_of, day_of, towns_on
from dabyl.core.publication.cap.strands import Strand, part_of, strands
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant


def strands_on(register: Register, at: Instant, channel: Channel) -> tuple[Strand, ...]:
    """Return the strands at *at* as the channel tells of them, each in a message of its own."""
    whole = strands(register, at)
    if channel.most_shapes is None:
        return whole
    return tuple(part for one in whole for part in _Dividing.of(register, one, at, channel).parts())


@attrs.frozen(kw_only=True)
class _Dividing:
    register: Register
    strand: Strand
    at: Instant
    channel: Channel
    places: Gazetteer
    day: date

    @classmethod
    def of(cls, register: Register, strand: Strand, at: Instant, channel: Channel) -> "_Dividing":
        return cls(
            register=register,
            strand=strand,
            at=at,
            channel=channel,
            places=register.epoch_at(at).gazetteer,
            day=day_of(strand),
        )

    def parts(self) -> tuple[Strand, ...]:
        groups = tuple(self._groups())
        if len(groups) < 2:  # noqa: PLR2004 - nothing was divided
            return (self.strand,)
        return tuple(part_of(self.strand, self._ground(group), group) for group in groups)

    def _groups(self) -> Iterator[tuple[str, ...]]:
        strand = self.strand
        first = self.register.epoch_at(self.at).ledger.rows(strand.layer.id)[0].piece.ground
        for declared in (first, strand.ground & ~first):
            for group in self._split(self._areas(declared)):
                yield from self._split(self._areas(self._ground(group) & strand.ground))

    def _split(self, areas: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        rest = areas
        while rest:
            size = self._fitting(rest)
            group, rest = rest[: size or 1], rest[size or 1 :]
            inside = () if size else self._inside(group[0])
            yield from self._split(inside) if inside else (group,)

    def _fitting(self, areas: tuple[str, ...]) -> int:
        """Return how many of the first areas fit into one message; 0 when not even one does."""
        most = min(len(areas), self.channel.most_shapes or 0)
        return next((size for size in range(most, 0, -1) if self._fits(areas[:size])), 0)

    def _fits(self, areas: tuple[str, ...]) -> bool:
        part = part_of(self.strand, self._ground(areas), areas)
        blocks = blocks_of(self.register, part, self.at, self.channel)
        towns = (town for _, town in towns_on(self.places, part.ground, self.day))
        return _is_carried(blocks, self.channel) and all(_holds(blocks, town) for town in towns)

    def _areas(self, ground: int) -> tuple[str, ...]:
        return areas_of(self.places, self.strand.layer, ground, self.day)

    def _inside(self, area: str) -> tuple[str, ...]:
        if self.places.unit(area) is None:
            return ()
        inside = self.places.children(area, self.day)
        return inside if self._ground(inside) == self.places.ground(area, self.day) else ()

    def _ground(self, areas: tuple[str, ...]) -> int:
        return reduce(int.__or__, map(self._ground_of, areas), 0)

    def _ground_of(self, area: str) -> int:
        if self.places.unit(area) is None:
            return self.places.shape_ground(area)
        return self.places.ground(area, self.day)


def _is_carried(blocks: tuple[Block, ...], channel: Channel) -> bool:
    shapes = sum(len(one.drawn.polygons) + (one.circle is not None) for one in blocks)
    points = sum(len(text.split()) for one in blocks for text in one.drawn.polygons)
    off_km = max((one.drawn.error_km for one in blocks), default=0.0)
    limits = (
        (shapes, channel.most_shapes),
        (points, channel.most_points),
        (off_km, channel.most_error_km),
    )
    return all(most is None or have <= most for have, most in limits)


def _holds(blocks: tuple[Block, ...], town: tuple[float, float]) -> bool:
    point = shapely.Point(town)
    return any(point.intersects(part) for one in blocks for part in one.drawn.parts)
