"""What the form offers: levels, places, layers, provisions, reasons and incidents.

1. A provision is offered when it gives the power to do what is typed; of every other one the
   reasons why it doesn't are told.
2. While what is typed is not whole, a provision is judged by its powers' offices, actions and
   scales alone.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from dabyl.console.standing import LayerRow, layers_of
from dabyl.console.typed import Typed
from dabyl.core.levels.body import decision_from_body
from dabyl.core.levels.decision import Decision
from dabyl.core.publication.press import Press
from dabyl.core.register.authority import unlawful
from dabyl.core.register.register import Register
from dabyl.core.register.sense import nonsense
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Rejected


@attrs.frozen
class Choice:
    """Something that can be chosen, and its name."""

    value: str
    name: str


@attrs.frozen
class PlaceChoice:
    """A place that can be chosen, ``depth`` floors below its country."""

    value: str
    name: str
    depth: int


@attrs.frozen
class ProvisionChoice:
    """A provision, and why it doesn't give the power; no reason when it does."""

    value: str
    name: str
    problems: tuple[Problem, ...]


def scales(press: Press, lang: str) -> tuple[Choice, ...]:
    """Return every scale."""
    found = press.answers.epoch.readings
    return tuple(Choice(key, one.scale.names.best(lang) or key) for key, one in found.items())


def levels(press: Press, scale: str, lang: str) -> tuple[Choice, ...]:
    """Return the levels of the day, the lowest first."""
    if scale not in press.answers.epoch.readings:
        return ()
    ordered = sorted(press.answers.version(scale).levels, key=lambda level: level.rank)
    speaker = press.speakers[lang]
    return tuple(Choice(level.id, speaker.level(level)) for level in ordered)


def places(press: Press, lang: str) -> tuple[PlaceChoice, ...]:
    """Return the countries and two floors below them."""
    return tuple(_places(press, lang))


def _places(press: Press, lang: str) -> Iterator[PlaceChoice]:
    answers = press.answers
    for root in answers.countries:
        yield PlaceChoice(root, answers.name(root, lang), 0)
        for region in answers.children(root):
            yield PlaceChoice(region, answers.name(region, lang), 1)
            for below in answers.children(region):
                yield PlaceChoice(below, answers.name(below, lang), 2)


def layers(press: Press, typed: Typed, lang: str) -> tuple[Choice, ...]:
    """Return the layers that lie somewhere now, and those that are chosen."""
    chosen = {key: key for key in typed.layers}
    lying = {row.layer.id: _layer(press, row, lang) for row in layers_of(press, typed.scale, lang)}
    return tuple(Choice(key, name) for key, name in {**chosen, **lying}.items())


def _layer(press: Press, row: LayerRow, lang: str) -> str:
    level = press.speakers[lang].level(press.answers.level(row.scale, row.layer.level))
    return f"{level}: {row.where}, {row.until}"


def reasons(press: Press, scale: str, lang: str) -> tuple[Choice, ...]:
    """Return the scale's classes of reasons."""
    if scale not in press.answers.epoch.readings:
        return ()
    return tuple(
        Choice(one.id, one.names.best(lang) or one.id)
        for one in press.answers.version(scale).reasons
    )


def incidents(press: Press, lang: str) -> tuple[Choice, ...]:
    """Return the incidents known, the newest first."""
    found = reversed(press.answers.incidents.items())
    return tuple(Choice(key, one.names.best(lang) or key) for key, one in found)


# --- provisions ---


def provisions(
    register: Register, body: Mapping[str, Any], actions: tuple[str, ...], lang: str, *, at: Instant
) -> tuple[ProvisionChoice, ...]:
    """Return the provisions that give a power over the scale, and the one that is cited."""
    scale = str(body.get("scale", ""))
    giving = [power.provision for power in register.powers if power.scale in {None, scale}]
    cited = [str(body["provision"])] if body.get("provision") else []
    return tuple(
        ProvisionChoice(
            one,
            provision_name(register, one, lang),
            _why_not(register, {**body, "provision": one}, actions, at),
        )
        for one in dict.fromkeys((*giving, *cited))
    )


def powers(register: Register, typed: Typed, lang: str) -> tuple[Choice, ...]:
    """Return the provisions that give any power over the scale, and those that are cited."""
    giving = [power.provision for power in register.powers if power.scale in {None, typed.scale}]
    cited = [one for one in (typed.said["provision"],) if one]
    return tuple(
        Choice(one, provision_name(register, one, lang)) for one in dict.fromkeys((*giving, *cited))
    )


def provision_name(register: Register, provision: str, lang: str) -> str:
    """Return a provision's number and title."""
    clause = register.law.statutes.clauses.get(provision)
    title = "" if clause is None else clause.title.best(lang)
    return f"{title} ({provision})" if title else provision


def _why_not(
    register: Register, body: Mapping[str, Any], actions: tuple[str, ...], at: Instant
) -> tuple[Problem, ...]:
    decision = _sensible(register, body)
    if decision is not None:
        return tuple(unlawful(register, decision, at))
    office = register.offices.get(str(body.get("office", "")))
    given = {
        action.value
        for power in register.powers
        if office is not None
        and office.kind in power.office_kinds
        and power.provision == body["provision"]
        and power.scale in {None, body.get("scale")}
        for action in power.actions
    }
    data = {"office": body.get("office", ""), "provision": body["provision"]}
    return tuple(
        Problem(code=Code.NO_POWER, where="provision", data={**data, "action": action})
        for action in actions
        if action not in given
    )


def _sensible(register: Register, body: Mapping[str, Any]) -> Decision | None:
    try:
        decision = decision_from_body(body)
    except Rejected:
        return None
    return None if any(True for _ in nonsense(register, decision)) else decision


def zone_of(register: Register, scale: str) -> str:
    """Return the zone by whose clocks a scale's times are typed."""
    found = register.scales.get(scale)
    return found.zone if found else next(iter(register.packs.values())).zone


def languages_of(register: Register, scale: str) -> tuple[str, ...]:
    """Return the languages in which texts of a scale's decisions are to be."""
    found = register.scales.get(scale)
    return found.languages if found else ()
