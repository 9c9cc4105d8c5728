"""Warnings of others on our pages: their words, marked as theirs, apart from our levels.

1. A warning stands in the language of the page when it has that, else in its own first one.
2. Their text is text: markup in it is shown and not obeyed, nor is what would turn its order.
3. Each says who warns, where it was read, by whose word it stands here, and its hash. How grave
   they call it is said in words, never as a level or in the colour of one.
4. On a place's page stands what covers it or a part of it; on the country's, and on the front
   page, all that is shown.
"""

import re
from typing import Any, Final
from urllib.parse import urlsplit

import attrs

from dabyl.core.formats.cap.explaining.harmless import one_line
from dabyl.core.formats.cap.values import Info
from dabyl.core.formats.cap.vocabulary import Severity, Status
from dabyl.core.formats.cap.watching.cover import Cover, cover
from dabyl.core.formats.cap.watching.live import InForce
from dabyl.core.formats.cap.watching.places import Ground, ground_of
from dabyl.core.formats.cap.watching.showing import foreign_in_force
from dabyl.core.publication.answers import Answers
from dabyl.core.publication.links import outward
from dabyl.core.publication.speaker import Speaker
from dabyl.core.register.facts import ForeignShown
from dabyl.core.values.instants import Instant

Card = dict[str, Any]
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)
_SEVERITIES: Final = frozenset(severity.value for severity in Severity)
_DEFAULT: Final = "en-US"
_LONGEST: Final = 300
_MOST_AREAS: Final = 12


@attrs.frozen(eq=False)
class Foreign:
    """The warnings of others that are shown and in force."""

    answers: Answers
    _shown: dict[str, ForeignShown]
    _standing: tuple[InForce, ...]
    _ground: Ground | None
    _found: dict[str, tuple[InForce, ...]] = attrs.field(init=False, factory=dict)

    @classmethod
    def of(cls, answers: Answers) -> "Foreign":
        """Return those of the instant and the knowledge that *answers* are about."""
        register = answers.register
        shown = dict(register.foreign_at(answers.known_at))
        standing = foreign_in_force(shown.values(), at=answers.at, kind=register.kind)
        borders = register.borders_at(answers.known_at)
        ground = ground_of(answers.places, borders, on=answers.day) if standing else None
        return cls(answers, shown, standing, ground)

    def cards(self, key: str, speaker: Speaker) -> list[Card]:
        """Return the cards of the warnings for a place, in the order in which they were sent."""
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._concerning(key)
        return [card for each in found for card in self._cards(each, key, speaker)]

    def _concerning(self, key: str) -> tuple[InForce, ...]:
        if key in self.answers.countries or self._ground is None:
            return self._standing
        place = self._ground.place(key)
        return tuple(one for one in self._standing if cover(one.infos, place) >= Cover.PART)

    def _cards(self, standing: InForce, key: str, speaker: Speaker) -> list[Card]:
        shown = self._shown[standing.heard.kept.hash]
        zone = self.answers.zone_of(key)
        return [
            {
                "lang": _language(info),
                "title": _short(info.headline or info.event or shown.identifier),
                "sender": _short(info.sender_name or shown.sender),
                "severity": _severity(info, speaker),
                "area": _areas(info),
                "until": _until(info, speaker, zone),
                "status": _status(shown, speaker),
                "basis": self._basis(shown, speaker),
                "source": outward(shown.source, _host(shown.source)),
                "received": speaker.instant(shown.received_at, zone),
                "identifier": _short(shown.identifier),
                "sent_by": _short(shown.sender),
                "hash": shown.hash,
            }
            for info in _in_language(standing.infos, speaker.lang)
        ]

    def _basis(self, shown: ForeignShown, speaker: Speaker) -> str:
        if shown.office is None:
            return speaker.say("foreign_signed", name=shown.key or "")
        office = self.answers.epoch.offices.get(shown.office)
        name = shown.office if office is None else office.names.best(speaker.lang) or shown.office
        state = speaker.words[f"foreign_state_{shown.signature}"]
        return speaker.say("foreign_confirmed", office=name, state=state)


def _in_language(infos: tuple[Info, ...], lang: str) -> list[Info]:
    """Return the blocks in a language; those in the first block's when there are none."""
    own = _primary(infos[0])
    wanted = lang if any(_primary(info) == lang for info in infos) else own
    return [info for info in infos if _primary(info) == wanted]


def _primary(info: Info) -> str:
    return _language(info).partition("-")[0].lower()


def _language(info: Info) -> str:
    written = (info.language or _DEFAULT).strip()
    return written if _LANGUAGE.fullmatch(written) else ""


def _severity(info: Info, speaker: Speaker) -> str:
    said = info.severity if info.severity in _SEVERITIES else Severity.UNKNOWN.value
    return speaker.words[f"foreign_severity_{said.lower()}"]


def _areas(info: Info) -> str:
    names = [_short(area.description or "") for area in info.areas]
    more = " …" if len(names) > _MOST_AREAS else ""
    return ", ".join(filter(None, names[:_MOST_AREAS])) + more


def _until(info: Info, speaker: Speaker, zone: str) -> str:
    end: Instant | None = None if info.expires is None else info.expires.instant
    return speaker.t.foreign_no_end if end is None else speaker.instant(end, zone)


def _status(shown: ForeignShown, speaker: Speaker) -> str:
    if shown.status == Status.ACTUAL:
        return ""
    return speaker.words[f"foreign_status_{shown.status.lower()}"]


def _host(source: str) -> str:
    return urlsplit(source).hostname or ""


def _short(text: str) -> str:
    line = one_line(text)
    return f"{line[:_LONGEST]}…" if len(line) > _LONGEST else line
