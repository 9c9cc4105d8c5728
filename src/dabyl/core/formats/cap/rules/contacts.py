"""Contacts: who speaks, whom to ask, and where to read on.

1. ``senderName`` and ``contact`` are there, and who speaks is named in the language of the block.
2. ``web`` is a whole address, by https, on a domain of the authority's own; and it answers.
"""

from collections.abc import Mapping
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from dabyl.core.formats.cap.rules.context import Context, Served
from dabyl.core.formats.cap.rules.findings import Fault, Gap, Judged, Need
from dabyl.core.formats.cap.rules.kinds import OURS, E, I, Profile, Subject, W, kinds
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.registry import rule
from dabyl.core.formats.cap.values import SPACE, Info

_LAST_LATIN: Final = "\u024f"
_LOOKED_AT: Final = 400
_NAMED: Final = frozenset({Profile.CAP_CP, Profile.CAP_AU, Profile.GOOGLE, Profile.DABYL})
_ASKED: Final = frozenset({Profile.GOOGLE, Profile.DABYL})


@rule(
    number=64,
    code="cap-contact",
    subject=Subject.MESSAGE,
    source="CAP-CP 1.0, recommendation 4; CAP-AU 1.0, senderName; Google",
    kinds=kinds(W, oasis=I, elsewhere=W),
)
def speaker_and_contact_are_there(message: Message, context: Context) -> Judged:
    """``senderName`` and ``contact`` are present, in the block's language."""
    del context
    for number, info in enumerate(message.alert.infos, 1):
        path, name = f"info[{number}]", (info.sender_name or "").strip()
        if not name:
            yield Fault(path, data={"name": "senderName"}, only=_NAMED)
        elif _is_foreign(name, info):
            yield Fault(f"{path}/senderName", "language", {"value": name}, only=OURS)
        if not (info.contact or "").strip():
            yield Fault(path, data={"name": "contact"}, only=_ASKED)


def _is_foreign(name: str, info: Info) -> bool:
    """Tell whether a name is in another script than the block: one in Latin letters, one not."""
    text = f"{info.headline or ''} {info.description or ''}"[:_LOOKED_AT]
    if name.isascii() is text.isascii():
        return False
    is_latin, is_latin_text = _is_latin(name), _is_latin(text)
    return None not in {is_latin, is_latin_text} and is_latin is not is_latin_text


def _is_latin(text: str) -> bool | None:
    """Tell whether most letters are Latin; None when there are none."""
    letters = [char for char in text if char.isalpha()]
    return 2 * sum(char <= _LAST_LATIN for char in letters) > len(letters) if letters else None


@rule(
    number=65,
    code="cap-web",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.2.2; Google; own: a warning leads to its own authority",
    kinds=kinds(E, oasis=W, elsewhere=W),
    needs=(Need.DOMAINS, Need.SERVED),
)
def web_leads_to_the_authority(message: Message, context: Context) -> Judged:
    """``web`` is absolute, https, on the authority's own domain, and answers."""
    for number, info in enumerate(message.alert.infos, 1):
        text = (info.web or "").strip(SPACE)
        if not text:
            continue
        where, data = f"info[{number}]/web", {"value": text[:200]}
        address = _split(text)
        if address is None:
            yield Fault(where, data=data)
            continue
        if address.scheme.lower() != "https":
            yield Fault(where, "https", data, only=OURS)
        if context.domains is None:
            yield Gap(Need.DOMAINS)
        elif not _is_below(address.hostname or "", context.domains):
            yield Fault(where, "domain", data, only=OURS)
        elif context.served is None:
            yield Gap(Need.SERVED)
        elif not _answers(address.path, context.served):
            yield Fault(where, "answers", data, only=OURS)


def _split(text: str) -> SplitResult | None:
    """Return the parts of a whole address; None when it isn't one."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    is_whole = bool(parts.scheme and parts.hostname) and not any(map(str.isspace, text))
    return parts if is_whole else None


def _is_below(host: str, domains: frozenset[str]) -> bool:
    return any(host == each or host.endswith(f".{each}") for each in map(str.lower, domains))


def _answers(path: str, served: Mapping[str, Served]) -> bool:
    name = unquote(path).lstrip("/")
    return name in served or f"{name.rstrip('/')}/index.html".lstrip("/") in served
