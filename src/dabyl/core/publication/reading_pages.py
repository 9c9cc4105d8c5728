"""Pages to read: help, law, how to check this, and the door with the languages."""

from collections.abc import Iterator

import attrs
from markupsafe import Markup

from dabyl.core.levels.scale import Level
from dabyl.core.publication.links import joined, link, place_tail
from dabyl.core.publication.outcomes import outcome
from dabyl.core.publication.panel import headline
from dabyl.core.publication.press import Press


@attrs.frozen
class LevelWords:
    """A level, explained."""

    chip: Markup
    criteria: str
    definition: str
    advice: tuple[str, ...]
    changes: str
    confirmed: bool


def help_page(press: Press, lang: str) -> bytes:
    """Return what the levels mean and how the pages are read, with a list of all places."""
    answers, speaker = press.answers, press.speakers[lang]
    home = f"../../{lang}/"
    scale = answers.scales(answers.country)[0]
    version = answers.version(scale)
    return press.page(
        "help.html.j2",
        lang,
        "help/index.html",
        title=speaker.t.help,
        here="help",
        general=_lines(answers.pack.help.best(lang)),
        scale=answers.scale(scale).names.best(lang),
        note=version.note.best(lang),
        levels=[_level_words(press, scale, level, lang) for level in version.levels],
        reading=[speaker.words[f"help_read_{number}"] for number in (1, 2, 3, 4)],
        places=list(_places(press, lang, home)),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _level_words(press: Press, scale: str, level: Level, lang: str) -> LevelWords:
    return LevelWords(
        chip=press.chip(scale, level, lang),
        criteria=level.criteria.best(lang),
        definition=level.definition.best(lang),
        advice=_lines(level.advice.best(lang)),
        changes=level.changes.best(lang),
        confirmed=level.confirmed,
    )


def _places(press: Press, lang: str, home: str) -> Iterator[tuple[Markup, Markup]]:
    answers = press.answers
    for root in answers.countries:
        for region in answers.children(root):
            below = joined(_place(press, key, lang, home) for key in answers.children(region))
            yield _place(press, region, lang, home), below


def _place(press: Press, key: str, lang: str, home: str) -> Markup:
    return link(home + place_tail(key), press.answers.name(key, lang))


def verify_page(press: Press, lang: str) -> bytes:
    """Return how anyone can check what the site says."""
    speaker, register = press.speakers[lang], press.answers.register
    return press.page(
        "verify.html.j2",
        lang,
        "verify/index.html",
        title=speaker.t.verify,
        leased=press.answers.main(press.answers.country),
        here="verify",
        checks=[
            (speaker.words[f"verify_{number}_title"], speaker.words[f"verify_{number}"])
            for number in (1, 2, 3, 4, 5)
        ],
        number=register.number,
        head=register.head,
    )


def door(press: Press) -> bytes:
    """Return the page at the root: what stands, in each language, with a link to its pages."""
    answers = press.answers
    standing = answers.main(answers.country)
    result = outcome(answers, standing)
    lines: list[tuple[str, ...]] = [
        (
            lang,
            speaker.direction,
            speaker.t.language,
            answers.name(answers.country, lang),
            headline(result, speaker),
            speaker.say("confirmed_at", as_of=speaker.instant(standing.as_of, answers.zone)),
            press.mark(lang),
            press.as_it_stood(lang),
        )
        for lang, speaker in press.speakers.items()
    ]
    return press.door("door.html.j2", lines)
