"""Conflicts and defects: what contradicts, and what is missing, shown with every answer.

1. A claim is a conflict when it can be compared and differs from what is played: another end,
   start, level or area for the same act. It is none before the day on which its source appeared.
2. An act marked ``only`` says that the rest of its office's territory is without that level; a
   layer of that level there, by another act, contradicts it.
3. Two acts of different offices that start at the same instant on common ground contradict when
   neither names the other and their levels differ; and when they state one level with different
   ends.
4. A defect is shown as long as anything of its decision is.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import assert_never

from dabyl.core.levels.decision import Area, Claim, Decision
from dabyl.core.levels.pieces import FOREVER, Piece
from dabyl.core.levels.standing import Conflict, Defect
from dabyl.core.levels.tables import Row
from dabyl.core.register.countersigned import defects_known
from dabyl.core.register.epoch import Epoch
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant, day_start
from dabyl.core.values.languages import NO_TEXTS
from dabyl.core.values.moments import Moment, Precision


def conflicts_of(
    register: Register, rows: tuple[Row, ...], at: Instant, known_at: Instant
) -> tuple[Conflict, ...]:
    """Return what contradicts among the layers of some ground and the texts behind them."""
    pieces = [row.piece for row in rows]
    return (
        *_of_claims(register, pieces, known_at),
        *_of_only(register, pieces, at, known_at),
        *_of_pairs(pieces),
    )


def defects_of(
    register: Register, decisions: tuple[str, ...], known_at: Instant
) -> tuple[Defect, ...]:
    """Return the defects of decisions, in their order, and what came out otherwise than worded."""
    found = []
    for key in decisions:
        record = register.record(key)
        said = defects_known(register, record, known_at)
        found += [Defect(decision=key, code=code, where=where) for code, where in said]
        found += [
            Defect(decision=key, code=remark, where=f"effects[{effect}]")
            for effect, remark, _ in register.remarks(key, known_at)
        ]
    return tuple(found)


def _of_claims(register: Register, pieces: list[Piece], known_at: Instant) -> Iterator[Conflict]:
    epoch = register.epoch_at(known_at)
    seen: set[str] = set()
    for piece in pieces:
        for key in (piece.layer.decision, *piece.extended_by):
            decision = None if key in seen else register.decision_as_known(key, known_at)
            seen.add(key)
            if decision is not None:
                day = known_at.local(piece.layer.start.zone).date()
                for claim in decision.claims:
                    if _published(decision, claim, day):
                        yield from _of_claim(epoch, decision, claim, piece)


def _published(decision: Decision, claim: Claim, day: date) -> bool:
    """Tell whether the claim's source, as far as its date is printed, was there on the day."""
    dates = (source.date[:10] for source in decision.sources if source.id == claim.source)
    return all(printed <= day.isoformat() for printed in dates)


def _of_claim(epoch: Epoch, decision: Decision, claim: Claim, piece: Piece) -> Iterator[Conflict]:
    stated, played = "", ""
    match claim.field:
        case "start" if claim.instant and decision.id == piece.layer.decision:
            start = piece.layer.start
            if not _within(claim.instant, start.instant.s):
                stated, played = claim.instant.text(), start.text()
        case "end" if claim.instant and decision.id == piece.ending_decision:
            if piece.end < FOREVER and piece.end not in _ends(claim.instant):
                zone = piece.layer.start.zone
                stated, played = claim.instant.text(), Instant(piece.end).text(zone)
        case "level" if claim.level and claim.level != piece.layer.level:
            stated, played = claim.level, piece.layer.level
        case "area" if claim.units:
            area = Area(units=claim.units)
            if epoch.ground(area, piece.layer.start, decision.scale) != piece.ground:
                day = piece.layer.start.instant.local(piece.layer.start.zone).date()
                stated = ", ".join(claim.units)
                played = ", ".join(epoch.covering(piece.ground, day))
        case _:
            pass
    if stated:
        yield Conflict(
            about=claim.field,
            decisions=(decision.id,),
            text=claim.text,
            source=next((s for s in decision.sources if s.id == claim.source), None),
            stated=stated,
            played=played,
        )


def _within(claimed: Moment, at: int) -> bool:
    """Tell whether an instant fits a claim as precise as it is."""
    return claimed.instant.s <= at < _after(claimed)


def _ends(claimed: Moment) -> tuple[int, int]:
    """Return the two ends that a claim can mean: the day itself counts, or it does not."""
    return claimed.instant.s, _after(claimed)


def _after(claimed: Moment) -> int:
    day = claimed.instant.local(claimed.zone).date()
    match claimed.precision:
        case Precision.MINUTE:
            return claimed.instant.s + 60
        case Precision.DAY:
            return day_start(day + timedelta(days=1), claimed.zone).s
        case Precision.MONTH:
            month = day.replace(day=1) + timedelta(days=32)
            return day_start(month.replace(day=1), claimed.zone).s
        case Precision.YEAR:
            return day_start(date(day.year + 1, 1, 1), claimed.zone).s
        case _:
            assert_never(claimed.precision)


def _of_only(
    register: Register, pieces: list[Piece], at: Instant, known_at: Instant
) -> Iterator[Conflict]:
    epoch = register.epoch_at(known_at)
    for piece in pieces:
        office = epoch.offices.get(piece.layer.office or "")
        if not piece.layer.only or office is None:
            continue
        day = at.local(piece.layer.start.zone).date()
        outside = epoch.gazetteer.ground(office.place, day) & ~piece.ground
        for other in pieces:
            same = other.layer.level == piece.layer.level
            if same and other.layer.decision != piece.layer.decision and other.ground & outside:
                yield Conflict(
                    about="area",
                    decisions=(piece.layer.decision, other.layer.decision),
                    text=NO_TEXTS,
                    stated=", ".join(epoch.covering(piece.ground, day)),
                    played=", ".join(epoch.covering(other.ground & outside, day)),
                )


def _of_pairs(pieces: list[Piece]) -> Iterator[Conflict]:
    for one, two in combinations(pieces, 2):
        acts = (one.layer.decision, two.layer.decision)
        if one.layer.office == two.layer.office or not one.ground & two.ground:
            continue
        if one.layer.level == two.layer.level and one.end != two.end:
            yield _pair("end", acts, _when(one), _when(two))
        elif one.layer.level != two.layer.level and one.start == two.start:
            yield _pair("level", acts, one.layer.level, two.layer.level)


def _pair(about: str, acts: tuple[str, str], one: str, two: str) -> Conflict:
    return Conflict(about=about, decisions=acts, text=NO_TEXTS, stated=two, played=one)


def _when(piece: Piece) -> str:
    return "open" if piece.end >= FOREVER else Instant(piece.end).text(piece.layer.start.zone)
