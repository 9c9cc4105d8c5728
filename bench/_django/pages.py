"""The views of the Django peer: place pages and front pages, from queries."""

# mypy: disable-error-code="attr-defined"
# (the checker knows the managers of Dabyl's own tables only)

from collections.abc import Callable, Iterable
from typing import Any

import attrs
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from _django.models import (
    DecisionText,
    Layer,
    LayerText,
    Level,
    LevelText,
    Map,
    Measure,
    News,
    Remark,
    Unit,
    UnitName,
)
from _django.stands import FOREVER, Stands, stands_at
from dabyl.core.publication.links import decision_tail, link, place_tail
from dabyl.core.publication.press import Press
from dabyl.core.publication.speaker import Speaker
from dabyl.core.values.instants import Instant

MANY, DAY_S = 8, 86_400


@attrs.frozen(eq=False)
class Pages:
    """The pages of a site; the press has the words, the style and the times, no answers."""

    press: Press
    _kept: dict[tuple[str, ...], SafeString] = attrs.field(init=False, factory=dict)

    def place(self, key: str, lang: str) -> str:
        """Return a place's page."""
        unit = Unit.objects.select_related("parent").get(key=key)
        home = f"../../../{lang}/"
        stands = self._stands(unit)
        around = [unit.key, *([] if unit.parent is None else [unit.parent.key])]
        names = dict(
            UnitName.objects.filter(unit__in=around, lang=lang).values_list("unit", "name")
        )
        below = UnitName.objects.filter(unit__parent=unit, unit__paged=True, lang=lang)
        cards = [self._card(layer, lang, home) for layer in stands.layers]
        acts = [layer.decision_id for layer in stands.layers]
        acts += [one.key for layer in stands.layers for one in layer.extended_by.all()]
        remarks: dict[str, dict[str, SafeString]] = {}
        said = Remark.objects.filter(decision__in=acts, lang=lang).order_by("id")
        for remark in sorted(said, key=lambda one: acts.index(one.decision_id)):
            html = remark.html if remark.kind != "uncertain" else format_html("{}", remark.html)
            remarks.setdefault(remark.kind, {})[remark.html] = mark_safe(html)  # noqa: S308 - ours
        return self._page(
            "place.html",
            lang,
            place_tail(key),
            title=names[key],
            code=key,
            now=self._panel(unit, names[key], stands, lang),
            cards=cards,
            conflicts=list(remarks.get("conflict", {}).values()),
            defects=list(remarks.get("defect", {}).values()),
            uncertain=list(remarks.get("uncertain", {}).values()),
            measures=self._measures(stands.level, lang),
            lies_in=None
            if unit.parent is None
            else link(home + place_tail(unit.parent.key), names[unit.parent.key]),
            below=format_html_join(
                ", ",
                "{}",
                (
                    (link(home + place_tail(str(row.unit_id)), row.name),)
                    for row in below.order_by("unit__place")
                ),
            ),
        )

    def front(self, lang: str) -> str:
        """Return the front page."""
        unit = Unit.objects.get(parent=None)
        name = UnitName.objects.get(unit=unit, lang=lang).name
        speaker = self.press.speakers[lang]
        news = list(News.objects.filter(lang=lang).order_by("place"))
        return self._page(
            "front.html",
            lang,
            "index.html",
            title=speaker.say("site_title", country=name),
            here="now",
            code=unit.key,
            now=self._panel(unit, name, self._stands(unit), lang),
            map=mark_safe(Map.objects.get(lang=lang).html),  # noqa: S308 - ours
            rows=[self._row(one, lang) for one in unit.children.order_by("place")],
            latest=[mark_safe(one.html) for one in news if one.kind == "latest"],  # noqa: S308
            incidents=[mark_safe(one.html) for one in news if one.kind == "incident"],  # noqa: S308
        )

    # --- what stands ---

    def _stands(self, unit: Unit) -> Stands:
        answers = self.press.answers
        return stands_at(unit, at=answers.at.s, known=answers.known_at.s)

    def _panel(self, unit: Unit, name: str, stands: Stands, lang: str) -> dict[str, Any]:
        speaker, level = self.press.speakers[lang], stands.level
        if level is None or stands.parts:
            raise SystemExit("the peer knows pages of places with one level only")
        text = LevelText.objects.get(level=level, lang=lang)
        first = [layer.decision_id for layer in stands.layers]
        own = DecisionText.objects.filter(decision__in=first, lang=lang)
        advice = next((one.advice for one in own if one.advice), text.advice)
        changes = next((one.changes for one in own if one.changes), text.changes)
        return {
            "place": name,
            "label": speaker.words["level_in_force"],
            "headline": text.name,
            "css": level.css,
            "bars": mark_safe(level.bars),  # noqa: S308 - ours
            "rank": speaker.say("level_of", rank=level.rank, steps=level.steps),
            "definition": text.definition,
            "facts": list(self._facts(unit, stands, speaker)),
            "steps": [line.strip() for line in advice.splitlines() if line.strip()],
            "changes": changes,
        }

    def _facts(self, unit: Unit, stands: Stands, speaker: Speaker) -> Iterable[dict[str, str]]:
        words, at = speaker.words, self.press.answers.at
        if stands.since is not None:
            since = Instant(stands.since)
            zone = _zone(stands, stands.since, unit.zone)
            text = _both(speaker, since, speaker.instant(since, zone), unit.zone)
            yield {"term": words["since"], "text": text, "iso": since.text()}
            days = (at.s - since.s) // DAY_S + 1
            yield {"term": words["reviewed_days"], "text": speaker.count("in_force", days)}
        if stands.until is not None:
            until = Instant(stands.until)
            zone = _zone(stands, stands.until, unit.zone)
            text = _both(speaker, until, speaker.end(until, zone), unit.zone)
            yield {"term": words["until"], "text": text, "iso": until.text()}
            when = speaker.instant(until, zone)
            said = speaker.say("next_none", at=when)
            if stands.then is not None:
                level = LevelText.objects.get(level=stands.then.level, lang=speaker.lang).name
                said = speaker.say("next_level", at=when, level=level)
            yield {"term": words["next"], "text": said, "iso": until.text()}
        reviewed = [one for layer in stands.layers for one in layer.extended_by.all()]
        if reviewed:
            last = max(reviewed, key=lambda one: one.decided_s or 0)
            text = DecisionText.objects.get(decision=last, lang=speaker.lang).decided
            yield {"term": words["last_reviewed"], "text": text}
        yield {
            "term": words["confirmed"],
            "text": speaker.instant(at, unit.zone),
            "iso": at.text(),
        }

    # --- parts of pages ---

    def _row(self, unit: Unit, lang: str) -> dict[str, Any]:
        stands, speaker = self._stands(unit), self.press.speakers[lang]
        name = UnitName.objects.get(unit=unit, lang=lang).name
        level, until = stands.level, stands.until
        if level is None or until is None or stands.parts:
            raise SystemExit("the peer knows rows of places with one level only")
        return {
            "name": link(f"../{lang}/{place_tail(unit.key)}", name),
            "chip": self._chip(level, lang),
            "until": speaker.end(Instant(until), _zone(stands, until, unit.zone)),
        }

    def _once(self, key: tuple[str, ...], make: Callable[[], SafeString]) -> SafeString:
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = make()
        return found

    def _chip(self, level: Level, lang: str) -> SafeString:
        def make() -> SafeString:
            return format_html(
                '<span class="chip {}">{}{} <small>{}</small></span>',
                level.css,
                mark_safe(level.bars),  # noqa: S308 - ours
                LevelText.objects.get(level=level, lang=lang).name,
                self.press.speakers[lang].say("level_of", rank=level.rank, steps=level.steps),
            )

        return self._once(("chip", level.key, lang), make)

    def _card(self, layer: Layer, lang: str, home: str) -> SafeString:
        def make() -> SafeString:
            speaker = self.press.speakers[lang]
            text = DecisionText.objects.get(decision=layer.decision_id, lang=lang)
            words = LayerText.objects.get(layer=layer, lang=lang)
            areas = UnitName.objects.filter(unit__layer__key=layer.key, lang=lang).distinct()
            acts = [one.key for one in layer.extended_by.all()]
            view = {
                "t": speaker.words,
                "title": link(home + decision_tail(str(layer.decision_id)), text.title),
                "chip": self._chip(layer.level, lang),
                "text": text.grounds,
                "office": text.office,
                "under": mark_safe(text.under),  # noqa: S308 - ours
                "area": format_html_join(
                    ", ",
                    "{}",
                    ((link(home + place_tail(str(a.unit_id)), a.name),) for a in areas),
                ),
                "since": words.since,
                "until": speaker.end(Instant(layer.end), layer.zone)
                if layer.end < FOREVER
                else words.wording,
                "wording": words.wording,
                "extended": format_html_join(
                    ", ", "{}", ((link(home + decision_tail(act), act),) for act in acts)
                ),
            }
            return render_to_string("card.html", view)

        return self._once(("card", str(layer.pk), lang, home), make)

    def _measures(self, level: Level | None, lang: str) -> SafeString:
        if level is None:
            return mark_safe("")

        def make() -> SafeString:
            view = {
                "t": self.press.speakers[lang].words,
                "caption": LevelText.objects.get(level=level, lang=lang).name,
                "rows": Measure.objects.filter(level=level, lang=lang).order_by("id"),
            }
            return render_to_string("measures.html", view)

        return self._once(("measures", level.key, lang), make)

    def _page(self, template: str, lang: str, tail: str, **view: object) -> str:
        press, speaker = self.press, self.press.speakers[lang]
        answers = press.answers
        root = "../" * (tail.count("/") + 1)
        country = self._once(
            ("country", lang),
            lambda: format_html("{}", UnitName.objects.get(unit__parent=None, lang=lang).name),
        )
        until = Instant(answers.at.s + answers.lease_s)
        zone, at = answers.zone, answers.at
        return render_to_string(
            template,
            {
                "lang": lang,
                "dir": speaker.direction,
                "t": speaker.words,
                "root": root,
                "home": f"{root}{lang}/",
                "country": country,
                "mark": press.mark(lang),
                "mark_long": press.mark(lang, short=False),
                "archive": "",
                "languages": [
                    (other, press.speakers[other].t.language, f"{root}{other}/{tail}")
                    for other in press.languages
                ],
                "style": mark_safe(press.style),  # noqa: S308 - ours
                "csp": "",
                "script": mark_safe(press.script or ""),  # noqa: S308 - ours
                "lease": {
                    "until": until.text(),
                    "confirmed": speaker.say("confirmed_at", as_of=speaker.instant(at, zone)),
                    "again": speaker.say("look_again", until=speaker.instant(until, zone)),
                    "stale": speaker.say("stale", as_of=speaker.instant(at, zone)),
                    "journal": speaker.say("journal_at", number=answers.register.number),
                },
                **view,
            },
        )


def _zone(stands: Stands, at: int, zone: str) -> str:
    return next((one.zone for one in stands.layers if at in {one.start, one.end}), zone)


def _both(speaker: Speaker, at: Instant, text: str, zone: str) -> str:
    clock = f"{at.local(zone):%H:%M}"
    return text if clock in text else f"{text} = {speaker.instant(at, zone)}"
