"""Forms: everything that a decision would publish, as bytes, before it is taken.

1. Forms are what the release will render: the register as it would be after the decision is
   rendered by the same code. There is no second way to make a page.
2. What only the release can know is a slot (``SLOTS``). In forms it is filled so: the journal's
   numbers and hashes are noughts, ``as_of`` and ``sent`` are the instant of the preview (so is how
   late something is published), ``valid_until`` and a message's own end follow from it, and
   messages bear no ``Signature``, and count from 1 in their layer.
3. Forms are what the decision changes: its own pages, the pages and files of places where
   something else stands afterwards, lists, feeds, and the messages that fall due.
4. Its own forms are its pages and messages, and the files of the innermost places where something
   else stands. The others are lists: the front page, feeds, history, and the pages of places that
   contain those; there it stands beside what is said elsewhere.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256

import attrs

from dabyl.core.formats.cap.writing import format_alert
from dabyl.core.journal.canonical import format_canonical
from dabyl.core.journal.entry import NO_HASH
from dabyl.core.publication.answers import Answers
from dabyl.core.publication.cap.compose import compose, fact
from dabyl.core.publication.cap.due import messages_due
from dabyl.core.publication.cap.files import cap_path
from dabyl.core.publication.cap.voice import Voice
from dabyl.core.publication.links import decision_tail
from dabyl.core.publication.place_files import paths_about
from dabyl.core.publication.press import Press
from dabyl.core.publication.site import plan
from dabyl.core.publication.theme import Theme
from dabyl.core.register.changes import touched
from dabyl.core.register.facts import DecisionMade, Fact, MessageReleased, Numbered
from dabyl.core.register.fold import fold
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant
from dabyl.usecases.desk import Desk
from dabyl.usecases.release import ROADS, sender_of

SLOTS = ("identifier", "sent", "as_of", "valid_until", "Signature")
"""What the release fills; the journal's numbers and hashes count as ``identifier``."""

Forms = Mapping[str, bytes]


@attrs.frozen(kw_only=True, eq=False)
class Rendered:
    """The forms of a decision by path; ``own`` are the paths of its own, see rule 4.

    ``places`` are those whose files are its own, ``decisions`` those whose pages are; ``after`` is
    the register as it would be.
    """

    forms: Forms = attrs.field(repr=False)
    own: frozenset[str]
    places: frozenset[str]
    decisions: frozenset[str]
    after: Register = attrs.field(repr=False)


def rendered(
    desk: Desk, register: Register, made: DecisionMade, theme: Theme, *, at: Instant
) -> Rendered:
    """Return the forms of a decision that is taken on *register* at *at*."""
    after = with_fact(register, made, at=at)
    changed = touched(after, before=register, since=at, at=at)
    after = _unnumbered(after, made.decision.id)
    messages = tuple(_messages(desk, after, at))
    for message in messages:
        after = attrs.evolve(with_fact(after, message, at=at), number=0, head=NO_HASH)
    site = plan(after, at=at, known_at=at, theme=theme, touched=changed)
    before = plan(register, at=at, known_at=at, theme=theme)
    now, then = site.press.answers, before.press.answers
    places = frozenset(key for key in now.paged if _said(now, key) != _said(then, key))
    found = {path: site.page(path) for path in site.paths_about(places | {now.country})}
    sent = {cap_path(one.identifier): one.text.encode() for one in messages}
    told = {cap_path(one.identifier) for one in messages if _is_about(now, one, changed.decisions)}
    own = _innermost(now, then, places)
    pages = _pages(site.press, changed.decisions) | paths_about(site.press, own)
    return Rendered(
        forms={**found, **sent},
        own=(pages & found.keys()) | told,
        places=own,
        decisions=changed.decisions,
        after=after,
    )


def forms_hash(forms: Forms) -> str:
    """Return the one hash of all forms: that of their paths with the hash of each."""
    hashes = {path: sha256(data).hexdigest() for path, data in forms.items()}
    return sha256(format_canonical(hashes)).hexdigest()


def forms_now(register: Register, forms: Forms, theme: Theme, *, at: Instant) -> dict[str, bytes]:
    """Return what stands at the paths of *forms* at *at*, as far as something does."""
    site = plan(register, at=at, known_at=at, theme=theme)
    return {path: site.page(path) for path in forms if site.has(path)}


def with_fact(register: Register, what: Fact, *, at: Instant) -> Register:
    """Return the register as it would be with a further fact."""
    row = Numbered(number=register.number + 1, recorded_at=at, hash=NO_HASH, fact=what)
    return fold([row], onto=register)


def _unnumbered(register: Register, decision: str) -> Register:
    """Return the register with noughts where only the release knows a number or hash."""
    record = attrs.evolve(register.record(decision), number=0)
    decisions = register.decisions.set(decision, record)
    return attrs.evolve(register, number=0, head=NO_HASH, decisions=decisions)


def _messages(desk: Desk, register: Register, at: Instant) -> Iterator[MessageReleased]:
    signer = desk.alerts
    if signer is None:
        return
    voice = Voice.of(register, sender_of(signer), desk.words)
    for channel in ROADS:
        made = Counter[str]()  # by layer: what is due elsewhere numbers no message of this decision
        for order in messages_due(register, at=at, channel=channel):
            made[order.layer] += 1
            alert = compose(register, order, voice, made[order.layer])
            yield fact(order, alert, format_alert(alert))


def _pages(press: Press, decisions: frozenset[str]) -> frozenset[str]:
    return frozenset(
        f"{lang}/{decision_tail(key)}" for lang in press.languages for key in decisions
    )


def _is_about(answers: Answers, message: MessageReleased, decisions: frozenset[str]) -> bool:
    layer = answers.layer(message.layer)
    return layer is None or layer.decision in decisions


def _innermost(now: Answers, then: Answers, places: frozenset[str]) -> frozenset[str]:
    """Return those of the changed places that do more than contain others where something changed.

    The level of a place that contains others follows from theirs; its states and bulletins don't.
    """
    containers = {above for key in places for above in now.places.chain(key, now.day)[1:]}
    return frozenset(
        key for key in places if key not in containers or _apart(now, key) != _apart(then, key)
    )


def _apart(answers: Answers, key: str) -> tuple[object, ...]:
    return (answers.states(key), answers.bulletins(key))


def _said(answers: Answers, key: str) -> tuple[object, ...]:
    standings = [answers.standing(key, scale) for scale in answers.scales(key)]
    return (*standings, *_apart(answers, key))
