"""Every official step that is a command to the register: load, decide, record."""

from dabyl.core.register.decide import Command, decide
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant
from dabyl.usecases.desk import Desk, load, record


def take(desk: Desk, command: Command, *, at: Instant) -> Register:
    """Carry out *command* as of *at*, on what the journal says now.

    Raises:
        Refused: the core says no; every reason at once.
        Overtaken: another step was recorded meanwhile.
        Unavailable: the journal cannot be read or written.
    """
    return take_on(desk, load(desk), command, at=at)


def take_on(desk: Desk, register: Register, command: Command, *, at: Instant) -> Register:
    """Carry out *command* on a register that is known already; see ``take``."""
    return record(desk, register, decide(register, command, at=at), at=at)
