"""Writing: an alert's value to canonical bytes.

1. The bytes of a value are canonical by construction (Exclusive XML Canonicalization, in UTF-8,
   without an XML declaration): a signature is made over them as they are. The namespace is the
   default one and the only one; each element begins a line.
2. What a value holds is written as it stands, right or wrong; what is None is not written.
3. The whole is searched once for what has to be escaped or isn't allowed, beside the brackets of
   the tags; only when there is something is each text looked at.

Source: CAP 1.2, 3.2 and 3.3.4.1; Exclusive XML Canonicalization 1.0, 3; Canonical XML 1.0, 2.3.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from dabyl.core.formats.cap.values import Alert, Area, Info, NamedValue, Resource, Time
from dabyl.core.formats.cap.vocabulary import Version

_CONTROLS: Final = bytes(sorted(set(range(32)) - {9, 10, 13}))
_SUSPECTS: Final = _CONTROLS + b"<>&\r"
_NO_CHARACTERS: Final = ("\ufffe".encode(), "\uffff".encode())
_ESCAPED: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;"})

_Tags = tuple[tuple[str, str], ...]
_Text = str | Sequence[str] | None


def format_alert(alert: Alert) -> bytes:
    """Return the canonical bytes of an alert, in its own version.

    Raises:
        ValueError: a text holds what XML has no place for, such as a control character.
    """
    writer = _Writer(alert)
    data = "".join(writer.out).encode()
    if len(data) - len(data.translate(None, _SUSPECTS)) == 2 * writer.tags and _is_legal(data):
        return data
    data = "".join(_Writer(alert, escapes=True).out).encode()
    if len(data) != len(data.translate(None, _CONTROLS)) or not _is_legal(data):
        raise ValueError("a text of the alert holds a character that XML does not allow")
    return data


def _is_legal(data: bytes) -> bool:
    """Tell whether U+FFFE and U+FFFF are absent; their lead byte is, in most alerts."""
    return b"\xef" not in data or not any(each in data for each in _NO_CHARACTERS)


class _Writer:
    """Pieces of the text of one alert, and how many tags are in them."""

    def __init__(self, alert: Alert, *, escapes: bool = False) -> None:
        self.out = [f'<alert xmlns="{alert.version.namespace}">\n']
        self.tags = 2
        self._escapes = escapes
        self._is_first = alert.version is Version.V1_0
        self._leaves(_ALERT, _alert_texts(alert))
        for info in alert.infos:
            self._info(info)
        self.out.append("</alert>")

    def _leaves(self, tags: _Tags, texts: Iterable[_Text]) -> None:
        out = self.out
        before = len(out)
        if self._escapes:
            texts = map(_escaped, texts)
        for (start, end), text in zip(tags, texts, strict=True):
            if text is None:
                continue
            if isinstance(text, str):
                out += (start, text, end)
            else:
                for each in text:
                    out += (start, each, end)
        self.tags += (len(out) - before) // 3 * 2

    def _info(self, info: Info) -> None:
        self.out.append("<info>\n")
        self._leaves(_INFO_FIRST, _first_texts(info))
        self._named("eventCode", info.event_codes)
        self._leaves(_INFO_THEN, _then_texts(info))
        self._named("parameter", info.parameters)
        for resource in info.resources:
            self.out.append("<resource>\n")
            self._leaves(_RESOURCE, _resource_texts(resource))
            self.out.append("</resource>\n")
        for area in info.areas:
            self._area(area)
        self.out.append("</info>\n")
        self.tags += 2 + 2 * len(info.resources) + 2 * len(info.areas)

    def _area(self, area: Area) -> None:
        self.out.append("<area>\n")
        shapes = [[shape.text for shape in kind] for kind in (area.polygons, area.circles)]
        self._leaves(_AREA_FIRST, (area.description, *shapes))
        self._named("geocode", area.geocodes)
        if area.altitude is not None or area.ceiling is not None:
            self._leaves(_AREA_THEN, (area.altitude, area.ceiling))
        self.out.append("</area>\n")

    def _named(self, name: str, values: tuple[NamedValue, ...]) -> None:
        if self._is_first:
            texts = ["=".join(filter(None, (each.name, each.value))) for each in values]
            self._leaves(_tags(name), (texts,))
            return
        start, between, end = _PAIRS[name]
        out = self.out
        for each in values:
            label, value = each.name, each.value
            if label is None or value is None or self._escapes:
                out.append(f"<{name}>\n")
                self._leaves(_PAIR, (label, value))
                out.append(f"</{name}>\n")
                self.tags += 2
            else:
                out += (start, label, between, value, end)
                self.tags += 6


def _escaped(text: _Text) -> _Text:
    if text is None or isinstance(text, str):
        return None if text is None else text.translate(_ESCAPED)
    return [each.translate(_ESCAPED) for each in text]


def _tags(names: str) -> _Tags:
    return tuple((f"<{name}>", f"</{name}>\n") for name in names.split())


def _alert_texts(alert: Alert) -> tuple[_Text, ...]:
    return (
        alert.identifier,
        alert.sender,
        _lexical(alert.sent),
        alert.status,
        alert.msg_type,
        alert.password,
        alert.source,
        alert.scope,
        alert.restriction,
        alert.addresses,
        alert.codes,
        alert.note,
        alert.references,
        alert.incidents,
    )


def _first_texts(info: Info) -> tuple[_Text, ...]:
    return (
        info.language,
        info.categories,
        info.event,
        info.response_types,
        info.urgency,
        info.severity,
        info.certainty,
        info.audience,
    )


def _then_texts(info: Info) -> tuple[_Text, ...]:
    return (
        _lexical(info.effective),
        _lexical(info.onset),
        _lexical(info.expires),
        info.sender_name,
        info.headline,
        info.description,
        info.instruction,
        info.web,
        info.contact,
    )


def _resource_texts(resource: Resource) -> tuple[_Text, ...]:
    return (
        resource.description,
        resource.mime_type,
        resource.size,
        resource.uri,
        resource.deref_uri,
        resource.digest,
    )


def _lexical(time: Time | None) -> str | None:
    return None if time is None else time.text


_ALERT: Final = _tags(
    "identifier sender sent status msgType password source scope restriction addresses code note"
    " references incidents"
)
_INFO_FIRST: Final = _tags(
    "language category event responseType urgency severity certainty audience"
)
_INFO_THEN: Final = _tags(
    "effective onset expires senderName headline description instruction web contact"
)
_RESOURCE: Final = _tags("resourceDesc mimeType size uri derefUri digest")
_AREA_FIRST: Final = _tags("areaDesc polygon circle")
_AREA_THEN: Final = _tags("altitude ceiling")
_PAIR: Final = _tags("valueName value")
_PAIRS: Final = {
    name: (f"<{name}>\n<valueName>", "</valueName>\n<value>", f"</value>\n</{name}>\n")
    for name in ("eventCode", "parameter", "geocode")
}
