"""Limits: how much of a file is read, and what keeps it from being read.

1. A file over a limit is not read: it has one flaw that names the limit, and no alerts.
2. The size is known before anything is parsed. A caller that reads from a stream stops one byte
   behind the limit: what is longer than the limit is refused unread, however much is missing.
3. Tags bound the memory of the parsed tree, whose nodes are larger than their text.
4. The defaults admit 16 MiB and 2,000 alerts in a file, and more nesting, attributes and prefixes
   than any message needs.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

import attrs


@attrs.frozen(kw_only=True)
class Limits:
    """The most that is read of one file."""

    bytes_: int = 16 * 1024 * 1024
    tags: int = 2_000_000
    """Start tags, end tags, comments and instructions: every ``<``."""
    depth: int = 64
    """Elements inside one another."""
    attributes: int = 64
    """Attributes of one element."""
    prefixes: int = 64
    """Different namespace prefixes that a file declares."""
    text_chars: int = 16 * 1024 * 1024
    """Characters of one piece of text, comment or attribute."""
    alerts: int = 2_000


LIMITS: Final = Limits()
"""What is admitted unless the caller says otherwise."""


class Flaw(StrEnum):
    """What keeps a file, or a part of it, from being read. Words stand in ``locale/cap.toml``."""

    EMPTY = "cap-file-empty"
    COMPRESSED = "cap-file-compressed"
    WEB_PAGE = "cap-file-web-page"
    NOT_XML = "cap-file-not-xml"
    ENCODING = "cap-file-encoding"
    BROKEN = "cap-xml-broken"
    DOCTYPE = "cap-xml-doctype"
    NO_ALERT = "cap-no-alert"
    FEED_LACKS = "cap-feed-lacks"
    FEED_UNKNOWN = "cap-feed-unknown"
    VERSION_UNKNOWN = "cap-version-unknown"
    TOO_LARGE = "cap-limit-bytes"
    TOO_MANY_TAGS = "cap-limit-tags"
    TOO_DEEP = "cap-limit-depth"
    TOO_MANY_ATTRIBUTES = "cap-limit-attributes"
    TOO_MANY_PREFIXES = "cap-limit-prefixes"
    TEXT_TOO_LONG = "cap-limit-text"
    TOO_MANY_ALERTS = "cap-limit-alerts"


@attrs.frozen
class ReadProblem:
    """One flaw, in which line (0: the whole file), with data for its words."""

    flaw: Flaw
    line: int = 0
    data: Mapping[str, Any] = attrs.field(factory=dict)


class Unreadable(Exception):
    """A file that is not read, with its one flaw."""

    def __init__(self, flaw: Flaw, line: int = 0, **data: object) -> None:
        super().__init__(flaw.value)
        self.problem = ReadProblem(flaw, line, data)
