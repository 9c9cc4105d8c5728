"""Blocks: what the information blocks of a message have in common, within and among languages.

1. Languages differ in words alone. Their blocks are compared in their order; where another order
   makes them equal, they are. Shapes of several areas form a union, so that only the union counts.
2. The blocks of a language are about one event. Another name of it is excused by another severity.
3. A later block of a language adds to an earlier one. It contradicts where both share ground,
   audience, event and time, and are not equally grave.

Source: CAP 1.2, 3.2.2; CAP-CP 1.0, 2, 4 and 5; IPAWS profile 1.0, category and eventCode.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.findings import Fault, Judged
from dabyl.core.formats.cap.rules.kinds import E, I, Profile, Subject, W, kinds
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.registry import rule
from dabyl.core.formats.cap.values import Info, NamedValue, Time
from dabyl.core.formats.cap.vocabulary import MsgType, Scope, Status

Numbered = tuple[int, Info]
_NAMES: Final = (
    "category",
    "eventCode",
    "responseType",
    "urgency",
    "severity",
    "certainty",
    "effective",
    "onset",
    "expires",
    "area",
)
_OF_ALL: Final = frozenset({"category", "eventCode"})
"""What every profile that speaks of it wants to be equal; the rest CAP-CP and we ourselves do."""
_STRICT: Final = frozenset({Profile.DABYL, Profile.CAP_CP})
_LENIENT: Final = frozenset(Profile) - _STRICT
_TOLD: Final = frozenset({MsgType.ALERT.value, MsgType.UPDATE.value})
_GOOGLE: Final = frozenset({Profile.GOOGLE})


@rule(
    number=43,
    code="cap-languages-differ",
    subject=Subject.MESSAGE,
    source="CAP-CP 1.0, 5; IPAWS profile 1.0, category and eventCode; Google",
    kinds=kinds(E, oasis=I, elsewhere=W, ipaws=E, cap_cp=E, cap_au=E, google=E),
)
def languages_differ_in_words_alone(message: Message, context: Context) -> Judged:
    """Codes, gravity, times and the whole geometry are equal in all languages."""
    del context
    groups = _by_language(message)
    if len(groups) < 2 or _are_written_alike(groups):  # noqa: PLR2004 - two languages
        return
    (first, pattern), *others = groups.items()
    for language, blocks in others:
        data = {"language": language, "first": first}
        if len(blocks) != len(pattern):
            counts = {"count": len(blocks), "first_count": len(pattern)}
            yield from _graded(f"info[{blocks[0][0]}]", "blocks", {**data, **counts})
            continue
        pairs = [(number, _technical(info)) for number, info in blocks]
        wanted = [_technical(info) for _, info in pattern]
        if wanted == [key for _, key in pairs] or Counter(wanted) == Counter(k for _, k in pairs):
            continue
        for (number, key), want in zip(pairs, wanted, strict=True):
            for name, one, other in zip(_NAMES, want, key, strict=True):
                if one != other:
                    yield from _graded(f"info[{number}]/{name}", "", {"name": name, **data})


@rule(
    number=45,
    code="cap-event-renamed",
    subject=Subject.MESSAGE,
    source="CAP-AU 1.0, event; Google",
    kinds=kinds(E, oasis=I, cap_au=E, google=E),
)
def a_language_has_one_name_of_the_event(message: Message, context: Context) -> Judged:
    """Blocks of one language have the same ``event``, unless their severity differs."""
    del context
    for blocks in _repeated(message):
        first: dict[str | None, str] = {}
        for number, info in blocks:
            event = " ".join((info.event or "").split())
            other = first.setdefault(info.severity, event)
            if other.casefold() != event.casefold():
                yield Fault(f"info[{number}]/event", data={"value": event, "first": other})


@rule(
    number=46,
    code="cap-several-events",
    subject=Subject.MESSAGE,
    source="CAP-CP 1.0, 2; CAP-AU 1.0, eventCode",
    kinds=kinds(E, oasis=I, ipaws=E, cap_cp=E, cap_au=E, google=E),
)
def is_about_one_event(message: Message, context: Context) -> Judged:
    """A message has one subject event: its blocks share their codes and categories."""
    del context
    for (_, first), *others in _repeated(message):
        wanted = _by_list(first)
        for number, info in others:
            codes = _by_list(info)
            for name in sorted(wanted.keys() & codes.keys()):
                if codes[name] != wanted[name]:
                    value, other = (" ".join(sorted(each[name])) for each in (codes, wanted))
                    data = {"name": name, "value": value, "first": other}
                    yield Fault(f"info[{number}]/eventCode", data=data)
            if set(info.categories) != set(first.categories):
                value, other = (", ".join(each.categories) for each in (info, first))
                yield Fault(
                    f"info[{number}]/category", "category", {"value": value, "first": other}
                )


@rule(
    number=47,
    code="cap-blocks-contradict",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.2.2, info",
    kinds=kinds(W, oasis=W, elsewhere=W),
)
def later_blocks_add(message: Message, context: Context) -> Judged:
    """Later blocks of a language add to earlier ones and do not contradict them."""
    del context
    for blocks in _repeated(message):
        grave: dict[tuple[object, ...], Numbered] = {}
        for number, info in blocks:
            told = (_words(info.audience), _words(info.event), _moments(info))
            for shape in _shapes(info) or {("", "")}:
                before, other = grave.setdefault((told, shape), (number, info))
                if _gravity(other) != _gravity(info):
                    yield Fault(f"info[{number}]", data={"number": number, "first": before})
                    break


@rule(
    number=49,
    code="cap-no-info",
    subject=Subject.MESSAGE,
    source="CAP-CP 1.0, 4; CAP-AU 1.0, info; Google",
    kinds=kinds(E, oasis=I, elsewhere=W, cap_cp=E, cap_au=E, google=E),
)
def public_messages_inform(message: Message, context: Context) -> Judged:
    """A public Alert or Update has at least one ``info``."""
    del context
    alert = message.alert
    if not alert.infos and alert.scope == Scope.PUBLIC and alert.msg_type in _TOLD:
        yield Fault(only=_GOOGLE if alert.status == Status.SYSTEM else None)


def _by_language(message: Message) -> dict[str, list[Numbered]]:
    groups: dict[str, list[Numbered]] = {}
    for number, info in enumerate(message.alert.infos, 1):
        groups.setdefault(message.languages[number - 1], []).append((number, info))
    return groups


def _repeated(message: Message) -> Iterator[list[Numbered]]:
    """Yield the blocks of each language that has several."""
    if len(set(message.languages)) < len(message.languages):
        yield from (blocks for blocks in _by_language(message).values() if len(blocks) > 1)


def _graded(where: str, case: str, data: dict[str, object]) -> Iterator[Fault]:
    """Yield a fault, milder for those who want only some elements to be equal."""
    if data.get("name") in _OF_ALL:
        yield Fault(where, case, data)
    else:
        yield Fault(where, case, data, only=_STRICT)
        yield Fault(where, case, data, at_most=W, only=_LENIENT)


# --- what is compared ---


def _are_written_alike(groups: dict[str, list[Numbered]]) -> bool:
    """Tell whether all languages repeat the same text, so that nothing need be read out of it."""
    first, *others = ([_written(info) for _, info in blocks] for blocks in groups.values())
    return all(other == first for other in others)


def _written(info: Info) -> tuple[object, ...]:
    return (
        info.categories,
        info.response_types,
        _gravity(info),
        [(code.name, code.value) for code in info.event_codes],
        [time and time.text for time in (info.effective, info.onset, info.expires)],
        [
            (
                [polygon.text for polygon in area.polygons],
                [circle.text for circle in area.circles],
                [(code.name, code.value) for code in area.geocodes],
                area.altitude,
                area.ceiling,
            )
            for area in info.areas
        ],
    )


def _technical(info: Info) -> tuple[object, ...]:
    """Return what is the same in every language, in the order of ``_NAMES``."""
    return (
        frozenset(info.categories),
        frozenset(map(_pair, info.event_codes)),
        frozenset(info.response_types),
        *_gravity(info),
        _moment(info.effective),
        _moment(info.onset),
        _moment(info.expires),
        (_shapes(info), _heights(info)),
    )


def _gravity(info: Info) -> tuple[str | None, str | None, str | None]:
    return info.urgency, info.severity, info.certainty


def _moments(info: Info) -> tuple[object, object]:
    """Return from when to when; a block without an onset starts when it takes effect."""
    return _moment(info.onset or info.effective), _moment(info.expires)


def _moment(time: Time | None) -> object:
    if time is None:
        return None
    return time.text.strip() if time.instant is None else time.instant


def _shapes(info: Info) -> frozenset[tuple[str, str]]:
    """Return every shape and code of the areas."""
    found: list[tuple[str, str]] = []
    for area in info.areas:
        found += [("polygon", _words(polygon.text)) for polygon in area.polygons]
        found += [("circle", _words(circle.text)) for circle in area.circles]
        found += map(_pair, area.geocodes)
    return frozenset(found)


def _heights(info: Info) -> frozenset[tuple[str, str]]:
    return frozenset((_words(area.altitude), _words(area.ceiling)) for area in info.areas)


def _by_list(info: Info) -> dict[str, set[str]]:
    """Return the event codes by the list that they are of."""
    codes: dict[str, set[str]] = {}
    for code in info.event_codes:
        name, value = _pair(code)
        codes.setdefault(name, set()).add(value)
    return codes


def _pair(pair: NamedValue) -> tuple[str, str]:
    return (pair.name or "").strip(), (pair.value or "").strip()


def _words(text: str | None) -> str:
    """Return the words of a text with one blank between them; most texts have that already."""
    if not text or (text.isprintable() and "  " not in text and text == text.strip()):
        return text or ""
    return " ".join(text.split())
