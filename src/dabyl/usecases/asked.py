"""What a reader's question is answered from: handed on with each request, and never looked up."""

from typing import Final

import attrs

from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant

SCOPE: Final = "dabyl.asked"
"""Under which name servers hand it on (ASGI scope)."""


@attrs.frozen(kw_only=True)
class Asked:
    """The register as of a request, and when it came."""

    register: Register
    now: Instant
