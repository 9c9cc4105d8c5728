"""Explaining: a standing level in sentences that a person can check.

1. Every sentence names the act, and says until when, in the wording made from the one end instant.
2. What is overruled is named with what overrules it and until when.
3. Texts exist in Kazakh, Russian and English; another language gets the English ones.
"""

from collections.abc import Callable, Iterator, Mapping

from dabyl.core.calendars.printed import printed_end, printed_instant
from dabyl.core.levels.standing import Standing, StandingLayer
from dabyl.core.register.register import Register

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "is": "{place}: {level}, because {office} decided so ({decision}); {end}.",
        "none": "{place}: no level was in force when this was last confirmed, {as_of}.",
        "floor": "{place}: {level}, the lowest level, which holds where nothing else is decided.",
        "over": "{level} ({decision}, {area}) is overruled by {by}; {end}.",
        "part": "In part of it the level is {level}: {places}.",
        "nobody": "an office that no source names",
        "open": "no end is stated",
        "then": "from {at}: {level}",
        "then-none": "from {at}: no level",
    },
    "ru": {
        "is": "{place}: {level} — решение {decision}, {office}; {end}.",
        "none": "{place}: на момент последнего подтверждения, {as_of}, уровень не действовал.",
        "floor": "{place}: {level} — низший уровень, он действует, пока не решено иное.",
        "over": "{level} ({decision}, {area}) перекрыт решением {by}; {end}.",
        "part": "На части территории действует {level}: {places}.",
        "nobody": "орган в источниках не назван",
        "open": "срок окончания не указан",
        "then": "с {at}: {level}",
        "then-none": "с {at}: уровень не действует",
    },
    "kk": {
        "is": "{place}: {level} — {decision} шешімі, {office}; {end}.",
        "none": "{place}: соңғы расталған сәтте, {as_of}, ешқандай деңгей қолданыста болған жоқ.",
        "floor": "{place}: {level} — ең төменгі деңгей, басқа шешім болмаса, осы қолданылады.",
        "over": "{level} ({decision}, {area}) орнына {by} шешімі қолданылады; {end}.",
        "part": "Аумақтың бір бөлігінде {level}: {places}.",
        "nobody": "органды дереккөздер атамайды",
        "open": "аяқталу мерзімі көрсетілмеген",
        "then": "{at} бастап: {level}",
        "then-none": "{at} бастап: деңгей қолданылмайды",
    },
}
"""Forms of sentences, by language."""


def explain(register: Register, standing: Standing, lang: str) -> tuple[str, ...]:
    """Return why the place's level is what it is, in sentences."""
    return tuple(_sentences(register, standing, lang))


def _sentences(register: Register, standing: Standing, lang: str) -> Iterator[str]:
    words = WORDS.get(lang, WORDS["en"])
    epoch = register.epoch_at(standing.known_at)
    scale = epoch.readings[standing.scale].scale
    day = standing.at.local(scale.zone).date()
    version = scale.version(day)

    def name(key: str) -> str:
        known = epoch.gazetteer.unit(key)
        return key if known is None else known.name(lang, day)

    def level(key: str) -> str:
        known = version.level(key)
        return key if known is None else known.names.best(lang) or key

    place = name(standing.place)
    if not standing.layers:
        if standing.level is None:
            as_of = printed_instant(standing.as_of, scale.zone, lang)
            yield words["none"].format(place=place, as_of=as_of)
        else:
            yield words["floor"].format(place=place, level=level(standing.level))
    for layer in standing.layers:
        office = epoch.offices.get(layer.office or "")
        yield words["is"].format(
            place=place,
            level=level(layer.level),
            decision=layer.decision,
            office=words["nobody"] if office is None else office.names.best(lang),
            end=_end(layer, words, lang),
        )
    yield from _overruled(standing, words, lang, name, level)
    for one in dict.fromkeys(part.level for part in standing.parts):
        places = ", ".join(name(part.place) for part in standing.parts if part.level == one)
        yield words["part"].format(level="—" if one is None else level(one), places=places)
    if standing.next is not None:
        at = printed_instant(standing.next.at, scale.zone, lang)
        if standing.next.level is None:
            yield words["then-none"].format(at=at)
        else:
            yield words["then"].format(at=at, level=level(standing.next.level))


def _overruled(
    standing: Standing,
    words: Mapping[str, str],
    lang: str,
    name: Callable[[str], str],
    level: Callable[[str], str],
) -> Iterator[str]:
    why = {reason.layer: reason for reason in standing.reasons}
    for layer in standing.overruled:
        yield words["over"].format(
            level=level(layer.level),
            decision=layer.decision,
            area=", ".join(name(key) for key in layer.area),
            by=why[layer.id].by,
            end=_end(layer, words, lang),
        )


def _end(layer: StandingLayer, words: Mapping[str, str], lang: str) -> str:
    if layer.end is None:
        return words["open"]
    return printed_end(layer.end, layer.zone, lang)
