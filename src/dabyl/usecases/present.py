"""What counts as now for what the public is told.

1. Now is never before the journal's last entry: else a decision that is in force would be missing
   from the answer, as if nobody had taken it.
2. Clocks of two machines may differ by some seconds; then it is the time of that entry.
3. By more than that one of the two is wrong, and nobody is told anything new: what readers have
   says by its lease when it was last confirmed.
"""

from typing import Final

from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Unavailable

SKEW_S: Final = 5


def present(register: Register, now: Instant) -> Instant:
    """Return what counts as now, where a clock shows *now*.

    Raises:
        Unavailable: the clock is behind the journal.
    """
    last = register.recorded_at
    if last.s - now.s > SKEW_S:
        raise Unavailable(
            f"the clock shows {now.text()}, and the journal's last entry is of {last.text()}:"
            " set the clock of this machine; if that entry's was ahead, wait until then"
        )
    return max(now, last)
