"""Documents point at what is there."""

import re
from collections.abc import Iterator
from pathlib import Path

from support.tree import ROOT, named, tracked

LINK = re.compile(r"(?<!\\)\[[^\]\n]*\]\(<?([^)>\s]+)>?(?:\s+\"[^\"]*\")?\)")
HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$", re.MULTILINE)
FENCED = re.compile(r"^(```+).*?^\1\s*$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"^(```+|~~~+).*?^\1\s*$|`[^`\n]*`", re.MULTILINE | re.DOTALL)


def documents() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".md"]


def anchors(document: Path) -> set[str]:
    """Return the fragments of a document's headings, as forges make them."""
    text = FENCED.sub("", document.read_text("utf-8"))
    words = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(text))
    return {word.strip().replace(" ", "-") for word in words}


def broken_links(document: Path) -> Iterator[str]:
    for target in LINK.findall(CODE.sub("", document.read_text("utf-8"))):
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        path, _, fragment = target.partition("#")
        goal = (document.parent / path).resolve() if path else document
        if not goal.exists() or not goal.is_relative_to(ROOT):
            yield f"{named(document)}: {target} is not there"
        elif fragment and goal.suffix == ".md" and fragment not in anchors(goal):
            yield f"{named(document)}: {target} has no such heading"


class TestDocuments:
    def test_link_to_what_is_there(self):
        assert [found for document in documents() for found in broken_links(document)] == []

    def test_of_the_reference_stand_in_its_index(self):
        index = (ROOT / "docs/reference/README.md").read_text("utf-8")
        pages = sorted((ROOT / "docs/reference").glob("*.md"))
        assert [p.name for p in pages if p.name != "README.md" and p.name not in index] == []

    def test_of_decisions_stand_in_their_index_and_say_what_a_record_says(self):
        folder = ROOT / "docs/decisions"
        index = (folder / "README.md").read_text("utf-8")
        records = sorted(folder.glob("[0-9][0-9][0-9][0-9]-*.md"))
        assert [record.name for record in records if record.name not in index] == []
        parts = ("**Context.**", "**Decision.**", "**Consequences.**")
        lacking = [
            (record.name, part)
            for record in records
            for part in parts
            if part not in record.read_text("utf-8")
        ]
        assert lacking == []

    def test_of_decisions_have_numbers_of_their_own(self):
        numbers = [path.name[:4] for path in (ROOT / "docs/decisions").glob("[0-9]*.md")]
        assert sorted(numbers) == sorted(set(numbers))


class TestTheLinkReader:
    def test_sees_a_missing_file_and_a_missing_heading(self):
        document = ROOT / "docs/glossary.md"
        assert LINK.findall("see [a](b.md) and [c](#d)") == ["b.md", "#d"]
        assert "the-chain" in anchors(document)
        assert LINK.findall(CODE.sub("", "`[a](b.md)`")) == []
