"""After a release: when each form was published and seen, or why not; form by form.

1. The book of the publisher says it; what it does not know is told as not known.
2. A reason that a program met is shown as it is.
3. While a form is not seen yet, the page looks again by itself.
4. What the gate said against the messages and let pass is shown to people here.
"""

from collections.abc import Iterator

import attrs
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from markupsafe import Markup

from dabyl.console.drafts import chip, draft_for, summary, typed_in
from dabyl.console.frame import language, page, see, words
from dabyl.console.rights import may_draft
from dabyl.console.standing import level_style, press_now, spoken_language
from dabyl.console.watcher import mark_now
from dabyl.core.publication.after import FormKind
from dabyl.core.publication.ready import ready_texts
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant
from dabyl.ports.afterbook import Form
from dabyl.wiring_after import after_book, cap_words, warned_about
from dabyl.wiring_console import console


@attrs.frozen
class Row:
    """The forms of a kind, for messages of a channel."""

    kind: FormKind
    channel: str
    forms: tuple[Form, ...]

    @property
    def published_at(self) -> Instant:
        """Return since when all are published."""
        return max(one.published_at for one in self.forms)

    @property
    def seen_at(self) -> Instant | None:
        """Return since when all are seen; None while one is not."""
        seen = [one.seen_at for one in self.forms if one.seen_at is not None]
        return max(seen) if len(seen) == len(self.forms) else None

    @property
    def failed(self) -> tuple[Form, ...]:
        """Return those that were looked for in vain."""
        return tuple(one for one in self.forms if one.failed)


@attrs.frozen
class Caution:
    """What the gate said against a message: where, by which rule, and what would be better."""

    message: str
    where: str
    rule: str
    text: str
    fix: str


@require_safe
def after(request: HttpRequest, key: str) -> HttpResponse:
    """Show what became of a released draft."""
    since, draft = mark_now(), draft_for(request, "draft-after", key)
    if draft.entry is None:
        return see(f"/drafts/{key}")
    press, register, book = press_now(), console().house.register(), after_book(console().house)
    lang = spoken_language(press, language(request))
    found, typed = book.read(), typed_in(register, draft.current.content)
    number = register.record(key).number
    known = press.answers.decision(key)
    shown = tuple(_rows(() if found is None else found.forms.get(key, ())))
    is_published = found is not None and found.number >= number
    return page(
        request,
        "after.html.j2",
        live={"live": since, "fresh": request.path},
        is_settled=is_published and all(row.seen_at is not None for row in shown),
        draft=draft,
        action=words(request)["act"].get(typed.action, typed.action),
        about=summary(press, typed, lang),
        chip=chip(press, typed, lang),
        levels=Markup(level_style(press)),  # noqa: S704 - made of the pack's colours
        rows=shown,
        is_published=is_published,
        failure=None if found is None else found.failure,
        ready_texts=None if known is None else ready_texts(press, known),
        warnings=tuple(_warnings(register, key, language(request))),
        may_begin=may_draft(request, "draft-begin", draft),
        scale=register.record(key).decision.scale,
        has_errata=register.scales[register.record(key).decision.scale].erratum,
        moment=lambda instant: press.speakers[lang].instant(instant, press.answers.zone),
    )


def _warnings(register: Register, key: str, lang: str) -> Iterator[Caution]:
    for one in warned_about(console().house, register, key, at=console().domain_now()):
        for found in one.findings:
            text, fix = cap_words(found.code, found.case, found.data, lang)
            yield Caution(one.message.identifier, found.where, found.code, text, fix)


def _rows(forms: tuple[Form, ...]) -> Iterator[Row]:
    groups: dict[tuple[FormKind, str], list[Form]] = {}
    for one in forms:
        groups.setdefault((one.kind, one.channel), []).append(one)
    order = list(FormKind)
    for (kind, channel), found in sorted(groups.items(), key=lambda one: order.index(one[0][0])):
        yield Row(kind, channel, tuple(found))
