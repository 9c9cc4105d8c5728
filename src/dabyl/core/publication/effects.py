"""Effects in words: what each part of a decision does, and what became of its layers.

1. Nothing here depends on the day on which the page is made, but on what was known: places are
   called as on the day of the effect.
2. What is not covered is said when an area is a part of a unit.
"""

from typing import Any, assert_never

from markupsafe import Markup

from dabyl.core.levels.decision import (
    Area,
    Bulletin,
    Change,
    Correct,
    Decision,
    Declare,
    DeclareState,
    Direction,
    Effect,
    EndState,
    Extend,
    Lift,
    layer_id,
)
from dabyl.core.levels.pieces import FOREVER, Piece
from dabyl.core.publication.links import decision_tail, joined, keeps_its_page, link, place_tail
from dabyl.core.publication.press import Press
from dabyl.core.publication.speaker import Speaker
from dabyl.core.register.effects import ends_at
from dabyl.core.values.instants import Instant
from dabyl.core.values.languages import NO_TEXTS
from dabyl.core.values.moments import Moment

_MANY = 40
Lines = list[tuple[str, Markup]]


def effect_view(
    press: Press, decision: Decision, number: int, lang: str, home: str
) -> dict[str, Any]:
    """Return what effect *number* of a decision does: a title, and terms with what they are."""
    effect = decision.effects[number]
    words = _Words(press, decision, lang, home)
    layer = layer_id(decision.id, number)
    return {
        "title": press.speakers[lang].words[f"effect_{_kind(effect)}"],
        "lines": [*words.lines(effect), *words.outcomes(effect, layer)],
    }


def _kind(effect: Effect) -> str:
    match effect:
        case Declare():
            return "declare"
        case Extend():
            return "extend"
        case Change(direction=direction):
            return "raise" if direction is Direction.RAISE else "lower"
        case Lift():
            return "lift"
        case Correct(withdraw=withdraw):
            return "withdraw" if withdraw else "correct"
        case DeclareState():
            return "declare-state"
        case EndState():
            return "end-state"
        case Bulletin():
            return "bulletin"
        case _:
            assert_never(effect)


class _Words:
    """One decision in one language."""

    def __init__(self, press: Press, decision: Decision, lang: str, home: str) -> None:
        self.press = press
        self.decision = decision
        self.speaker: Speaker = press.speakers[lang]
        self.t = self.speaker.t
        self.home = home
        self.lang = lang

    def lines(self, effect: Effect) -> Lines:
        match effect:
            case Declare():
                return [
                    (self.t.level, self._level(effect.level, effect.start.instant)),
                    *self._where(effect.area, effect.start),
                    *self._when(effect),
                    *self._said(self.t.modifier, effect.modifier),
                    *self._said(self.t.not_covered, self.t.only_note if effect.only else None),
                ]
            case Extend():
                return [
                    (self.t.effect_layers, self._layers(effect.layers)),
                    *self._where(effect.area, effect.start),
                    *self._when(effect),
                ]
            case Change():
                to = (
                    []
                    if effect.level is None
                    else [(self.t.effect_to, self._level(effect.level, effect.start.instant))]
                )
                return [
                    (self.t.effect_layers, self._layers(effect.layers)),
                    *to,
                    *self._where(effect.area, effect.start),
                    *self._when(effect),
                    *self._said(self.t.modifier, effect.modifier),
                ]
            case Lift():
                return [
                    (self.t.effect_layers, self._layers(effect.layers)),
                    *self._where(effect.area, effect.start),
                    (self.t.start, self._moment(effect.start)),
                ]
            case Correct():
                return [
                    (self.t.decision, self._decision(effect.decision)),
                    *self._said(self.t.what, ", ".join(effect.changes) or None),
                ]
            case DeclareState():
                return [
                    (self.t.states, self._named(effect.state, effect.start.instant)),
                    *self._where(effect.area, effect.start),
                    *self._when(effect),
                ]
            case EndState():
                return [
                    (self.t.effect_layers, self._layers(effect.states)),
                    *self._where(effect.area, effect.start),
                    (self.t.start, self._moment(effect.start)),
                ]
            case Bulletin():
                return [
                    (self.t.bulletins, self._named(effect.kind, effect.start.instant)),
                    *self._where(effect.area, effect.start),
                    *self._when(effect),
                    *self._said(self.t.grounds, effect.text.best(self.lang) or None),
                ]
            case _:
                assert_never(effect)

    def outcomes(self, effect: Effect, layer: str) -> Lines:
        """Return until when the effect's layer lies on the map, as known, and who ended it."""
        answers = self.press.answers
        start = self._start(effect)
        zone = answers.zone if start is None else start.zone
        pieces = answers.epoch.ledger.pieces(layer, answers.known_at.s)
        lines = dict.fromkeys(self._outcome(piece, zone) for piece in pieces)
        return [(self.t.outcome, line) for line in lines]

    def _outcome(self, piece: Piece, zone: str) -> Markup:
        end = None if piece.end >= FOREVER else Instant(piece.end)
        if piece.ended_by is not None and end is not None:
            text = self.speaker.say("outcome_ended", at=self.speaker.instant(end, zone))
            return Markup("{} ({})").format(text, self._decision(piece.ended_by))
        until = Markup("{}").format(self.speaker.end(end, zone, piece.ending))
        if not piece.extended_by:
            return until
        extended = joined(self._decision(key) for key in piece.extended_by)
        return Markup("{} ({}: {})").format(until, self.t.extended_by, extended)

    @staticmethod
    def _start(effect: Effect) -> Moment | None:
        return None if isinstance(effect, Correct) else effect.start

    def _level(self, level: str, at: Instant) -> Markup:
        scale = self.decision.scale
        found = self.press.answers.level(scale, level, at)
        return self.press.chip(scale, found, self.lang, at)

    def _named(self, key: str, at: Instant) -> Markup:
        version = self.press.answers.version(self.decision.scale, at)
        named = {state.id: state.names for state in version.states}
        named |= {kind.id: kind.names for kind in version.publications}
        return Markup("{}").format(named.get(key, NO_TEXTS).best(self.lang) or key)

    def _said(self, term: str, text: str | None) -> Lines:
        return [] if text is None else [(term, Markup("{}").format(text))]

    def _decision(self, key: str) -> Markup:
        known = self.press.answers.register.decision(key) is not None
        return link(self.home + decision_tail(key), key) if known else Markup("{}").format(key)

    def _layers(self, layers: tuple[str, ...]) -> Markup:
        return joined(self._layer(layer) for layer in layers)

    def _layer(self, layer: str) -> Markup:
        decision, dot, _ = layer.rpartition(".")
        known = self.press.answers.register.decision(layer) is None and dot
        return self._decision(decision if known else layer)

    def _moment(self, moment: Moment) -> Markup:
        return Markup("{}").format(self.speaker.moment(moment))

    def _when(self, effect: Declare | Extend | Change | DeclareState | Bulletin) -> Lines:
        lines = [(self.t.start, self._moment(effect.start))]
        if effect.ending is not None:
            wording = self.speaker.wording(effect.ending)
            lines.append((self.t.end_form, Markup("{}").format(wording)))
        end = ends_at(self.press.answers.register, self.decision, effect)
        if end is not None:
            until = self.speaker.end(Instant(end), effect.start.zone)
            lines.append((self.t.until, Markup("{}").format(until)))
        review = None if isinstance(effect, Bulletin) else effect.review
        if review is not None:
            lines.append((self.t.review, self._moment(review)))
        return lines

    def _where(self, area: Area | None, start: Moment) -> Lines:
        if area is None:
            return []
        answers = self.press.answers
        places, day = answers.places, start.instant.local(start.zone).date()
        names = []
        for key in area.units[:_MANY]:
            unit = places.unit(key)
            name = key if unit is None else unit.name(self.lang, day)
            has_page = keeps_its_page(places, key, day)
            names.append(link(self.home + place_tail(key), name) if has_page else name)
        names += [shape.names.best(self.lang) or shape.id for shape in area.shapes]
        names += [f"+ {len(area.units) - _MANY}"] if len(area.units) > _MANY else []
        lines = [(self.t.covers_only, joined(names))] if names else []
        if area.scope is not None:
            text = area.scope.names.best(self.lang) or area.scope.id
            lines.append((self.t.scoped, Markup("{}").format(text)))
        parents = {
            parent
            for key in area.units
            if places.unit(key) is not None and (parent := places.parent(key, day)) is not None
        }
        rest = sorted(
            key
            for key in parents
            if not set(places.chain(key, day)) & set(area.units)
            and not set(places.children(key, day)) <= set(area.units)
        )
        if rest:
            text = self.speaker.listed(
                self.speaker.say("rest_of", place=places.name(key, self.lang, day)) for key in rest
            )
            lines.append((self.t.not_covered, Markup("{}").format(text)))
        return lines
