"""Events in words: what happened, to which level, where; one wording for pages and feeds."""

from markupsafe import Markup

from dabyl.core.publication.cards import shape_names
from dabyl.core.publication.links import decision_tail, link
from dabyl.core.publication.press import Press
from dabyl.core.register.events import Event, EventKind

_MANY = 6


def event_title(press: Press, event: Event, lang: str) -> str:
    """Return what happened, and where."""
    where = event_area(press, event, lang) or _about(press, event, lang)
    return f"{event_what(press, event, lang)} – {where}"


def _about(press: Press, event: Event, lang: str) -> str:
    """Return the title of the decision that an act without ground is about, else of the act."""
    register = press.answers.register
    record = register.decision(event.layer or "") or register.record(event.decision)
    return record.decision.title.best(lang) or record.decision.id


def event_what(press: Press, event: Event, lang: str) -> str:
    """Return what happened to which level."""
    speaker, answers = press.speakers[lang], press.answers
    key = f"event_{event.kind}"
    if event.kind is EventKind.LOWERED and event.level is None:
        key = "event_lowered_to_none"
    version = answers.version(event.scale, event.at)
    named = {state.id: state.names for state in version.states}
    named |= {kind.id: kind.names for kind in version.publications}
    if event.level in named:
        level = named[event.level].best(lang) or event.level
    elif event.level is None:
        level = speaker.t.no_level_here
    else:
        level = speaker.level(answers.level(event.scale, event.level, event.at))
    return speaker.say(key, level=level)


def event_area(press: Press, event: Event, lang: str) -> str:
    """Return where, as places were called on the day."""
    answers = press.answers
    day = event.at.local(answers.zone).date()
    layer = answers.layer(event.layer)
    shapes = {}
    names = []
    if layer is not None:
        shapes = shape_names(answers.register.record(layer.decision).decision, lang)
        scope = layer.scope
        names += [] if scope is None else [scope.names.best(lang) or scope.id]
    for key in event.area[:_MANY]:
        unit = answers.places.unit(key)
        names.append(shapes.get(key, key) if unit is None else unit.name(lang, day))
    if len(event.area) > _MANY:
        names.append(f"+ {len(event.area) - _MANY}")
    return press.speakers[lang].listed(names)


def event_details(press: Press, event: Event, lang: str) -> tuple[str, ...]:
    """Return the end as known then, and how late the act was known."""
    speaker, zone = press.speakers[lang], press.answers.zone
    details = []
    if event.end is not None and event.end > event.at:
        details.append(f"{speaker.t.until}: {speaker.end(event.end, zone)}")
    if event.late_s > 0:
        details.append(speaker.say("late", late=speaker.late(event.late_s)))
    if event.retroactive:
        details.append(speaker.t.retroactive)
    return tuple(details)


def event_line(press: Press, event: Event, lang: str, home: str) -> Markup:
    """Return an event as a line of a list: when, what, where, by which decision."""
    speaker = press.speakers[lang]
    when = speaker.instant(event.at, press.answers.zone)
    title = link(home + decision_tail(event.decision), event_title(press, event, lang))
    return Markup('<time datetime="{}">{}</time>: {}').format(event.at.text(), when, title)
