"""Wire shapes: plain values read into typed ones, with everything that is wrong at once.

1. A shape is a ``msgspec.Struct`` with ``forbid_unknown_fields``; ``msgspec`` reads a right value
   in one pass, and only a wrong one is walked through again, to find every fault and its path.
2. A struct checks its own sense in ``__post_init__`` and raises ``Senseless`` with every fault.
3. Kinds of one thing are structs with different tags; a reader that knows none names them all.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs
import msgspec

from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Rejected

Path = tuple[str | int, ...]
T = TypeVar("T")

_EXPECTED: Mapping[Any, str] = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    float: "a number",
    date: "a day such as 2016-06-06",
    datetime: "a time with an offset such as 2016-06-06T12:00:00+06:00",
}
_HAVE: Mapping[type, str] = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    float: "a number",
    date: "a day",
    datetime: "a time",
    list: "a list",
    tuple: "a list",
    dict: "an object",
    NoneType: "null",
}


@attrs.frozen
class Fault:
    """One thing that is wrong with a plain value, and where in it."""

    path: Path
    code: Code
    data: Mapping[str, Any] = attrs.field(factory=dict)

    def under(self, path: Path) -> "Fault":
        """Return the same fault of a value that holds this one at *path*."""
        return Fault((*path, *self.path), self.code, self.data)

    def problem(self, where: Callable[[Path], str]) -> Problem:
        """Return the fault as a problem; *where* turns its path into words."""
        field = next((part for part in reversed(self.path) if isinstance(part, str)), "this")
        return Problem(code=self.code, where=where(self.path), data={"field": field, **self.data})


class Senseless(ValueError):
    """A value of the right shape that makes no sense."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(fault.code for fault in faults))
        self.faults = faults


def dotted(path: Path) -> str:
    """Return a path as one reads it: ``effects.1.area.units[0]``."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".").encode(errors="replace").decode()


def below(where: str) -> Callable[[Path], str]:
    """Return the function that prints a path below the place called *where*."""
    return lambda path: f"{where} {dotted(path)}".strip()


def read(value: object, shape: type[T], where: Callable[[Path], str] = dotted) -> T:
    """Return the plain *value* as a *shape*.

    Raises:
        Rejected: with every problem found, in the order of the shape's fields.
    """
    try:
        return msgspec.convert(value, shape)
    except msgspec.ValidationError:
        raise Rejected(fault.problem(where) for fault in faults(value, shape)) from None


def faults(value: object, shape: Any) -> Iterator[Fault]:  # noqa: ANN401 - types are values here
    """Yield everything that keeps the plain *value* from being a *shape*."""
    origin = get_origin(shape)
    if shape is Any:
        return
    if origin in {Union, UnionType}:
        if value is not None or NoneType not in get_args(shape):
            yield from _of_kinds(value, [kind for kind in get_args(shape) if kind is not NoneType])
    elif origin is tuple:
        yield from _of_list(value, get_args(shape)[0])
    elif origin is dict:
        yield from _of_dict(value, get_args(shape)[1])
    elif origin is Annotated or not issubclass(shape, msgspec.Struct):
        yield from _of_leaf(value, shape)
    elif shape.__struct_config__.array_like:
        yield from _of_row(value, shape)
    else:
        yield from _of_table(value, shape)


def _wrong(value: object, want: str) -> Fault:
    have = _HAVE.get(type(value), "something else")
    return Fault((), Code.WRONG_TYPE, {"have": have, "want": want})


def missing(field: str) -> Fault:
    """Return the fault of a field that is not there."""
    return Fault((field,), Code.MISSING_FIELD)


def unknown_value(value: object, near: str) -> Fault:
    """Return the fault of a value that is none of those known; *near* says what to write."""
    return Fault((), Code.UNKNOWN_VALUE, {"value": str(value), "near": near})


def one_of(known: Iterable[str]) -> str:
    """Return the words for a choice."""
    return "one of: " + ", ".join(known)


def _of_leaf(value: object, shape: Any) -> Iterator[Fault]:  # noqa: ANN401 - as above
    try:
        msgspec.convert(value, shape)
    except msgspec.ValidationError:
        kind = get_args(shape)[0] if get_origin(shape) is Annotated else shape
        if issubclass(kind, StrEnum) and isinstance(value, str):
            yield unknown_value(value, one_of(kind))
        elif issubclass(kind, StrEnum):
            yield _wrong(value, "text")
        elif kind in {date, datetime} and isinstance(value, str | date):
            yield Fault((), Code.TIME_UNREADABLE, {"value": str(value)})
        elif isinstance(value, kind) and not isinstance(value, bool):
            bounds = get_args(shape)[1]
            yield Fault((), Code.OUT_OF_RANGE, {"least": bounds.ge, "most": bounds.le})
        else:
            yield _wrong(value, _EXPECTED[kind])


def _of_list(value: object, shape: Any) -> Iterator[Fault]:  # noqa: ANN401 - as above
    if not isinstance(value, list | tuple):
        yield _wrong(value, "a list")
        return
    for place, part in enumerate(value):
        yield from _under((place,), faults(part, shape))


def _of_dict(value: object, shape: Any) -> Iterator[Fault]:  # noqa: ANN401 - as above
    if not isinstance(value, dict):
        yield _wrong(value, "an object")
        return
    for key, part in value.items():
        yield from _under((str(key),), faults(part, shape))


def _of_kinds(value: object, kinds: list[Any]) -> Iterator[Fault]:
    if len(kinds) == 1:
        yield from faults(value, kinds[0])
        return
    first = kinds[0].__struct_config__
    by_tag = {kind.__struct_config__.tag: kind for kind in kinds}
    is_row = first.array_like
    if not isinstance(value, (list | tuple) if is_row else dict):
        yield _wrong(value, "a list" if is_row else "an object")
        return
    at: Any = 0 if is_row else first.tag_field
    has_tag = bool(value) if is_row else at in value
    if not has_tag:
        yield Fault((at,), Code.MISSING_FIELD)
        return
    tag = value[at]
    if not isinstance(tag, str):
        yield _wrong(tag, "text").under((at,))
    elif tag not in by_tag:
        yield unknown_value(tag, one_of(by_tag)).under((at,))
    else:
        yield from faults(value, by_tag[tag])


def _of_table(value: object, shape: type[msgspec.Struct]) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield _wrong(value, "an object")
        return
    config, hints = shape.__struct_config__, _hints(shape)
    found = []
    for field in msgspec.structs.fields(shape):
        if field.encode_name in value:
            inner = faults(value[field.encode_name], hints[field.name])
            found += list(_under((field.encode_name,), inner))
        elif field.required:
            found.append(missing(field.encode_name))
    known = {field.encode_name for field in msgspec.structs.fields(shape)}
    if config.tag_field is not None:
        known.add(config.tag_field)
    found += [
        Fault((str(key),), Code.UNKNOWN_FIELD, {"near": one_of(sorted(known))})
        for key in value
        if key not in known
    ]
    yield from found or _sense(value, shape)


def _of_row(value: Any, shape: type[msgspec.Struct]) -> Iterator[Fault]:  # noqa: ANN401 - as above
    """Find faults in a tagged list: the tag has been read, its fields follow it."""
    fields = msgspec.structs.fields(shape)
    if len(value) != len(fields) + 1:
        words = ", ".join((str(shape.__struct_config__.tag), *(field.name for field in fields)))
        yield _wrong(value, f"[{words}]")
        return
    hints = _hints(shape)
    found = [
        fault
        for place, field in enumerate(fields, 1)
        for fault in _under((place,), faults(value[place], hints[field.name]))
    ]
    yield from found or _sense(value, shape)


def _sense(value: object, shape: type[msgspec.Struct]) -> Iterator[Fault]:
    try:
        msgspec.convert(value, shape)
    except msgspec.ValidationError as error:
        yield from getattr(error.__cause__, "faults", (_wrong(value, "another value"),))


def _under(path: Path, found: Iterator[Fault]) -> Iterator[Fault]:
    return (fault.under(path) for fault in found)


@cache
def _hints(shape: type[msgspec.Struct]) -> Mapping[str, Any]:
    return get_type_hints(shape, include_extras=True)
