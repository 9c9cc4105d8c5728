"""Telling: an explanation in words; first what matters most.

1. What isn't meant in earnest, or was changed by somebody, says so before anything else.
2. Then comes whether it holds; then what its blocks say; then who sent it and what it refers to.
3. Of a message without a valid signature it is said why it can't be verified.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from dabyl.core.calendars.printed import printed_instant
from dabyl.core.formats.cap.explaining.explanation import Earlier, Explanation
from dabyl.core.formats.cap.explaining.force import Force
from dabyl.core.formats.cap.explaining.harmless import harmless, one_line
from dabyl.core.formats.cap.explaining.seen import Later, Met
from dabyl.core.formats.cap.explaining.telling_blocks import sections, tell_block
from dabyl.core.formats.cap.explaining.times import printed_time
from dabyl.core.formats.cap.explaining.told import Said, Told, Tone
from dabyl.core.formats.cap.explaining.words import Words
from dabyl.core.formats.cap.signature.verdict import Reason, State
from dabyl.core.formats.cap.values import Reference
from dabyl.core.formats.cap.vocabulary import MsgType, Scope, Status

_MOST: Final = 20
_KNOWN: Final = frozenset(status.value for status in Status)
_STATES: Final = {State.VALID: Tone.GOOD, State.INVALID: Tone.ALARM}


def tell(explanation: Explanation, words: Words) -> Told:
    """Return an explanation in words."""
    about = (
        ("kind", _kind(explanation, words)),
        ("sent", _sent(explanation, words)),
        ("note", (Said(text=harmless(explanation.alert.note or ""), lang=""),)),
        ("replaces", _earlier(explanation, words)),
        ("newer", _newer(explanation, words)),
        ("signature", _signature(explanation, words)),
        ("language", _language(explanation, words)),
        ("name", _name(explanation, words)),
    )
    return Told(
        banner=tuple(_banner(explanation, words)),
        blocks=tuple(tell_block(block, explanation, words) for block in explanation.blocks),
        about=tuple(sections(about, words)),
    )


def _banner(of: Explanation, words: Words) -> Iterator[Said]:
    if not of.is_in_earnest:
        status = of.alert.status or ""
        text = words.say("status", status if status in _KNOWN else "unknown")
        yield Said(text=text, tone=Tone.CAUTION)
    if of.signature.state is State.INVALID:
        reason = words.verdict(of.signature)
        yield Said(text=words.say("trust", "broken", reason=reason), tone=Tone.ALARM)
    at = printed_instant(of.at, of.zone, words.lang)
    loud = Tone.ALARM if of.force is Force.IN_FORCE else Tone.CAUTION
    yield Said(text=words.say("force", of.force, at=at), tone=loud if of.is_loud else Tone.PLAIN)
    if not of.schema_valid:
        yield Said(text=words.say("trust", "schema"), tone=Tone.CAUTION)


def _kind(of: Explanation, words: Words) -> Iterator[Said]:
    kind = one_line(of.alert.msg_type)
    known = kind in set(MsgType)
    yield Said(text=words.say("message", kind if known else "unknown"))
    match of.alert.scope:
        case Scope.PUBLIC:
            yield Said(text=words.say("scope", "Public"))
        case Scope.RESTRICTED:
            yield Said(text=words.say("scope", "Restricted"))
            yield Said(text=one_line(of.alert.restriction), lang="")
        case Scope.PRIVATE:
            yield Said(text=words.say("scope", "Private"))
            yield Said(text=one_line(of.alert.addresses), lang="")
        case _:
            pass


def _sent(of: Explanation, words: Words) -> Iterator[Said]:
    yield Said(text=printed_time(of.alert.sent, words, of.zone))
    for name in ("sender", "source", "incidents"):
        value = one_line(getattr(of.alert, name))
        yield Said(text=words.say("word", name, value=value) if value else "")


def _earlier(of: Explanation, words: Words) -> Iterator[Said]:
    for each in of.earlier[:_MOST]:
        yield from _one_earlier(each, of, words)
    more = len(of.earlier) - _MOST
    yield Said(text=words.say("place", "more", count=more) if more > 0 else "")


def _one_earlier(each: Earlier, of: Explanation, words: Words) -> Iterator[Said]:
    if not isinstance(each.reference, Reference):
        yield Said(text=one_line(each.reference), lang="")
        yield Said(text=words.say("reference", "unclear"), tone=Tone.CAUTION)
    elif each.message is not None:
        yield from _met(each.message, of, words)
    else:
        reference = each.reference
        parts = (reference.identifier, reference.sender, reference.sent)
        yield Said(text=", ".join(one_line(part) for part in parts), lang="")
        if of.beyond:
            yield Said(text=words.say("reference", "unseen"), tone=Tone.QUIET)


def _met(message: Met, of: Explanation, words: Words) -> Iterator[Said]:
    title = message.title(of.choice.wanted)
    if title is not None:
        yield Said(text=title[1], lang=title[0])
    sent = printed_time(message.sent, words, of.zone)
    name = ", ".join(filter(None, (one_line(message.identifier), one_line(message.sender))))
    yield Said(text=f"{name}; {sent}", tone=Tone.QUIET)


def _newer(of: Explanation, words: Words) -> Iterator[Said]:
    later = of.later or ()
    for each in later[:_MOST]:
        yield Said(text=_came(each, words), tone=Tone.CAUTION)
        yield from _met(each.message, of, words)
    more = len(later) - _MOST
    yield Said(text=words.say("place", "more", count=more) if more > 0 else "")
    if not of.beyond:
        yield Said(text=words.say("later", "not-looked"), tone=Tone.QUIET)
    elif not later:
        yield Said(text=words.say("later", "none"))


def _came(later: Later, words: Words) -> str:
    if later.doubt is None:
        return words.say("later", later.message.msg_type or "")
    return f"{words.say('later', 'doubtful')} {words.say('later', later.doubt)}."


def _signature(of: Explanation, words: Words) -> Iterator[Said]:
    verdict = of.signature
    reason = words.verdict(verdict)
    if verdict.reason is Reason.SENDER_WITHOUT_KEY and not of.has_keys:
        reason = words.say("signature", "no-keys")
    text = words.say("signature", verdict.state, reason=reason)
    yield Said(text=text, tone=_STATES.get(verdict.state, Tone.PLAIN))
    key = words.say("signature", "key", key=verdict.key) if verdict.key else ""
    yield Said(text=key, tone=Tone.QUIET)


def _language(of: Explanation, words: Words) -> Iterator[Said]:
    choice = of.choice
    if choice.language is None:
        return
    slots = {"language": words.tongue(choice.language), "wanted": words.tongue(choice.wanted)}
    key = "wanted" if choice.is_wanted else "instead"
    yield Said(text=words.say("choice", key, **slots))
    others = _listed(words.tongue(each) for each in choice.others)
    yield Said(text=words.say("choice", "others", languages=others) if others else "")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _name(of: Explanation, words: Words) -> Iterator[Said]:
    del words
    yield Said(text=one_line(of.alert.identifier), lang="")
