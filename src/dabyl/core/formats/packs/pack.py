"""Country packs: the files of a folder to one `Pack`.

1. ``pack.toml``, ``places.toml`` and at least one ``scale.toml`` or ``scale-*.toml`` are needed;
   so is ``texts/<language>.toml`` for each language of the pack. ``offices.toml``,
   ``statutes.toml`` and ``law.toml`` are there when there is something to say.
2. Every problem of every file is found in one go, in the order of the files above, then of lines.
   Law that contradicts itself is told when nothing else is wrong.
3. Borders are read beside the pack.
"""

import re
from collections.abc import Iterable, Mapping

import attrs

from dabyl.core.formats.law.book import read_book
from dabyl.core.formats.packs.about import read_about
from dabyl.core.formats.packs.law import LawReader
from dabyl.core.formats.packs.references import References
from dabyl.core.formats.packs.rules import Around, each
from dabyl.core.formats.packs.scales import ScaleReader
from dabyl.core.formats.packs.words import read_words
from dabyl.core.formats.places.units import read_places
from dabyl.core.formats.toml.findings import Findings
from dabyl.core.formats.toml.reader import try_toml
from dabyl.core.formats.toml.table import Table
from dabyl.core.law.book import LawBook
from dabyl.core.law.law import NO_LAW, law_problems
from dabyl.core.law.sources import Source as LawSource
from dabyl.core.levels.decision import Source
from dabyl.core.levels.scale import ScopeKind
from dabyl.core.register.pack import Pack
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Rejected

ABOUT, PLACES, OFFICES, LAW = "pack.toml", "places.toml", "offices.toml", "law.toml"
STATUTES = "statutes.toml"
_SCALE = re.compile(r"scale(-[a-z0-9.-]+)?\.toml", re.ASCII)
_TEXTS = re.compile(r"texts/([a-z0-9-]+)\.toml", re.ASCII)


def parse_pack(files: Mapping[str, str]) -> Pack:
    """Read a pack from the texts of its files, by their path in the pack's folder.

    Raises:
        Rejected: with every problem found, in file order.
    """
    reader = _PackReader(files)
    pack = reader.pack()
    reader.findings.reject()
    if problems := tuple(law_problems(NO_LAW, pack.law)):
        raise Rejected(problems)
    return pack


class _PackReader:
    def __init__(self, files: Mapping[str, str]) -> None:
        self.files = files
        self.scales = sorted(name for name in files if _SCALE.fullmatch(name))
        self.texts = {
            match.group(1): name for name in sorted(files) if (match := _TEXTS.fullmatch(name))
        }
        known = [ABOUT, PLACES, *self.scales, OFFICES, STATUTES, LAW, *self.texts.values()]
        self.findings = Findings(known)
        self.tables = {
            name: try_toml(files[name], file=name, findings=self.findings)
            for name in known
            if name in files
        }
        self.complete = not self.findings  # every file is there and could be read

    def pack(self) -> Pack:
        references = References()
        about = read_about(self.table(ABOUT), references)
        self.check_files(about.languages)
        units = read_places(self.table(PLACES))
        references.give("place", *(unit.key for unit in units))
        references.give("kind of area", *(kind.value for kind in ScopeKind))
        references.give("kind of area", *(unit.kind for unit in units))
        texts = {lang: self.tables[name] for lang, name in self.texts.items()}
        words = read_words(texts, references, complete=self.complete)
        around = Around(references=references, languages=about.languages)
        scales = ScaleReader(zone=about.zone, around=around, words=words)
        book = read_book(self.tables[STATUTES]) if STATUTES in self.tables else LawBook()
        references.give("provision", *(clause.id for clause in book.clauses))
        law = LawReader(around, about.id, {work.id: work for work in book.works})
        pack = Pack(
            id=about.id,
            title=about.title,
            languages=about.languages,
            zone=about.zone,
            root=about.root,
            units=units,
            scales=tuple(scales.scale(self.tables[name]) for name in self.scales),
            offices=each(self.table(OFFICES), "office", law.office),
            office_kinds=words.office_kinds,
            unit_kinds=words.unit_kinds,
            law=self.law(book, law, about.sources),
            powers=each(self.table(LAW), "power", law.power),
            categories=words.categories,
            templates=words.templates,
            acts=words.acts,
            help=words.help,
            sources=about.sources,
            notes=about.notes,
        )
        for table in self.tables.values():
            table.done()
        if self.complete:
            references.resolve()
        return pack

    def law(self, book: LawBook, reader: LawReader, sources: Iterable[Source]) -> LawBook:
        """Return the pack's book with what is only cited, which comes first."""
        cited = each(self.table(LAW), "provision", reader.provision)
        of_pack = {
            one.id: LawSource(
                id=one.id,
                url=one.url,
                publisher=one.publisher,
                date=one.date or None,
                lang=one.lang or None,
            )
            for one in sources
        }
        return attrs.evolve(
            book,
            works=tuple(reader.works.values()),
            clauses=(*cited, *book.clauses),
            sources={**of_pack, **book.sources},
        )

    def table(self, name: str) -> Table:
        return self.tables.get(name) or Table({}, lines={}, file=name, findings=Findings())

    def check_files(self, languages: tuple[str, ...]) -> None:
        wanted = [ABOUT, PLACES, *(f"texts/{lang}.toml" for lang in languages)]
        if not self.scales:
            wanted.insert(2, "scale.toml")
        for name in wanted:
            if name not in self.files:
                self.complete = False
                self.say(Code.FILE_MISSING, name)
        for name in sorted(self.files):
            if name.endswith(".toml") and name not in self.tables:
                self.say(Code.FILE_UNKNOWN, name)

    def say(self, code: Code, file: str) -> None:
        problem = Problem(code=code, where=file, data={"file": file})
        self.findings.add(problem, file=file, line=0)
