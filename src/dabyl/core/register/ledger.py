"""The ledger: every piece that decisions put on the map, with the time for which it was known.

1. A layer's rows are all its pieces, ever: a row that is no longer known stays, with the instant
   from which it was not.
2. Rows are filed by ground: each piece under the fewest units that make up its ground, so that a
   question about a place looks only at the units around, above and below it.
3. A ledger is immutable. ``Booking`` makes the next one and copies only what it touches.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

import attrs
from immutables import Map

from dabyl.core.levels.pieces import FOREVER, Piece, Track
from dabyl.core.levels.tables import Row, Table, table

Rows = tuple[Row, ...]
Stored = Rows | bytes


class Ground(NamedTuple):
    """Where rows are filed: one scale, one track, one unit's ground."""

    scale: str
    track: Track
    mask: int


Around = tuple[Table, tuple[tuple[int, Table], ...]]
"""The table of the whole of a ground, and masks and tables of parts of it."""


def no_lazy_rows(stored: bytes) -> Rows:
    """Refuse to read stored rows: a ledger that was folded has none."""
    raise TypeError(f"{len(stored)} bytes of rows, and nothing to read them with")


@attrs.frozen(eq=False)
class Ledger:
    """All rows, by layer and by ground. ``decode`` reads rows that a snapshot left as bytes."""

    layers: Map[str, Stored] = Map()
    members: Map[Ground, tuple[str, ...]] = Map()
    masks: Callable[[int], tuple[int, ...]] = attrs.field(kw_only=True)
    decode: Callable[[bytes], Rows] = no_lazy_rows
    _tables: dict[Ground, Table] = attrs.field(factory=dict)
    _near: dict[Ground, tuple[tuple[Ground, ...], tuple[Ground, ...]]] = attrs.field(factory=dict)
    _around: dict[Ground, Around] = attrs.field(factory=dict)

    def rows(self, layer: str) -> Rows:
        """Return all rows of a layer, in the order in which they became known."""
        stored = self.layers.get(layer, ())
        return self.decode(stored) if isinstance(stored, bytes) else stored

    def pieces(self, layer: str, known_at: int) -> tuple[Piece, ...]:
        """Return the pieces of a layer as known at an instant."""
        return tuple(row.piece for row in self.rows(layer) if row.known <= known_at < row.gone)

    def table(self, ground: Ground) -> Table:
        """Return the table of the rows that are filed under a ground."""
        found = self._tables.get(ground)
        if found is None:
            found = self._tables[ground] = table(self._filed(ground))
        return found

    def near(self, ground: Ground) -> tuple[tuple[Ground, ...], tuple[Ground, ...]]:
        """Return the filed grounds that hold all of a ground, and those that hold a part of it.

        They come in an order that is the same in every process, the widest first.
        """
        found = self._near.get(ground)
        if found is None:
            whole: list[Ground] = []
            part: list[Ground] = []
            for other in self.members:
                if other[0] == ground[0] and other[1] is ground[1] and other[2] & ground[2]:
                    (part if ground[2] & ~other[2] else whole).append(other)
            whole.sort(key=_width)
            part.sort(key=_width)
            found = self._near[ground] = (tuple(whole), tuple(part))
        return found

    def around(self, ground: Ground) -> Around:
        """Return one table of all rows on the whole of a ground, and the tables of its parts."""
        found = self._around.get(ground)
        if found is None:
            whole, part = self.near(ground)
            if len(whole) == 1:
                merged = self.table(whole[0])
            else:
                merged = table(row for near in whole for row in self._filed(near))
            parts = tuple((near.mask, self.table(near)) for near in part)
            found = self._around[ground] = (merged, parts)
        return found

    def _filed(self, ground: Ground) -> Iterator[Row]:
        for layer in self.members[ground]:
            for row in self.rows(layer):
                if ground.mask in self.masks(row.piece.ground):
                    yield row


def _width(ground: Ground) -> tuple[int, int]:
    return -ground.mask.bit_count(), ground.mask


class Booking:
    """The next ledger being made."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._layers: dict[str, Rows] = {}
        self._members: dict[Ground, list[str]] = {}
        self._touched: set[Ground] = set()
        self._new_grounds = False

    def live(self, layer: str) -> tuple[Piece, ...] | None:
        """Return the pieces of a layer as known now; None when there never was such a layer."""
        rows = self._layers.get(layer)
        if rows is None:
            if layer not in self._ledger.layers:
                return None
            rows = self._ledger.rows(layer)
        return tuple(row.piece for row in rows if row.gone == FOREVER)

    def book(self, layer: str, pieces: Iterable[Piece], known: int) -> None:
        """Make *pieces* what is known of a layer from *known* on.

        What was known for less than a second stays as well: somebody may have been told of it.
        """
        old = self._layers.get(layer)
        if old is None:
            old = self._ledger.rows(layer)
        wanted = list(pieces)
        rows: list[Row] = []
        for row in old:
            if row.gone != FOREVER:
                rows.append(row)
            elif row.piece in wanted:
                wanted.remove(row.piece)
                rows.append(row)
            else:
                self._touch(row.piece)
                rows.append(row._replace(gone=known))
        for piece in wanted:
            self._file(layer, piece)
            rows.append(Row(known, FOREVER, piece.start, piece.end, piece))
        self._layers[layer] = tuple(rows)

    def _grounds(self, piece: Piece) -> Iterator[Ground]:
        for mask in self._ledger.masks(piece.ground):
            yield Ground(piece.layer.scale, piece.layer.track, mask)

    def _touch(self, piece: Piece) -> None:
        self._touched.update(self._grounds(piece))

    def _file(self, layer: str, piece: Piece) -> None:
        for ground in self._grounds(piece):
            self._touched.add(ground)
            members = self._members.get(ground)
            if members is None:
                before = self._ledger.members.get(ground)
                self._new_grounds = self._new_grounds or before is None
                members = self._members[ground] = list(before or ())
            if not members or members[-1] != layer:
                members.append(layer)

    def _meets(self, ground: Ground) -> bool:
        return any(
            touched.mask & ground.mask and touched.track is ground.track
            for touched in self._touched
        )

    def done(self) -> Ledger:
        """Return the next ledger."""
        old = self._ledger
        return attrs.evolve(
            old,
            layers=updated(old.layers, self._layers),
            members=updated(
                old.members,
                {ground: tuple(dict.fromkeys(ids)) for ground, ids in self._members.items()},
            ),
            around={g: a for g, a in old._around.items() if not self._meets(g)},  # noqa: SLF001 - the same class's cache
            tables={g: t for g, t in old._tables.items() if g not in self._touched},  # noqa: SLF001 - likewise
            near={} if self._new_grounds else old._near,  # noqa: SLF001 - likewise
        )


K = TypeVar("K")
V = TypeVar("V")


def updated(old: Map[K, V], new: Mapping[K, V]) -> Map[K, V]:
    """Return the map with the new items."""
    following = old.mutate()
    for key, value in new.items():
        following[key] = value
    return following.finish()
