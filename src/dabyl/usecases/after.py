"""After a release: noting what was published, and looking whether readers get it.

1. A decision is noted by the first publication that holds it; those before the book began are not.
2. A form is seen when what readers get is, byte for byte, what lies published at that moment; what
   says *now* is made anew all the time. What was seen is not looked for again.
3. What isn't seen is looked for again after ``AGAIN_S``; a failed publication is noted as well.
"""

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256

import attrs

from dabyl.core.publication.after import files_of
from dabyl.core.publication.site import plan
from dabyl.core.publication.theme import Theme
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Unavailable
from dabyl.ports.afterbook import After, AfterBook, Failure, Form, Shown

AGAIN_S = 30
_KEPT = 50


def note_published(
    book: AfterBook, register: Register, shown: Shown, theme: Theme, *, at: Instant
) -> None:
    """Note that everything up to the register's number is published since *at*.

    Raises:
        Unavailable: the book cannot be written.
    """

    def make(before: After | None) -> After | None:
        if before is None:
            return After(number=register.number)
        if before.number == register.number and before.failure is None:
            return None
        forms = {**before.forms, **_noted(before, register, shown, theme, at)}
        kept = dict(list(forms.items())[-_KEPT:])
        return After(number=register.number, forms=kept)

    book.change(make)


def note_failed(book: AfterBook, why: str, *, at: Instant) -> None:
    """Note that a publication failed.

    Raises:
        Unavailable: the book cannot be written.
    """

    def make(before: After | None) -> After | None:
        return None if before is None else attrs.evolve(before, failure=Failure(at=at, why=why))

    book.change(make)


def look(book: AfterBook, shown: Shown, *, at: Instant) -> bool:
    """Look for every form that wasn't seen yet, and tell whether there was one to look for.

    Raises:
        Unavailable: the book cannot be written.
    """
    found = book.read()
    due = [] if found is None else [one for one in _unseen(found) if _is_due(one, at)]
    looked = {one: _looked_at(one, shown, at) for one in due}

    def make(before: After | None) -> After | None:
        if before is None:
            return None
        forms = {
            key: tuple(looked.get(one, one) for one in forms) for key, forms in before.forms.items()
        }
        return attrs.evolve(before, forms=forms)

    if looked:
        book.change(make)
    return bool(looked)


def _noted(
    before: After, register: Register, shown: Shown, theme: Theme, at: Instant
) -> dict[str, tuple[Form, ...]]:
    fresh = []
    for key in register.order.backwards():
        if register.record(key).number <= before.number:
            break
        fresh.append(key)
    if not fresh:
        return {}
    press = plan(register, at=at, known_at=at, theme=theme).press
    return {
        key: tuple(
            Form(
                kind=file.kind,
                path=file.path,
                channel=file.channel,
                hash=sha256(shown.published(file.path) or b"").hexdigest(),
                published_at=at,
            )
            for file in files_of(press, key)
        )
        for key in reversed(fresh)
    }


def _unseen(after: After) -> Iterator[Form]:
    for forms in after.forms.values():
        yield from (one for one in forms if one.seen_at is None)


def _is_due(form: Form, at: Instant) -> bool:
    return form.again is None or form.again <= at


def _looked_at(form: Form, shown: Shown, at: Instant) -> Form:
    try:
        lain = shown.published(form.path)
        got = shown.served(form.path)
        is_same = got in {lain, shown.published(form.path)}  # it may have been made anew meanwhile
        why = "" if is_same else "other bytes than were published"
    except Unavailable as error:
        why = str(error)
    if not why:
        return attrs.evolve(form, seen_at=at, failed="", again=None)
    return attrs.evolve(form, failed=why, again=at.plus(timedelta(seconds=AGAIN_S)))
