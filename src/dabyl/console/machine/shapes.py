"""Shapes of what the staff's machine interface takes and gives: closed, for its document."""

from typing import Annotated, Literal

from ninja import Field

from dabyl.api.shapes import Closed, Flaw, Page, Plain, Trouble
from dabyl.core.drafts.draft import State
from dabyl.core.drafts.steps import MOST_COMMENT_CHARS
from dabyl.core.register.moves import MoveKind

LARGEST = 2**53 - 1
Number = Annotated[int, Field(ge=0, le=LARGEST)]
CONTENT = "The plain body of a decision, whole or not yet; docs/reference/decision.md."
PLAIN = "PlainValue"
OF_PLAIN = {"$ref": f"#/components/schemas/{PLAIN}"}
PLAIN_VALUE = {
    "title": PLAIN,
    "description": "What a journal holds: no number with a fraction, nothing nested over 64 deep.",
    "anyOf": [
        {"type": ["string", "boolean", "null"]},
        {"type": "integer", "minimum": -LARGEST, "maximum": LARGEST},
        {"type": "array", "items": OF_PLAIN},
        {"type": "object", "additionalProperties": OF_PLAIN},
    ],
}
Content = Annotated[Plain, Field(description=CONTENT)]


class Begin(Closed):
    """A new draft of the token's office."""

    id: str | None = Field(
        default=None,
        max_length=80,
        description="The id of the decision to be; without it the next free one.",
    )
    content: Content


class Save(Closed):
    """What is to become of a draft."""

    based_on: Number = Field(description="The number of the version that this was made from.")
    content: Content


class Said(Closed):
    """A comment."""

    text: str = Field(min_length=1, max_length=MOST_COMMENT_CHARS)


class DraftLine(Closed):
    """A draft, and how far it got. Persons are pseudonyms."""

    draft: str
    office: str
    state: State
    version: int = Field(description="The number of the current version.")
    saved_at: str
    editors: list[str]
    forks: int = Field(description="How many versions are kept beside.")
    comments: int
    proposed_by: str | None
    reason: str | None = Field(description="Why it was refused.")
    entry: int | None = Field(description="The entry of the journal that released it.")
    deadline: str | None = Field(description="When it ends unless countersigned.")
    countersigned: int | None


class Drafts(Page):
    """Drafts by id."""

    items: list[DraftLine]


class VersionLine(Closed):
    """Who typed a version, and when; a fork is kept beside and counts for nothing."""

    version: int
    by: str
    at: str
    fork: bool


class VersionWhole(VersionLine):
    """A version with its content."""

    content: Content


class RemarkShown(Closed):
    """What somebody said about a draft."""

    by: str
    at: str
    text: str


class DraftWhole(DraftLine):
    """A draft with the content of its current version."""

    content: Content
    versions: list[VersionLine]
    said: list[RemarkShown]


class Forked(Trouble):
    """What was sent was made from an older version: it is kept beside as version ``fork``."""

    fork: int
    current: int = Field(description="The version to save on.")


class MoveShown(Closed):
    """What becomes of a layer, and where; ends are null when open."""

    kind: MoveKind
    layer: str
    scale: str
    level: str
    area: list[str]
    start: str
    was: str | None = Field(description="When it would end without the draft.")
    end: str | None


class FormLine(Closed):
    """A form that would be published."""

    path: str
    sha256: str
    bytes: int
    is_new: bool = Field(description="Nothing stands there now.")
    differs: bool


class PreviewShown(Closed):
    """What a draft would publish, as seen at an instant on a number of the journal."""

    draft: str
    version: int
    at: str
    number: int
    hash: str | None = Field(description="The one hash over all forms; null when there are none.")
    against: list[Flaw] = Field(description="Every reason why nothing can be proposed.")
    moves: list[MoveShown] = Field(description="What begins and ends by it, and where.")
    forms: list[FormLine]
    next: str | None = Field(description="Pass it as `after`; null at the end.")


class LineShown(Closed):
    """A line that would be new, or would stand there no more."""

    new: bool
    text: str


class DifferenceShown(Closed):
    """In which lines a form differs from what stands at its path now, some hundred at most."""

    path: str
    lines: list[LineShown]


class TrailLine(Closed):
    """A line of the audit trail; persons are pseudonyms, null in a ceremony."""

    number: int
    at: str
    what: str
    by: str | None
    subject: str | None
    about: str
    previous: str


class TrailShown(Page):
    """Lines of the audit trail in their order, and whether the chain holds."""

    items: list[TrailLine]
    number: int = Field(description="The number of the last line of all.")
    head: str = Field(description="Its SHA-256 hash, in hexadecimal.")
    broken_at: int | None = Field(description="The first line that does not follow; else null.")


class TokenShown(Closed):
    """The token that was sent: whose it is, for what, until when."""

    number: int
    person: str
    role: Literal["officer", "approver", "administrator", "editor", "inspector", "auditor"]
    office: str
    area: list[str] = Field(description="Keys of places; empty for wherever the office decides.")
    scopes: list[str]
    ends_at: str
