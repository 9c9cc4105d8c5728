"""Links: where the site's files are, and which of them a page may point to.

1. Addresses are fixed: ``docs/reference/public-files.md`` lists them.
2. A page that says what was decided, and not what is now, links only to places that keep their
   page, so that it doesn't change when places do.
"""

from collections.abc import Iterable
from datetime import date
from urllib.parse import quote

from markupsafe import Markup

from dabyl.core.places.gazetteer import Gazetteer

_FLOORS_WITH_PAGES = 3


def place_tail(key: str) -> str:
    """Return the address of a place's page below its language."""
    return f"place/{key}/index.html"


def decision_tail(key: str) -> str:
    """Return the address of a decision's page below its language."""
    return f"decision/{key}/index.html"


def incident_tail(key: str) -> str:
    """Return the address of an incident's page below its language."""
    return f"incident/{key}/index.html"


def year_tail(year: int) -> str:
    """Return the address of a year's page below its language."""
    return f"history/{year}/index.html"


def link(href: str, text: str) -> Markup:
    """Return a link."""
    return Markup('<a href="{}">{}</a>').format(quote(href, safe="/.~-_#"), text)


def outward(url: str, text: str) -> Markup:
    """Return a link to somewhere else, when the address is one of the web, else the text."""
    if not url.startswith(("https://", "http://")):
        return Markup("{}").format(text)
    return Markup('<a href="{}" rel="noreferrer external">{}</a>').format(url, text)


def joined(parts: Iterable[str]) -> Markup:
    """Return texts and links in a row."""
    return Markup(", ").join(parts)


def keeps_its_page(places: Gazetteer, key: str, on: date) -> bool:
    """Tell whether a unit has a page on the day and, as far as known, on every later one."""
    unit = places.unit(key)
    return (
        unit is not None
        and unit.valid_to is None
        and unit.exists(on)
        and len(places.chain(key, on)) <= _FLOORS_WITH_PAGES
    )
