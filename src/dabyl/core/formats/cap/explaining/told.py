"""What is told: an explanation in words, before it is laid out for a terminal or a page.

1. What an alert itself says carries its own language; what is said about it carries none.
2. Everything here is harmless text; a link is one that a person may follow, else it is text.
"""

from enum import StrEnum

import attrs

from dabyl.core.formats.cap.explaining.ground import Ground


class Tone(StrEnum):
    """How loud something is said."""

    PLAIN = "plain"
    ALARM = "alarm"
    CAUTION = "caution"
    GOOD = "good"
    QUIET = "quiet"


@attrs.frozen(kw_only=True)
class Said:
    """One thing that is said. ``lang`` is that of the alert's own words, None of ours."""

    text: str
    tone: Tone = Tone.PLAIN
    lang: str | None = None
    href: str | None = None


@attrs.frozen(kw_only=True)
class Section:
    """Things that are said under one heading."""

    name: str
    label: str
    said: tuple[Said, ...]


@attrs.frozen(kw_only=True)
class BlockTold:
    """What one block says; the map belongs to the section ``where``."""

    title: Said
    force: Said | None
    sections: tuple[Section, ...]
    ground: Ground | None


@attrs.frozen(kw_only=True)
class Told:
    """What an alert says: what comes before all, its blocks, and what there is to know about it."""

    banner: tuple[Said, ...]
    blocks: tuple[BlockTold, ...]
    about: tuple[Section, ...]
