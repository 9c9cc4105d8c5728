"""What one person released in Osland, and the countersignature of it, as facts."""

from datetime import timedelta

import attrs

from dabyl.core.calendars.endings import ForDays
from dabyl.core.levels.decision import Mode
from dabyl.core.register.emergency import as_released_alone, restored, shortened
from dabyl.core.register.facts import DecisionMade
from dabyl.core.staff.consents import Approval, Consent
from dabyl.core.values.instants import parse_instant
from support.osland import declared, pack, register

RELEASED = "2021-03-02T10:00Z"
DEADLINE = parse_instant(RELEASED).plus(timedelta(hours=6))
SOON, LATER = "2021-03-02T11:00Z", "2021-03-02T13:00Z"
LANGUAGES = ("kk", "ru", "en")
PACKS = (pack(languages=LANGUAGES),)
WANTED = attrs.evolve(
    declared("x", "red", ["XO-N"], "2021-03-02T11:00+01:00", ending=ForDays(days=5)),
    mode=Mode.TAKEN,
)
"""What was wanted: five days."""
_LONE = Consent(
    person="officer-1", credential="AA", authenticator_data=b"", client_data=b"", signature=b""
)


def _released() -> DecisionMade:
    short = shortened(register(packs=PACKS), WANTED, DEADLINE)
    made = as_released_alone(DecisionMade(decision=short), DEADLINE)
    return attrs.evolve(made, approval=Approval(number=1, consents=(_LONE,), deadline=DEADLINE))


RELEASE = (RELEASED, _released())
_KNOWN = register(RELEASE, packs=PACKS)
COUNTERSIGNATURE = ("2021-03-02T12:00Z", DecisionMade(decision=restored(_KNOWN, WANTED)))
