"""Playing a scenario on a simulated clock, through the same steps as everything else.

1. Each step is recorded at its own instant; the register learns it then and not before.
2. A replay that was interrupted goes on behind the last step that the journal holds. A journal that
   holds anything else is left alone.
3. Messages are released as the clock passes decisions, ends and renewals, when the desk has a key.
4. A refused step is named by its line, with every reason.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import assert_never

import attrs

from dabyl.core.formats.entries.facts import (
    MESSAGE_ENTRY,
    STAFF_ENTRY,
    fact_of,
)
from dabyl.core.formats.entries.library import BORDERS_ENTRY, PACK_ENTRY
from dabyl.core.formats.scenarios.scenario import Scenario
from dabyl.core.formats.scenarios.steps import Happening, Step
from dabyl.core.journal.entry import Entry
from dabyl.core.journal.keys import KEY_ENTRY, WORKSPACE_ENTRY
from dabyl.core.publication.cap.channels import Channel
from dabyl.core.register.decide import RecordFigure, RecordIncident
from dabyl.core.register.facts import (
    DecisionMade,
    FigureRecorded,
    IncidentRecorded,
    LawRecorded,
)
from dabyl.core.register.library import ChangeLibrary
from dabyl.core.register.register import Register
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused
from dabyl.usecases.desk import Desk, load
from dabyl.usecases.official import take_on
from dabyl.usecases.release import ROADS, release_up_to
from dabyl.usecases.take_decision import decided

OnStep = Callable[[int, int, str], None]
"""Told how many steps are done, of how many, and what the last one was."""

_GROUND = frozenset(
    {WORKSPACE_ENTRY, KEY_ENTRY, PACK_ENTRY, BORDERS_ENTRY, MESSAGE_ENTRY, STAFF_ENTRY}
)


def replay(
    desk: Desk,
    scenario: Scenario,
    *,
    file: str,
    on_step: OnStep,
    channels: tuple[Channel, ...] = ROADS,
) -> Register:
    """Play the steps that the journal does not hold yet, and return the register after the last.

    Raises:
        Refused: a step is, or the journal holds something that is not of this scenario.
        Overtaken: somebody else records in this journal.
        Unavailable: the journal cannot be read or written.
    """
    register = load(desk)
    if register.kind is not scenario.kind:
        data = {"have": register.kind, "want": scenario.kind, "folder": "the workspace"}
        raise Refused([Problem(code=Code.WORKSPACE_KIND, data=data)])
    done = _played(desk, scenario)
    register = release_up_to(desk, register, register.recorded_at, channels=channels)
    for number, step in enumerate(scenario.steps[done:], start=done + 1):
        try:
            register = _play_in_time(desk, register, step, channels)
        except Refused as refusal:
            raise Refused(
                attrs.evolve(problem, where=f"{file}:{step.line} {problem.where}".strip())
                for problem in refusal.problems
            ) from None
        on_step(number, len(scenario.steps), _name(step.fact))
    return register


def _play_in_time(
    desk: Desk, register: Register, step: Step, channels: tuple[Channel, ...]
) -> Register:
    """Play a step when its time has come: what fell due before it was released before it."""
    at = step.recorded_at
    if register.recorded_at < at:
        before = at.plus(timedelta(seconds=-1))
        register = release_up_to(desk, register, before, channels=channels)
    return release_up_to(desk, _play(desk, register, step), at, channels=channels)


def _play(desk: Desk, register: Register, step: Step) -> Register:
    fact, at = step.fact, step.recorded_at
    match fact:
        case DecisionMade(decision=decision):
            return decided(desk, register, decision, at=at)
        case IncidentRecorded(incident=incident):
            return take_on(desk, register, RecordIncident(incident=incident), at=at)
        case FigureRecorded(figure=figure):
            return take_on(desk, register, RecordFigure(figure=figure), at=at)
        case LawRecorded():
            return take_on(desk, register, ChangeLibrary(fact=fact), at=at)
        case _:
            assert_never(fact)


def _played(desk: Desk, scenario: Scenario) -> int:
    """Return how many steps the journal holds; refuse when it holds anything else."""
    played = [entry for entry in desk.journal.entries() if entry.kind not in _GROUND]
    for entry, step in zip(played, scenario.steps, strict=False):
        if not _holds(entry, step):
            raise _foreign(entry.number)
    if len(played) > len(scenario.steps):
        raise _foreign(played[len(scenario.steps)].number)
    return len(played)


def _holds(entry: Entry, step: Step) -> bool:
    fact = fact_of(entry)
    if isinstance(fact, DecisionMade) and isinstance(step.fact, DecisionMade):
        fact = attrs.evolve(fact, defects=step.fact.defects)
    return fact == step.fact and entry.recorded_at == step.recorded_at


def _foreign(number: int) -> Refused:
    return Refused([Problem(code=Code.REPLAY_ELSEWHERE, data={"number": number})])


def _name(fact: Happening) -> str:
    match fact:
        case DecisionMade(decision=decision):
            return f"decision {decision.id}"
        case IncidentRecorded(incident=incident):
            return f"incident {incident.id}"
        case FigureRecorded(figure=figure):
            return f"figure {figure.id}"
        case LawRecorded(pack=pack):
            return f"law of {pack}"
        case _:
            assert_never(fact)
