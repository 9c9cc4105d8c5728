"""Units and gazetteers for tests: an invented country whose regions change hands."""

from collections.abc import Callable
from datetime import date

from hypothesis import strategies as st

from dabyl.core.places.units import DatedParent, DatedTexts, Unit
from dabyl.core.values.languages import Texts
from dabyl.core.values.problems import Problem, Rejected

D1, D2 = date(2018, 6, 19), date(2022, 6, 8)
BEFORE, BETWEEN, AFTER = date(2016, 6, 6), date(2020, 1, 1), date(2024, 7, 1)
DAYS = (BEFORE, D1, BETWEEN, D2, AFTER)


def in_parent(*keys: str) -> tuple[DatedParent, ...]:
    """Return undated parents."""
    return tuple(DatedParent(key=key) for key in keys)


def a_unit(key: str, *parents: str, **more: object) -> Unit:
    """Return a unit called by its key in English."""
    fields: dict[str, object] = {
        "country": "XX",
        "kind": "region",
        "zone": "Asia/Almaty",
        "names": (DatedTexts(texts=Texts.of({"en": f"Place {key}"})),),
        "parents": in_parent(*parents),
    }
    return Unit(key=key, **{**fields, **more})  # type: ignore[arg-type]  # builders pass any field


def a_country() -> tuple[Unit, ...]:
    """Return a country: East was split on D1, and the district c went to the new region North.

    East keeps a rest that no district covers; the district d became d1 and d2 on D2.
    """
    moved = (DatedParent(key="E", valid_to=D1), DatedParent(key="N", valid_from=D1))
    return (
        a_unit("XX", kind="country"),
        a_unit("E", "XX", children_cover=False, successors=("N",)),
        a_unit("N", "XX", valid_from=D1, predecessors=("E",)),
        a_unit("W", "XX"),
        a_unit("a", "E", kind="district"),
        a_unit("c", kind="district", parents=moved),
        a_unit("d", "W", kind="district", valid_to=D2, successors=("d1", "d2")),
        a_unit("d1", "W", kind="district", valid_from=D2, predecessors=("d",)),
        a_unit("d2", "W", kind="district", valid_from=D2, predecessors=("d",)),
    )


def _dated(keys: list[str]) -> tuple[DatedParent, ...]:
    """Return parents from the key of each of the three times before D1, before D2 and after it."""
    spans = zip(keys, (None, D1, D2), (D1, D2, None), strict=True)
    return tuple(DatedParent(key=k, valid_from=start, valid_to=end) for k, start, end in spans)


@st.composite
def countries(draw: st.DrawFn) -> tuple[Unit, ...]:
    """Draw a country whose districts move between regions, split and merge; nothing is lost."""
    old = [f"R{i}" for i in range(draw(st.integers(1, 3)))]
    young = [f"Y{i}" for i in range(draw(st.integers(0, 2)))]
    units = [a_unit("XX", kind="country", children_cover=draw(st.booleans()))]
    for key in old:
        heirs = tuple(young) if key == old[0] else ()
        units.append(a_unit(key, "XX", children_cover=draw(st.booleans()), successors=heirs))
    for key in young:
        new = {"valid_from": D1, "predecessors": (old[0],)}
        units.append(a_unit(key, "XX", children_cover=draw(st.booleans()), **new))
    units += [a_unit(f"d{key}", parents=_dated([old[0], key, key])) for key in young]
    at_first, later = st.sampled_from(old), st.sampled_from(old + young)
    for i in range(draw(st.integers(1, 5))):
        parents = _dated([draw(at_first), draw(later), draw(later)])
        units += _district(f"d{i}", parents, draw(st.sampled_from(("stays", "splits", "merges"))))
    return tuple(units)


def _district(key: str, parents: tuple[DatedParent, ...], fate: str) -> list[Unit]:
    one, other, third = key, f"{key}b", f"{key}c"
    first, last = {"valid_to": D2}, {"valid_from": D2}
    if fate == "splits":
        heirs = (other, third)
        return [
            a_unit(one, parents=parents, successors=heirs, **first),
            *(a_unit(heir, parents=parents, predecessors=(one,), **last) for heir in heirs),
        ]
    if fate == "merges":
        both = (one, other)
        return [
            *(a_unit(k, parents=parents, successors=(third,), **first) for k in both),
            a_unit(third, parents=parents, predecessors=both, **last),
        ]
    return [a_unit(one, parents=parents)]


def outcome(read: Callable[[], object]) -> tuple[Problem, ...] | str:
    """Return the problems that reading ends with, or "read"; any other error is a defect."""
    try:
        read()
    except Rejected as rejected:
        return rejected.problems
    return "read"
