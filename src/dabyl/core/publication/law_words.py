"""Law in words: days that may be uncertain, penalties, whom they meet, sources and status.

1. What the law names by an id is said in the words of its book, else by the id.
2. Nothing is rounded and nothing is guessed: what is not known is said to be.
3. A source in another language than the page says which.
"""

from collections.abc import Iterable
from typing import assert_never

import attrs
from markupsafe import Markup

from dabyl.core.law.days import Day
from dabyl.core.law.fines import plain
from dabyl.core.law.kinds import Manner, Reach
from dabyl.core.law.law import Law
from dabyl.core.law.sanctions import (
    Confiscation,
    FineAmount,
    FineShare,
    FineUnits,
    Liberty,
    Loss,
    Part,
    Penalty,
    Range,
    Restriction,
    Sanction,
    Term,
    Unstated,
)
from dabyl.core.law.wordings import Wording
from dabyl.core.publication.links import outward
from dabyl.core.publication.speaker import Speaker

_YEAR = 12


@attrs.frozen
class LawSpeaker:
    """Says the law in one language."""

    law: Law
    speaker: Speaker

    def named(self, name: str) -> str:
        """Return what an id is called."""
        words = self.law.words.get(name)
        return name if words is None else words.best(self.speaker.lang)

    def listed(self, names: Iterable[str]) -> str:
        """Return what ids are called, in a row."""
        return self.speaker.listed(self.named(name) for name in names)

    def day(self, day: Day) -> str:
        """Return a day as far as it is known."""
        say, first, last = self.speaker.say, day.not_before, day.not_after
        if day.exact is not None:
            return self.speaker.day(day.exact)
        if first is not None and last is not None:
            limits = {"first": self.speaker.day(first), "last": self.speaker.day(last)}
            return say("law_day_between", **limits)
        if first is not None:
            return say("law_day_not_before", day=self.speaker.day(first))
        if last is not None:
            return say("law_day_not_after", day=self.speaker.day(last))
        return self.speaker.words["law_day_unknown"]

    def mark(self, *, confirmed: bool) -> Markup:
        """Return the mark of what no source confirms."""
        if confirmed:
            return Markup()
        return Markup(' <em class="un">{}</em>').format(self.speaker.t.unconfirmed)

    def sanction(self, wording: Wording) -> list[str]:
        """Return what a breach costs, a line for each part."""
        if wording.sanction is None:
            return []
        return [self.part(part) for part in wording.sanction.parts]

    def part(self, part: Part) -> str:
        """Return a part of a sanction: what, whom it meets, and beside what it stands."""
        words = self.speaker.words
        said = [self.penalty(part.penalty)]
        if part.offenders:
            offenders = sorted(part.offenders)
            said.append(self.speaker.listed(words[f"law_offender_{each}"] for each in offenders))
        if part.manner is not Manner.MANDATORY:
            said.append(words[f"law_manner_{part.manner}"])
        if part.reach is not Reach.ANYWHERE:
            said.append(words[f"law_reach_{part.reach}"])
        return "; ".join(said)

    def penalty(self, penalty: Penalty) -> str:
        """Return a penalty with its value."""
        say = self.speaker.say
        match penalty:
            case Liberty(term=term):
                return say("law_liberty", term=self._term(term))
            case Restriction(term=term):
                return say("law_restriction", term=self._term(term))
            case FineUnits(range=span, unit=unit):
                return say("law_fine_units", range=self._range(span), unit=self.named(unit))
            case FineAmount(range=span, currency=currency, per=per):
                amount = say("law_fine", range=f"{self._range(span)} {currency}")
                return f"{amount}, {say('law_per', per=self.named(per))}" if per else amount
            case FineShare(range=span, of=of):
                return say("law_fine_share", range=self._range(span), of=self.named(of))
            case Confiscation(what=what):
                return say("law_confiscation", what=self._known(f"law_what_{what}", what))
            case Loss(right=right, term=term):
                return say("law_loss", right=self.named(right), term=self._term(term))
            case Unstated(direction=direction):
                return self.speaker.words[f"law_direction_{direction}"]
            case _:
                assert_never(penalty)

    def _known(self, key: str, name: str) -> str:
        return self.speaker.words.get(key, self.named(name))

    def _term(self, term: Term) -> str:
        if term.most is None:
            return self.speaker.words["law_for_good"]
        whole = term.least % _YEAR == 0 and term.most % _YEAR == 0
        by, unit = (_YEAR, "law_years") if whole else (1, "law_months")
        least, most = term.least // by, term.most // by
        numbers = str(most) if least == most else f"{least}–{most}"
        return self.speaker.say(unit, numbers=numbers)

    @staticmethod
    def _range(span: Range) -> str:
        least, most = plain(span.least), plain(span.most)
        return most if least == most else f"{least}–{most}"

    def searched(self, sanction: Sanction | None) -> list[str]:
        """Return where values that nobody could read were looked for."""
        parts = () if sanction is None else sanction.parts
        found = (
            part.penalty.searched.best(self.speaker.lang)
            for part in parts
            if isinstance(part.penalty, Unstated)
        )
        return [text for text in found if text]

    def sources(self, names: Iterable[str]) -> list[Markup]:
        """Return sources as links, with what they say."""
        found = (self.law.sources.get(name) for name in dict.fromkeys(names))
        said = []
        for source in found:
            if source is None:
                continue
            title = ", ".join(part for part in (source.publisher or source.id, source.date) if part)
            link = outward(source.url, title)
            foreign = source.lang not in {None, self.speaker.lang}
            lang = Markup(" [{}]").format(source.lang) if foreign else Markup()
            says = source.says.best(self.speaker.lang)
            said.append(link + lang + (Markup(" – {}").format(says) if says else Markup()))
        return said
