"""Changes that a bill makes: insert, replace, repeal a provision or a part of its sanction.

1. A change that has nothing to act on makes no wording; ``contradictions`` tells it beforehand.
2. A turn says only the direction of a value; what it leaves is ``Unstated``.
"""

from datetime import date
from typing import assert_never

import attrs

from dabyl.core.law.days import Day
from dabyl.core.law.kinds import Kind
from dabyl.core.law.sanctions import Direction, Part, Sanction, Unstated
from dabyl.core.law.wordings import Wording
from dabyl.core.values.languages import NO_TEXTS, Texts


@attrs.frozen(kw_only=True)
class Insert:
    """A new provision."""

    provision: str
    work: str
    kind: Kind
    number: str
    title: Texts = NO_TEXTS
    text: Texts = NO_TEXTS
    sanction: Sanction | None = None
    forbids: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Replace:
    """A provision worded anew; what is not given stays."""

    provision: str
    text: Texts = NO_TEXTS
    sanction: Sanction | None = None
    forbids: tuple[str, ...] | None = None


@attrs.frozen(kw_only=True)
class Repeal:
    """A provision that goes."""

    provision: str


@attrs.frozen(kw_only=True)
class InsertPart:
    """A new part of a sanction."""

    provision: str
    part: Part


@attrs.frozen(kw_only=True)
class ReplacePart:
    """A part of a sanction in the place of the one of its id."""

    provision: str
    part: Part


@attrs.frozen(kw_only=True)
class RepealPart:
    """A part of a sanction that goes."""

    provision: str
    name: str


@attrs.frozen(kw_only=True)
class Turn:
    """A part of a sanction that becomes higher or lower, nobody could read by how much."""

    provision: str
    name: str
    direction: Direction
    searched: Texts = NO_TEXTS


Change = Insert | Replace | Repeal | InsertPart | ReplacePart | RepealPart | Turn


@attrs.frozen(kw_only=True)
class Patch:
    """A change on its clause: by which bill and article, and when it commences."""

    bill: str
    article: str
    number: int  # its place among the amendments of the bill
    change: Change
    commences: Day
    adopted: date | None = None
    published: date | None = None
    confirmed: bool = True
    sources: tuple[str, ...] = ()
    note: Texts = NO_TEXTS


def part_named(change: Change) -> str | None:
    """Return the part of the sanction that a change is on; None when it is on the provision."""
    match change:
        case InsertPart(part=part) | ReplacePart(part=part):
            return part.id
        case RepealPart(name=name) | Turn(name=name):
            return name
        case Insert() | Replace() | Repeal():
            return None
        case _:
            assert_never(change)


def patched(before: Wording | None, patch: Patch) -> Wording | None:
    """Return the wording that the patch makes of the one *before* it; None when it makes none."""
    base = None if before is None or before.repeals else before
    made = _changed(base, patch.change)
    if made is None:
        return None
    return attrs.evolve(
        made,
        id=f"{patch.change.provision}.{patch.bill}.{patch.article}",
        by=(patch.bill, patch.article),
        commences=patch.commences,
        adopted=patch.adopted,
        published=patch.published,
        confirmed=patch.confirmed,
        sources=patch.sources,
        note=patch.note,
    )


def _changed(base: Wording | None, change: Change) -> Wording | None:
    if isinstance(change, Insert):
        new = Wording(id="", text=change.text, sanction=change.sanction, forbids=change.forbids)
        return new if base is None else None
    if base is None:
        return None
    match change:
        case Replace(text=text, sanction=sanction, forbids=forbids):
            return attrs.evolve(
                base,
                text=text or base.text,
                sanction=base.sanction if sanction is None else sanction,
                forbids=base.forbids if forbids is None else forbids,
            )
        case Repeal():
            return attrs.evolve(base, repeals=True)
        case InsertPart() | ReplacePart() | RepealPart() | Turn():
            sanction = _recut(base.sanction, change)
            return None if sanction is None else attrs.evolve(base, sanction=sanction)
        case _:
            assert_never(change)


def _recut(
    sanction: Sanction | None, change: InsertPart | ReplacePart | RepealPart | Turn
) -> Sanction | None:
    """Return the sanction with the change; None when there is nothing to change."""
    old = None if sanction is None else sanction.part(part_named(change) or "")
    match change:
        case InsertPart(part=part):
            return (sanction or Sanction()).with_part(part) if old is None else None
        case ReplacePart(part=part):
            return None if sanction is None or old is None else sanction.with_part(part)
        case RepealPart(name=name):
            return None if sanction is None or old is None else sanction.without(name)
        case Turn():
            return _turned(sanction, old, change)
        case _:
            assert_never(change)


def _turned(sanction: Sanction | None, old: Part | None, turn: Turn) -> Sanction | None:
    if sanction is None:
        unstated = Unstated(direction=turn.direction, searched=turn.searched)
        return Sanction((Part(id=turn.name, penalty=unstated),))
    if old is None:
        return None
    before = None if isinstance(old.penalty, Unstated) else old.penalty
    unstated = Unstated(direction=turn.direction, before=before, searched=turn.searched)
    return sanction.with_part(attrs.evolve(old, penalty=unstated))
