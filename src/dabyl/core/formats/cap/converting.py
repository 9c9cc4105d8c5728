"""Converting: an alert of CAP 1.1 or 1.0 said in CAP 1.2, with a list of what changed.

1. What both versions know stays as it is written; what 1.2 does not know, or wants otherwise, is
   changed, and each change is listed with what stood there.
2. A time gets its offset in figures: ``Z`` is ``-00:00``; a time without a zone needs to be told
   one, and is never guessed.
3. What 1.2 requires and the message lacks is filled in with what says least: a file of unknown type
   is ``application/octet-stream``, an event of unknown category ``Other``, and a message of 1.0
   without a scope ``Public``, as that version had no other way to say it.
4. A height that is no number moves to a parameter, since 1.2 takes numbers only.
5. A signature does not survive: it was over other bytes. Nor do elements of others, a password,
   and comments, which are no part of what is said.

Source: CAP 1.2, 1.5 (structure against 1.1) and 3.2; CAP 1.1, 1.4; CAP 1.0, 3.2.
"""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Any, Final, TypeVar

import attrs
from lxml import etree

from dabyl.core.formats.cap.reading import Found
from dabyl.core.formats.cap.values import SPACE, Alert, Area, Info, NamedValue, Resource, Time
from dabyl.core.formats.cap.vocabulary import Category, Certainty, Scope, Version
from dabyl.core.formats.cap.where import where_of
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Rejected

T = TypeVar("T")

_UNKNOWN_TYPE: Final = "application/octet-stream"
_UNNAMED: Final = "unnamed"
_UTC: Final = "-00:00"
_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_VERY_LIKELY: Final = "Very Likely"


class Changed(StrEnum):
    """What converting does to a part of an alert."""

    VERSION = "version"
    OFFSET_ASSUMED = "offset-assumed"
    TIME_REWRITTEN = "time-rewritten"
    FILLED_IN = "filled-in"
    REPLACED = "replaced"
    MOVED_TO_PARAMETER = "moved-to-parameter"
    SPLIT = "split"
    LEFT_OUT = "left-out"


@attrs.frozen
class Change:
    """One thing that changed: where, as a path in the original, from what to what."""

    changed: Changed
    where: str
    before: str
    after: str


@attrs.frozen
class Converted:
    """An alert in CAP 1.2, and everything that is not as it was."""

    alert: Alert
    changes: tuple[Change, ...]


def convert(found: Found) -> Converted:
    """Return an alert in CAP 1.2; one that is in 1.2 already is returned as it is.

    The zone of times without one is what the alert was read with.

    Raises:
        Rejected: a time states no zone, and reading was told none.
    """
    if found.alert.version is Version.V1_2:
        return Converted(found.alert, ())
    converter = _Converter()
    alert = converter.alert(found.alert)
    converter.left_out(found)
    if converter.without_zone:
        raise Rejected(
            Problem(code=Code.CAP_ZONE_MISSING, where=where) for where in converter.without_zone
        )
    return Converted(alert, tuple(converter.changes))


class _Converter:
    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.without_zone: list[str] = []

    def alert(self, alert: Alert) -> Alert:
        self._change(Changed.VERSION, "/alert", alert.version.value, Version.V1_2.value)
        if alert.password is not None:
            self._change(Changed.LEFT_OUT, "/alert/password[1]", alert.password, "")
        return attrs.evolve(
            alert,
            version=Version.V1_2,
            password=None,
            sent=self._time(alert.sent, "/alert/sent[1]"),
            scope=self._filled(alert.scope, "/alert/scope[1]", Scope.PUBLIC),
            infos=self._each(alert.infos, "/alert/info", self._info),
        )

    def _info(self, info: Info, where: str) -> Info:
        moved: list[NamedValue] = []

        def area(each: Area, where: str) -> Area:
            return self._area(each, where, moved)

        areas = self._each(info.areas, f"{where}/area", area)
        parameters = self._each(info.parameters, f"{where}/parameter", self._named)
        return attrs.evolve(
            info,
            categories=info.categories
            or (self._filled(None, f"{where}/category[1]", Category.OTHER),),
            certainty=self._certainty(info.certainty, f"{where}/certainty[1]"),
            event_codes=self._each(info.event_codes, f"{where}/eventCode", self._named),
            effective=self._time(info.effective, f"{where}/effective[1]"),
            onset=self._time(info.onset, f"{where}/onset[1]"),
            expires=self._time(info.expires, f"{where}/expires[1]"),
            parameters=(*parameters, *moved),
            resources=self._each(info.resources, f"{where}/resource", self._resource),
            areas=areas,
        )

    def _area(self, area: Area, where: str, moved: list[NamedValue]) -> Area:
        heights = {"altitude": area.altitude, "ceiling": area.ceiling}
        numbers = {"altitude": area.altitude_ft, "ceiling": area.ceiling_ft}
        for name, text in heights.items():
            if text is not None and numbers[name] is None:
                self._change(Changed.MOVED_TO_PARAMETER, f"{where}/{name}[1]", text, name)
                moved.append(NamedValue(name, text, area.line))
        return attrs.evolve(
            area,
            geocodes=self._each(area.geocodes, f"{where}/geocode", self._named),
            altitude=None if numbers["altitude"] is None else area.altitude,
            ceiling=None if numbers["ceiling"] is None else area.ceiling,
        )

    def _resource(self, resource: Resource, where: str) -> Resource:
        kind = self._filled(resource.mime_type, f"{where}/mimeType[1]", _UNKNOWN_TYPE)
        return attrs.evolve(resource, mime_type=kind)

    def _certainty(self, certainty: str | None, where: str) -> str | None:
        if certainty != _VERY_LIKELY:
            return certainty
        self._change(Changed.REPLACED, where, certainty, Certainty.LIKELY)
        return Certainty.LIKELY.value

    def _named(self, value: NamedValue, where: str) -> NamedValue:
        if value.name is not None:
            return value
        self._change(Changed.SPLIT, where, value.value or "", f"{_UNNAMED}={value.value or ''}")
        return attrs.evolve(value, name=_UNNAMED)

    def _time(self, time: Time | None, where: str) -> Time | None:
        if time is None:
            return None
        match = _TIME.fullmatch(time.text.strip(SPACE))
        if match is None:
            return time
        seconds, zone = match.groups()
        if zone is None and time.assumed_zone is None:
            self.without_zone.append(where)
            return time
        written = seconds + (_UTC if zone == "Z" else zone or time.assumed_zone or "")
        if written == time.text:
            return time
        changed = Changed.OFFSET_ASSUMED if zone is None else Changed.TIME_REWRITTEN
        self._change(changed, where, time.text, written)
        return Time(written, time.line)

    def _filled(self, text: str | None, where: str, otherwise: str) -> str:
        if text is not None:
            return text
        self._change(Changed.FILLED_IN, where, "", str(otherwise))
        return str(otherwise)

    def _each(
        self, values: tuple[T, ...], where: str, make: Callable[[T, str], T]
    ) -> tuple[T, ...]:
        return tuple(make(value, f"{where}[{n}]") for n, value in enumerate(values, start=1))

    def _change(self, changed: Changed, where: str, before: str, after: str) -> None:
        self.changes.append(Change(changed, where, before, str(after)))

    def left_out(self, found: Found) -> None:
        """List what is in the message and in no value: elements of others, and comments."""
        space = found.alert.version.namespace
        for parent in found.element.iter(f"{{{space}}}*"):
            for each in parent:
                if not _is_of(each, space):
                    name = str(each) if callable(each.tag) else str(each.tag)
                    self._change(Changed.LEFT_OUT, where_of(parent, found.element), name, "")


def _is_of(element: Any, space: str) -> bool:  # noqa: ANN401 - an element, a comment, …
    return isinstance(element.tag, str) and etree.QName(element).namespace == space
