"""What a correction may not bring in.

1. A correction makes of a decision another one; what its office couldn't have decided, it can't
   come to by correcting either: neither another level or place, nor a longer time.
2. What speaks against the decision as it stands doesn't speak against its correction: it was looked
   at then, and a slip of the pen can be mended though a provision ended meanwhile.
3. A withdrawal brings in nothing.
"""

from collections.abc import Iterator

import attrs

from dabyl.core.levels.body import corrected
from dabyl.core.levels.decision import Correct, Decision
from dabyl.core.register.authority import unlawful
from dabyl.core.register.content import badly_said
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem


def brought_in(register: Register, decision: Decision, at: Instant) -> Iterator[Problem]:
    """Find what speaks against the decisions as *decision*, which makes sense, corrects them.

    That there is no such decision is nonsense, and found there.
    """
    for number, effect in enumerate(decision.effects):
        if isinstance(effect, Correct) and not effect.withdraw:
            yield from _brought_in(register, effect, f"effects[{number}].changes", at)


def _brought_in(register: Register, effect: Correct, where: str, at: Instant) -> Iterator[Problem]:
    before = register.decision_as_known(effect.decision, register.recorded_at)
    if before is None:
        return
    known = {(one.code, one.where) for one in _against(register, before, at)}
    for one in _against(register, corrected(before, effect.changes), at):
        if (one.code, one.where) not in known:
            yield attrs.evolve(one, where=f"{where}.{one.where}")


def _against(register: Register, decision: Decision, at: Instant) -> tuple[Problem, ...]:
    return (*unlawful(register, decision, at), *badly_said(register, decision, at))
