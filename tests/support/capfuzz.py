"""What holds for the CAP reader whatever the bytes, and a grammar that draws nasty ones."""

from hypothesis import strategies as st
from lxml import etree

from dabyl.core.formats.cap.converting import convert
from dabyl.core.formats.cap.reading import Found, read
from dabyl.core.formats.cap.rewriting import format_file
from dabyl.core.formats.cap.vocabulary import Version
from dabyl.core.formats.cap.writing import format_alert
from dabyl.core.values.problems import Rejected
from support.capfiles import whole_alert


def withstands(data: bytes) -> None:
    """Read the bytes and do everything with what is found that can be done; never an exception."""
    reading = read(data, assume_zone="+06:00")
    if not reading.alerts:
        assert (reading.wellformed, len(reading.problems)) == (False, 1)
    for found in reading.alerts:
        _withstands(found, has_problems=bool(reading.problems))
    if reading.alerts and not reading.problems:
        again = read(format_file(reading, data))
        assert [each.schema_valid for each in again.alerts] == [
            found.schema_valid for found in reading.alerts
        ]


def _withstands(found: Found, *, has_problems: bool) -> None:
    alert = found.alert
    assert not (has_problems and found.schema_valid)
    for time in (
        alert.sent,
        *(each for info in alert.infos for each in (info.onset, info.expires)),
    ):
        assert time is None or time.instant is None or time.offset_s is not None
    assert len(alert.parsed_references) <= len(alert.references or "")
    for info in alert.infos:
        for area in info.areas:
            assert all(shape.points is None or len(shape.points) >= 0 for shape in area.polygons)
            assert all((c.centre is None) == (c.radius_km is None) for c in area.circles)
    written = format_alert(alert)
    assert len(read(written).alerts) == 1
    if not has_problems:
        (alone,) = read(found.data).alerts if found.is_wrapped else (found,)
        assert alone.schema_valid == found.schema_valid
    try:
        converted = convert(found).alert
    except Rejected:
        return
    assert converted.version is Version.V1_2


WHOLE = [etree.tostring(whole_alert(version), encoding="unicode") for version in Version]
PIECES = [
    "<!DOCTYPE alert>",
    '<!DOCTYPE a [<!ENTITY x "y">]>',
    "&x;",
    "&#0;",
    "&#xFFFE;",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?xml version='1.0'?>",
    "<?pi?>",
    "\0",
    "\ufffe",
    "\ud7ff",
    "</alert>",
    "<alert>",
    "<info/>",
    '<x:y xmlns:x="urn:x" x:z="1"/>',
    ' xmlns=""',
    ' xmlns:a="urn:a"',
    '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>',
    "<a>" * 70,
    "</a>" * 70,
]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-16-le", "utf-32", "latin-1"]
NAMES = ["UTF-8", "UTF-16", "ISO-8859-1", "windows-1251", "UTF-7", "x"]


@st.composite
def nasty_files(draw: st.DrawFn) -> bytes:
    """Draw the bytes of a file: whole alerts, cut, doubled, wrapped, with nasty pieces, encoded."""
    text = draw(st.sampled_from(WHOLE))
    if draw(st.booleans()):
        text = f"<alerts>{text}{draw(st.sampled_from(WHOLE))}</alerts>"
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        end = start + draw(st.sampled_from([0, 0, 1, 7, 200]))
        text = text[:start] + draw(st.sampled_from(PIECES)) + text[end:]
    if draw(st.booleans()):
        text = f'<?xml version="1.0" encoding="{draw(st.sampled_from(NAMES))}"?>{text}'
    data = text.encode(draw(st.sampled_from(ENCODINGS)), "replace")
    return draw(st.sampled_from([data, data, data[: draw(st.integers(0, len(data)))]]))
