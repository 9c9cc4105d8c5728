"""What came since a draft was proposed: what was recorded, and which forms read otherwise by it.

1. What came elsewhere is shown to whoever approves, and hinders nobody.
2. What makes a proposal stale is shown to whoever proposes it again, unchanged; whoever approves
   that is shown what came since the time before.
"""

import attrs
from django.http import HttpRequest

from dabyl.console.differing import Line, differences
from dabyl.console.drafts import desk_now, summary, typed_in
from dabyl.console.frame import language, words
from dabyl.console.standing import press_now, spoken_language
from dabyl.core.drafts.draft import Draft
from dabyl.core.formats.entries.facts import DECISION_ENTRY
from dabyl.core.journal.entry import Entry
from dabyl.core.publication.press import Press
from dabyl.core.values.problems import Problem, Refused, Rejected
from dabyl.usecases.drafts import approving
from dabyl.usecases.drafts.preview import Preview
from dabyl.usecases.drafts.unchanged import ProposalStale, Since
from dabyl.wiring_console import console

_MOST_FORMS = 20


@attrs.frozen(kw_only=True)
class Standing:
    """What came since a proposal, and why it can't be approved any more."""

    since: Since = attrs.field(factory=Since)
    problems: tuple[Problem, ...] = ()
    is_stale: bool = False


@attrs.frozen
class FormRow:
    """A form that reads otherwise, and in which lines."""

    path: str
    lines: tuple[Line, ...]


@attrs.frozen(kw_only=True)
class Came:
    """What came in between, in words; ``more`` forms read otherwise beside those shown."""

    entries: tuple[str, ...]
    forms: tuple[FormRow, ...]
    more: int


def standing_of(draft: Draft, made: Preview | None = None) -> Standing:
    """Return how a proposal stands; it is judged again at the end."""
    register, now = console().house.register(), console().domain_now()
    try:
        since = approving.must_stand(desk_now(), register, draft, at=now, made=made)
    except ProposalStale as stale:
        return Standing(since=stale.since, problems=stale.problems, is_stale=True)
    except (Refused, Rejected) as refused:
        return Standing(problems=refused.problems)
    return Standing(since=since)


def came_since(request: HttpRequest, found: Standing) -> Came | None:
    """Return what came, in words; None when nothing did."""
    since = found.since
    if not since.between:
        return None
    press = press_now()
    lang = spoken_language(press, language(request))
    paths = since.differing
    return Came(
        entries=tuple(
            _named(request, press, entry, lang)
            for entry in since.between
            if entry.kind == DECISION_ENTRY
        ),
        forms=tuple(
            FormRow(path, differences(path, since.before.get(path), since.now.get(path, b"")))
            for path in paths[:_MOST_FORMS]
        ),
        more=max(0, len(paths) - _MOST_FORMS),
    )


def _named(request: HttpRequest, press: Press, entry: Entry, lang: str) -> str:
    body = entry.body["decision"]
    typed = typed_in(press.answers.register, body)
    action = words(request)["act"].get(typed.action, typed.action)
    return f"{action}: {summary(press, typed, lang)} ({body['id']})"
