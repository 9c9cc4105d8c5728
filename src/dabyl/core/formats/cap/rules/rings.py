"""Rings: a polygon is one outline that meets itself nowhere, without a hole.

1. A ring that crosses or touches itself is drawn differently by every reader.
2. CAP has no holes. A second polygon within another one cuts nothing out of it, and a seam that
   leads to an inner ring and back is a ring that touches itself.
3. Shapes of one area are a union: that they overlap says nothing. Shapes that share a border don't
   overlap, and what rounding makes of a shared border is no overlap either.
"""

from collections.abc import Iterator
from itertools import pairwise

from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.crossings import Meeting
from dabyl.core.formats.cap.rules.findings import Fault, Judged
from dabyl.core.formats.cap.rules.kinds import OTHERS, OURS, E, I, Subject, W, kinds
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.outlines import Outline
from dabyl.core.formats.cap.rules.registry import rule


@rule(
    number=83,
    code="cap-ring",
    subject=Subject.MESSAGE,
    source="Google CAP requirements, area, polygon; own: four services published such polygons",
    kinds=kinds(E, oasis=W, elsewhere=W, google=E, uk=E),
)
def ring_is_simple(message: Message, context: Context) -> Judged:
    """A polygon doesn't cross or touch itself, repeats no point, and has an area."""
    del context
    for path, outline in message.outlines:
        if not outline.is_ring:
            continue
        if outline.doubled:
            data = {"point": outline.doubled[0]}
            yield Fault(path, "doubled", data, only=OURS)
            yield Fault(path, "doubled", data, at_most=I, only=OTHERS)
        if outline.meeting is not None:
            yield _met(path, outline, outline.meeting)


@rule(
    number=84,
    code="cap-winding",
    subject=Subject.MESSAGE,
    source="RFC 7946, 3.1.6; CAP 1.2 says nothing",
    kinds=kinds(I, oasis=I),
)
def ring_turns_counter_clockwise(message: Message, context: Context) -> Judged:
    """Either way round is read; what is written by us turns counter-clockwise, as in GeoJSON."""
    del context
    for path, outline in message.outlines:
        if outline.is_ring and outline.turning < 0:
            yield Fault(path)


@rule(
    number=85,
    code="cap-hole",
    subject=Subject.MESSAGE,
    source="Google CAP requirements, area, polygon; CAP 1.2, 3.2.4: shapes of an area are a union",
    kinds=kinds(E, oasis=I, elsewhere=W, google=E, uk=E),
)
def nothing_is_meant_as_a_hole(message: Message, context: Context) -> Judged:
    """A polygon has no hole: an area with one is cut into rings without one."""
    del context
    for path, outline in message.outlines:
        if outline.is_ring and outline.meeting is not None and _has_seam(outline):
            yield Fault(path, "seam")
    yield from _overlapping(message, within=True)


@rule(
    number=86,
    code="cap-shapes-overlap",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.2.4; Google CAP requirements, area, polygon",
    kinds=kinds(W, oasis=I, elsewhere=I, google=E, uk=E),
)
def shapes_of_an_area_lie_apart(message: Message, context: Context) -> Judged:
    """Shapes of one area form a union: where they overlap, readers that add them up go wrong."""
    del context
    yield from _overlapping(message, within=False)


def _overlapping(message: Message, *, within: bool) -> Iterator[Fault]:
    for ground in message.grounds:
        for each in ground.union.overlaps:
            if each.is_within is within:
                data = {"one": each.one, "other": each.other}
                yield Fault(f"{ground.path}/polygon[{each.other}]", data=data)


def _met(path: str, outline: Outline, meeting: Meeting) -> Fault:
    data = {"one": meeting.one, "other": meeting.other}
    if outline.is_flat:
        return Fault(path, "flat", data)
    return Fault(path, "" if meeting.crosses else "touches", data)


def _has_seam(outline: Outline) -> bool:
    """Tell whether a ring goes along an edge and, after others, comes back along it."""
    edges = {edge: number for number, edge in enumerate(pairwise(outline.points))}
    back = ((number, edges.get(edge[::-1])) for edge, number in edges.items())
    return any(there is not None and there - number > 1 for number, there in back)
