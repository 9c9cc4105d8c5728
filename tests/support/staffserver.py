"""A served console with a program for every role, for tests of the staff's machine interface."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import attrs

from dabyl.core.calendars.endings import ForDays
from dabyl.core.levels.body import decision_to_body
from dabyl.core.levels.decision import Declare, Mode
from dabyl.core.staff.keys import Role
from dabyl.core.values.moments import Moment
from support.bearers import made_for, with_token
from support.consoles import a_console, a_passkey, seat
from support.desks import a_level
from support.processes import going_on
from support.told import A_FIRE

OFFICE = "xo-hq"
KEYS = {
    role: a_passkey(f"{role}-1", OFFICE if role in {Role.OFFICER, Role.APPROVER} else None, role)
    for role in Role
}


@attrs.frozen
class Served:
    """The address of a console, and the text of a token for every role."""

    address: str
    tokens: Mapping[str, str]


@contextmanager
def a_served_console(parent: Path) -> Iterator[Served]:
    """Serve Osland's console, with the drafts xo-1 to xo-3, a fire, a token for every role."""
    with a_console(parent) as console:
        seat(console, *KEYS.values())
        now = Moment(instant=console.now(), zone="Europe/Oslo")
        program = with_token(console, KEYS[Role.OFFICER])
        for key in ("xo-1", "xo-2", "xo-3"):
            decision = a_level(key, "amber", mode=Mode.TAKEN)
            declared = decision.effects[0]
            assert isinstance(declared, Declare)
            effect = attrs.evolve(declared, start=now, ending=ForDays(days=10))
            whole = attrs.evolve(decision, effects=(effect,), decided=now)
            body = {"id": key, "content": decision_to_body(whole)}
            assert program.post("drafts", body).status_code == 201
        assert program.post("incidents", {"id": "fire-1", **A_FIRE}).status_code == 201
        tokens = {role.value: made_for(console, key).text for role, key in KEYS.items()}
    with going_on("console", "--port", "0", "--workspace", parent / "hq") as served:
        yield Served(served.until("serving")["address"].rstrip("/"), tokens)
