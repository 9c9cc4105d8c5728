"""What is typed: the fields of the form, to the plain body of a decision and back.

1. Nothing typed is lost: what makes no sense stands in the body as it was typed, and is told among
   the reasons against the draft.
2. What the form has no field for is kept as it was.
3. A time is typed by the clocks of its zone, and kept in UTC.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import attrs

from dabyl.core.law.powers import Action
from dabyl.core.levels.body import merged
from dabyl.core.values.instants import local_instant, parse_instant
from dabyl.core.values.problems import Rejected

TEXTS = ("title", "grounds", "advice", "changes", "contact")
WORDS = ("provision", "reason", "incident", "number")
DAYS, THROUGH, TIME, EVENT, OPEN = ENDINGS = ("days", "through", "time", "event", "open")
_DAY_MINUTES = 1_440
_ONLY = "1"

Body = dict[str, Any]
Sent = Callable[[str], Sequence[str]]
"""Every value that was sent under a name."""


@attrs.frozen(kw_only=True)
class Known:
    """What fields are read with: languages, the zone of times, and how places are found."""

    languages: tuple[str, ...]
    zone: str
    find: Callable[[str], tuple[str, ...]]


@attrs.frozen(kw_only=True)
class Typed:
    """The fields of the form, as they are shown."""

    action: str
    scale: str = ""
    level: str = ""
    units: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    start: str = ""
    review: str = ""
    ending: str = ""
    days: str = ""
    through: str = ""
    until: str = ""
    event: Mapping[str, str] = attrs.field(factory=dict)
    texts: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict)
    words: Mapping[str, str] = attrs.field(factory=dict)
    decision: str = ""
    withdraw: bool = False


def typed_of(body: Mapping[str, Any], known: Known, original: Mapping[str, Any]) -> Typed:
    """Return the fields of a body; a correction's texts are those of *original* as it changes."""
    effect = _effect(body)
    ending = _list(effect.get("ending"))
    kind, given = (str(ending[0]), ending[1:]) if ending else ("", [])
    units = [str(one) for one in _list(_object(effect.get("area")).get("units"))]
    shown = merged(original, effect.get("changes", {})) if original else body
    return Typed(
        action=str(effect.get("kind", "")),
        scale=str(body.get("scale", "")),
        level=str(effect.get("level", "")),
        units=tuple(one for one in units if known.find(one) == (one,)),
        unknown=tuple(one for one in units if known.find(one) != (one,)),
        layers=tuple(str(one) for one in _list(effect.get("layers"))),
        start=_clock(effect.get("start")),
        review=_clock(effect.get("review")),
        ending=kind,
        days=_text(given) if kind == DAYS else "",
        through=_text(given) if kind == THROUGH else "",
        until=_until(given) if kind == TIME else "",
        event=_words(given[0]) if kind == EVENT and given else {},
        texts={name: _words(_object(shown).get(name)) for name in TEXTS},
        words={name: str(body.get(name, "")) for name in WORDS},
        decision=str(effect.get("decision", "")),
        withdraw=bool(effect.get("withdraw")),
    )


def body_of(
    sent: Sent, before: Mapping[str, Any], known: Known, original: Mapping[str, Any]
) -> Body:
    """Return the body with what was sent in place of what stood in the form."""
    body = dict(before)
    effect = dict(_effect(before))
    for name in WORDS:
        _put(body, name, _one(sent, name))
    if scale := _one(sent, "scale"):
        body["scale"] = scale
    texts = {name: _texts(sent, name, known.languages) for name in TEXTS}
    if effect.get("kind") == Action.CORRECT:
        effect["withdraw"] = bool(_one(sent, "withdraw"))
        changes = dict(_object(effect.get("changes")))
        effect["changes"] = {} if effect["withdraw"] else {**changes, **_patch(original, texts)}
    else:
        for name, said in texts.items():
            _put(body, name, said)
        _put_effect(effect, sent, known)
    body["effects"] = {**_object(before.get("effects")), _ONLY: effect}
    return body


def begun_body(key: str, office: str, scale: str, effect: Body) -> Body:
    """Return the body that a draft begins with."""
    return {
        "id": key,
        "mode": "taken",
        "scale": scale,
        "office": office,
        "effects": {_ONLY: effect},
    }


def moment_of(text: str, zone: str) -> Body | None:
    """Return the moment that was typed as ``2026-11-26T10:00`` in a zone; None for nothing."""
    if not text:
        return None
    try:
        wall = datetime.fromisoformat(text).replace(tzinfo=None)
        at = local_instant(wall.date(), wall.time(), zone).text()
    except (ValueError, OverflowError):
        at = text
    return {"at": at, "zone": zone}


def _put_effect(effect: Body, sent: Sent, known: Known) -> None:
    zone = str(_object(effect.get("start")).get("zone") or known.zone)
    units = tuple(_units(sent, known))
    area = _object(effect.get("area"))
    if effect.get("kind") == Action.DECLARE or units or area.get("shapes"):
        effect["area"] = {**area, "units": list(units)}
    else:
        effect.pop("area", None)
    if effect.get("kind") != Action.DECLARE:
        effect["layers"] = list(sent("layer"))
    _put(effect, "start", moment_of(_one(sent, "start"), zone))
    if effect.get("kind") == Action.LIFT:
        return
    _put(effect, "review", moment_of(_one(sent, "review"), zone))
    _put(effect, "ending", _ending(sent, known))
    if effect.get("kind") != Action.EXTEND:
        _put(effect, "level", _one(sent, "level"))
    if effect.get("kind") == Action.LOWER and "level" not in effect:
        effect.pop("ending", None)


def _units(sent: Sent, known: Known) -> Iterator[str]:
    """Give each place once: those of the list, then those typed by code or name."""
    found: dict[str, None] = dict.fromkeys(sent("unit"))
    for line in _one(sent, "places").replace(",", "\n").replace(";", "\n").splitlines():
        if name := line.strip():
            keys = known.find(name)
            found[keys[0] if len(keys) == 1 else name] = None
    yield from found


def _ending(sent: Sent, known: Known) -> list[Any] | None:
    match _one(sent, "ending"):
        case "days":
            days = _one(sent, "days")
            return [DAYS, int(days) if days.isascii() and days.isdecimal() else days]
        case "through":
            return [THROUGH, _one(sent, "through")]
        case "time":
            day, _, clock = _one(sent, "until").partition("T")
            return [TIME, day, _minutes(clock)]
        case "event":
            return [EVENT, _texts(sent, "event", known.languages)]
        case "open":
            return [OPEN]
        case _:
            return None


def _minutes(clock: str) -> int | str:
    hours, _, minutes = clock.partition(":")
    is_clock = hours.isdecimal() and minutes[:2].isdecimal()
    return int(hours) * 60 + int(minutes[:2]) if is_clock else clock


def _until(given: list[Any]) -> str:
    day, minutes = (*given, "", "")[:2]
    if isinstance(minutes, int) and 0 <= minutes < _DAY_MINUTES:
        return f"{day}T{minutes // 60:02}:{minutes % 60:02}"
    return f"{day}T{minutes}"


def _patch(original: Mapping[str, Any], texts: Mapping[str, Mapping[str, str]]) -> Body:
    """Return what turns the texts of the original into those that were typed."""
    patch: Body = {}
    for name, said in texts.items():
        before = _words(original.get(name))
        changed: Body = {lang: text for lang, text in said.items() if before.get(lang) != text}
        changed |= dict.fromkeys(before.keys() - said.keys())
        if changed:
            patch[name] = changed
    return patch


def _clock(moment: object) -> str:
    """Return a moment by the clocks of its zone, else as it was typed."""
    said = _object(moment)
    at, zone = str(said.get("at", "")), str(said.get("zone", ""))
    try:
        return f"{parse_instant(at).local(zone):%Y-%m-%dT%H:%M}"
    except (Rejected, ValueError, KeyError):
        return at


def _one(sent: Sent, name: str) -> str:
    values = sent(name)
    return values[-1].strip() if values else ""


def _texts(sent: Sent, name: str, languages: tuple[str, ...]) -> dict[str, str]:
    said = {lang: _one(sent, f"{name}-{lang}").replace("\r\n", "\n") for lang in languages}
    return {lang: text for lang, text in said.items() if text}


def _put(into: Body, name: str, value: object) -> None:
    """Put a value into its field, or take the field away when there is none."""
    if value in (None, "", {}):
        into.pop(name, None)
    else:
        into[name] = value


def _effect(body: Mapping[str, Any]) -> Mapping[str, Any]:
    return _object(_object(body.get("effects")).get(_ONLY))


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else []


def _text(given: list[Any]) -> str:
    return str(given[0]) if given else ""


def _words(value: object) -> dict[str, str]:
    return {lang: str(text) for lang, text in _object(value).items()}
