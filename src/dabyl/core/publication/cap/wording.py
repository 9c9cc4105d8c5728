"""The words of a message in one language: headline, description, instruction, whom to ask.

1. What is not in earnest says so first, in the headline and in the description.
2. Names of areas are left out where the headline would grow too long; the description has them.
3. What a decision says itself goes before what its level says; nothing is translated by machine.
"""

from collections.abc import Iterator
from typing import Final

import attrs

from dabyl.core.publication.alone import said_until
from dabyl.core.publication.cap.due import Order
from dabyl.core.publication.cap.told import Told
from dabyl.core.publication.cap.voice import Voice
from dabyl.core.publication.speaker import Speaker
from dabyl.core.register.register import Register

HEADLINE_CHARS: Final = 140
_NAMED: Final = 4
_NAMED_BELOW: Final = 40


@attrs.frozen
class Wording:
    """What a message says in the language of a speaker."""

    register: Register
    order: Order
    voice: Voice
    told: Told
    speaker: Speaker

    def headline(self, names: list[str]) -> str:
        """Return the headline."""
        speaker = self.speaker
        ended = "_ended" if self.order.strand is None else ""
        mark, level = self.voice.mark(speaker.lang), speaker.level(self.told.step)
        head = f"{mark}. " if mark else ""
        texts = [
            head + speaker.say(f"cap_headline{ended}", level=level, areas=_listed(names, most))
            for most in range(_NAMED, -1, -1)
        ]
        fitting = (text for text in texts if len(text) <= HEADLINE_CHARS)
        return next(fitting, texts[-1][:HEADLINE_CHARS])

    def description(self, names: list[str]) -> str:
        """Return the whole text, one sentence or more a line."""
        return "\n".join(self._lines(names))

    def _lines(self, names: list[str]) -> Iterator[str]:
        told, order, speaker, lang = self.told, self.order, self.speaker, self.speaker.lang
        if mark := self.voice.mark(lang):
            yield f"{mark}."
        level, listed = speaker.level(self.told.step), _listed(names, _NAMED_BELOW)
        strand = order.strand
        if strand is None:
            at = speaker.instant(order.at, told.zone)
            yield speaker.say("cap_says_ended", level=level, areas=listed, at=at)
            if told.has_lapsed:
                yield speaker.say("cap_alone_lapsed")
            if not told.is_clear:
                yield speaker.say("cap_below")
        else:
            yield speaker.say(
                "cap_says",
                level=level,
                rank=speaker.say("level_of", rank=told.rank, steps=told.steps),
                areas=listed,
                start=speaker.instant(told.start, told.zone),
                end=speaker.end(strand.end, told.zone),
            )
        if told.alone_until is not None:
            yield f"{said_until(told.alone_until, speaker, told.zone)}."
        number = told.decision.number or told.decision.id
        yield speaker.say("cap_decided", office=self.office(), number=number)
        if grounds := told.decision.grounds.get(lang):
            yield grounds

    def instruction(self) -> str:
        """Return what to do."""
        speaker = self.speaker
        if self.order.strand is None:
            return speaker.say("cap_do_ended")
        advice = self.told.decision.advice.get(speaker.lang) or self.told.step.advice.get(
            speaker.lang
        )
        return advice or speaker.say("cap_do")

    def office(self) -> str:
        """Return who speaks."""
        lang = self.speaker.lang
        office = self.register.offices.get(self.told.decision.office or "")
        if office is not None and (name := office.names.best(lang)):
            return name
        return self.register.pack_of(self.told.scale).title.best(lang) or self.voice.sender

    def contact(self) -> str:
        """Return where to ask."""
        lang = self.speaker.lang
        office = self.register.offices.get(self.told.decision.office or "")
        own = self.told.decision.contact.best(lang)
        return own or (office.contact.best(lang) if office else "") or self.voice.site


def _listed(names: list[str], most: int) -> str:
    text = ", ".join(names[:most])
    rest = len(names) - most
    return f"{text} + {rest}".strip() if rest > 0 else text
