"""Every file of the site at any instant, rendered when it is asked for."""

from functools import lru_cache

from dabyl.core.publication.site import Site, plan
from dabyl.core.publication.theme import Theme
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant

_KEPT_PLANS = 32


class Pages:
    """The pages of one register; what was answered for an instant is kept for its other pages."""

    def __init__(self, register: Register, theme: Theme) -> None:
        @lru_cache(maxsize=_KEPT_PLANS)
        def at(at: Instant, known_at: Instant) -> Site:
            return plan(register, at=at, known_at=known_at, theme=theme, archive=True)

        self._at = at

    def render(self, path: str, at: Instant, known_at: Instant) -> bytes | None:
        """Return the file at *path* of the site as it stood at *at*, or None."""
        try:
            return self._at(at, known_at).page(path)
        except KeyError:
            return None
