"""Times on the command line: RFC 3339 with an offset, nothing less."""

from collections.abc import Mapping

from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant, parse_instant
from dabyl.core.values.problems import Problem, Rejected


class WrongUsage(Rejected):
    """The command line itself was not understood; nothing was looked at."""


def read_times(given: Mapping[str, str | None], *, otherwise: Instant) -> tuple[Instant, ...]:
    """Return the instants of options, in order; *otherwise* for each that was not given.

    Raises:
        WrongUsage: with a problem for each that is not a time with an offset.
    """
    problems, instants = [], []
    for option, text in given.items():
        try:
            instants.append(otherwise if text is None else parse_instant(text))
        except ValueError:
            data = {"text": repr(text)}
            problems.append(Problem(code=Code.TIME_NEEDS_OFFSET, where=option, data=data))
    if problems:
        raise WrongUsage(problems)
    return tuple(instants)


def read_time(option: str, text: str | None, *, otherwise: Instant) -> Instant:
    """Return the instant of one option.

    Raises:
        WrongUsage: it is not a time with an offset.
    """
    return read_times({option: text}, otherwise=otherwise)[0]
