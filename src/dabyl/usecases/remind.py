"""Reminding: the letters that are to tell offices what ends soon.

1. The office that decided is told, at each address that the settings name for it; one letter for
   each address, so that one that fails holds up no other.
2. A letter says in each language of the scale's country what ends, where, when by the clocks of
   the decision, what to do, and where the decision's page is.
3. A letter's id is made of what it is about: the same reminder gives the same id, whoever asks.
4. The subject tells the hours that are left when the letter is made, which may be late.
5. A replay's clock is not ours, and it reminds nobody; an exercise says that it is one.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256

import attrs

from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.publication.answers import Answers
from dabyl.core.publication.cards import shape_names
from dabyl.core.publication.links import decision_tail
from dabyl.core.publication.speaker import Speaker
from dabyl.core.register.register import Register
from dabyl.core.register.reminders import Reminder, reminders
from dabyl.core.register.standing import LEASE_S
from dabyl.core.values.instants import Instant
from dabyl.ports.post import Letter

_OTHERWISE = "en"
_HOUR_S = 3600
_MANY = 12
_MAX_SUBJECT = 120


@attrs.frozen(kw_only=True)
class Told:
    """Who is told, in which words (by language), and where the public site is, ending in ``/``."""

    addresses: Mapping[str, tuple[str, ...]]
    words: Mapping[str, Mapping[str, str]]
    site: str | None = None


def letters(register: Register, told: Told, *, at: Instant) -> tuple[Letter, ...]:
    """Return the letters that are of use at *at*, whether they were sent or not."""
    if register.kind is WorkspaceKind.REPLAY:
        return ()
    answers = Answers(register=register, at=at, known_at=at, lease_s=LEASE_S)
    return tuple(
        letter
        for reminder in reminders(register, at=at)
        for letter in _letters(answers, told, reminder)
    )


def unheard(register: Register, told: Told, *, at: Instant) -> tuple[str, ...]:
    """Return the offices that were to be told at *at*, and have no address."""
    if register.kind is WorkspaceKind.REPLAY:
        return ()
    offices = {one.layer.office or "" for one in reminders(register, at=at)}
    return tuple(sorted(offices - {key for key, some in told.addresses.items() if some}))


def _letters(answers: Answers, told: Told, reminder: Reminder) -> Iterator[Letter]:
    addresses = told.addresses.get(reminder.layer.office or "", ())
    if not addresses:
        return
    pack = answers.register.pack_of(reminder.layer.scale)
    languages = [lang for lang in pack.languages if lang in told.words] or [_OTHERWISE]
    texts = [
        _Text(answers, reminder, Speaker(lang, told.words[lang]), _page(answers, told, lang))
        for lang in languages
    ]
    for address in addresses:
        yield Letter(
            id=_id_of(answers.register, reminder, address),
            to=address,
            subject=texts[0].subject(),
            body="\n\n---\n\n".join(text.body() for text in texts) + "\n",
            about=f"{reminder.layer.office} {reminder.due.subject} {reminder.due.hours_before} h",
            useful_until=reminder.useful_until,
        )


def _page(answers: Answers, told: Told, lang: str) -> str | None:
    """Return where the public site begins in a language that it has, this one before others."""
    if told.site is None:
        return None
    known = [one for one in answers.pack.languages if one in told.words] or [_OTHERWISE]
    return f"{told.site}{lang if lang in known else known[0]}/"


def _id_of(register: Register, reminder: Reminder, address: str) -> str:
    workspace = "" if register.workspace is None else register.workspace.id
    due = reminder.due
    named = (workspace, due.subject, str(reminder.end.s), str(due.hours_before), address)
    return sha256("\n".join(named).encode()).hexdigest()[:32]


@attrs.frozen
class _Text:
    """A reminder in one language; ``home`` is where the site's pages in it begin."""

    answers: Answers
    reminder: Reminder
    speaker: Speaker
    home: str | None

    def subject(self) -> str:
        """Return the subject, in one line."""
        said = self.speaker.say(
            "subject",
            hours=max(1, round((self.reminder.end.s - self.answers.at.s) / _HOUR_S)),
            what=self._what(),
            where=self._where(),
        )
        line = " ".join(f"{self._mark()} {said}".split())
        return line if len(line) <= _MAX_SUBJECT else f"{line[: _MAX_SUBJECT - 1]}…"

    def body(self) -> str:
        """Return the text."""
        say, layer = self.speaker.say, self.reminder.layer
        end = self.speaker.end(self.reminder.end, layer.start.zone)
        decision = self.answers.decision(layer.decision)
        title = "" if decision is None else decision.title.best(self.speaker.lang)
        lines = [
            self._mark(),
            say("ends", what=self._what()),
            say("where", where=self._where()),
            say("when", end=end),
            say("decision", decision=f"{title} ({layer.decision})" if title else layer.decision),
            "" if self.home is None else self.home + decision_tail(layer.decision),
        ]
        return "\n\n".join(["\n".join(line for line in lines if line), say("do")])

    def _mark(self) -> str:
        is_drill = self.answers.register.kind is WorkspaceKind.EXERCISE
        return self.speaker.words["exercise"] if is_drill else ""

    def _what(self) -> str:
        layer, lang = self.reminder.layer, self.speaker.lang
        version = self.answers.version(layer.scale, layer.start.instant)
        others = {state.id: state.names for state in version.states}
        others |= {kind.id: kind.names for kind in version.publications}
        names = others.get(layer.level)
        if names is not None:
            return names.best(lang) or layer.level
        level = self.answers.level(layer.scale, layer.level, layer.start.instant)
        return self.speaker.level(level)

    def _where(self) -> str:
        layer, lang, area = self.reminder.layer, self.speaker.lang, self.reminder.area
        decision = self.answers.decision(layer.decision)
        shapes = {} if decision is None else shape_names(decision, lang)
        known = self.answers.places.unit
        names = [
            shapes.get(key, key) if known(key) is None else self.answers.name(key, lang)
            for key in area[:_MANY]
        ]
        more = [f"+ {len(area) - _MANY}"] if len(area) > _MANY else []
        scope = [] if layer.scope is None else [layer.scope.names.best(lang) or layer.scope.id]
        return self.speaker.listed((*scope, *names, *more))
