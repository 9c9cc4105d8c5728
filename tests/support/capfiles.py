"""CAP files for tests: real ones where they are beside the checkout, made and spoiled ones."""

import os
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from lxml import etree

from dabyl.core.formats.cap.layout import Content, Part, alert_layout
from dabyl.core.formats.cap.vocabulary import Version
from support.tree import ROOT

REAL = Path(os.environ.get("DABYL_SHARED", ROOT.parent / "shared")) / "data/cap"
NOT_HERE = "no real CAP files beside the checkout"


@cache
def real_files() -> tuple[Path, ...]:
    """Return the real files, in order; none where there are none."""
    if not REAL.is_dir():
        return ()
    return tuple(sorted(p for p in REAL.glob("*/*") if p.is_file() and p.parent.name != "schema"))


@cache
def real_schema(version: Version) -> etree.XMLSchema | None:
    """Return the published schema of a version; None where it is not beside the checkout."""
    file = REAL / f"schema/CAP-v{version.value}.xsd"
    return etree.XMLSchema(etree.parse(file)) if file.exists() else None


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="\ufffe\uffff", min_codepoint=32)
    | st.sampled_from("\n\t\r <>&\"']"),
    max_size=12,
)
TIMES = st.sampled_from(
    [
        "2016-06-06T12:00:00+06:00",
        "2016-06-06T12:00:00-00:00",
        "2016-06-06T24:00:00+06:00",
        " 2016-06-06T12:00:00+06:00\n",
        "2016-06-06T12:00:00Z",
        "2016-06-06T12:00:00",
        "2016-06-06T12:00:00.5+06:00",
        "2016-06-31T12:00:00+06:00",
        "2016-06-06T12:00:00,06:00",
        "2016-06-06",
        "",
    ]
)
GOOD_TIME = "2016-06-06T12:00:00+06:00"


def a_valid_text(part: Part) -> str:
    """Return a text that the part may hold."""
    match part.content:
        case Content.WORD:
            return part.words[0]
        case Content.TIME:
            return GOOD_TIME
        case Content.LANGUAGE:
            return "kk"
        case Content.INTEGER | Content.DECIMAL:
            return "1"
        case _:
            return f"{part.name} text"


def whole(part: Part, version: Version, times: int = 1) -> etree._Element:
    """Return an element with everything that the standard has a place for, *times* if many."""
    element = etree.Element(
        f"{{{version.namespace}}}{part.name}", nsmap=_default(version.namespace)
    )
    if part.content is not Content.ELEMENTS:
        element.text = a_valid_text(part)
    for inner in part.parts:
        for _ in range(times if inner.many else 1):
            element.append(whole(inner, version, times))
    return element


def _default(space: str) -> Any:
    return {None: space}


def whole_alert(version: Version = Version.V1_2, times: int = 1) -> etree._Element:
    """Return a valid alert of *version* with every element that there is."""
    return whole(alert_layout(version), version, times)


@st.composite
def spoiled(draw: st.DrawFn, originals: Sequence[etree._Element]) -> etree._Element:
    """Draw an alert with one to three things done to it that may or may not make it invalid."""
    alert = _copy(draw(st.sampled_from(originals)))
    for _ in range(draw(st.integers(1, 3))):
        _spoil(draw, alert)
    return _copy(alert)


def _spoil(draw: st.DrawFn, alert: etree._Element) -> None:
    inside = list(alert.iterdescendants("*"))
    if not inside:
        return
    target = draw(st.sampled_from(inside))
    other = draw(st.sampled_from(inside))
    parent = target.getparent()
    if parent is None:
        return
    _ACTS[draw(st.sampled_from(sorted(_ACTS)))](draw, target, other)


def _remove(draw: st.DrawFn, target: etree._Element, other: etree._Element) -> None:
    del draw, other
    parent = target.getparent()
    if parent is not None:
        parent.remove(target)


def _double(draw: st.DrawFn, target: etree._Element, other: etree._Element) -> None:
    del draw, other
    target.addnext(_copy(target))


def _move(draw: st.DrawFn, target: etree._Element, other: etree._Element) -> None:
    del draw
    if target not in {other, *other.iterancestors()}:
        other.addnext(target)


def _put_inside(draw: st.DrawFn, target: etree._Element, other: etree._Element) -> None:
    del draw
    target.append(_copy(other))


def _retext(draw: st.DrawFn, target: etree._Element, other: etree._Element) -> None:
    values = [other.text or "", "", " ", "-1", "1.5", "+1", "1e5", "en", "en_US", "Actual", "Met "]
    target.text = draw(st.sampled_from(values) | TIMES | TEXTS.filter(_is_xml))


def _rename(draw: st.DrawFn, target: etree._Element, other: etree._Element) -> None:
    tags = [
        other.tag,
        "{urn:x}identifier",
        "plain",
        "{http://www.w3.org/2000/09/xmldsig#}Signature",
    ]
    target.tag = draw(st.sampled_from(tags))


def _attribute(draw: st.DrawFn, target: etree._Element, other: etree._Element) -> None:
    del other
    xsi = "http://www.w3.org/2001/XMLSchema-instance"
    name, value = draw(
        st.sampled_from(
            [
                ("id", "x"),
                (f"{{{xsi}}}nil", "true"),
                (f"{{{xsi}}}schemaLocation", "urn:x x.xsd"),
                (f"{{{xsi}}}type", "string"),
                ("{http://www.w3.org/XML/1998/namespace}lang", "kk"),
                ("{urn:x}y", "z"),
            ]
        )
    )
    target.set(name, value)


def _typed(draw: st.DrawFn, target: etree._Element, other: etree._Element) -> None:
    del other
    parent = target.getparent()
    if parent is None:
        return
    xsi = "http://www.w3.org/2001/XMLSchema-instance"
    kind = draw(st.sampled_from(["string", "token", "dateTime", "integer", "anyType", "language"]))
    typed = etree.Element(target.tag, nsmap={"xs": "http://www.w3.org/2001/XMLSchema"})
    typed.text = target.text
    typed.extend(list(target))
    typed.set(f"{{{xsi}}}type", f"xs:{kind}")
    parent.replace(target, typed)


def _comment(draw: st.DrawFn, target: etree._Element, other: etree._Element) -> None:
    del draw, other
    node = etree.Comment("between")
    node.tail, target.text = target.text, None
    target.insert(0, node)


def _text_between(draw: st.DrawFn, target: etree._Element, other: etree._Element) -> None:
    del other
    target.tail = draw(st.sampled_from([" ", "x", "\n"]))


_ACTS = {
    "attribute": _attribute,
    "comment": _comment,
    "double": _double,
    "move": _move,
    "inside": _put_inside,
    "remove": _remove,
    "rename": _rename,
    "retext": _retext,
    "text": _text_between,
    "typed": _typed,
}


def _copy(element: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(element, with_tail=False))


def _is_xml(text: str) -> bool:
    try:
        etree.Element("x").text = text
    except ValueError:
        return False
    return True


def real_alerts() -> Iterator[etree._Element]:
    """Yield every alert of the real files that are XML without a document type."""
    for file in real_files():
        data = file.read_bytes()
        if b"<!DOCTYPE" in data or b"<" not in data[:100]:
            continue
        for version in Version:
            yield from etree.fromstring(data).iter(f"{{{version.namespace}}}alert")
