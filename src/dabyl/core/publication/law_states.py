"""What is in force of a provision, in words; and the provision as it stood on the day of an act."""

from datetime import date
from typing import assert_never

from markupsafe import Markup

from dabyl.core.law.states import state_on
from dabyl.core.law.turns import InForce, NotInForce, State, Unknown
from dabyl.core.law.wordings import Wording
from dabyl.core.law.works import Clause
from dabyl.core.publication.law_links import provision_tail
from dabyl.core.publication.law_words import LawSpeaker
from dabyl.core.publication.links import link


def state_words(says: LawSpeaker, state: State) -> Markup:
    """Return whether something is in force, with a mark when no source confirms it."""
    t = says.speaker.t
    match state:
        case InForce(wording=wording):
            return Markup.escape(t.law_state_in) + says.mark(confirmed=wording.confirmed)
        case NotInForce():
            return Markup.escape(t.law_state_not)
        case Unknown():
            return Markup.escape(t.law_state_unknown)
        case _:
            assert_never(state)


def as_it_stood(says: LawSpeaker, clause: Clause, on: date, home: str) -> list[Markup]:
    """Return a provision as it stood on a day: where it is told, and how it read."""
    page, title = home + provision_tail(clause.id), clause.title.best(says.speaker.lang)
    named = says.speaker.say("law_as_stood", day=says.speaker.day(on))
    match state_on(clause, on):
        case InForce(wording=wording):
            return [
                link(f"{page}#{wording.id}", title or clause.id)
                + Markup(", {}").format(named)
                + says.mark(confirmed=wording.confirmed),
                Markup.escape(_text(says, wording)),
            ]
        case NotInForce():
            state = says.speaker.t.law_state_not
            return [link(page, title or clause.id) + Markup(", {}: {}").format(named, state)]
        case Unknown(candidates=candidates):
            names = says.speaker.listed(wording.id for wording in candidates)
            said = says.speaker.say("law_candidates", names=names)
            state = says.speaker.t.law_state_unknown
            head = link(page, title or clause.id) + Markup(", {}: {}").format(named, state)
            return [head, Markup.escape(said)]
        case never:
            assert_never(never)


def _text(says: LawSpeaker, wording: Wording) -> str:
    return wording.text.best(says.speaker.lang) or says.speaker.t.law_text_unread
