"""Chance, for what must not happen everywhere at once; nothing secret comes from it."""

import random

import attrs


@attrs.frozen
class Dice:
    """The chance of this machine."""

    def jitter(self) -> float:
        """Return a number from 0 up to 1."""
        return random.random()  # noqa: S311 - spreads load, keeps no secret
