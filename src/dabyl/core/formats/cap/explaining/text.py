"""Text: what an alert says, in lines for a terminal.

1. A line knows how deep it stands and how loud it is; whoever shows it wraps and colours it.
2. A map in dots follows the words about where; a ground that is one spot has none.
"""

from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from dabyl.core.formats.cap.explaining.dots import dots
from dabyl.core.formats.cap.explaining.explanation import Explanation
from dabyl.core.formats.cap.explaining.telling import tell
from dabyl.core.formats.cap.explaining.told import BlockTold, Said, Section, Tone
from dabyl.core.formats.cap.explaining.words import Words

INDENT: Final = 2


@attrs.frozen(kw_only=True)
class Line:
    """One line: its text, how deep it stands in columns, its tone, and whether it is a heading."""

    text: str = ""
    indent: int = 0
    tone: Tone = Tone.PLAIN
    is_heading: bool = False
    is_map: bool = False


def text_lines(explanations: Iterable[Explanation], lang: str) -> Iterator[Line]:
    """Yield the lines of all explanations of a file."""
    words = Words(lang)
    every = tuple(explanations)
    for number, each in enumerate(every, 1):
        if len(every) > 1:
            heading = words.say("label", "alert", number=number, count=len(every))
            yield Line(text=f"── {heading} ──", is_heading=True)
        yield from _alert(each, words)


def explained_text(explanations: Iterable[Explanation], lang: str) -> str:
    """Return what the alerts of a file say as plain text."""
    return as_text(text_lines(explanations, lang))


def as_text(lines: Iterable[Line]) -> str:
    """Return lines as plain text."""
    return "".join(f"{' ' * line.indent}{line.text}".rstrip() + "\n" for line in lines)


def _alert(explanation: Explanation, words: Words) -> Iterator[Line]:
    told = tell(explanation, words)
    for said in told.banner:
        yield Line(text=said.text, tone=said.tone)
    yield Line()
    for block in told.blocks:
        yield from _block(block)
    for section in told.about:
        yield from _section(section)
    yield Line()


def _block(block: BlockTold) -> Iterator[Line]:
    yield Line(text=block.title.text, is_heading=True)
    if block.force is not None:
        yield Line(text=block.force.text)
    for section in block.sections:
        yield from _section(section)
        if section.name == "where" and block.ground is not None and block.ground.has_extent:
            for row in dots(block.ground):
                yield Line(text=row, indent=INDENT, is_map=True)
    yield Line()


def _section(section: Section) -> Iterator[Line]:
    yield Line(text=section.label, is_heading=True)
    for said in section.said:
        yield from _said(said)


def _said(said: Said) -> Iterator[Line]:
    for line in said.text.split("\n"):
        yield Line(text=line, indent=INDENT if line else 0, tone=said.tone)
