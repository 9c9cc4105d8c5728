"""Warnings of others: which may be shown on our pages, and by whose word.

1. One shows by itself when its signature is valid with a key that is registered for its sender;
   any other when an office of ours confirms it.
2. Shown is what is meant for everybody, and not over. A live workspace shows what is in earnest;
   another one exercises and tests, too.
3. A Cancel is shown only to end what is shown; an Ack and an Error never are. What a shown message
   has ended already, because that came first, is not shown after it.
4. Our own messages are no warnings of others. Each document is shown once.
5. What is shown can be withdrawn by an office, with a reason. The journal keeps both.
"""

from collections.abc import Iterator
from typing import Final

from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.register.facts import ForeignShown, ForeignWithdrawn
from dabyl.core.register.register import Register
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant, parse_instant
from dabyl.core.values.problems import Problem, Refused

VALID: Final = "valid"
CANCEL: Final = "Cancel"
MOST_BYTES: Final = 1024 * 1024
_KINDS: Final = ("Alert", "Update", CANCEL)
_IN_EARNEST: Final = ("Actual",)
_PLAYED: Final = ("Actual", "Exercise", "Test")
_PUBLIC: Final = "Public"


def foreign_shown(register: Register, warning: ForeignShown, at: Instant) -> ForeignShown:
    """Return the fact; refused with every reason why it may not be shown."""
    if problems := tuple(_objections(register, warning, at)):
        raise Refused(problems)
    return warning


def foreign_withdrawn(
    register: Register, digest: str, office: str, reason: str
) -> ForeignWithdrawn:
    """Return the fact; refused when it isn't shown, the office is unknown or no reason given."""
    problems = list(_office_problems(register, office))
    if digest not in register.foreign_at(register.recorded_at):
        problems.append(_problem(Code.FOREIGN_NOT_SHOWN, "hash", value=digest))
    if not reason.strip():
        problems.append(_problem(Code.MISSING_FIELD, "reason", field="reason"))
    if problems:
        raise Refused(problems)
    return ForeignWithdrawn(hash=digest, office=office, reason=reason.strip())


def _objections(register: Register, warning: ForeignShown, at: Instant) -> Iterator[Problem]:
    if warning.office is not None:
        yield from _office_problems(register, warning.office)
    elif warning.signature != VALID:
        yield _problem(Code.FOREIGN_UNSIGNED, "signature", value=warning.signature)
    yield from _content_problems(register, warning)
    if warning.until <= at:
        yield _problem(Code.FOREIGN_OVER, "info/expires", value=warning.until.text())
    shown = register.foreign_at(register.recorded_at)
    if warning.hash in shown:
        yield _problem(Code.FOREIGN_SHOWN_ALREADY, "hash", value=warning.identifier)
    for other in shown.values():
        if _ends(other, warning):
            yield _problem(Code.FOREIGN_ENDED, "references", value=other.identifier)
    if warning.kind == CANCEL and not any(_ends(warning, other) for other in shown.values()):
        yield _problem(Code.FOREIGN_ENDS_NOTHING, "references", value=warning.identifier)
    own = next(register.messages.backwards(), None)
    if own is not None and own.message.sender == warning.sender:
        yield _problem(Code.FOREIGN_OWN, "sender", value=warning.sender)


def _content_problems(register: Register, warning: ForeignShown) -> Iterator[Problem]:
    statuses = _IN_EARNEST if register.kind is WorkspaceKind.LIVE else _PLAYED
    if warning.status not in statuses:
        data = {"value": warning.status, "statuses": ", ".join(statuses)}
        yield Problem(code=Code.FOREIGN_STATUS, where="status", data=data)
    if warning.scope != _PUBLIC:
        yield _problem(Code.FOREIGN_SCOPE, "scope", value=warning.scope)
    if warning.kind not in _KINDS:
        yield _problem(Code.FOREIGN_KIND, "msgType", value=warning.kind)
    size = len(warning.text.encode())
    if size > MOST_BYTES:
        yield _problem(Code.FOREIGN_TOO_LARGE, "alert", size=size, limit=MOST_BYTES)


def _ends(by: ForeignShown, warning: ForeignShown) -> bool:
    """Tell whether a message ends another, which it names by sender, identifier and time."""
    name = f"{warning.sender},{warning.identifier},"
    times = (one.removeprefix(name) for one in by.supersedes if one.startswith(name))
    return any(_time(text) == _time(warning.sent) for text in times)


def _time(text: str) -> Instant | str:
    try:
        return parse_instant(text)
    except ValueError:
        return text


def _office_problems(register: Register, office: str) -> Iterator[Problem]:
    if not register.epochs or office not in register.offices:
        yield _problem(Code.OFFICE_UNKNOWN, "office", office=office)


def _problem(code: Code, where: str, **data: object) -> Problem:
    return Problem(code=code, where=where, data=data)
