"""The most usual changes of the library by a form: names, roles and contacts, how many people.

1. The form changes the text of the file, one line of it, in a draft like any other.
2. It goes on in an own open draft of the pack. Where a text is written in a way that a form can't
   change, nothing is, and whoever asked is sent to the text.
"""

from collections.abc import Mapping
from typing import Any, Final

import attrs
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from dabyl.console.frame import language, page, see
from dabyl.console.library import desk_now, must_be_of_whole
from dabyl.console.library_drafts import begun, own_draft
from dabyl.console.news import telling_entries
from dabyl.console.rights import me
from dabyl.console.typed_plain import whole
from dabyl.console.watcher import mark_now
from dabyl.core.drafts.draft import Draft
from dabyl.core.formats.library.change import (
    FileChange,
    PackChange,
    content_of,
    files_of,
    hash_of,
    parse_change,
)
from dabyl.core.formats.toml.patch import Spot, Value, table_at, with_field
from dabyl.core.register.register import Register
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused
from dabyl.usecases.drafts import writing
from dabyl.wiring_console import console

_PEOPLE: Final = "population"


@attrs.frozen
class Kind:
    """A kind of thing that a form changes: its file, its array and id there, and its fields."""

    file: str
    array: str
    key: str
    texts: tuple[str, ...]
    numbers: tuple[str, ...] = ()


KINDS: Final[Mapping[str, Kind]] = {
    "place": Kind("places.toml", "unit", "key", ("name",), (_PEOPLE,)),
    "office": Kind("offices.toml", "office", "id", ("name", "head", "contact")),
}


@require_safe
def form(request: HttpRequest, pack: str, kind: str, key: str) -> HttpResponse:
    """Show what a place or an office is called, to be changed."""
    must_be_of_whole(request, "library-simple")
    since = mark_now()
    register = console().house.register()
    if pack not in register.packs or kind not in KINDS:
        raise Http404
    how = KINDS[kind]
    text = _text(register, pack, how.file, own_draft(request, pack))
    table = table_at(text, Spot(how.array, how.key, key))
    if table is None:
        raise _not_simple(how, key, how.texts[0])
    about = register.packs[pack]
    return page(
        request,
        "library_simple.html.j2",
        live=telling_entries(request.path, since),
        pack=pack,
        kind=kind,
        key=key,
        title=_texts(table, "name").get(language(request)) or key,
        languages_of=about.languages,
        texts={field: _texts(table, field) for field in _simple(how, table)},
        numbers={field: table.get(field, "") for field in how.numbers},
    )


@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Change the text of the file in a draft."""
    must_be_of_whole(request, "library-simple-send")
    register = console().house.register()
    pack, kind = request.POST.get("pack", ""), request.POST.get("kind", "")
    if pack not in register.packs or kind not in KINDS:
        data = {"field": "pack"}
        raise Refused([Problem(code=Code.MISSING_FIELD, where="pack", data=data)])
    how, own = KINDS[kind], own_draft(request, pack)
    before = _text(register, pack, how.file, own)
    spot = Spot(how.array, how.key, request.POST.get("key", ""))
    after, fields = before, _simple(how, table_at(before, spot) or {})
    for field, value in _typed(request, how, fields, register.packs[pack].languages).items():
        changed = with_field(after, spot, field, value)
        if changed is None:
            raise _not_simple(how, spot.id, field)
        after = changed
    draft = own or begun(request, PackChange(pack=pack, files={}))
    _save(request, register, draft, how.file, after)
    return see(f"/library/drafts/{draft.id}/look")


def _not_simple(how: Kind, key: str, field: str) -> Refused:
    data = {"file": how.file, "what": f"{key} {field}"}
    return Refused([Problem(code=Code.LIBRARY_NOT_SIMPLE, where=field, data=data)])


def _simple(how: Kind, table: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the texts that a form can change: names with dates, it leaves as they are."""
    return tuple(field for field in how.texts if isinstance(table.get(field, {}), Mapping))


def _typed(
    request: HttpRequest, how: Kind, fields: tuple[str, ...], languages: tuple[str, ...]
) -> dict[str, Value]:
    """Return the fields as they were typed; without any text a field is taken out."""
    said: dict[str, Value] = {}
    for field in fields:
        texts = {lang: request.POST.get(f"{field}-{lang}", "").strip() for lang in languages}
        said[field] = {lang: text for lang, text in texts.items() if text} or None
    for field in how.numbers:
        typed = request.POST.get(field, "").strip()
        said[field] = whole(typed)
        if typed and said[field] is None:
            data = {"field": field, "have": typed, "want": "0, 1, 2 …"}
            raise Refused([Problem(code=Code.WRONG_TYPE, where=field, data=data)])
    return said


def _save(request: HttpRequest, register: Register, draft: Draft, file: str, text: str) -> None:
    change = parse_change(draft.current.content)
    if not isinstance(change, PackChange):
        raise TypeError("an own draft of a pack holds files")
    now = files_of(register, change.pack).get(file, "")
    onto = change.files[file].onto if file in change.files else hash_of(now)
    kept = {name: one for name, one in change.files.items() if name != file}
    files = kept if text == now else {**kept, file: FileChange(text=text, onto=onto)}
    writing.save(
        desk_now(),
        draft.id,
        content_of(PackChange(pack=change.pack, files=files)),
        based_on=draft.current.number,
        by=me(request).key,
        at=console().domain_now(),
    )


def _text(register: Register, pack: str, file: str, own: Draft | None) -> str:
    """Return a file as an own draft has it, else as it stands."""
    change = None if own is None else parse_change(own.current.content)
    if isinstance(change, PackChange) and file in change.files:
        return change.files[file].text
    return files_of(register, pack).get(file, "")


def _texts(table: Mapping[str, Any], field: str) -> Mapping[str, str]:
    found = table.get(field)
    return found if isinstance(found, Mapping) else {}
