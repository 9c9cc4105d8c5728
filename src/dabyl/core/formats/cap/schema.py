"""The XML Schema of each version, written from its layout.

1. Types have no names, so that a message can name none of them; ``valueName`` and ``value`` are
   elements of their own, as a signature may hold any element.
2. CAP 1.2 lets elements of XML Signature follow the last part of an alert, and nothing else.
3. A time of CAP 1.2 is a dateTime that also matches a pattern; before, any dateTime will do.

Source: CAP 1.2, 3.4; CAP 1.1, 3.3; CAP 1.0, 3.3.
"""

from typing import Final, assert_never

from dabyl.core.formats.cap.layout import Content, Part, alert_layout
from dabyl.core.formats.cap.vocabulary import NAMESPACES, Version

SIGNATURES: Final = "http://www.w3.org/2000/09/xmldsig#"
_TIME_PATTERN: Final = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[\-,+]\d\d:\d\d"


def schema_text(version: Version) -> str:
    """Return the XML Schema of *version*."""
    space = NAMESPACES[version]
    language = "" if version is Version.V1_0 else ' default="en-US"'
    parts = "".join(_element(part, version, language) for part in alert_layout(version).parts)
    signed = (
        f'<xs:any namespace="{SIGNATURES}" processContents="lax" minOccurs="0"'
        ' maxOccurs="unbounded"/>'
    )
    pair = (
        '<xs:element name="valueName" type="xs:string"/><xs:element name="value" type="xs:string"/>'
    )
    return (
        f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{space}"'
        ' elementFormDefault="qualified"><xs:element name="alert"><xs:complexType><xs:sequence>'
        f"{parts}{signed if version is Version.V1_2 else ''}"
        "</xs:sequence></xs:complexType></xs:element>"
        f"{'' if version is Version.V1_0 else pair}</xs:schema>"
    )


def _element(part: Part, version: Version, language: str) -> str:
    often = f' minOccurs="{part.least}"' + (' maxOccurs="unbounded"' if part.many else "")
    default = language if part.content is Content.LANGUAGE else ""
    kind = _kind(part, version, language)
    if kind.startswith("<"):
        return f'<xs:element name="{part.name}"{often}>{kind}</xs:element>'
    return f'<xs:element name="{part.name}" type="xs:{kind}"{often}{default}/>'


def _kind(part: Part, version: Version, language: str) -> str:
    """Return the name of a built-in type, or the text of one of the part's own."""
    match part.content:
        case Content.TEXT:
            return "string"
        case Content.WORD:
            return _restricted("string", [_facet("enumeration", word) for word in part.words])
        case Content.LIST:
            return '<xs:simpleType><xs:list itemType="xs:string"/></xs:simpleType>'
        case Content.TIME:
            is_exact = version is Version.V1_2
            pattern = [_facet("pattern", _TIME_PATTERN)]
            return _restricted("dateTime", pattern) if is_exact else "dateTime"
        case Content.LANGUAGE:
            return "language"
        case Content.ADDRESS:
            return "anyURI"
        case Content.INTEGER:
            return "integer"
        case Content.DECIMAL:
            return "decimal"
        case Content.ELEMENTS:
            parts = "".join(_element(inner, version, language) for inner in part.parts)
            return f"<xs:complexType><xs:sequence>{parts}</xs:sequence></xs:complexType>"
        case _:
            assert_never(part.content)


def _restricted(base: str, facets: list[str]) -> str:
    restriction = f'<xs:restriction base="xs:{base}">{"".join(facets)}</xs:restriction>'
    return f"<xs:simpleType>{restriction}</xs:simpleType>"


def _facet(name: str, value: str) -> str:
    return f'<xs:{name} value="{value}"/>'
