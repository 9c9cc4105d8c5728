"""Rendering the demo's site: Dabyl against Django rendering the same pages from its ORM.

``python bench/render.py [ROUNDS] [PLACES]``

The site of ``kazakhstan-2016`` on 20 July 2016 at noon: the front page and the page of each place,
in every language, from a standing start, which is a register on one side and tables on the other.
What a reader sees and where links lead is compared page by page before anything is timed. The map
is drawn by Dabyl only; Django finds it drawn already. Target: faster than Django.
"""

import re
import sys
from collections.abc import Callable
from html import unescape
from time import process_time

from _demo import played
from _django.load import load
from _django.pages import Pages
from _django.ready import make_tables, take_templates
from dabyl.adapters.theme import load_theme
from dabyl.core.publication.answers import Answers
from dabyl.core.publication.press import Press
from dabyl.core.publication.site import plan
from dabyl.core.register.register import Register
from dabyl.core.register.standing import LEASE_S
from dabyl.core.values.instants import parse_instant

AT = parse_instant("2016-07-20T12:00:00+06:00")
FRONT, PLACE = re.compile(r"(\w+)/index\.html"), re.compile(r"(\w+)/place/(\w+)/index\.html")


def main(rounds: int, places: int | None) -> bool:
    """Compare, measure, print; return whether the target was met."""
    register = played("kazakhstan-2016")
    make_tables()
    take_templates(load_theme().templates)
    load(a_press(register))
    paths = wanted(register, places)
    ours, theirs = dabyl(register, paths), django(register, paths)
    for path in paths:
        one, other = seen(ours[path]), seen(theirs[path])
        if one != other:
            raise SystemExit(f"{path} differs:\n{first_difference(one, other)}")
    print(f"{len(paths):,} pages say the same and link to the same")
    fast = min(timed(lambda: dabyl(register, paths)) for _ in range(rounds))
    slow = min(timed(lambda: django(register, paths)) for _ in range(rounds))
    print(f"Dabyl       {len(paths) / fast:10,.0f} pages/s")
    print(f"Django      {len(paths) / slow:10,.0f} pages/s")
    print(f"ratio       {slow / fast:10.1f}   (target: more than 1)")
    every = plan(register, at=AT, known_at=AT, theme=load_theme())
    files = every.paths()
    whole = timed(lambda: [every.page(path) for path in files])
    print(f"the whole site, {len(files):,} files of every kind, in {whole:.2f} s")
    return fast < slow


def wanted(register: Register, places: int | None) -> list[str]:
    """Return the paths of the front pages and of so many places' pages."""
    every = plan(register, at=AT, known_at=AT, theme=load_theme()).paths()
    found = [path for path in every if PLACE.fullmatch(path)]
    return [*found[:places], *(path for path in every if FRONT.fullmatch(path))]


def dabyl(register: Register, paths: list[str]) -> dict[str, str]:
    """Render the pages by Dabyl, from the register."""
    site = plan(register, at=AT, known_at=AT, theme=load_theme())
    return {path: site.page(path).decode() for path in paths}


def django(register: Register, paths: list[str]) -> dict[str, str]:
    """Render the pages by Django, from its tables."""
    pages = Pages(a_press(register))
    made: dict[str, str] = {}
    for path in paths:
        place = PLACE.fullmatch(path)
        made[path] = (
            pages.front(path.partition("/")[0])
            if place is None
            else pages.place(place.group(2), place.group(1))
        )
    return made


def a_press(register: Register) -> Press:
    """Return words, style and the time; from the Django side nothing else is asked of it."""
    answers = Answers(register=register, at=AT, known_at=AT, lease_s=LEASE_S)
    return Press(theme=load_theme(), answers=answers, archive=False)


def seen(page: str) -> tuple[list[str], list[str]]:
    """Return the words that a reader sees, and where the links lead."""
    body = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    body = body.partition("<body")[2].partition(">")[2]
    return unescape(re.sub(r"<[^>]*>", " ", body)).split(), re.findall(r'href="(.*?)"', body)


def first_difference(one: tuple[list[str], list[str]], other: tuple[list[str], list[str]]) -> str:
    """Return where two pages first differ."""
    for mine, theirs in zip(one, other, strict=True):
        for place, (word, its) in enumerate(zip(mine, theirs, strict=False)):
            if word != its:
                near = slice(max(0, place - 5), place + 12)
                return f"Dabyl:  {' '.join(mine[near])}\nDjango: {' '.join(theirs[near])}"
    return f"{len(one[0])} and {len(other[0])} words"


def timed(work: Callable[[], object]) -> float:
    """Return the seconds of processor time that something takes: other work is not counted."""
    start = process_time()
    work()
    return process_time() - start


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:3]]
    met = main(numbers[0] if numbers else 3, numbers[1] if len(numbers) > 1 else None)
    raise SystemExit(0 if met else 1)
