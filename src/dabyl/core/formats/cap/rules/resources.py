"""Resources: files that go with a block of information.

1. A resource says what it is, in words and as a media type of a registered family.
2. It is fetched from an absolute address, or carried along in ``derefUri``, which is for links on
   which nobody can ask back.
3. Its size and its digest are those of the file. The file is what is known of it by its address,
   else what the message itself carries.
4. SHA-1 alone proves little: a parameter ``dabyl.resource-sha-256`` repeats the address, a blank,
   and the SHA-256 of the file in hexadecimal digits.
5. The file is stored with the message, and is served, unchanging, before the message is released.
"""

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import unquote, urlsplit

from dabyl.core.formats.cap.rules.context import Context, Served
from dabyl.core.formats.cap.rules.findings import Fault, Gap, Judged, Need
from dabyl.core.formats.cap.rules.kinds import (
    OTHERS,
    OURS,
    E,
    I,
    Profile,
    Subject,
    W,
    kinds,
)
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.registry import rule
from dabyl.core.formats.cap.values import SPACE, Info, Resource
from dabyl.core.formats.cap.vocabulary import Version

SHA_256: Final = "dabyl.resource-sha-256"
FAMILIES: Final = frozenset(
    {
        "application",
        "audio",
        "font",
        "haptics",
        "image",
        "message",
        "model",
        "multipart",
        "text",
        "video",
    }
)
"""The top-level media types that IANA registers, without ``example``."""

_NAME: Final = r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}"
_MEDIA_TYPE: Final = re.compile(rf"({_NAME})/{_NAME}(?:\s*;.*)?", re.ASCII | re.DOTALL)
_WEB: Final = re.compile(r"(?:https?|ftps?)://[^\s/?#]+\S*", re.IGNORECASE)
_ABSOLUTE: Final = re.compile(r"(?!(?:https?|ftps?):)[A-Za-z][A-Za-z0-9+.-]*:\S+", re.IGNORECASE)
_SHA_1: Final = re.compile(r"[0-9A-Fa-f]{40}")
_WHOLE: Final = re.compile(r"[+-]?[0-9]{1,18}")
_SHOWN: Final = 80
_QUAD: Final = 4  # letters for three bytes
_STRICT: Final = frozenset({Profile.DABYL, Profile.GOOGLE})
_LENIENT: Final = frozenset(Profile) - _STRICT
_SOURCE: Final = "CAP 1.2, 3.2.3; Google CAP requirements, resource"


def _resources(message: Message) -> Iterator[tuple[str, Info, Resource]]:
    for block, info in enumerate(message.alert.infos, 1):
        for number, resource in enumerate(info.resources, 1):
            yield f"info[{block}]/resource[{number}]", info, resource


@rule(
    number=69,
    code="cap-resource-kind",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.2.3; RFC 6838, 4.2; IANA, media types",
    kinds=kinds(E, oasis=W, elsewhere=W, google=E),
)
def resource_says_what_it_is(message: Message, context: Context) -> Judged:
    """A resource has a description and a media type of a registered family."""
    del context
    mildest = E if message.alert.version is Version.V1_2 else W  # optional in 1.1 and 1.0
    for path, _, resource in _resources(message):
        if not (resource.description or "").strip():
            yield Fault(path, "no-description")
        text = (resource.mime_type or "").strip(SPACE)
        match = _MEDIA_TYPE.fullmatch(text)
        if not text:
            yield Fault(path, "no-type", at_most=mildest)
        elif match is None:
            yield Fault(f"{path}/mimeType", data={"value": text})
        elif match[1].lower() not in FAMILIES:
            yield Fault(f"{path}/mimeType", "family", {"value": text, "family": match[1]})


@rule(
    number=70,
    code="cap-resource-uri",
    subject=Subject.MESSAGE,
    source=_SOURCE,
    kinds=kinds(E, oasis=W, elsewhere=W, google=E),
)
def address_is_absolute(message: Message, context: Context) -> Judged:
    """``uri`` is absolute, unless the file itself is given in ``derefUri``."""
    del context
    for path, _, resource in _resources(message):
        if resource.deref_uri is not None:
            continue
        text = (resource.uri or "").strip(SPACE)
        if not text:
            yield Fault(path, "missing")
        elif not _WEB.fullmatch(text) and not _ABSOLUTE.fullmatch(text):
            yield Fault(f"{path}/uri", data={"value": text})


@rule(
    number=71,
    code="cap-resource-deref",
    subject=Subject.MESSAGE,
    source=_SOURCE,
    kinds=kinds(E, oasis=E, elsewhere=E),
    needs=(Need.CHANNEL,),
)
def carried_file_is_for_one_way_links(message: Message, context: Context) -> Judged:
    """``derefUri`` is base64 and goes over one-way links only; a forwarder gives a ``uri``."""
    for path, _, resource in _resources(message):
        if resource.deref_uri is None:
            continue
        where = f"{path}/derefUri"
        if resource.deref_uri.strip() and _carried(resource) is None:
            yield Fault(where, only=_STRICT)
            yield Fault(where, only=_LENIENT, at_most=W)
        if context.channel is None:
            yield Gap(Need.CHANNEL)
        elif not context.channel.is_one_way:
            yield Fault(where, "two-way", {"channel": context.channel.name})


@rule(
    number=72,
    code="cap-resource-size",
    subject=Subject.MESSAGE,
    source=_SOURCE,
    kinds=kinds(E, oasis=W, elsewhere=W, google=E),
    needs=(Need.FILES,),
)
def size_is_that_of_the_file(message: Message, context: Context) -> Judged:
    """``size`` is the number of the file's bytes, and not negative."""
    for path, _, resource in _resources(message):
        text = (resource.size or "").strip(SPACE)
        if not text:
            continue
        where = f"{path}/size"
        if not _WHOLE.fullmatch(text) or int(text) < 0:
            yield Fault(where, "form", {"value": text[:_SHOWN]})
            continue
        file = _file(resource, context)
        if file is None:
            yield Gap(Need.FILES)
        elif len(file) != int(text):
            data = {"value": text, "bytes": len(file)}
            yield Fault(where, data=data, only=OURS)
            yield Fault(where, data=data, only=OTHERS, at_most=I)  # "approximate" in the standard


@rule(
    number=73,
    code="cap-resource-digest",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.2.3; FIPS 180-4; own: SHA-1 alone proves little",
    kinds=kinds(E, oasis=W, elsewhere=W),
    needs=(Need.FILES,),
)
def digest_is_that_of_the_file(message: Message, context: Context) -> Judged:
    """``digest`` is the SHA-1 of the file; a parameter adds the SHA-256."""
    for path, info, resource in _resources(message):
        file = _file(resource, context)
        text = (resource.digest or "").strip(SPACE)
        if text and not _SHA_1.fullmatch(text):
            yield Fault(f"{path}/digest", "form", {"value": text[:_SHOWN]})
        elif text and file is None:
            yield Gap(Need.FILES)
        elif text and file is not None and text.lower() != _sha_1(file):
            yield Fault(f"{path}/digest", data={"value": text, "is": _sha_1(file)})
        yield from _second_digest(path, info, resource, file)


def _second_digest(path: str, info: Info, resource: Resource, file: bytes | None) -> Judged:
    """Judge the SHA-256 that our own messages add."""
    uri = (resource.uri or "").strip(SPACE)
    said = [each.value or "" for each in info.parameters if each.name == SHA_256]
    own = [value.lower().split()[1:] for value in said if value.split()[:1] == [uri]]
    if uri and not own:
        yield Fault(path, "no-sha-256", {"name": SHA_256}, only=OURS, at_most=W)
    elif own and file is not None and own != [[hashlib.sha256(file).hexdigest()]]:
        yield Fault(path, "sha-256", {"name": SHA_256}, only=OURS)


@rule(
    number=74,
    code="cap-resource-stored",
    subject=Subject.RELEASE,
    source="own: a file is there before the message that names it, and stays what it was",
    kinds=kinds(E, oasis=I),
    needs=(Need.FILES, Need.SERVED),
)
def file_is_stored_and_served(message: Message, context: Context) -> Judged:
    """The file is stored with the message, never changes, and can be fetched before release."""
    for path, _, resource in _resources(message):
        uri = (resource.uri or "").strip(SPACE)
        if not uri:
            continue
        if context.files is None:
            yield Gap(Need.FILES)
        elif uri not in context.files:
            yield Fault(f"{path}/uri", data={"uri": uri})
        if context.served is None:
            yield Gap(Need.SERVED)
        else:
            yield from _serving(f"{path}/uri", uri, context.served, context.files)


def _serving(
    where: str, uri: str, served: Mapping[str, Served], files: Mapping[str, bytes] | None
) -> Judged:
    found = served.get(_path(uri))
    if found is None:
        yield Fault(where, "unreachable", {"uri": uri})
        return
    if files is not None and uri in files and found.body != files[uri]:
        yield Fault(where, "other-bytes", {"uri": uri})
    if found.headers is None:
        yield Gap(Need.SERVED)
    elif not found.is_immutable:
        yield Fault(where, "may-change", {"uri": uri})


def _path(uri: str) -> str:
    """Return the path of an address, as the site knows it."""
    try:
        return unquote(urlsplit(uri).path).lstrip("/")
    except ValueError:  # an open bracket in the host
        return ""


# --- files ---


def _file(resource: Resource, context: Context) -> bytes | None:
    """Return the bytes of a resource, as far as they are known."""
    uri = (resource.uri or "").strip(SPACE)
    known = None if context.files is None else context.files.get(uri)
    return _carried(resource) if known is None else known


def _carried(resource: Resource) -> bytes | None:
    """Return the bytes that the message itself carries; None when they are no base64."""
    text = "".join((resource.deref_uri or "").split())
    if not text or len(text) % _QUAD:
        return None
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:  # no base64, or letters beyond ASCII
        return None


def _sha_1(file: bytes) -> str:
    return hashlib.sha1(file, usedforsecurity=False).hexdigest()  # the standard asks for it
