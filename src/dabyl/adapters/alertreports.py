"""Reports on alerts as people and machines read them: lines of JSON, results of SARIF, text.

1. JSON is one object a line for each alert, in the order of the document.
2. SARIF is one document; its results are joined with commas, so that none has to be kept.
3. Text tells errors and warnings with what would be right; what is for information is counted.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any, Final

import msgspec
from rich.markup import escape

from dabyl.adapters.cap_words import cap_words
from dabyl.core.formats.cap.report import Row, Said
from dabyl.core.formats.cap.rules.everything import RULES
from dabyl.core.formats.cap.rules.findings import Finding
from dabyl.core.formats.cap.rules.kinds import Kind

SARIF: Final = "https://json.schemastore.org/sarif-2.1.0.json"
COMMA: Final = b",\n"

_LEVELS: Final = {Kind.ERROR: "error", Kind.WARNING: "warning", Kind.INFORMATION: "note"}
_MARKS: Final = {
    Kind.ERROR: "[red]E[/red]",
    Kind.WARNING: "[yellow]W[/yellow]",
    Kind.INFORMATION: "[dim]I[/dim]",
}
_encode: Final = msgspec.json.Encoder().encode


class Form(StrEnum):
    """How a report is written."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


Writer = Callable[[str, Row, str], bytes]
"""Writes the row of a file in a language."""


def json_line(file: str, row: Row, lang: str) -> bytes:
    """Return one line of JSON."""
    fields = {
        "file": file,
        "index": row.index,
        "identifier": row.identifier,
        "wellformed": row.wellformed,
        "schema_valid": row.schema_valid,
        "findings": [_finding(said, lang) for said in row.findings],
        "not_judged": [{"rule": gap.rule, "missing": gap.missing} for gap in row.not_judged],
        "signature": row.signature.as_dict(),
    }
    return _encode(fields) + b"\n"


def _finding(said: Said | Finding, lang: str) -> dict[str, Any]:
    message, fix = cap_words(said.code, said.case, said.data, lang)
    return {
        "code": said.code,
        "layer": said.layer,
        "rule": said.rule,
        "profile": said.profile,
        "kind": said.kind,
        "where": said.where,
        "line": said.line or None,
        "message": message,
        "fix": fix,
    }


def sarif_results(file: str, row: Row, lang: str) -> bytes:
    """Return the findings of a row as results, each with a comma behind it."""
    return b"".join(_encode(_result(file, said, lang)) + COMMA for said in row.findings)


def _result(file: str, said: Said | Finding, lang: str) -> dict[str, Any]:
    message, fix = cap_words(said.code, said.case, said.data, lang)
    place: dict[str, Any] = {"artifactLocation": {"uri": file}}
    if said.line:
        place["region"] = {"startLine": said.line}
    location: dict[str, Any] = {"physicalLocation": place}
    if said.where:
        location["logicalLocations"] = [{"fullyQualifiedName": said.where}]
    about = {"layer": said.layer, "profile": said.profile, "rule": said.rule}
    return {
        "ruleId": said.code,
        "level": _LEVELS[said.kind],
        "message": {"text": f"{message}: {fix}" if fix else message},
        "locations": [location],
        "properties": {name: value for name, value in about.items() if value is not None},
    }


def sarif_start(version: str) -> bytes:
    """Return the document up to its results."""
    rules = [
        {"id": rule.code, "shortDescription": {"text": rule.sentence.replace("``", "")}}
        for rule in RULES
    ]
    driver = _encode({"name": "dabyl cap check", "version": version, "rules": rules})
    return (
        b'{"$schema":"'
        + SARIF.encode()
        + b'","version":"2.1.0","runs":[{"tool":{"driver":'
        + driver
        + b'},"results":[\n'
    )


SARIF_END: Final = b"]}]}\n"


def text_lines(file: str, row: Row, lang: str) -> bytes:
    """Return what a person is told, with marks of rich."""
    return "".join(f"{line}\n" for line in _lines(file, row, lang)).encode()


def _lines(file: str, row: Row, lang: str) -> Iterator[str]:
    told = [said for said in row.findings if said.kind is not Kind.INFORMATION]
    for_information = len(row.findings) - len(told)
    number = f"#{row.index}" if row.index else ""
    mark = "[red]✗[/red]" if row.has_error else "[green]✓[/green]"
    name = f"{mark} [bold]{escape(file)}{number}[/bold] {escape(row.identifier or '')}".rstrip()
    schema = f"CAP {'✓' if row.schema_valid else '✗'}"
    signature = row.signature.state.value
    if row.signature.reason is not None:
        signature += f" ({row.signature.reason.value})"
    parts = [schema, f"signature {signature}"]
    if for_information:
        parts.append(f"I {for_information}")
    if row.not_judged:
        parts.append(f"not judged {len({gap.rule for gap in row.not_judged})}")
    yield f"{name}  [dim]{escape(' · '.join(parts))}[/dim]"
    for said in told:
        message, fix = cap_words(said.code, said.case, said.data, lang)
        place = f"{said.where or '-'}:{said.line}" if said.line else said.where or "-"
        by = f"{said.code} {said.rule} {said.profile}" if said.rule is not None else said.code
        yield f"  {_MARKS[said.kind]} {escape(place)}  {escape(message)}  [dim]{by}[/dim]"
        if fix:
            yield f"    [dim]→ {escape(fix)}[/dim]"


WRITERS: Final[dict[Form, Writer]] = {
    Form.TEXT: text_lines,
    Form.JSON: json_line,
    Form.SARIF: sarif_results,
}
