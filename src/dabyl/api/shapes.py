"""Shapes that all answers share: closed, for the OpenAPI document."""

from typing import Any

from ninja import Field, Schema
from pydantic import ConfigDict

Words = dict[str, str]
Plain = dict[str, Any]


class Closed(Schema):
    """An object without any field but those named."""

    model_config = ConfigDict(extra="forbid")


class About(Closed):
    """What this server speaks for."""

    kind: str = Field(description="live, replay or exercise; only live is in earnest.")
    in_earnest: bool
    workspace: str
    countries: list[str] = Field(description="Keys of the countries, for /standing and /places.")
    scales: list[str]
    offices: list[str]
    number: int = Field(description="The number of the journal's last entry.")
    head: str = Field(description="That entry's SHA-256 hash, in hexadecimal.")
    recorded_at: str


class Flaw(Closed):
    """One thing that is wrong with a request."""

    code: str
    where: str
    message: str
    fix: str


class Trouble(Closed):
    """A problem as RFC 9457 has it, with every reason."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Flaw]


class Page(Closed):
    """A part of a list; ``next`` is the ``after`` of the following part."""

    known_at: str
    next: str | None = Field(description="Pass it as `after`; null at the end.")


class SourceShown(Closed):
    """Where a fact was read."""

    id: str
    publisher: str
    url: str
    date: str
