"""What every reader of areas gives: parts of rings of positions, and what could not be read."""

import math
import re

import attrs

from dabyl.core.values.problems import Problem

Position = tuple[float, float]
"""Longitude and latitude."""

_NUMBER = re.compile(r"[+-]?\d{1,12}(?:\.\d{0,20})?", re.ASCII)


@attrs.frozen
class Ring:
    """A ring as given, and where it stands in the text."""

    where: str
    positions: tuple[Position, ...]


@attrs.frozen
class Part:
    """A polygon: its outer ring, then its holes."""

    where: str
    rings: tuple[Ring, ...]


@attrs.frozen
class Given:
    """Everything that a text gives, and what in it could not be read."""

    parts: tuple[Part, ...] = ()
    problems: tuple[Problem, ...] = ()


def number(text: str) -> float | None:
    """Return the plain decimal number that a text is; None for anything else."""
    found = float(text) if _NUMBER.fullmatch(text) else None
    return None if found is None or math.isinf(found) else found
