"""Chains: whether a message stands rightly among those that are known.

1. A reference repeats the name of the known message byte for byte.
2. Acts form a chain: no circle, and one open end, which every new act names.
3. An act names all that it is related to and has not expired, one of them at least, of one chain.
4. It keeps the status and the scope of what it acts on, and goes to no channel that lacks it.
5. What is unknown is not judged: the rule says that it lacks the chain.
"""

from collections.abc import Iterable, Iterator

from dabyl.core.formats.cap.rules.chain import Chain, Known, Name
from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.findings import Fault, Gap, Judged, Need
from dabyl.core.formats.cap.rules.kinds import E, I, Subject, W, kinds
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.registry import rule
from dabyl.core.formats.cap.values import Reference
from dabyl.core.values.instants import Instant


@rule(
    number=26,
    code="cap-reference-differs",
    subject=Subject.CHAIN,
    source="CAP 1.2, 3.2.1; own",
    kinds=kinds(E, oasis=W, elsewhere=W),
    needs=(Need.CHAIN,),
)
def references_repeat_the_original(message: Message, context: Context) -> Judged:
    """The three parts of a reference equal those of the known message byte for byte."""
    for reference in _references(message):
        known = () if context.chain is None else context.chain.named(reference)
        if known:
            if not any(each.sent_text == reference.sent for each in known):
                data = {"value": reference.sent, "was": known[0].sent_text}
                yield Fault("references", data=data)
        elif context.release is not None and context.chain is not None:
            yield Fault("references", "unknown", {"value": reference.identifier})
        else:
            yield Gap(Need.CHAIN)


@rule(
    number=29,
    code="cap-chain-forked",
    subject=Subject.CHAIN,
    source="own",
    kinds=kinds(E, oasis=I, elsewhere=W),
    needs=(Need.CHAIN,),
)
def chains_have_one_open_end(message: Message, context: Context) -> Judged:
    """A chain has no circle and one open end, which an act on a superseded member names too."""
    references, chain = _references(message), context.chain
    if not references:
        return
    if chain is None:
        yield Gap(Need.CHAIN)
        return
    own = _name(message)
    if any(_leads_to(reference, own, chain) for reference in references):
        yield Fault("references", "circle")
        return
    named = {_named(reference) for reference in references}
    for end in _ends_after(named, message, chain):
        yield Fault("references", data={"value": end.triple})


@rule(
    number=30,
    code="cap-references-incomplete",
    subject=Subject.CHAIN,
    source="CAP-CP 1.0; IPAWS profile 1.0, references; CAP-AU 1.0, references; Google",
    kinds=kinds(E, oasis=W, elsewhere=E, wmo=W, uk=W),
    needs=(Need.CHAIN,),
)
def all_unexpired_are_referenced(message: Message, context: Context) -> Judged:
    """All related messages that have not expired are referenced."""
    references, sent = _references(message), _sent(message)
    if not references or sent is None:
        return
    if context.chain is None:
        yield Gap(Need.CHAIN)
        return
    named = {_named(reference) for reference in references}
    for each in _before(named, context.chain):
        if each.name not in named and each.name != _name(message) and not each.is_over(sent):
            yield Fault("references", data={"value": each.triple})


@rule(
    number=31,
    code="cap-references-expired",
    subject=Subject.CHAIN,
    source="Google",
    kinds=kinds(E, oasis=I, elsewhere=W, google=E),
    needs=(Need.CHAIN,),
)
def one_referenced_is_unexpired(message: Message, context: Context) -> Judged:
    """At least one referenced message is unexpired; otherwise the message is a new Alert."""
    references, sent = _references(message), _sent(message)
    if not references or sent is None or not message.is_about_others:
        return
    known = [() if context.chain is None else context.chain.named(each) for each in references]
    if any(not each.is_over(sent) for same in known for each in same):
        return
    if all(known):
        yield Fault("references")
    else:
        yield Gap(Need.CHAIN)


@rule(
    number=33,
    code="cap-references-two-chains",
    subject=Subject.CHAIN,
    source="own",
    kinds=kinds(E, oasis=I),
    needs=(Need.CHAIN,),
)
def references_stay_in_one_chain(message: Message, context: Context) -> Judged:
    """The references do not hit two separate live chains."""
    references, sent = _references(message), _sent(message)
    if len(references) <= 1 or sent is None:
        return
    if context.chain is None:
        yield Gap(Need.CHAIN)
        return
    live = [
        each.name
        for reference in references
        for each in context.chain.named(reference)
        if not each.is_over(sent)
    ]
    if live:
        own = _related(live[0], context.chain, but=_name(message))
        for name in live:
            if name not in own:
                yield Fault("references", data={"value": live[0][1], "other": name[1]})


@rule(
    number=34,
    code="cap-references-other-status",
    subject=Subject.CHAIN,
    source="own: a Test cannot cancel an Actual",
    kinds=kinds(E, oasis=I, elsewhere=W),
    needs=(Need.CHAIN,),
)
def status_and_scope_are_kept(message: Message, context: Context) -> Judged:
    """Status and scope equal those of the referenced messages."""
    alert = message.alert
    for reference in _references(message):
        known = () if context.chain is None else context.chain.named(reference)
        if not known:
            yield Gap(Need.CHAIN)
        for each in known:
            if each.status != alert.status:
                yield Fault("status", data={"value": alert.status, "was": each.status})
            if each.scope != alert.scope:
                yield Fault("scope", data={"value": alert.scope, "was": each.scope})


@rule(
    number=35,
    code="cap-channel-lacks-reference",
    subject=Subject.RELEASE,
    source="own: a channel that never had a warning cannot take its end",
    kinds=kinds(E, oasis=I),
    needs=(Need.CHANNEL,),
)
def channel_has_what_is_referenced(message: Message, context: Context) -> Judged:
    """An act is not released to a channel before that channel has what it acts on."""
    references, channel = _references(message), context.channel
    if not references:
        return
    if channel is None or channel.has_all_of is None:
        yield Gap(Need.CHANNEL)
        return
    for each in references:
        if f"{each.sender},{each.identifier},{each.sent}" not in channel.has_all_of:
            yield Fault("references", data={"value": each.identifier, "channel": channel.name})


@rule(
    number=40,
    code="cap-file-replaced",
    subject=Subject.RELEASE,
    source="Google; own",
    kinds=kinds(E, oasis=I, elsewhere=W, google=E),
    needs=(Need.RELEASE,),
)
def files_are_never_replaced(message: Message, context: Context) -> Judged:
    """A typing error is corrected by an Update, never by replacing the file."""
    if context.release is None or message.data is None:
        yield Gap(Need.RELEASE)
    elif context.release.stored not in {None, message.data}:
        yield Fault("identifier", data={"value": message.alert.identifier})


def _references(message: Message) -> tuple[Reference, ...]:
    """Return the references that can be looked up, but those to the message itself."""
    if not message.alert.references:
        return ()
    own = _name(message)
    found = (r for r in message.alert.parsed_references if isinstance(r, Reference))
    return tuple(reference for reference in found if _named(reference) != own)


def _name(message: Message) -> Name:
    return message.alert.sender or "", message.alert.identifier or ""


def _named(reference: Reference) -> Name:
    return reference.sender, reference.identifier


def _sent(message: Message) -> Instant | None:
    return None if message.alert.sent is None else message.alert.sent.instant


def _leads_to(reference: Reference, name: Name, chain: Chain) -> bool:
    return any(
        _named(other) == name
        for each in _before({_named(reference)}, chain)
        for other in each.references
    )


def _before(names: Iterable[Name], chain: Chain) -> Iterator[Known]:
    """Yield the known messages of *names*, and all that they refer to, each once."""
    left, seen = list(names), set(names)
    while left:
        for each in chain.by_name.get(left.pop(), ()):
            yield each
            new = {_named(reference) for reference in each.references} - seen
            seen |= new
            left += sorted(new)


def _ends_after(names: Iterable[Name], message: Message, chain: Chain) -> Iterator[Known]:
    """Yield the open ends, before the message, of the chains of *names*."""
    left, seen = list(names), set(names)
    while left:
        name = left.pop()
        after = [each for each in chain.followers.get(name, ()) if _is_earlier(each, message)]
        if not after and name not in names:
            yield from chain.by_name[name][:1]
        new = {each.name for each in after} - seen
        seen |= new
        left += sorted(new)


def _is_earlier(known: Known, message: Message) -> bool:
    """Tell whether a known act was sent before the message; of two at once, by identifier."""
    sent, own = _sent(message), _name(message)
    if known.sent_s is None or sent is None or known.name == own:
        return False
    return (known.sent_s, known.identifier) < (sent.s, own[1])


def _related(name: Name, chain: Chain, *, but: Name) -> set[Name]:
    left, seen = [name], {name, but}
    while left:
        at = left.pop()
        near = {each.name for each in chain.followers.get(at, ())}
        near |= {_named(r) for each in chain.by_name.get(at, ()) for r in each.references}
        left += sorted(near - seen)
        seen |= near
    return seen - {but}
