"""What is not of its shape: every reason by its code and place, so that it has words.

1. The framework says in English what is wrong; here each kind of it becomes a problem, as a pack's
   or a draft's would be, which is told in the language that is asked for.
2. A place is that in what was sent: fields and numbers in a list, with points between.
"""

import re
from collections.abc import Iterator, Mapping
from types import NoneType
from typing import Any, Final

from ninja.errors import ValidationError as Invalid
from ninja.errors import ValidationErrorContext
from pydantic import BaseModel

from dabyl.console.machine.operations import BODY
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem
from dabyl.core.values.wire import one_of

_MOST_CHARS: Final = 40
_WANT: Final[Mapping[str, str]] = {
    "string": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "list": "a list",
    "dict": "an object",
    "model": "an object",
}
"""What is wanted, by how the framework's kinds of wrong types begin."""
_HAVE: Final[Mapping[type, str]] = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    list: "a list",
    dict: "an object",
    NoneType: "null",
}
_WRONG_TYPE: Final = re.compile(r"(string|int|float|bool|list|dict|model)_(type|parsing|from|attr)")
_NEAR: Final[Mapping[str, tuple[str, str]]] = {
    "string_too_long": ("characters at most:", "max_length"),
    "string_too_short": ("characters at least:", "min_length"),
    "greater_than_equal": ("at least", "ge"),
    "less_than_equal": ("at most", "le"),
    "string_pattern_mismatch": ("text of the pattern", "pattern"),
}
"""What would be right, by what is wrong, with the name of its measure."""
_CHOICE: Final = {"enum", "literal_error"}


class Misshapen(Invalid):
    """What is not of its shape, as problems."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__([])
        self.problems = problems


def misshapen(contexts: list[ValidationErrorContext[Any]]) -> Misshapen:
    """Return what the framework found, as problems, in its order."""
    return Misshapen(
        tuple(
            _problem(error, context.model)
            for context in contexts
            for error in context.pydantic_validation_error.errors(include_url=False)
        )
    )


def _problem(error: Mapping[str, Any], model: type[BaseModel]) -> Problem:
    path = tuple(step for step in error["loc"] if step != BODY)
    where, kind, given = ".".join(map(str, path)) or "body", error["type"], error["input"]
    field = str(path[-1]) if path else where
    if kind == "missing":
        return Problem(code=Code.MISSING_FIELD, where=where, data={"field": field})
    if kind == "extra_forbidden":
        near = ", ".join(_fields(model, error["loc"][:-1])) or "nothing"
        return Problem(code=Code.UNKNOWN_FIELD, where=where, data={"field": field, "near": near})
    if found := _WRONG_TYPE.match(kind):
        data = {"field": field, "have": _have(given), "want": _WANT[found[1]]}
        return Problem(code=Code.WRONG_TYPE, where=where, data=data)
    data = {"value": _short(given), "near": _near(kind, error)}
    return Problem(code=Code.UNKNOWN_VALUE, where=where, data=data)


def _have(given: object) -> str:
    return _HAVE.get(type(given), "something else")


def _near(kind: str, error: Mapping[str, Any]) -> str:
    measures = error.get("ctx", {})
    if kind in _CHOICE:
        return one_of(re.findall(r"'([^']*)'", str(measures.get("expected", ""))))
    if kind in _NEAR:
        words, measure = _NEAR[kind]
        return f"{words} {measures[measure]}"
    return "what openapi.json says"


def _short(given: object) -> str:
    text = str(given)
    return text if len(text) <= _MOST_CHARS else f"{text[:_MOST_CHARS]}…"


def _fields(model: type[BaseModel], path: tuple[str | int, ...]) -> Iterator[str]:
    """Give the fields that there are at a place; none when it holds no shape of ours."""
    for step in path:
        found = model.model_fields.get(str(step))
        if found is None or not isinstance(found.annotation, type):
            return
        if not issubclass(found.annotation, BaseModel):
            return
        model = found.annotation
    yield from model.model_fields
