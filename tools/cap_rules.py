"""Writes docs/reference/cap-rules.md from the rules themselves; ``--check`` only compares.

What stands before the first table is written by hand and stays.

.venv/bin/python tools/cap_rules.py
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from dabyl.adapters.cap_words import cap_catalogue
from dabyl.core.formats.cap.limits import Flaw
from dabyl.core.formats.cap.rules.contradictions import CONTRADICTIONS
from dabyl.core.formats.cap.rules.everything import RULES
from dabyl.core.formats.cap.rules.kinds import Profile

PAGE = Path(__file__).parents[1] / "docs/reference/cap-rules.md"


def page() -> str:
    """Return the whole page."""
    head = PAGE.read_text("utf-8").partition("\n## ")[0].rstrip()
    return "\n".join([head, "", *rules(), *contradictions(), *words(), *files()]).rstrip() + "\n"


def rules() -> Iterator[str]:
    """Yield the table of the rules."""
    yield "## Rules\n"
    names = " | ".join(Profile)
    yield f"| # | rule | subject | source | {names} | needs |"
    yield "| --- " * (5 + len(Profile)) + "|"
    for rule in sorted(RULES, key=lambda each: each.number):
        kinds = " | ".join(rule.kinds[profile] for profile in Profile)
        needs = ", ".join(rule.needs)
        code = rule.sentence.replace("``", "`")
        said = f"{code} `{rule.code}`".replace("|", "\\|")
        yield f"| {rule.number} | {said} | {rule.subject} | {rule.source} | {kinds} | {needs} |"
    yield ""


def contradictions() -> Iterator[str]:
    """Yield where profiles contradict each other."""
    yield "## Where profiles contradict each other\n"
    yield "| about | rules | one side | the other | our own messages |"
    yield "| --- | --- | --- | --- | --- |"
    for each in CONTRADICTIONS:
        numbers = ", ".join(map(str, each.rules))
        yield f"| {each.about} | {numbers} | {each.one} | {each.other} | {each.ours} |"
    yield ""


def words() -> Iterator[str]:
    """Yield what each finding says in English."""
    yield "## Words\n"
    yield "| code | what is wrong | what would be right |"
    yield "| --- | --- | --- |"
    for code in dict.fromkeys(each.code for each in sorted(RULES, key=lambda each: each.number)):
        yield from _words(code)
    yield ""


def files() -> Iterator[str]:
    """Yield what is said of files that are not read, and of the schema."""
    yield "## Files and the schema\n"
    yield "| code | what is wrong | what would be right |"
    yield "| --- | --- | --- |"
    for code in (*(flaw.value for flaw in Flaw), "cap-file-unreadable", "cap-schema"):
        yield from _words(code)


def _words(code: str) -> Iterator[str]:
    table = cap_catalogue().get(code, {})
    fix = table.get("fix", {}).get("en", "")
    own = {name: part for name, part in table.items() if name not in {"message", "fix"}}
    if "message" in table:
        yield _line(f"`{code}`", table["message"]["en"], fix)
    for name, part in own.items():
        message = part.get("message", table.get("message", {})).get("en", "")
        yield _line(f"`{code}`, {name}", message, part.get("fix", {}).get("en", fix))


def _line(code: str, message: str, fix: str) -> str:
    shown = (text.replace("|", "\\|").replace("<", "&lt;") for text in (message, fix))
    return f"| {code} | {' | '.join(shown)} |"


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(0 if PAGE.read_text("utf-8") == page() else f"{PAGE} is old: run {__file__}")
    PAGE.write_text(page(), "utf-8")
