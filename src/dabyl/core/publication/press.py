"""The press: what all pages of a site share, and how a page is put together.

1. One style, one script, one policy for the whole site; the style is made once.
2. Every page of a replay or an exercise says so; every page of an archive says as of when it is.
3. A reader's own clock tells when a page is too old, also when the exercise's shows another time.
4. Links are relative and name files, so that pages work from a disk as from a server.
"""

from collections.abc import Hashable, Mapping
from datetime import timedelta
from functools import cached_property
from typing import Any

import attrs
from markupsafe import Markup

from dabyl.core.levels.scale import Level
from dabyl.core.levels.standing import Standing
from dabyl.core.publication.answers import Answers
from dabyl.core.publication.foreign import Foreign
from dabyl.core.publication.marks import bars, css_class, level_styles
from dabyl.core.publication.speaker import Speaker
from dabyl.core.publication.theme import Theme, minified, policy
from dabyl.core.register.facts import WorkspaceKind
from dabyl.core.values.instants import Instant


@attrs.frozen(kw_only=True, eq=False, slots=False)
class Press:
    """A theme, the answers, and whether the site is an archive."""

    theme: Theme
    answers: Answers
    archive: bool
    ahead_s: int = 0
    """By how much the clock that pages are told by is ahead of those of readers: an exercise's."""

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the site, the pack's own order."""
        return self.theme.languages(self.answers.pack.languages)

    @cached_property
    def speakers(self) -> Mapping[str, Speaker]:
        """A speaker for each language."""
        return {lang: Speaker(lang, self.theme.words[lang]) for lang in self.languages}

    @cached_property
    def style(self) -> str:
        """The style of all pages."""
        levels = (
            level_styles(place, self.answers.version(scale))
            for place, scale in enumerate(self.answers.epoch.readings)
        )
        return minified(self.theme.style) + "".join(levels)

    @cached_property
    def script(self) -> str | None:
        """The script of leased pages; an archive is judged by its own clock and has none."""
        return None if self.archive else self.theme.script.strip()

    @cached_property
    def _policies(self) -> tuple[str, str]:
        return policy(self.style, None), policy(self.style, self.script)

    @cached_property
    def _scale_places(self) -> Mapping[str, int]:
        return {scale: place for place, scale in enumerate(self.answers.epoch.readings)}

    def mark(self, lang: str, *, short: bool = True) -> str:
        """Return what marks a site that is not in earnest; nothing for a live one."""
        kind = self.answers.register.kind
        if kind is WorkspaceKind.LIVE:
            return ""
        return self.speakers[lang].words[f"mark_{kind}{'_short' if short else ''}"]

    def as_it_stood(self, lang: str) -> str:
        """Return as of when an archive is; nothing for a site of now."""
        if not self.archive:
            return ""
        answers, speaker = self.answers, self.speakers[lang]
        at = speaker.instant(answers.at, answers.zone)
        if answers.known_at == answers.at:
            return speaker.say("archive", at=at)
        known_at = speaker.instant(answers.known_at, answers.zone)
        return speaker.say("archive_known", at=at, known_at=known_at)

    def css(self, scale: str, level: Level) -> str:
        """Return the class of a level."""
        return css_class(self._scale_places[scale], level.rank)

    @cached_property
    def fragments(self) -> dict[tuple[Hashable, ...], Markup]:
        """Parts of pages that many pages share, by what they are about."""
        return {}

    @cached_property
    def foreign(self) -> Foreign:
        """The warnings of others that are shown."""
        return Foreign.of(self.answers)

    @cached_property
    def paged(self) -> frozenset[str]:
        """The keys of the places that have pages."""
        return frozenset(self.answers.paged)

    def chip(self, scale: str, level: Level | None, lang: str, at: Instant | None = None) -> Markup:
        """Return a level in a line of text: its bars and its word, on its colour.

        It is shown as one of the levels that there were at *at*.
        """
        steps = self.answers.version(scale, at).steps()
        key = ("chip", scale, level, steps, lang)
        found = self.fragments.get(key)
        if found is None:
            found = self.fragments[key] = self._make_chip(scale, level, steps, self.speakers[lang])
        return found

    def _make_chip(self, scale: str, level: Level | None, steps: int, speaker: Speaker) -> Markup:
        if level is None:
            return Markup('<span class="chip none">{}</span>').format(speaker.t.no_level_here)
        rank = speaker.say("level_of", rank=level.rank, steps=steps)
        return Markup('<span class="chip {}">{}{} <small>{}</small></span>').format(
            self.css(scale, level), bars(level.rank, steps), speaker.level(level), rank
        )

    def page(
        self,
        template: str,
        lang: str,
        tail: str,
        *,
        title: str,
        leased: Standing | None = None,
        **view: Any,  # noqa: ANN401 - what a template is given
    ) -> bytes:
        """Return a page of the language at ``/{lang}/{tail}``, leased when it says what is now."""
        speaker = self.speakers[lang]
        scripted = leased is not None and self.script is not None
        root = "../" * (tail.count("/") + 1)
        text = self.theme.template(template).render(
            lang=lang,
            dir=speaker.direction,
            t=speaker.t,
            root=root,
            home=f"{root}{lang}/",
            title=title,
            country=self.answers.name(self.answers.country, lang),
            mark=self.mark(lang),
            mark_long=self.mark(lang, short=False),
            archive=self.as_it_stood(lang),
            languages=[
                (other, self.speakers[other].t.language, f"{root}{other}/{tail}")
                for other in self.languages
            ],
            style=Markup(self.style),  # noqa: S704 - the theme's own style
            csp=self._policies[scripted],
            script=Markup(self.script) if scripted else "",  # noqa: S704 - the theme's own script
            lease=None if leased is None else self._lease(speaker, leased),
            **view,
        )
        return text.encode()

    def door(self, template: str, lines: list[tuple[str, ...]]) -> bytes:
        """Return the page at the root, which has every language and no script."""
        text = self.theme.template(template).render(
            lang=self.languages[0],
            style=Markup(self.style),  # noqa: S704 - the theme's own style
            csp=self._policies[0],
            title=lines[0][3],
            lines=lines,
        )
        return text.encode()

    def _lease(self, speaker: Speaker, leased: Standing) -> dict[str, str]:
        zone = self.answers.zone
        as_of = speaker.instant(leased.as_of, zone)
        return {
            "until": leased.valid_until.plus(timedelta(seconds=-self.ahead_s)).text(),
            "confirmed": speaker.say("confirmed_at", as_of=as_of),
            "again": speaker.say("look_again", until=speaker.instant(leased.valid_until, zone)),
            "stale": speaker.say("stale", as_of=as_of),
            "journal": speaker.say("journal_at", number=self.answers.register.number),
        }
