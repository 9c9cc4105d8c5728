"""What every step on incidents needs, at the pages and for programs: setting, taking, noting.

1. A right for an area is for incidents that lie in it, as the permission table has it.
2. What is recorded is tried again when somebody else recorded something meanwhile; the core says
   whether it still makes sense.
3. Who recorded what stands in the audit trail.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

import attrs
from django.http import HttpRequest

from dabyl.console.choices import languages_of, zone_of
from dabyl.console.frame import language, words
from dabyl.console.happening import Setting
from dabyl.console.permissions import Thing
from dabyl.console.rights import may
from dabyl.core.register.decide import Command
from dabyl.core.register.register import Register
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused
from dabyl.ports.journal import Overtaken
from dabyl.usecases.official import take_on
from dabyl.wiring_accounts import Person, audit
from dabyl.wiring_console import console, problem_words

RECORDED: Final = "recorded an incident"
CORRECTED: Final = "corrected an incident"
COUNTED: Final = "recorded a figure"
_TRIES = 5


def setting(register: Register) -> Setting:
    """Return what the fields of an incident are read with."""
    scale = next(iter(register.scales))
    return Setting(
        zone=zone_of(register, scale),
        languages=languages_of(register, scale),
        find=register.gazetteer.find,
        now=console().domain_now(),
    )


def take(command: Command, what: str, about: str, *, by: Person) -> None:
    """Record, and note who did; again when somebody else recorded something meanwhile.

    Raises:
        Refused: the core says no; every reason at once.
        Overtaken: too many others recorded something meanwhile.
        Unavailable: the journal cannot be read or written.
    """
    desk = console().house.desk
    for tried in range(_TRIES):
        try:
            take_on(desk, console().house.register(), command, at=console().domain_now())
            break
        except Overtaken:
            if tried == _TRIES - 1:
                raise
    audit.note(what, by=by, subject=None, at=console().now(), about=about)


def must_lie_in(request: HttpRequest, name: str, *places: str) -> None:
    """Check that whoever asks may use the address *name* in some places.

    Raises:
        Refused: they lie elsewhere.
    """
    if not may(request, name, Thing(places=places)):
        raise Refused(elsewhere(places))


def elsewhere(places: Iterable[str]) -> Iterator[Problem]:
    """Give the problem of places of which one lies outside of somebody's area."""
    data = {"place": ", ".join(dict.fromkeys(places))}
    yield Problem(code=Code.INCIDENT_ELSEWHERE, where="place", data=data)


def reasons(request: HttpRequest, problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems in words, with the field that each is about."""
    names = words(request)["happened"]
    found = []
    for one in problems:
        field = names.get(one.where, one.where)
        told = attrs.evolve(one, data={**one.data, "field": field})
        message, fix = problem_words(told, language(request))
        found.append({"where": one.where, "field": field, "message": message, "fix": fix})
    return found
