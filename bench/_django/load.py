"""What Dabyl's register says of one instant, put into the tables of the Django peer."""

# mypy: disable-error-code="attr-defined"
# (the checker knows the managers of Dabyl's own tables only)

import json
import re

from _django.models import (
    Decision,
    DecisionText,
    Doubt,
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
from dabyl.core.formats.status.standing import standing_fields
from dabyl.core.levels.pieces import Track
from dabyl.core.levels.standing import Standing
from dabyl.core.publication.cards import office_name, under
from dabyl.core.publication.events import event_line
from dabyl.core.publication.front_page import front_page
from dabyl.core.publication.links import incident_tail, link
from dabyl.core.publication.maps import map_plan
from dabyl.core.publication.marks import bars
from dabyl.core.publication.place_page import conflict_text, defect_text
from dabyl.core.publication.press import Press

LATEST = 5
PAGE_HOME, FRONT_HOME = "../../../{}/", "../{}/"


def load(press: Press) -> None:
    """Fill the tables."""
    _units(press)
    _levels(press)
    _decisions(press)
    _layers(press)
    _remarks(press)
    _told(press)
    _front(press)


def _units(press: Press) -> None:
    answers = press.answers

    def below(key: str, parent: Unit | None) -> None:
        path = f"{'/' if parent is None else parent.path}{key}/"
        unit = Unit.objects.create(
            key=key,
            parent=parent,
            path=path,
            zone=answers.zone_of(key),
            place=Unit.objects.count(),
            paged=key in press.paged,
        )
        for lang in press.languages:
            UnitName.objects.create(unit=unit, lang=lang, name=answers.name(key, lang))
        for child in answers.children(key):
            below(child, unit)

    below(answers.country, None)


def _levels(press: Press) -> None:
    answers = press.answers
    (scale,) = answers.scales(answers.country)
    version = answers.version(scale)
    for level in version.levels:
        row = Level.objects.create(
            key=level.id,
            scale=scale,
            rank=level.rank,
            steps=version.steps(),
            css=press.css(scale, level),
            bars=bars(level.rank, version.steps()),
        )
        for lang in press.languages:
            LevelText.objects.create(
                level=row,
                lang=lang,
                name=press.speakers[lang].level(level),
                short=level.names.best(lang),
                definition=level.definition.best(lang).rstrip("."),
                advice=level.advice.best(lang),
                changes=level.changes.best(lang),
            )
            for measure in version.measures:
                if level.id in measure.levels:
                    t = press.speakers[lang].t
                    kinds = [] if measure.binding is None else [(t.advisory, t.binding)]
                    said = [pair[bool(measure.binding)] for pair in kinds]
                    said += [t.permanent] if measure.permanent else []
                    office = answers.epoch.offices.get(measure.office or "")
                    Measure.objects.create(
                        level=row,
                        lang=lang,
                        addressee=measure.addressee.best(lang),
                        text=measure.text.best(lang),
                        kind=", ".join(said),
                        unconfirmed=not measure.confirmed,
                        basis="" if office is None else office.names.best(lang),
                    )


def _decisions(press: Press) -> None:
    answers = press.answers
    for key in answers.register.decision_ids(answers.known_at):
        decision = answers.decision(key)
        if decision is None:
            continue
        decided = decision.decided
        row = Decision.objects.create(
            key=key, decided_s=None if decided is None else decided.instant.s
        )
        for lang in press.languages:
            DecisionText.objects.create(
                decision=row,
                lang=lang,
                title=decision.title.best(lang) or key,
                grounds=decision.grounds.best(lang),
                advice=decision.advice.best(lang),
                changes=decision.changes.best(lang),
                office=office_name(press, decision.office, lang),
                under=under(press, decision, lang, PAGE_HOME.format(lang)) or "",
                decided="" if decided is None else press.speakers[lang].moment(decided),
            )
            for texts in decision.uncertain:
                Remark.objects.create(
                    decision=row, lang=lang, kind="uncertain", html=texts.best(lang)
                )


def _layers(press: Press) -> None:
    epoch = press.answers.epoch
    for key in epoch.ledger.layers:
        for row in epoch.ledger.rows(key):
            piece, layer = row.piece, row.piece.layer
            if layer.track is not Track.LEVEL or row.known > press.answers.known_at.s:
                continue
            day = layer.start.instant.local(layer.start.zone).date()
            for area in epoch.covering(piece.ground, day):
                made = Layer.objects.create(
                    key=key,
                    decision_id=layer.decision,
                    level_id=layer.level,
                    area_id=area,
                    start=row.start,
                    end=row.end,
                    known=row.known,
                    gone=row.gone,
                    zone=layer.start.zone,
                )
                made.extended_by.set(Decision.objects.filter(key__in=piece.extended_by))
                for lang in press.languages:
                    speaker = press.speakers[lang]
                    LayerText.objects.create(
                        layer=made,
                        lang=lang,
                        since=speaker.moment(layer.start),
                        wording=speaker.wording(piece.ending),
                    )


def _remarks(press: Press) -> None:
    """Conflicts and defects of what stands somewhere, each once."""
    answers = press.answers
    found: dict[tuple[str, str, str], Standing] = {}
    for key in answers.paged:
        standing = answers.main(key)
        for lang in press.languages:
            home = PAGE_HOME.format(lang)
            said = [
                (
                    "conflict",
                    one.decisions[-1],
                    conflict_text(press, one, standing.scale, lang, home),
                )
                for one in standing.conflicts
            ] + [
                ("defect", one.decision, defect_text(one, press.speakers[lang], home))
                for one in standing.defects
            ]
            for kind, decision, html in said:
                if (kind, lang, html) not in found:
                    found[kind, lang, html] = standing
                    Remark.objects.create(decision_id=decision, lang=lang, kind=kind, html=html)


def _told(press: Press) -> None:
    """What the machine interface tells of layers, conflicts and defects, ready to send."""
    for key in press.answers.paged:
        told = standing_fields(press.answers.main(key), zone=press.answers.zone)
        for layer in told["layers"]:
            Layer.objects.filter(key=layer["layer"], told="").update(told=json.dumps(layer))
        for kind in ("conflicts", "defects"):
            for doubt in told[kind]:
                decision = doubt["decision"] if kind == "defects" else doubt["decisions"][-1]
                Doubt.objects.get_or_create(decision_id=decision, kind=kind, told=json.dumps(doubt))


def _front(press: Press) -> None:
    answers = press.answers
    drawn = map_plan(answers)
    for lang in press.languages:
        home = FRONT_HOME.format(lang)
        latest = answers.chronicle.latest(LATEST)
        for place, event in enumerate(latest):
            html = event_line(press, event, lang, home)
            News.objects.create(lang=lang, kind="latest", place=place, html=html)
        for place, (key, incident) in enumerate(answers.incidents.items()):
            html = link(home + incident_tail(key), incident.names.best(lang) or key)
            News.objects.create(lang=lang, kind="incident", place=place, html=html)
        page = front_page(press, drawn, lang).decode()
        found = re.search(r"<figure.*?</figure>", page, re.DOTALL)
        Map.objects.create(lang=lang, html="" if found is None else found[0])
