"""Languages: in which one each block speaks, which must be there, and what is no translation.

1. A block names its language, by a tag that receivers know. A reader of others' messages takes a
   missing one for ``en-US``, as the standard says.
2. Our messages speak each of the authority's languages, once to each audience.
3. The same text under two languages is one that nobody translated. Short texts may be names, and
   some languages are written alike.
4. A translation by a machine is marked by yes or no, once.
"""

from collections.abc import Iterator
from typing import Final

from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.findings import Fault, Gap, Judged, Need
from dabyl.core.formats.cap.rules.kinds import E, I, Profile, Subject, W, kinds
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.registry import rule
from dabyl.core.formats.cap.rules.tags import is_tag, primary
from dabyl.core.formats.cap.values import Info

_OURS: Final = frozenset({Profile.DABYL})
_WRITTEN: Final = frozenset({Profile.DABYL, Profile.CAP_CP})
"""The profiles in which a language is never left to be assumed."""
_ASSUMED: Final = frozenset(Profile) - _WRITTEN
_ALIKE: Final = {"nb": "no", "nn": "no", "bs": "sh", "hr": "sh", "sr": "sh"}
"""Languages in which a text may be the same word for word, by one of them."""
_FEWEST_LETTERS: Final = 12
_LOOKED_AT: Final = 100
"""How many characters of a text are looked at for letters."""
_MACHINE: Final = "autotranslated"


@rule(
    number=41,
    code="cap-language",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.2.2; CAP-CP 1.0, 5",
    kinds=kinds(E, oasis=W, elsewhere=W, cap_cp=E, google=E),
)
def blocks_name_their_language(message: Message, context: Context) -> Judged:
    """``language`` is always written, as a tag of RFC 3066 or BCP 47; absent, it means en-US."""
    del context
    for number, info in enumerate(message.alert.infos, 1):
        text = info.language
        if text is None or not text.strip():
            yield Fault(f"info[{number}]/language", "absent", only=_WRITTEN)
            yield Fault(f"info[{number}]/language", "absent", at_most=I, only=_ASSUMED)
        elif not is_tag(text):
            yield Fault(f"info[{number}]/language", data={"value": text})


@rule(
    number=42,
    code="cap-language-missing",
    subject=Subject.RELEASE,
    source="own: whoever can read one of the authority's languages is told",
    kinds=kinds(E, oasis=I),
    needs=(Need.LANGUAGES,),
)
def speaks_each_language_once(message: Message, context: Context) -> Judged:
    """Every language of the authority is there, once for each audience."""
    if not message.alert.infos:
        return
    seen: set[tuple[str, str]] = set()
    for number, info in enumerate(message.alert.infos, 1):
        key = (message.languages[number - 1], (info.audience or "").strip().casefold())
        if key in seen:
            yield Fault(f"info[{number}]/language", "twice", {"language": key[0]}, only=_OURS)
        seen.add(key)
    if context.languages is None:
        yield Gap(Need.LANGUAGES)
        return
    spoken = {primary(language) for language in message.languages}
    for language in sorted(context.languages - spoken):
        yield Fault(data={"language": language}, only=_OURS)


@rule(
    number=44,
    code="cap-untranslated",
    subject=Subject.MESSAGE,
    source="Google validator",
    kinds=kinds(W, oasis=I, elsewhere=W),
)
def texts_are_translated(message: Message, context: Context) -> Judged:
    """The same text under two languages is a missing translation."""
    del context
    spoken = [_written(language) for language in message.languages]
    if len(set(spoken)) < 2:  # noqa: PLR2004 - two languages
        return
    first: dict[tuple[str, str], str] = {}
    for number, (language, info) in enumerate(zip(spoken, message.alert.infos, strict=True), 1):
        for name, text in _texts(info):
            other = first.setdefault((name, text), language)
            if other != language and _is_long(text):
                data = {"name": name, "language": language, "other": other}
                yield Fault(f"info[{number}]/{name}", data=data)


@rule(
    number=48,
    code="cap-machine-translation",
    subject=Subject.MESSAGE,
    source="CAP-CP 1.0, recommendation 6",
    kinds=kinds(W, oasis=I, elsewhere=W),
)
def machine_translation_is_marked(message: Message, context: Context) -> Judged:
    """A mark of machine translation is yes or no, and stands once in a block at most."""
    del context
    for number, info in enumerate(message.alert.infos, 1):
        count = 0
        for place, parameter in enumerate(info.parameters, 1):
            if parameter.name and parameter.name.lower().rstrip().endswith(_MACHINE):
                count += 1
                where = f"info[{number}]/parameter[{place}]"
                if count > 1:
                    yield Fault(where, "twice")
                if (parameter.value or "").strip().lower() not in {"yes", "no"}:
                    yield Fault(where, data={"value": parameter.value or ""})


def _written(tag: str) -> str:
    language = primary(tag)
    return _ALIKE.get(language, language)


def _texts(info: Info) -> Iterator[tuple[str, str]]:
    for name, text in (
        ("headline", info.headline),
        ("description", info.description),
        ("instruction", info.instruction),
    ):
        if text:
            yield name, text.strip()


def _is_long(text: str) -> bool:
    """Tell whether a text is more than a name, a number or an address."""
    letters = sum(map(str.isalpha, text[:_LOOKED_AT]))
    return letters >= _FEWEST_LETTERS and "://" not in text
