"""Writes docs/reference/cap-corpus.md: what answers the label of each invalid file.

The files lie beside the checkout, or where ``DABYL_SHARED`` says; without them nothing is written.
``--check`` only compares. What stands before the table is written by hand and stays.

.venv/bin/python tools/cap_corpus.py
"""

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dabyl.core.formats.cap.report import Row, Said, report
from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.findings import Finding, Layer
from dabyl.core.formats.cap.rules.kinds import Kind, Profile
from dabyl.core.values.instants import parse_instant

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/reference/cap-corpus.md"
CORPUS = Path(os.environ.get("DABYL_SHARED", ROOT.with_name("shared"))) / "data/cap"
AT = parse_instant("2026-01-01T00:00:00Z")

LABELS = re.compile(
    r"invalid|error|lenient|template fragment|not schema|post-processed|empty references"
)
PROFILES = {"GB": Profile.UK, "CA": Profile.CAP_CP, "US": Profile.IPAWS, "AU": Profile.CAP_AU}
"""Whose demands are put beside the standard's, by the country of a file."""

ANSWERS = {
    "WAINFLEET_CANCEL_WITH_MISSING_REFERENCES": (24,),
    "WAINFLEET_CANCEL_WITH_EMPTY_REFERENCES": (24,),
    "LONG_GSM7": (66, 67),
    "LONG_UCS2": (66, 67),
    "MISSING_AREA_NAMES": (76,),
    "weather_invalid": (3,),
    "INVALID_AREA_WITH_INTERSECTIONS": (83,),
    "INVALID_DEGENERATE_AREA": (79, 83),
    "INVALID_AREA_WITH_DUPLICATED_VERTEX": (83,),
    "INVALID_AREA_WITH_HOLE": (85, 86),
    "canada_errors": tuple(range(1, 109)),
}
"""The rules that may answer a label that the schema can't."""

Answer = Said | Finding


def page() -> str:
    """Return the whole page."""
    head = PAGE.read_text("utf-8").partition("\n| file")[0].rstrip()
    rows = json.loads((CORPUS / "INDEX.json").read_text("utf-8"))
    lines = [_line(row) for row in rows if LABELS.search(row["label"])]
    return (
        "\n".join([head, "", "| file | label | answer | where |", "| --- " * 4 + "|", *lines])
        + "\n"
    )


def _line(row: dict[str, Any]) -> str:
    said = answer(row)
    if said is None:
        return f"| {row['file']} | {row['label']} | none | |"
    by = f" ({said.kind}, {said.profile})" if isinstance(said, Finding) else f" ({said.layer})"
    place = f"`{said.where}`" if said.where else ""
    return f"| {row['file']} | {row['label']} | `{said.code}`{by} | {place} line {said.line} |"


def answer(row: dict[str, Any]) -> Answer | None:
    """Return the finding that answers the label of a file; None when nothing does."""
    own = PROFILES.get(row["country"], Profile.DABYL)
    data = (CORPUS / row["file"]).read_bytes()
    rows = list(report(data, (Profile.OASIS, own, Profile.DABYL), Context(), received_at=AT))
    rules = ANSWERS.get(Path(row["file"]).stem)
    if rules is None:
        found = [said for said in _all(rows) if said.layer is not Layer.RULES]
        return found[0] if found else _gravest(rows, own)
    return _gravest(rows, own, rules)


def _gravest(rows: list[Row], own: Profile, rules: tuple[int, ...] = ()) -> Answer | None:
    said = [
        each
        for each in _all(rows)
        if isinstance(each, Finding) and (not rules or each.rule in rules)
        if each.kind is not Kind.INFORMATION
    ]
    return max(said, key=lambda each: (each.kind.weight, each.profile is own), default=None)


def _all(rows: list[Row]) -> Iterator[Answer]:
    return (said for row in rows for said in row.findings)


if __name__ == "__main__":
    if not CORPUS.is_dir():
        sys.exit(0)
    if "--check" in sys.argv:
        sys.exit(0 if PAGE.read_text("utf-8") == page() else f"{PAGE} is old: run {__file__}")
    PAGE.write_text(page(), "utf-8")
