"""Bills: ``[[bill]]`` with its stages, versions, articles, amendments and findings."""

from enum import StrEnum
from typing import assert_never

from dabyl.core.formats.law.sanctions import read_part, read_sanction
from dabyl.core.formats.law.shared import Reading, confirmed, optional_day
from dabyl.core.formats.toml.table import Table
from dabyl.core.law.bills import (
    AfterPublication,
    Amendment,
    Article,
    Bill,
    BillVersion,
    Commencement,
    OnCondition,
    OnDay,
    Reached,
    Stage,
    WithArticle,
)
from dabyl.core.law.changes import (
    Change,
    Insert,
    InsertPart,
    Repeal,
    RepealPart,
    Replace,
    ReplacePart,
    Turn,
)
from dabyl.core.law.days import NOT_KNOWN
from dabyl.core.law.findings import Finding, FindingKind
from dabyl.core.law.kinds import Kind
from dabyl.core.law.sanctions import Direction


class ChangeKind(StrEnum):
    """What an amendment does."""

    INSERT = "insert"
    REPLACE = "replace"
    REPEAL = "repeal"
    INSERT_PART = "insert-part"
    REPLACE_PART = "replace-part"
    REPEAL_PART = "repeal-part"
    TURN = "turn"


def read_bill(table: Table, reading: Reading) -> Bill:
    """Read a bill."""
    return Bill(
        id=table.id("id"),
        title=reading.texts(table, "title"),
        prepared_by=table.strings("prepared_by"),
        stages=tuple(_stage(each, reading) for each in table.tables("stage")),
        versions=tuple(_version(each, reading) for each in table.tables("version")),
        findings=tuple(_finding(each, reading) for each in table.tables("finding")),
        sources=reading.cited(table),
        note=reading.texts(table, "note"),
    )


def _stage(table: Table, reading: Reading) -> Reached:
    return Reached(
        stage=table.choice("stage", Stage),
        on=optional_day(table, "on") or NOT_KNOWN,
        confirmed=confirmed(table),
        sources=reading.cited(table),
        note=reading.texts(table, "note"),
    )


def _finding(table: Table, reading: Reading) -> Finding:
    return Finding(
        kind=table.choice("kind", FindingKind),
        says=table.texts("says", languages=reading.languages),
        on=optional_day(table, "on") or NOT_KNOWN,
        articles=table.strings("articles"),
        confirmed=confirmed(table),
        sources=reading.cited(table),
    )


def _version(table: Table, reading: Reading) -> BillVersion:
    return BillVersion(
        id=table.id("id"),
        on=optional_day(table, "on") or NOT_KNOWN,
        articles=tuple(_article(each, reading) for each in table.tables("article")),
        sources=reading.cited(table),
    )


def _article(table: Table, reading: Reading) -> Article:
    return Article(
        id=table.text("id"),
        title=reading.texts(table, "title"),
        commencement=_commencement(table, reading),
        amendments=tuple(_amendment(each, reading) for each in table.tables("amendment")),
    )


def _commencement(table: Table, reading: Reading) -> Commencement:
    if "with" in table:
        return WithArticle(table.text("with"), table.optional_integer("days") or 0)
    if "after_publication" in table:
        return AfterPublication(table.integer("after_publication", at_least=0))
    if "condition" in table:
        met = optional_day(table, "met") or NOT_KNOWN
        return OnCondition(condition=reading.texts(table, "condition"), met=met)
    return OnDay(optional_day(table, "commences") or NOT_KNOWN)


def _amendment(table: Table, reading: Reading) -> Amendment:
    return Amendment(
        change=_change(table, reading),
        says=reading.texts(table, "says"),
        touches=table.strings("touches"),
        confirmed=confirmed(table),
        sources=reading.cited(table),
        note=reading.texts(table, "note"),
    )


def _change(table: Table, reading: Reading) -> Change:
    provision = table.id("provision")
    kind = table.choice("change", ChangeKind)
    match kind:
        case ChangeKind.INSERT:
            return Insert(
                provision=provision,
                work=table.id("work"),
                kind=table.choice("kind", Kind),
                number=table.text("number"),
                title=reading.texts(table, "title"),
                text=reading.texts(table, "text"),
                sanction=read_sanction(table, "sanction", reading),
                forbids=table.strings("forbids"),
            )
        case ChangeKind.REPLACE:
            return Replace(
                provision=provision,
                text=reading.texts(table, "text"),
                sanction=read_sanction(table, "sanction", reading),
                forbids=table.strings("forbids") if "forbids" in table else None,
            )
        case ChangeKind.REPEAL:
            return Repeal(provision=provision)
        case ChangeKind.INSERT_PART:
            return InsertPart(provision=provision, part=read_part(table.table("part"), reading))
        case ChangeKind.REPLACE_PART:
            return ReplacePart(provision=provision, part=read_part(table.table("part"), reading))
        case ChangeKind.REPEAL_PART:
            return RepealPart(provision=provision, name=table.id("name"))
        case ChangeKind.TURN:
            return Turn(
                provision=provision,
                name=table.id("name"),
                direction=table.choice("direction", Direction),
                searched=reading.texts(table, "searched"),
            )
        case _:
            assert_never(kind)
