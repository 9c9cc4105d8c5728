"""Pages: what the alerts of a file say, as one HTML file that needs nothing else.

1. It has no script and asks nobody for anything; a policy in it forbids both.
2. The tree is built of elements and text, never of markup: a stranger's text can't become any.
3. The alert's own words carry its language, and run the way that their letters do.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Final

from lxml import etree

from dabyl.core.formats.cap.explaining.drawing import drawing
from dabyl.core.formats.cap.explaining.explanation import Explanation
from dabyl.core.formats.cap.explaining.style import STYLE
from dabyl.core.formats.cap.explaining.telling import tell
from dabyl.core.formats.cap.explaining.telling_blocks import extent
from dabyl.core.formats.cap.explaining.told import BlockTold, Said, Section, Told, Tone
from dabyl.core.formats.cap.explaining.words import Words
from dabyl.core.formats.cap.where import Element

_HASH: Final = b64encode(sha256(STYLE.encode()).digest()).decode()
POLICY: Final = f"default-src 'none';style-src 'sha256-{_HASH}';base-uri 'none';form-action 'none'"


def explained_page(explanations: Iterable[Explanation], lang: str) -> bytes:
    """Return the page of all explanations of a file, in UTF-8."""
    words = Words(lang)
    told = [tell(each, words) for each in explanations]
    root = etree.Element("html", lang=words.lang, dir="ltr")
    root.append(_head(told, words))
    main = etree.SubElement(etree.SubElement(root, "body"), "main")
    for number, each in enumerate(told, 1):
        article = etree.SubElement(main, "article")
        if len(told) > 1:
            heading = words.say("label", "alert", number=number, count=len(told))
            _add(article, "p", heading).set("class", "quiet")
        article.extend(_article(each, words))
    return etree.tostring(root, method="html", encoding="utf-8", doctype="<!DOCTYPE html>")


def _head(told: list[Told], words: Words) -> Element:
    head = etree.Element("head")
    etree.SubElement(head, "meta", charset="utf-8")
    _meta(head, "viewport", "width=device-width, initial-scale=1")
    _meta(head, "referrer", "no-referrer")
    policy = etree.SubElement(head, "meta", content=POLICY)
    policy.set("http-equiv", "Content-Security-Policy")
    titles = [block.title.text for each in told for block in each.blocks]
    _add(head, "title", titles[0] if len(titles) == 1 else words.say("label", "page"))
    _add(head, "style", STYLE)
    return head


def _meta(head: Element, name: str, content: str) -> None:
    etree.SubElement(head, "meta", name=name, content=content)


def _add(parent: Element, tag: str, text: str) -> Element:
    element = etree.SubElement(parent, tag)
    element.text = text
    return element


def _article(told: Told, words: Words) -> Iterator[Element]:
    banner = etree.Element("div", {"class": "banner"})
    banner.extend(_paragraph(said) for said in told.banner)
    yield banner
    for block in told.blocks:
        yield _block(block, words)
    about = etree.Element("div", {"class": "about"})
    about.extend(_section(section) for section in told.about)
    yield about


def _block(block: BlockTold, words: Words) -> Element:
    element = etree.Element("div", {"class": "block"})
    element.append(_as("h1", block.title))
    if block.force is not None:
        element.append(_paragraph(block.force))
    for section in block.sections:
        shown = _section(section)
        if section.name == "where" and block.ground is not None:
            shown[-1].append(drawing(block.ground, label=extent(block.ground, words)))
        element.append(shown)
    return element


def _section(section: Section) -> Element:
    element = etree.Element("section")
    _add(element, "h3", section.label)
    body = etree.SubElement(element, "div")
    body.extend(_paragraph(said) for said in section.said)
    return element


def _paragraph(said: Said) -> Element:
    if said.href is None:
        return _as("p", said)
    element = etree.Element("p")
    link = _as("a", said)
    link.set("href", said.href)
    link.set("rel", "noopener noreferrer nofollow")
    element.append(link)
    return element


def _as(tag: str, said: Said) -> Element:
    element = etree.Element(tag)
    element.text = said.text
    if said.tone is not Tone.PLAIN:
        element.set("class", said.tone.value)
    if said.lang is not None:
        element.set("lang", said.lang)
        element.set("dir", "auto")
    return element
