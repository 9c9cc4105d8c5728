"""Writing: an alert's value to canonical bytes.

1. The bytes of a value are canonical by construction (Exclusive XML Canonicalization, in UTF-8,
   without an XML declaration): a signature is made over them as they are. The namespace is the
   default one and the only one; each element begins a line.
2. What a value holds is written as it stands, right or wrong; what is None is not written.
3. The whole is searched once for what has to be escaped; only then is each text looked at.

Source: CAP 1.2, 3.2 and 3.3.4.1; Exclusive XML Canonicalization 1.0, 3; Canonical XML 1.0, 2.3.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from dabyl.core.formats.cap.values import Alert, Area, Info, NamedValue, Resource, Time
from dabyl.core.formats.cap.vocabulary import Version

_CONTROLS: Final = bytes(sorted(set(range(32)) - {9, 10, 13}))
_NO_CHARACTERS: Final = ("\ufffe".encode(), "\uffff".encode())
_ESCAPED: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;"})

_Tags = tuple[tuple[str, str], ...]
_Text = str | Sequence[str] | None
_Escape = Callable[[str], str] | None


def format_alert(alert: Alert) -> bytes:
    """Return the canonical bytes of an alert, in its own version.

    Raises:
        ValueError: a text holds what XML has no place for, such as a control character.
    """
    text = _plain(alert)
    data = text.encode()
    if len(data.translate(None, _CONTROLS)) != len(data) or any(
        character in data for character in _NO_CHARACTERS
    ):
        raise ValueError("a text of the alert holds a character that XML does not allow")
    return data


def _plain(alert: Alert) -> str:
    """Write without looking at each text, and once more when a look at the whole finds a need."""
    writer = _Writer(alert, None)
    text = "".join(writer.out)
    tags = len(writer.out) - writer.texts
    is_plain = "&" not in text and "\r" not in text and text.count("<") == text.count(">") == tags
    return text if is_plain else "".join(_Writer(alert, _escape).out)


def _escape(text: str) -> str:
    return text.translate(_ESCAPED)


class _Writer:
    """Pieces of the text of one alert, and how many of them are not tags."""

    def __init__(self, alert: Alert, escape: _Escape) -> None:
        self.out = [f'<alert xmlns="{alert.version.namespace}">\n']
        self.texts = 0
        self._escape = escape
        self._is_first = alert.version is Version.V1_0
        self._leaves(_ALERT, _alert_texts(alert))
        for info in alert.infos:
            self._info(info)
        self.out.append("</alert>")

    def _leaves(self, tags: _Tags, texts: Iterable[_Text]) -> None:
        out, escape = self.out, self._escape
        for (start, end), text in zip(tags, texts, strict=True):
            if text is None:
                continue
            for each in (text,) if isinstance(text, str) else text:
                self.texts += 1
                out += (start, each if escape is None else escape(each), end)

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

    def _area(self, area: Area) -> None:
        self.out.append("<area>\n")
        polygons = [polygon.text for polygon in area.polygons]
        circles = [circle.text for circle in area.circles]
        self._leaves(_AREA_FIRST, (area.description, polygons, circles))
        self._named("geocode", area.geocodes)
        self._leaves(_AREA_THEN, (area.altitude, area.ceiling))
        self.out.append("</area>\n")

    def _named(self, name: str, values: tuple[NamedValue, ...]) -> None:
        if self._is_first:
            texts = ["=".join(filter(None, (each.name, each.value))) for each in values]
            self._leaves(_tags(name), (texts,))
            return
        for each in values:
            self.out.append(f"<{name}>\n")
            self._leaves(_PAIR, (each.name, each.value))
            self.out.append(f"</{name}>\n")


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
