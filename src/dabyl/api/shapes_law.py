"""Shapes of the law's answers; a penalty's fields depend on its kind (docs/integrate/law.md)."""

from typing import Literal

from ninja import Field

from dabyl.api.shapes import Closed, Page, Plain, Words


class LawSource(Closed):
    """Where the law, or a fact about it, stands."""

    id: str
    url: str
    publisher: str
    date: str | None
    says: Words


class Version(Closed):
    """A wording of a provision; its sanction is null when it is not known."""

    id: str
    commences: str = Field(description="A day, or a span of days: 2016-01-01..2016-12-31.")
    applies_until: str | None
    text: Words
    sanction: list[Plain] | None
    forbids: list[str]
    status: Literal["confirmed", "unconfirmed"]
    sources: list[str]
    note: Words


class ProvisionShown(Closed):
    """A provision on a day, and through time."""

    provision: str
    work: str
    kind: str
    number: str
    title: Words
    touches: list[str]
    on: str
    state: Literal["in-force", "not-in-force", "unknown"]
    version: Version | None
    candidates: list[Version]
    may_have_lapsed: bool
    versions: list[Version]
    sources: list[LawSource]


class WorkShown(Closed):
    """A work of law, with its provisions by id."""

    work: str
    title: Words
    address: str
    official: str | None
    provisions: list[str]


class Works(Page):
    """Works in the order of their ids."""

    items: list[WorkShown]


class StageShown(Closed):
    """A stage that a bill reached."""

    stage: str
    on: str
    status: Literal["confirmed", "unconfirmed"]
    sources: list[str]
    note: Words


class FindingShown(Closed):
    """What became known of a bill."""

    kind: str
    on: str
    articles: list[str]
    says: Words
    status: Literal["confirmed", "unconfirmed"]
    sources: list[str]


class BillShort(Closed):
    """A bill by its id, with the stage that it has reached."""

    bill: str
    title: Words
    stage: str


class Bills(Page):
    """Bills in the order of their ids."""

    items: list[BillShort]


class ItemShown(Closed):
    """An amendment: before and after."""

    article: str
    provision: str
    part: str | None
    says: Words
    before: Plain | None
    after: Plain | None
    standing: str
    commences: str
    touches: list[str]
    status: Literal["confirmed", "unconfirmed"]
    sources: list[LawSource]
    note: Words


class Dispute(Closed):
    """A provision that two bills change."""

    provision: str
    bills: list[str]
    parts: list[str]


class BillShown(Closed):
    """A bill: who prepared it, its path, and what it changes or would change."""

    bill: str
    title: Words
    stage: str
    stage_status: Literal["confirmed", "unconfirmed"]
    prepared_by: list[str]
    stages: list[StageShown]
    findings: list[FindingShown]
    sources: list[str]
    note: Words
    items: list[ItemShown]
    conflicts: list[Dispute]
