"""A page as a screen reader tells it: landmarks, headings, and the names of controls."""

import re
from collections import Counter
from collections.abc import Iterator

import attrs
from playwright.sync_api import Page

CONTROLS = (
    *("button", "checkbox", "combobox", "link", "radio", "searchbox", "slider", "spinbutton"),
    *("switch", "textbox"),
)
_LINE = re.compile(r"""^\s*-\ '?(\w+)(?:\ "((?:[^"\\]|\\.)*)")?((?:\ \[[^]]*\])*)""", re.VERBOSE)
_LEVEL = re.compile(r"\[level=(\d)\]")


@attrs.frozen
class Told:
    """Something that is told: its role, its name, and the level of a heading."""

    role: str
    name: str
    level: int = 0


def told(page: Page) -> tuple[Told, ...]:
    """Return what a screen reader meets on a page, in order."""
    return tuple(_told(page.locator("body").aria_snapshot()))


def _told(tree: str) -> Iterator[Told]:
    for line in tree.split("\n"):
        if found := _LINE.match(line):
            level = _LEVEL.search(found[3] or "")
            yield Told(found[1], found[2] or "", int(level[1]) if level else 0)


def unclear(page: Page) -> list[str]:
    """Return what whoever only listens would not find their way by."""
    every = told(page)
    roles = Counter(one.role for one in every)
    found = [f"{roles[one]} of {one}" for one in ("banner", "main") if roles[one] != 1]
    levels = [one.level for one in every if one.role == "heading"]
    if levels.count(1) != 1 or any(b > a + 1 for a, b in zip([0, *levels], levels, strict=False)):
        found.append(f"headings of the levels {levels}")
    found += [f"a {one.role} without a name" for one in every if not one.name and _needs(one)]
    buttons = Counter(one.name for one in every if one.role == "button")
    return found + [f"{n} buttons {name}" for name, n in buttons.items() if n > 1]


def _needs(one: Told) -> bool:
    return one.role in {*CONTROLS, "navigation", "region"}
