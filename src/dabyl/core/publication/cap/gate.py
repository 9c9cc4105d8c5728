"""The gate: a signed message is judged before it is released, by every rule, in our own profile.

1. What the rules call an error keeps the message back. Warnings are for people and let it pass.
2. It is judged beside the channel's live messages, and those that it refers to.
3. What the second implementation says about the signature is a part of the judgement.
4. The country's ground is all that its borders draw; its towns are those of the pack.
5. The level is that of the register, and the authority's own domain is its sender's.
6. A place that nobody can draw goes out with its code alone; see decision 0028.
7. The languages that must be there are those of the scale, as far as the workspace has words in
   them; the event is the one that the pack names for the scale.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache, partial

from dabyl.core.formats.cap.reading import read
from dabyl.core.formats.cap.rules import context as facts
from dabyl.core.formats.cap.rules import signatures
from dabyl.core.formats.cap.rules.chain import Known, chain_of, known
from dabyl.core.formats.cap.rules.checking import check_found
from dabyl.core.formats.cap.rules.context import (
    CarriedLevel,
    Context,
    Release,
    Town,
)
from dabyl.core.formats.cap.rules.everything import RULES, rules_in
from dabyl.core.formats.cap.rules.findings import Checked, Finding
from dabyl.core.formats.cap.rules.kinds import Kind, Profile
from dabyl.core.formats.cap.rules.message import message_of
from dabyl.core.formats.cap.rules.tags import primary
from dabyl.core.formats.cap.signature.verdict import UNSIGNED, Verdict
from dabyl.core.formats.cap.values import Reference
from dabyl.core.publication.cap.codes import KnownCodes
from dabyl.core.publication.cap.due import Order, live_messages
from dabyl.core.publication.cap.grounds import can_be_drawn, day_of, towns_on
from dabyl.core.publication.cap.territories import territory_of
from dabyl.core.publication.cap.told import layer_of, step_of
from dabyl.core.publication.cap.voice import Voice
from dabyl.core.register.facts import MessageReleased
from dabyl.core.register.register import Register

_OF_SIGNATURES = frozenset(one.code for one in rules_in((signatures,)))
_AFTER_ALL = frozenset(one.code for one in RULES if one.after_all)


def objections(
    register: Register, order: Order, voice: Voice, message: MessageReleased, verified: Verdict
) -> tuple[Finding, ...]:
    """Return the errors for which *message* may not be released."""
    findings = judged(register, order, voice, message, verified).findings
    return tuple(finding for finding in findings if finding.kind is Kind.ERROR)


def unsigned_objections(
    register: Register, order: Order, voice: Voice, message: MessageReleased
) -> tuple[Finding, ...]:
    """Return the errors for which *message* could not be released, whoever signed it.

    What a rule says only because others found errors is left out: it may be of the signature.
    """
    found = objections(register, order, voice, message, UNSIGNED)
    later = _OF_SIGNATURES | _AFTER_ALL
    return tuple(finding for finding in found if finding.code not in later)


def judged(
    register: Register, order: Order, voice: Voice, message: MessageReleased, verified: Verdict
) -> Checked:
    """Return all that the rules say of *message*, with what the register knows around it."""
    found = read(message.text.encode()).alerts[0]
    known_now = tuple(
        _known(record.message.text) for record in live_messages(register, order.channel, order.at)
    )
    places = register.epoch_at(order.at).gazetteer
    scale = register.scales[layer_of(register, order).scale]
    context = Context(
        at=order.at,
        chain=chain_of((*known_now, known(message_of(found)))),
        channel=facts.Channel(
            name=order.channel.id,
            longest_life_s=None
            if order.channel.longest is None
            else int(order.channel.longest.total_seconds()),
            heeds_onset=order.channel.heeds_onset,
            most_points=order.channel.most_in_all,
            most_shapes=order.channel.most_shapes,
            most_error_km=order.channel.most_error_km,
            has_all_of=frozenset(each.triple for each in known_now),
        ),
        release=Release(
            at=order.at,
            fixed=Reference(message.sender, message.identifier, message.sent),
            verified=verified,
        ),
        level=_level(register, order),
        domains=frozenset({message.sender.rpartition("@")[2]}),
        territory=territory_of(places, register.borders_at(order.at), _day(register, order)),
        gazetteer=KnownCodes(places.units, _draws(register, order)),
        towns=tuple(_towns(register, order)),
        signature=verified,
        languages=frozenset(map(primary, voice.languages(scale.languages))),
        events=None if scale.event_code is None else frozenset({scale.event_code}),
    )
    return check_found(found, (Profile.DABYL,), context)


def _level(register: Register, order: Order) -> CarriedLevel:
    strand = order.strand
    step, rank, steps = step_of(register, layer_of(register, order))
    return CarriedLevel(
        rank=rank,
        steps=steps,
        names=step.names.as_dict(),
        colour=step.colour,
        end=None if strand is None else strand.end,
        has_ended=strand is None,
    )


def _draws(register: Register, order: Order) -> Callable[[str], bool]:
    """Return what tells whether a unit can be drawn; an end repeats what was judged before."""
    if order.strand is None:
        return lambda _: False
    return partial(can_be_drawn, register, order.strand, order.at)


def _towns(register: Register, order: Order) -> Iterator[Town]:
    """Yield the towns that a message is about; an end repeats areas that were judged before."""
    if order.strand is None:
        return
    day, places = day_of(order.strand), register.epoch_at(order.at).gazetteer
    for key, (lon, lat) in towns_on(places, order.strand.ground, day):
        yield Town(name=places.name(key, "en", day), lat=lat, lon=lon)


def _day(register: Register, order: Order) -> date:
    """Return the day from which the message holds, or held."""
    start = register.epoch_at(order.at).ledger.rows(order.layer)[-1].piece.layer.start
    return (start.instant if order.strand is None else order.strand.start).local(start.zone).date()


@lru_cache(maxsize=256)
def _known(text: str) -> Known:
    return known(message_of(read(text.encode()).alerts[0]))
