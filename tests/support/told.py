"""What programs tell of incidents in Osland, as the staff's machine interface takes it."""

from typing import Any, Final

A_FIRE: Final[dict[str, Any]] = {
    "place": "North",
    "started": "2026-06-05T14:30",
    "names": {"en": "Fire at a depot", "fr": "Incendie"},
    "source": {"publisher": "Fire service"},
}
KILLED: Final[dict[str, Any]] = {
    "category": "killed",
    "bound": "at-least",
    "low": 3,
    "as_of": "2026-06-06",
    "source": {"publisher": "Fire service", "url": "https://example.org/fire"},
}
