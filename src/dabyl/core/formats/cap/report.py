"""The report on a file: of each alert the three layers, what was not judged, and its signature.

1. The layers are told apart: ``wellformed`` is the file, ``schema`` how the alert is built,
   ``rules`` what it says. A finding of the first two is an error, and belongs to no profile.
2. A file that holds no alert has one row without an index: both verdicts are no, one finding tells
   why.
3. A signature is looked at with the registered keys, none when none were given; the rules are told
   of the outcome only when there are keys to tell by.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from dabyl.core.formats.cap.limits import LIMITS, Limits, ReadProblem
from dabyl.core.formats.cap.reading import Found, read
from dabyl.core.formats.cap.rules.checking import check
from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.findings import Finding, Layer, NotJudged
from dabyl.core.formats.cap.rules.kinds import Kind, Profile
from dabyl.core.formats.cap.rules.message import message_of
from dabyl.core.formats.cap.signature.keyring import NO_KEYS
from dabyl.core.formats.cap.signature.structure import has_signature
from dabyl.core.formats.cap.signature.verdict import UNSIGNED, Verdict
from dabyl.core.formats.cap.signature.verify import verify
from dabyl.core.formats.cap.verdict import SchemaProblem
from dabyl.core.values.instants import Instant

SCHEMA = "cap-schema"
"""The code of everything that the schema refuses."""


@attrs.frozen(kw_only=True)
class Said:
    """One finding on a file or on how an alert is built."""

    code: str
    layer: Layer
    kind: Kind
    where: str
    line: int
    data: Mapping[str, Any]
    case: str = ""
    rule: int | None = None
    profile: Profile | None = None


@attrs.frozen(kw_only=True)
class Row:
    """What is said of one alert, or of a file without one."""

    index: int | None = None
    identifier: str | None = None
    wellformed: bool = False
    schema_valid: bool = False
    findings: tuple[Said | Finding, ...]
    not_judged: tuple[NotJudged, ...] = ()
    signature: Verdict = UNSIGNED

    @property
    def has_error(self) -> bool:
        """Whether any finding is an error."""
        return any(said.kind is Kind.ERROR for said in self.findings)


def report(
    data: bytes,
    profiles: Iterable[Profile],
    context: Context,
    *,
    received_at: Instant,
    limits: Limits = LIMITS,
) -> Iterator[Row]:
    """Yield what is said of each alert in a file, in the order of the document.

    *received_at* is when the file first reached the reader: a key must hold then, too.
    """
    reading = read(data, limits=limits)
    if not reading.alerts:
        yield Row(findings=tuple(_about_file(each, Layer.WELLFORMED) for each in reading.problems))
        return
    asked = tuple(profiles)
    about = tuple(_about_file(each, Layer.SCHEMA) for each in reading.problems)
    for found in reading.alerts:
        signature = _signature(found, context, received_at)
        given = context
        if context.keyring is not None:
            given = attrs.evolve(context, signature=signature)
        checked = check(message_of(found), asked, given)
        yield Row(
            index=found.index,
            identifier=found.alert.identifier,
            wellformed=reading.wellformed,
            schema_valid=found.schema_valid,
            findings=(*about, *_about_schema(found), *checked.findings),
            not_judged=checked.not_judged,
            signature=signature,
        )


def _signature(found: Found, context: Context, received_at: Instant) -> Verdict:
    if not has_signature(found.element):
        return UNSIGNED
    keyring = NO_KEYS if context.keyring is None else context.keyring
    return verify(found.data, keyring, received_at=received_at)


def _about_file(problem: ReadProblem, layer: Layer) -> Said:
    return Said(
        code=problem.flaw.value,
        layer=layer,
        kind=Kind.ERROR,
        where="",
        line=problem.line,
        data=problem.data,
    )


def _about_schema(found: Found) -> Iterator[Said]:
    for problem in found.schema_problems:
        yield _schema(problem, found.alert.version.value)


def _schema(problem: SchemaProblem, version: str) -> Said:
    return Said(
        code=SCHEMA,
        layer=Layer.SCHEMA,
        kind=Kind.ERROR,
        where=problem.where,
        line=problem.line,
        data={"message": problem.message, "version": version},
    )
