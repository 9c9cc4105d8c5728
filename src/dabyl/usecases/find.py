"""Finding what a person means: a place by code or name, a scale by id or by place."""

from dabyl.core.levels.standing import Standing
from dabyl.core.register.register import Register
from dabyl.core.register.scales import scales_at
from dabyl.core.register.standing import standing
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused


def find_place(register: Register, text: str, *, lang: str) -> str:
    """Return the key of the one place that *text* means.

    Raises:
        Refused: no place is called so, or several are; the candidates are named in *lang*.
    """
    gazetteer = register.gazetteer
    found = gazetteer.find(text)
    if len(found) == 1:
        return found[0]
    if not found:
        raise _refused(Code.PLACE_UNKNOWN, "PLACE", place=repr(text))
    on = register.recorded_at.local("UTC").date()
    names = [f"{key} {gazetteer.units[key].name(lang, on)}" for key in found]
    raise _refused(
        Code.PLACE_AMBIGUOUS,
        "PLACE",
        place=repr(text),
        candidates=", ".join(names),
        keys=list(found),
    )


def find_scale(register: Register, place: str, scale: str | None, *, at: Instant) -> str:
    """Return the scale to answer in: the one asked for, else the place's own.

    Raises:
        Refused: there is no such scale, or none holds at the place.
    """
    if scale is None:
        here = scales_at(register, place, at)
        if not here:
            raise _refused(Code.SCALE_MISSING, "PLACE", place=place)
        return here[0]
    if scale not in register.scales:
        known = ", ".join(register.scales) or "none"
        raise _refused(Code.SCALE_UNKNOWN, "--scale", scale=repr(scale), scales=known)
    return scale


def other_scales(
    register: Register, place: str, scale: str, *, at: Instant, known_at: Instant
) -> tuple[Standing, ...]:
    """Return what stands at the place by the other scales that hold there; never compared."""
    return tuple(
        standing(register, place, scale=other, at=at, known_at=known_at)
        for other in scales_at(register, place, at)
        if other != scale
    )


def _refused(code: Code, where: str, **data: object) -> Refused:
    return Refused([Problem(code=code, where=where, data=data)])
