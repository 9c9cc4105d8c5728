"""Cards: one layer as it lies on a place, in words; made once for all places it lies on."""

from typing import Any

import attrs
from markupsafe import Markup

from dabyl.core.levels.decision import Decision
from dabyl.core.levels.standing import StandingLayer
from dabyl.core.publication.alone import alone_mark
from dabyl.core.publication.law_links import provision_tail
from dabyl.core.publication.links import decision_tail, joined, keeps_its_page, link, place_tail
from dabyl.core.publication.overdue import overdue_mark
from dabyl.core.publication.press import Press
from dabyl.core.publication.speaker import Speaker

_MANY = 24


@attrs.frozen(eq=False)
class Cards:
    """The cards of one site. ``home`` is where a language's pages start, seen from the page."""

    press: Press
    _made: dict[tuple[object, ...], Markup] = attrs.field(init=False, factory=dict)

    def card(self, layer: StandingLayer, scale: str, lang: str, home: str) -> Markup:
        """Return the card of a layer that gives the level."""
        return self._card("card.html.j2", layer, scale=scale, lang=lang, home=home, why=None)

    def small_card(
        self, layer: StandingLayer, scale: str, lang: str, home: str, why: str | None
    ) -> Markup:
        """Return the card of a layer that doesn't: overruled, about something else, or no level."""
        return self._card("small_card.html.j2", layer, scale=scale, lang=lang, home=home, why=why)

    def _card(
        self,
        template: str,
        layer: StandingLayer,
        *,
        scale: str,
        lang: str,
        home: str,
        why: str | None,
    ) -> Markup:
        key = (template, layer, scale, lang, home, why)
        found = self._made.get(key)
        if found is None:
            view = self._view(layer, scale, self.press.speakers[lang], home)
            text = self.press.theme.template(template).render(
                t=self.press.speakers[lang].t, why=why, **view
            )
            found = self._made[key] = Markup(text)  # noqa: S704 - rendered with escaping
        return found

    def _view(
        self, layer: StandingLayer, scale: str, speaker: Speaker, home: str
    ) -> dict[str, Any]:
        answers, lang = self.press.answers, speaker.lang
        version = answers.version(scale)
        decision = answers.decision(layer.decision)
        states = {state.id: state.names for state in version.states}
        kinds = {kind.id: kind.names for kind in version.publications}
        modifiers = {modifier.id: modifier.names for modifier in version.modifiers}
        named = states.get(layer.level) or kinds.get(layer.level)
        review = None if layer.review is None else layer.review.instant
        return {
            "chip": self.press.chip(scale, answers.level(scale, layer.level), lang)
            if named is None
            else named.best(lang),
            "title": link(home + decision_tail(layer.decision), self._title(decision, layer, lang)),
            "office": office_name(self.press, layer.office, lang),
            "under": under(self.press, decision, lang, home),
            "since": speaker.moment(layer.start),
            "until": speaker.end(layer.end, layer.zone, layer.ending),
            "wording": speaker.wording(layer.ending),
            "area": area_names(self.press, layer.area, decision, lang, home),
            "review": None if review is None else speaker.instant(review, layer.zone),
            "overdue": overdue_mark(self.press, (layer,), lang),
            "alone": alone_mark(self.press, (layer,), lang),
            "extended": joined(link(home + decision_tail(key), key) for key in layer.extended_by),
            "modifier": None
            if layer.modifier is None
            else modifiers[layer.modifier].best(lang)
            if layer.modifier in modifiers
            else layer.modifier,
            "trend": None if layer.trend is None else speaker.words[f"trend_{layer.trend}"],
            "scope": None
            if layer.scope is None
            else layer.scope.names.best(lang) or layer.scope.id,
            "only": layer.only,
            "text": "" if decision is None else decision.grounds.best(lang),
        }

    def _title(self, decision: Decision | None, layer: StandingLayer, lang: str) -> str:
        title = "" if decision is None else decision.title.best(lang)
        return title or layer.decision


def office_name(press: Press, office: str | None, lang: str) -> str:
    """Return an office's name, or that it is not known."""
    found = press.answers.epoch.offices.get(office or "")
    if found is None:
        return office or press.speakers[lang].words["office_unknown"]
    return found.names.best(lang) or found.id


def under(press: Press, decision: Decision | None, lang: str, home: str) -> Markup | None:
    """Return the provision that a decision names, with a mark when no source confirms it."""
    if decision is None or decision.provision is None:
        return None
    return provision_link(press, decision.provision, lang, home)


def provision_link(press: Press, key: str, lang: str, home: str) -> Markup:
    """Return a provision's title with a link, and a mark when no source confirms it."""
    found = press.answers.register.provision(key, press.answers.known_at)
    if found is None:
        return Markup("{}").format(key)
    text = link(home + provision_tail(key), found.title.best(lang) or key)
    if all(wording.confirmed for wording in found.history):
        return text
    mark = press.speakers[lang].t.unconfirmed
    return Markup('{} <em class="un">{}</em>').format(text, mark)


def area_names(
    press: Press, area: tuple[str, ...], decision: Decision | None, lang: str, home: str
) -> Markup:
    """Return the names of units and shapes, with links to those that keep their page."""
    answers = press.answers
    shapes = {} if decision is None else shape_names(decision, lang)
    names = []
    for key in area[:_MANY]:
        if answers.places.unit(key) is None:
            names.append(Markup("{}").format(shapes.get(key, key)))
        elif keeps_its_page(answers.places, key, answers.day):
            names.append(link(home + place_tail(key), answers.name(key, lang)))
        else:
            names.append(Markup("{}").format(answers.name(key, lang)))
    if len(area) > _MANY:
        names.append(Markup("+ {}").format(len(area) - _MANY))
    return joined(names)


def shape_names(decision: Decision, lang: str) -> dict[str, str]:
    """Return the names of the shapes that a decision draws, by id."""
    areas = (getattr(effect, "area", None) for effect in decision.effects)
    return {
        shape.id: shape.names.best(lang) or shape.id
        for area in areas
        if area is not None
        for shape in area.shapes
    }
