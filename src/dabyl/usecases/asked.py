"""What a reader's question is answered from: handed on with each request, and never looked up."""

from typing import Final

import attrs

from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant
from dabyl.usecases.timelines import Timelines

SCOPE: Final = "dabyl.asked"
"""Under which name servers hand it on (ASGI scope)."""


@attrs.frozen(kw_only=True)
class Asked:
    """The register as of a request with its timelines, and when it came."""

    timelines: Timelines
    now: Instant

    @property
    def register(self) -> Register:
        """Return the register."""
        return self.timelines.register
