"""Canonical JSON: one value, one spelling in bytes.

1. A plain value is a dict with text keys, a list or tuple, text, a whole number, true, false or
   null. Its bytes are those of RFC 8785: no blanks, keys sorted by UTF-16 code units, UTF-8.
2. Whole numbers lie within +-(2^53 - 1), the range in which every JSON reader agrees.
3. Numbers with a fraction are refused, though RFC 8785 has a rule for them: what is official is an
   exact decimal, which a binary float is not. Write it as text (``"43.25"``) or in a smaller unit.
4. Text is Unicode: a lone surrogate has no UTF-8 and is refused.
5. Values are nested at most 64 deep, so that no reader runs out of stack.
"""

from typing import Any

import msgspec

from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Rejected

LARGEST_NUMBER = 2**53 - 1
MAX_DEPTH = 64

_encode = msgspec.json.Encoder().encode
_encode_sorted = msgspec.json.Encoder(order="sorted").encode
_Path = tuple[Any, ...]
_TOP: _Path = ()


def plain(value: object) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """Return a copy of *value* of dicts, lists and scalars only, keys in canonical order.

    Raises:
        Rejected: with every part that is not plain.
    """
    problems: list[Problem] = []
    copy = _copy(value, _TOP, 0, problems)
    if problems:
        raise Rejected(problems)
    return copy


def format_canonical(value: object) -> bytes:
    """Return the canonical bytes of *value*.

    Raises:
        Rejected: with every part that is not plain.
    """
    return _encode(plain(value))


def encode_plain(value: object) -> bytes:
    """Return the canonical bytes of a *value* that ``plain`` returned."""
    return _encode(value)


def parse_canonical(data: bytes) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """Return the value of which *data* is the canonical spelling.

    Raises:
        Rejected: not JSON, not plain, or another spelling of the value.
    """
    try:
        value = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise Rejected((Problem(code=Code.JSON_UNREADABLE, data={"reason": str(fault)}),)) from None
    if _spelling(value) != data:
        raise Rejected((Problem(code=Code.JSON_NOT_CANONICAL),))
    return value


def _spelling(value: object) -> bytes:
    """Return the canonical bytes of a *value* read from JSON, without a copy where that will do."""
    return _encode_sorted(value) if _is_plain_and_ascii_keyed(value) else format_canonical(value)


def _is_plain_and_ascii_keyed(value: object) -> bool:
    """Tell whether *value* is surely plain, and its keys sort alike in UTF-8 and UTF-16."""
    level = [value]
    for _ in range(MAX_DEPTH):
        below: list[object] = []
        for part in level:
            if isinstance(part, dict):
                if not all(map(str.isascii, part)):
                    return False
                below.extend(part.values())
            elif isinstance(part, list):
                below.extend(part)
            elif isinstance(part, float) or (isinstance(part, int) and abs(part) > LARGEST_NUMBER):
                return False
        if not below:
            return True
        level = below
    return False


def _copy(value: object, path: _Path, depth: int, problems: list[Problem]) -> object:
    match value:
        case str():
            return _text(value, path, problems)
        case dict() | list() | tuple() if depth == MAX_DEPTH:
            problems.append(_problem(Code.NESTED_TOO_DEEP, path, most=MAX_DEPTH))
        case dict():
            return {
                _text(key, (path, key), problems): _copy(
                    value[key], (path, key), depth + 1, problems
                )
                for key in _in_order(value, path, problems)
            }
        case list() | tuple():
            return [_copy(part, (path, at), depth + 1, problems) for at, part in enumerate(value)]
        case None | bool():
            return value
        case int():
            if abs(value) > LARGEST_NUMBER:
                problems.append(_problem(Code.NUMBER_TOO_LARGE, path))
            return int(value)
        case float():
            problems.append(_problem(Code.NUMBER_NOT_WHOLE, path, value=str(value)))
        case _:
            problems.append(_problem(Code.NOT_PLAIN, path, type=type(value).__name__))
    return None


def _text(text: str, path: _Path, problems: list[Problem]) -> str:
    if not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text):
        problems.append(_problem(Code.TEXT_NOT_UNICODE, path))
    return str.__str__(text)


def _in_order(value: dict[Any, Any], path: _Path, problems: list[Problem]) -> list[str]:
    keys = [key for key in value if isinstance(key, str)]
    if len(keys) < len(value):
        problems.append(_problem(Code.KEY_NOT_TEXT, path))
    if all(map(str.isascii, keys)):
        return sorted(keys)
    return sorted(keys, key=lambda key: key.encode("utf-16-be", "surrogatepass"))


def _problem(code: Code, path: _Path, **data: object) -> Problem:
    parts: list[str] = []
    while path:
        path, part = path
        parts.append(f"[{part}]" if isinstance(part, int) else f".{part}")
    where = "".join(reversed(parts)).removeprefix(".")
    return Problem(code=code, where=where.encode(errors="replace").decode(), data=data)
