"""Words for problems, from ``locale/problems.toml``: what is wrong, and what would be right.

1. Slots are filled from the problem's data; lists are printed with commas.
2. A code without words, or a slot without data, hides no problem: the code or "?" stands there.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from dabyl.core.values.problems import Problem


def words_of(problem: Problem) -> tuple[str, str]:
    """Return the message and the fix of a problem."""
    found = catalogue().get(problem.code.value, {"message": problem.code.value})
    return filled(found["message"], problem.data), filled(found.get("fix", ""), problem.data)


def filled(text: str, data: Mapping[str, Any]) -> str:
    """Return the text with its slots filled."""
    return text.format_map(_Slots({name: _printed(value) for name, value in data.items()}))


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Return the words of all codes, as the file has them."""
    text = files("dabyl.locale").joinpath("problems.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


class _Slots(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "?"


def _printed(value: Any) -> str:  # noqa: ANN401 - data holds plain values of every kind
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(_printed(item) for item in value)
    return str(value)
