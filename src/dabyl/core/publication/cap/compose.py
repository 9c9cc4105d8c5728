"""Composing: an order to a CAP 1.2 alert, the same technical parts in every language.

1. There is one ``info`` for each language of the scale; only words differ between them.
2. Severity and urgency rise with the level's rank; certainty is that of the level's criterion.
3. Parameters carry what CAP has no place for: chain, scale, layer, level with word, colour and rank
   "n of m", the decision and its number, the exact end, and how far a border may be off.
4. The message of an end carries no level: what ended is said in words, and which chain it was.
   ``AllClear`` is said only where nothing else stands on that ground.
5. The event is named by the code of the OASIS event terms list that the pack gives the scale.
6. An area block carries its geometry and its codes. A message of an end has those of what it ends.

Source: CAP 1.2, 3.2; rules 36 to 94.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from dabyl.core.formats.cap.rules.broadcasts import STATED_ERROR
from dabyl.core.formats.cap.rules.gravity import LEVEL, LEVEL_COLOUR, LEVEL_NAME, gravity_of
from dabyl.core.formats.cap.values import Alert, Area, Circle, Info, NamedValue, Polygon, Time
from dabyl.core.formats.cap.vocabulary import (
    Category,
    Certainty,
    MsgType,
    ResponseType,
    Scope,
    Severity,
    Urgency,
)
from dabyl.core.levels.scale import Evidence, Scale
from dabyl.core.publication.cap.due import Order, OrderKind
from dabyl.core.publication.cap.told import Told, told_of
from dabyl.core.publication.cap.voice import Voice
from dabyl.core.publication.cap.wording import Wording
from dabyl.core.register.facts import MessageReleased
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant

AREA_CHARS: Final = 49
EVENT_TERMS: Final = "OET:v1.2"
_CERTAINTIES: Final = {
    Evidence.HAPPENED: Certainty.OBSERVED,
    Evidence.CONFIRMED: Certainty.LIKELY,
    Evidence.LIKELIHOOD: Certainty.POSSIBLE,
    Evidence.UNCONFIRMED: Certainty.POSSIBLE,
    None: Certainty.POSSIBLE,
}


def compose(register: Register, order: Order, voice: Voice, number: int) -> Alert:
    """Return the alert that an order asks for, as entry *number* of the journal will hold it."""
    told = told_of(register, order)
    return _Composing(register, order, voice, told).alert(number)


def fact(order: Order, alert: Alert, signed: bytes) -> MessageReleased:
    """Return what the journal keeps of a signed alert."""
    sent = alert.sent
    return MessageReleased(
        channel=order.channel.id,
        identifier=alert.identifier or "",
        sender=alert.sender or "",
        sent="" if sent is None else sent.text,
        kind=alert.msg_type or "",
        chain=order.chain,
        layer=order.layer,
        mark="" if order.strand is None else order.strand.mark,
        ends=order.ends,
        supersedes=tuple(one.message.identifier for one in order.references),
        text=signed.decode(),
    )


@attrs.frozen
class _Composing:
    register: Register
    order: Order
    voice: Voice
    told: Told

    def alert(self, number: int) -> Alert:
        order, voice = self.order, self.voice
        scale = self.register.scales[self.told.scale]
        langs = voice.languages(scale.languages)
        references = " ".join(
            f"{r.message.sender},{r.message.identifier},{r.message.sent}" for r in order.references
        )
        return Alert(
            identifier=voice.identifier(order.layer, number),
            sender=voice.sender,
            sent=self._time(order.at),
            status=voice.status,
            msg_type=self._type(),
            source=None,
            scope=Scope.PUBLIC,
            restriction=None,
            addresses=None,
            codes=(),
            note=voice.note,
            references=references or None,
            incidents=self.told.decision.incident,
            infos=tuple(self._info(lang, place) for place, lang in enumerate(langs)),
        )

    def _type(self) -> MsgType:
        kind = self.order.kind
        return MsgType.ALERT if kind is OrderKind.ENDED else MsgType(kind.value)

    def _time(self, at: Instant) -> Time:
        text = at.text(self.told.zone)
        return Time(f"{text[:-1]}-00:00" if text.endswith("Z") else text)

    def _info(self, lang: str, place: int) -> Info:
        order, told = self.order, self.told
        scale, speaker = self.register.scales[told.scale], self.voice.speaker(lang)
        carries = order.strand is not None
        severity, urgency = Severity.MINOR, Urgency.PAST
        if carries:
            severity, urgency = gravity_of(told.rank, told.steps)
        areas = self._areas(lang) if carries else told.stored[min(place, len(told.stored) - 1)]
        names = [area.description or "" for area in areas]
        words = Wording(self.register, order, self.voice, told, speaker)
        return Info(
            language=lang,
            categories=(Category.SECURITY,),
            event=scale.names.best(lang) or scale.id,
            response_types=(self._response(),),
            urgency=urgency,
            severity=severity,
            certainty=_CERTAINTIES[told.step.evidence] if carries else Certainty.OBSERVED,
            audience=None,
            event_codes=_event_codes(scale),
            effective=None,
            onset=self._time(told.start) if carries and told.start > order.at else None,
            expires=self._time(order.ends),
            sender_name=words.office(),
            headline=words.headline(names),
            description=words.description(names),
            instruction=words.instruction(),
            web=f"{self.voice.site}{lang}/decision/{told.decision.id}/index.html",
            contact=words.contact(),
            parameters=tuple(NamedValue(*pair) for pair in self._parameters(lang)),
            resources=(),
            areas=areas,
        )

    def _response(self) -> ResponseType:
        if self.order.strand is None:
            return ResponseType.ALL_CLEAR if self.told.is_clear else ResponseType.MONITOR
        return ResponseType.MONITOR if self.told.rank < self.told.steps else ResponseType.EXECUTE

    # --- parameters and areas ---

    def _parameters(self, lang: str) -> Iterator[tuple[str, str]]:
        order, told, strand = self.order, self.told, self.order.strand
        yield "dabyl.chain", order.chain
        yield "dabyl.scale", told.scale
        yield "dabyl.layer", order.layer
        yield "dabyl.decision", told.decision.id
        if told.decision.number:
            yield "dabyl.decision-number", told.decision.number
        yield STATED_ERROR, f"{told.error_km:g}"
        if strand is None:
            return
        level = told.step
        yield LEVEL, level.id
        yield LEVEL_NAME, self.voice.speaker(lang).level(level)
        if level.colour:
            yield LEVEL_COLOUR, level.colour
        yield "dabyl.level-rank", f"{told.rank} of {told.steps}"
        yield "dabyl.start", self._time(strand.start).text
        yield "dabyl.end", "open" if strand.end is None else self._time(strand.end).text
        if told.alone_until is not None:
            yield "dabyl.countersign-by", self._time(told.alone_until).text
        if strand.review is not None:
            yield "dabyl.review", self._time(strand.review.instant).text
        yield "dabyl.codes-as-of", self._day().isoformat()
        rough = [block.key for block in told.blocks if block.is_rough]
        if rough:
            yield "dabyl.drawn-as-circle", " ".join(rough)

    def _day(self) -> date:
        return self.told.start.local(self.told.zone).date()

    def _areas(self, lang: str) -> tuple[Area, ...]:
        return tuple(
            Area(
                description=(block.names.best(lang) or block.key)[:AREA_CHARS],
                polygons=tuple(Polygon(text) for text in block.drawn.polygons),
                circles=() if block.circle is None else (Circle(block.circle),),
                geocodes=tuple(NamedValue(scheme, code) for scheme, code in block.codes),
                altitude=None,
                ceiling=None,
            )
            for block in self.told.blocks
        )


def _event_codes(scale: Scale) -> tuple[NamedValue, ...]:
    return () if scale.event_code is None else (NamedValue(EVENT_TERMS, scale.event_code),)
