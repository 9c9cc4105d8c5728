"""Slots: what a template of a pack may say about a decision.

1. A slot is ``{name}``; the names are those of `SLOTS`, and nothing else can be put into a text.
2. A brace that is meant as a brace is written twice.
"""

from collections.abc import Mapping
from string import Formatter

SLOTS: Mapping[str, str] = {
    "office": "the office that takes the decision",
    "signer": "the role of who signs",
    "number": "the act's own number",
    "provision": "the provision under which it is taken",
    "level": "the level",
    "code": "the level's number or letter",
    "colour": "the level's colour, in words",
    "before": "the level before a change",
    "area": "the area, in words",
    "start": "the start, in words",
    "end": "the end, in words, made from the one end instant",
    "review": "the review date, in words",
    "reason": "the reason class, in words",
    "grounds": "the publishable reason",
    "advice": "what to do, one step a line",
    "changes": "what changes for you",
    "contact": "whom to ask",
    "state": "the companion state",
    "title": "the title of the act",
}
"""Every slot, with what fills it."""


FILLED = ("area", "level", "start", "end", "office")
"""The slots of an act's texts that the decision itself fills."""
ACT_TEXTS = ("title", "grounds", "advice", "changes", "contact")
"""The texts that the template of an act may have."""
_EMPTY = "…"


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its slots filled; three dots stand in one that has no value."""
    return text.format_map({name: values.get(name) or _EMPTY for name in slots_of(text)})


def slots_of(text: str) -> tuple[str, ...]:
    """Return the slots of *text* in their order, as they are written between the braces.

    Raises:
        ValueError: a brace is left open.
    """
    found = []
    for _, name, form, conversion in Formatter().parse(text):
        if name is not None:
            found.append(
                name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
            )
    return tuple(found)
