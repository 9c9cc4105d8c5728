"""Whether a page in a browser is usable by everybody: axe, small phones, and its language."""

import re
from collections.abc import Iterator
from functools import cache

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from dabyl.adapters.console_words import console_words

LANGUAGES = ("kk", "ru", "en")
PHONE, DESKTOP = 360, 1280
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that colours can break, which are dear and the same in every language and width."""
_SHOWN = """() => {
  const lang = document.documentElement.lang, found = [];
  const told = (text, holder) => {
    const said = holder.closest("[lang]").lang === lang && !holder.closest(
      "script, style, noscript, code, textarea, ins, del, .qr, .print, .languages, nav .me");
    if (!said || !text || !text.trim()) { return; }
    found.push((holder.closest("td") ? text.replace(/{[^}]*}/g, "") : text).trim());
  };
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) { told(walker.currentNode.data, walker.currentNode.parentElement); }
  for (const name of ["aria-label", "placeholder", "title", "alt"]) {
    for (const one of document.querySelectorAll(`[${name}]`)) { told(one.getAttribute(name), one); }
  }
  return found;
}"""
_WORD = re.compile(r"[A-Za-z]*[a-z]{3}[A-Za-z]*")
_IDS = re.compile(r"\w+: [a-z][a-z, -]*|https?://\S+|\w*[-.:_/][\w.:_/-]*|\w*\d\w*")
_NAMES = {"Dabyl", "GeoJSON", "GeoPackage", "KML", "zip", "shapefile", "dabyl", "serve"}


def axe_finds(page: Page, *, shape: bool = True, colours: bool = True) -> list[tuple[str, str]]:
    """Return what axe says against the page as it looks now: its shape, its colours or both."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE_SCRIPT)
    only = {} if shape else {"runOnly": list(COLOURS)}
    rules = {} if colours else {"rules": {one: {"enabled": False} for one in COLOURS}}
    found = page.evaluate(
        "(options) => axe.run(document, options).then((told) => told.violations.map("
        "(one) => [one.id, one.nodes[0].html.slice(0, 200)]))",
        {"resultTypes": ["violations"], "iframes": False, **only, **rules},
    )
    return [(rule, html) for rule, html in found]


def opened_up(page: Page) -> None:
    """Open everything on a page that is folded, the maps as well."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    for frame in page.locator("[data-map]").all():
        frame.locator("svg").first.wait_for()


def too_wide(page: Page) -> str:
    """Return what sticks out of the page to the side; nothing when it fits."""
    return str(
        page.evaluate(
            """() => {
              const root = document.documentElement, width = root.clientWidth;
              if (root.scrollWidth <= width) { return ""; }
              const out = [...document.querySelectorAll("main *")].filter(
                (one) => one.getBoundingClientRect().right > width + 1);
              return `${root.scrollWidth}: ${out.length ? out[0].outerHTML.slice(0, 200) : "?"}`;
            }"""
        )
    )


def foreign_words(page: Page, lang: str) -> list[str]:
    """Return the texts of a page that are not in its language."""
    return [text for text in page.evaluate(_SHOWN) if _is_foreign(text, lang)]


def _is_foreign(text: str, lang: str) -> bool:
    if re.search(r"\{\w*\}", text):
        return True  # a place in a sentence that nothing was put into
    others = {one for code in LANGUAGES if code != lang for one in _sentences(code)}
    if text in others - _sentences(lang):
        return True
    return lang != "en" and bool(set(_WORD.findall(_IDS.sub(" ", text))) - _NAMES)


@cache
def _sentences(lang: str) -> frozenset[str]:
    """Return what the console says in a language."""
    return frozenset(_said(lang))


def _said(lang: str) -> Iterator[str]:
    for group in console_words(lang).values():
        yield from group.values()


def assert_usable(page: Page) -> None:
    """See that a page as it looks now fits its window and is accessible."""
    assert not too_wide(page)
    assert axe_finds(page) == []
