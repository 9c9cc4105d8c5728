"""Composing: an order to a CAP 1.2 alert, the same technical parts in every language.

1. There is one ``info`` for each language of the scale; only words differ between them.
2. Severity and urgency rise with the level's rank; certainty is that of the level's criterion.
3. Parameters carry what CAP has no place for: chain, scale, layer, level with word, colour and rank
   "n of m", the decision and its number, the exact end, and how far a border may be off.
4. The message of an end carries no level: what ended is said in words, and which chain it was.
   ``AllClear`` is said only where nothing else stands on that ground.
5. An area block carries its geometry and its codes. A message of an end has those of what it ends.

Source: CAP 1.2, 3.2; rules 36 to 94.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from dabyl.core.formats.cap.reading import read
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
from dabyl.core.levels.decision import Decision
from dabyl.core.levels.scale import Evidence, Level
from dabyl.core.publication.cap.due import Order, OrderKind
from dabyl.core.publication.cap.grounds import Block, blocks_of
from dabyl.core.publication.cap.strands import Strand, strands
from dabyl.core.publication.cap.voice import Voice
from dabyl.core.publication.speaker import Speaker
from dabyl.core.register.facts import MessageReleased
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant

HEADLINE_CHARS: Final = 140
AREA_CHARS: Final = 49
_NAMED: Final = 4
_SEVERITIES: Final = (Severity.EXTREME, Severity.SEVERE, Severity.MODERATE, Severity.MINOR)
_URGENCIES: Final = (Urgency.IMMEDIATE, Urgency.EXPECTED, Urgency.FUTURE, Urgency.FUTURE)
_CERTAINTIES: Final = {
    Evidence.HAPPENED: Certainty.OBSERVED,
    Evidence.CONFIRMED: Certainty.LIKELY,
    Evidence.LIKELIHOOD: Certainty.POSSIBLE,
    Evidence.UNCONFIRMED: Certainty.POSSIBLE,
    None: Certainty.POSSIBLE,
}


def compose(register: Register, order: Order, voice: Voice, number: int) -> Alert:
    """Return the alert that an order asks for, as entry *number* of the journal will hold it."""
    told = _told(register, order)
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


@attrs.frozen(kw_only=True)
class _Told:
    """What a message is about: its layer's facts, and the areas as they are written."""

    scale: str
    level: str
    decision: Decision
    zone: str
    start: Instant
    blocks: tuple[Block, ...]
    stored: tuple[tuple[Area, ...], ...] = ()
    is_clear: bool = False


def _told(register: Register, order: Order) -> _Told:
    strand = order.strand
    row = register.epoch_at(order.at).ledger.rows(order.layer)[-1]
    layer = row.piece.layer if strand is None else strand.layer
    record = register.record(layer.decision)
    decision = register.decision_as_known(layer.decision, order.at) or record.decision
    stored = _last_areas(register, order) if strand is None else ()
    return _Told(
        scale=layer.scale,
        level=layer.level,
        decision=decision,
        zone=layer.start.zone,
        start=layer.start.instant if strand is None else strand.start,
        blocks=()
        if strand is None
        else blocks_of(register, strand, order.at, order.channel.most_points),
        stored=stored,
        is_clear=strand is None and not _is_covered(strands(register, order.at), row.piece.ground),
    )


def _is_covered(others: tuple[Strand, ...], ground: int) -> bool:
    return any(one.ground & ground for one in others)


def _last_areas(register: Register, order: Order) -> tuple[tuple[Area, ...], ...]:
    """Return the areas of the chain's last message, by its blocks of information."""
    texts = [
        record.message.text
        for record in register.messages
        if record.message.chain == order.chain and record.message.channel == order.channel.id
    ]
    found = read(texts[-1].encode()).alerts[0].alert
    return tuple(info.areas for info in found.infos)


@attrs.frozen
class _Composing:
    register: Register
    order: Order
    voice: Voice
    told: _Told

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

    @property
    def _level(self) -> Level:
        scale = self.register.scales[self.told.scale]
        day = self.told.start.local(scale.zone).date()
        found = scale.version(day).level(self.told.level)
        return found or Level(id=self.told.level, rank=0)

    def _step(self) -> tuple[int, int]:
        """Return which step of how many the level is."""
        scale = self.register.scales[self.told.scale]
        day = self.told.start.local(scale.zone).date()
        levels = [level.id for level in scale.version(day).levels]
        level = self.told.level
        return (levels.index(level) + 1 if level in levels else 1), max(len(levels), 1)

    def _info(self, lang: str, place: int) -> Info:
        order, told = self.order, self.told
        scale, speaker = self.register.scales[told.scale], self.voice.speaker(lang)
        rank, steps = self._step()
        below = min(max(steps - rank, 0), len(_SEVERITIES) - 1)
        carries = order.strand is not None
        areas = self._areas(lang) if carries else told.stored[min(place, len(told.stored) - 1)]
        names = [area.description or "" for area in areas]
        office = self._office(lang)
        return Info(
            language=lang,
            categories=(Category.SECURITY,),
            event=scale.names.best(lang) or scale.id,
            response_types=(self._response(),),
            urgency=_URGENCIES[below] if carries else Urgency.PAST,
            severity=_SEVERITIES[below] if carries else Severity.MINOR,
            certainty=_CERTAINTIES[self._level.evidence] if carries else Certainty.OBSERVED,
            audience=None,
            event_codes=(),
            effective=None,
            onset=self._time(told.start) if carries and told.start > order.at else None,
            expires=self._time(order.ends),
            sender_name=office,
            headline=self._headline(speaker, names),
            description="\n".join(self._description(speaker, names, office)),
            instruction=self._instruction(speaker),
            web=f"{self.voice.site}{lang}/decision/{told.decision.id}/index.html",
            contact=self._contact(lang),
            parameters=tuple(NamedValue(*pair) for pair in self._parameters(lang)),
            resources=(),
            areas=areas,
        )

    def _response(self) -> ResponseType:
        if self.order.strand is None:
            return ResponseType.ALL_CLEAR if self.told.is_clear else ResponseType.MONITOR
        rank, steps = self._step()
        return ResponseType.MONITOR if rank < steps else ResponseType.EXECUTE

    # --- words ---

    def _headline(self, speaker: Speaker, names: list[str]) -> str:
        ended = "_ended" if self.order.strand is None else ""
        mark, level = self.voice.mark(speaker.lang), speaker.level(self._level)
        head = f"{mark}. " if mark else ""
        texts = [
            head + speaker.say(f"cap_headline{ended}", level=level, areas=_listed(names, most))
            for most in range(_NAMED, -1, -1)
        ]
        fitting = (text for text in texts if len(text) <= HEADLINE_CHARS)
        return next(fitting, texts[-1][:HEADLINE_CHARS])

    def _description(self, speaker: Speaker, names: list[str], office: str) -> Iterator[str]:
        told, order, lang = self.told, self.order, speaker.lang
        if mark := self.voice.mark(lang):
            yield f"{mark}."
        rank, steps = self._step()
        level, listed = speaker.level(self._level), _listed(names, 40)
        strand = order.strand
        if strand is None:
            at = speaker.instant(order.at, told.zone)
            yield speaker.say("cap_says_ended", level=level, areas=listed, at=at)
            if not told.is_clear:
                yield speaker.say("cap_below")
        else:
            yield speaker.say(
                "cap_says",
                level=level,
                rank=speaker.say("level_of", rank=rank, steps=steps),
                areas=listed,
                start=speaker.instant(told.start, told.zone),
                end=speaker.end(strand.end, told.zone),
            )
        number = told.decision.number or told.decision.id
        yield speaker.say("cap_decided", office=office, number=number)
        if grounds := told.decision.grounds.get(lang):
            yield grounds

    def _instruction(self, speaker: Speaker) -> str:
        if self.order.strand is None:
            return speaker.say("cap_do_ended")
        advice = self.told.decision.advice.get(speaker.lang) or self._level.advice.get(speaker.lang)
        return advice or speaker.say("cap_do")

    def _office(self, lang: str) -> str:
        office = self.register.offices.get(self.told.decision.office or "")
        if office is not None and (name := office.names.best(lang)):
            return name
        return self.register.pack_of(self.told.scale).title.best(lang) or self.voice.sender

    def _contact(self, lang: str) -> str:
        office = self.register.offices.get(self.told.decision.office or "")
        own = self.told.decision.contact.best(lang)
        return own or (office.contact.best(lang) if office else "") or self.voice.site

    # --- parameters and areas ---

    def _parameters(self, lang: str) -> Iterator[tuple[str, str]]:
        order, told, strand = self.order, self.told, self.order.strand
        yield "dabyl.chain", order.chain
        yield "dabyl.scale", told.scale
        yield "dabyl.layer", order.layer
        yield "dabyl.decision", told.decision.id
        if told.decision.number:
            yield "dabyl.decision-number", told.decision.number
        if strand is None:
            return
        rank, steps = self._step()
        level = self._level
        yield "dabyl.level", level.id
        yield "dabyl.level-name", self.voice.speaker(lang).level(level)
        if level.colour:
            yield "dabyl.level-colour", level.colour
        yield "dabyl.level-rank", f"{rank} of {steps}"
        yield "dabyl.start", self._time(strand.start).text
        yield "dabyl.end", "open" if strand.end is None else self._time(strand.end).text
        if strand.review is not None:
            yield "dabyl.review", self._time(strand.review.instant).text
        yield "dabyl.codes-as-of", self._day().isoformat()
        error = max((block.drawn.error_km for block in told.blocks), default=0.0)
        yield "dabyl.border-error-km", f"{error:g}"
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


def _listed(names: list[str], most: int) -> str:
    text = ", ".join(names[:most])
    rest = len(names) - most
    return f"{text} + {rest}".strip() if rest > 0 else text
