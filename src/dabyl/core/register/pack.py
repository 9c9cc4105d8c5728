"""Country packs as values: one country, or one authority, as data.

1. A pack is adopted by a journal entry that holds the text of its files; the register folds from
   the journal alone.
2. Texts for the public are templates with named slots; nothing else can be put into them.
"""

from collections.abc import Mapping

import attrs

from dabyl.core.law.book import NO_BOOK, LawBook
from dabyl.core.law.powers import Office, Power
from dabyl.core.levels.decision import Source
from dabyl.core.levels.scale import Scale
from dabyl.core.places.units import Unit
from dabyl.core.values.languages import NO_TEXTS, Texts


@attrs.frozen(kw_only=True)
class Template:
    """A text with slots for one kind of decision and one level, per language.

    Slots are ``{name}``; ``core/register/templates.py`` lists the names there are.
    """

    id: str
    action: str  # an Action value, or "lapse"
    level: str | None = None  # None: any
    form: str = "text"  # text, headline, sms, speech
    texts: Texts = NO_TEXTS


@attrs.frozen(kw_only=True)
class ActTemplate:
    """The texts of a whole act, approved beforehand, with slots; see ``Template``.

    ``slots`` are those that somebody types, with their names for people; every other slot is one
    of `FILLED`, which the decision itself fills.
    """

    id: str
    action: str
    scale: str
    level: str | None = None  # None: any
    names: Texts = NO_TEXTS
    slots: Mapping[str, Texts] = attrs.field(factory=dict)
    texts: Mapping[str, Texts] = attrs.field(factory=dict)  # by field, of ACT_TEXTS


@attrs.frozen(kw_only=True)
class Pack:
    """One country as data."""

    id: str
    title: Texts
    languages: tuple[str, ...]
    zone: str
    root: str  # key of the country's unit
    units: tuple[Unit, ...] = ()
    scales: tuple[Scale, ...] = ()
    offices: tuple[Office, ...] = ()
    office_kinds: Mapping[str, Texts] = attrs.field(factory=dict)
    unit_kinds: Mapping[str, Texts] = attrs.field(factory=dict)
    law: LawBook = NO_BOOK
    powers: tuple[Power, ...] = ()
    categories: Mapping[str, Texts] = attrs.field(factory=dict)  # names of figure categories
    templates: tuple[Template, ...] = ()
    acts: tuple[ActTemplate, ...] = ()
    help: Texts = NO_TEXTS  # what to do in general; one step a line
    sources: tuple[Source, ...] = ()
    notes: tuple[Texts, ...] = ()
