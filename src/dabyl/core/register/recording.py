"""Recording: packs, law, incidents and figures; refused only when they make no sense."""

from collections.abc import Iterable

from dabyl.core.incidents.incident import Figure, Incident
from dabyl.core.law.book import LawBook
from dabyl.core.law.law import law_problems
from dabyl.core.register.facts import (
    FigureRecorded,
    IncidentRecorded,
    LawRecorded,
    PackAdopted,
)
from dabyl.core.register.pack import Pack
from dabyl.core.register.register import Register
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused


def adopted(register: Register, pack: Pack, files: tuple[tuple[str, str], ...]) -> PackAdopted:
    """Return the adoption; refused when decisions would be left without their scale."""
    packs = {**(register.packs if register.epochs else {}), pack.id: pack}
    there = {scale.id for one in packs.values() for scale in one.scales}
    used = dict.fromkeys(register.record(key).decision.scale for key in register.order)
    if lost := [scale for scale in used if scale not in there]:
        data = [{"scale": scale, "scales": ", ".join(there)} for scale in lost]
        raise Refused(Problem(code=Code.SCALE_UNKNOWN, where="scales", data=d) for d in data)
    if problems := tuple(law_problems(register.law, pack.law)):
        raise Refused(problems)
    return PackAdopted(pack=pack, files=files)


def law_recorded(register: Register, *, pack: str, book: LawBook, text: str) -> LawRecorded:
    """Return the record; refused when it contradicts itself or the law that is known."""
    packs = register.packs if register.epochs else {}
    problems = [] if pack in packs else [_no_pack(pack, packs)]
    problems += law_problems(register.law, book)
    if problems:
        raise Refused(problems)
    return LawRecorded(pack=pack, book=book, text=text)


def _no_pack(pack: str, packs: Iterable[str]) -> Problem:
    data = {"pack": pack, "packs": ", ".join(packs)}
    return Problem(code=Code.PACK_UNKNOWN, where="pack", data=data)


def incident_recorded(register: Register, incident: Incident) -> IncidentRecorded:
    """Return the record; refused when nobody knows the place."""
    known = register.epochs and register.gazetteer.unit(incident.place)
    if not known:
        data = {"place": incident.place}
        raise Refused([Problem(code=Code.PLACE_UNKNOWN, where="place", data=data)])
    return IncidentRecorded(incident=incident)


def figure_recorded(register: Register, figure: Figure) -> FigureRecorded:
    """Return the record; refused when it contradicts itself or names what is not there."""
    problems = []
    record = register.incidents.get(figure.incident)
    if record is None:
        data = {"id": figure.incident}
        problems.append(Problem(code=Code.INCIDENT_UNKNOWN, where="incident", data=data))
    before = () if record is None else tuple(r.figure.id for r in record.figures)
    if figure.id in before:
        data = {"id": figure.id}
        problems.append(Problem(code=Code.FIGURE_EXISTS, where="id", data=data))
    for other in figure.supersedes:
        if other not in before:
            data = {"id": other}
            problems.append(Problem(code=Code.FIGURE_UNKNOWN, where="supersedes", data=data))
    if figure.high < figure.low:
        numbers = {"low": figure.low, "high": figure.high}
        problems.append(Problem(code=Code.RANGE_BACKWARDS, where="high", data=numbers))
    if problems:
        raise Refused(problems)
    return FigureRecorded(figure=figure)
