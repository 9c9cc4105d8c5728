"""What a pack is: ``pack.toml``."""

import attrs

from dabyl.core.formats.packs.references import References
from dabyl.core.formats.packs.rules import each
from dabyl.core.formats.toml.table import Table
from dabyl.core.levels.decision import Source
from dabyl.core.values.languages import Texts


@attrs.frozen(kw_only=True)
class About:
    """A pack's id, title, languages, zone, country, sources and notes."""

    id: str
    title: Texts
    languages: tuple[str, ...]
    zone: str
    root: str
    sources: tuple[Source, ...]
    notes: tuple[Texts, ...]


def read_about(file: Table, references: References) -> About:
    """Read ``pack.toml``."""
    languages = file.strings("languages", required=True)
    sources = each(file, "source", _source)
    references.give("source", *(source.id for source in sources))
    about = About(
        id=file.id("id"),
        title=file.texts("title", languages=languages),
        languages=languages,
        zone=file.zone("zone"),
        root=file.text("root"),
        sources=sources,
        notes=tuple(row.texts("text") for row in file.tables("note")),
    )
    references.use("place", about.root, file, "root")
    return about


def _source(table: Table) -> Source:
    return Source(
        id=table.id("id"),
        publisher=table.optional_text("publisher") or "",
        url=table.optional_text("url") or "",
        date=table.optional_text("date") or "",
        lang=table.optional_text("lang") or "",
        note=table.optional_text("note") or "",
    )
