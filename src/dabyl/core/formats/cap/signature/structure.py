"""The shape of an alert's signature: found, taken apart, and refused where it is another.

1. Exactly one Signature in the whole alert: a direct child of ``alert``, its last element.
2. It holds SignedInfo, SignatureValue and at most one KeyInfo, in this order, and nothing else;
   outside KeyInfo no comment, no processing instruction, no text between elements.
3. SignedInfo is read from its own canonical bytes, which are what the signature value is over.
4. One Reference, its URI ``""`` (the whole document); its transforms are enveloped-signature, once
   and first, then at most one canonical form. No XPath, no XSLT, no other.
5. What is digested is the document without the Signature; its sender, time and status are read
   from just that.

Source: CAP 1.2, 3.3.4.1; XML Signature 1.1, 4.
"""

import binascii
from contextlib import suppress
from typing import Final

import attrs
from lxml import etree

from dabyl.core.formats.cap.limits import LIMITS, Limits
from dabyl.core.formats.cap.signature.algorithms import (
    DIGESTS,
    DSIG,
    ENVELOPED,
    EXCLUSIVE,
    FORMS,
    HMACS,
    INCLUSIVE,
    METHODS,
    Digest,
    Form,
    Method,
)
from dabyl.core.formats.cap.signature.canonical import (
    canonical_document,
    canonical_part,
    parse_document,
)
from dabyl.core.formats.cap.signature.heading import Heading, heading, parse_alert
from dabyl.core.formats.cap.signature.verdict import Faulty, Reason
from dabyl.core.formats.cap.values import SPACE
from dabyl.core.formats.cap.where import Element

SIGNATURE: Final = f"{{{DSIG}}}Signature"
_NOT_ELEMENTS: Final = (etree.Comment, etree.ProcessingInstruction, etree.Entity)
_INCLUSIVE_PREFIXES: Final = f"{{{EXCLUSIVE}}}InclusiveNamespaces"


@attrs.frozen(kw_only=True)
class Signed:
    """A signature taken apart, beside what it is a signature of; nothing is verified yet."""

    document: bytes
    signed_info: bytes
    method: Method
    is_exclusive: bool
    digest: Digest
    digest_value: bytes
    value: bytes
    certificates: tuple[bytes, ...]
    heading: Heading


@attrs.frozen(kw_only=True)
class _Info:
    """What SignedInfo says."""

    method: Method
    is_exclusive: bool
    form: Form
    digest: Digest
    digest_value: bytes


def has_signature(alert: Element) -> bool:
    """Tell whether there is a Signature anywhere in *alert*."""
    return next(alert.iter(SIGNATURE), None) is not None


def take_apart(data: bytes, limits: Limits = LIMITS) -> Signed | None:
    """Return the signature of the alert that is the document *data*, or None when it has none.

    Raises:
        Faulty: the document is no alert, or its signature has another shape.
    """
    root = parse_alert(data, limits)
    found = list(root.iter(SIGNATURE))
    if not found:
        return None
    if len(found) > 1:
        raise Faulty(Reason.SEVERAL_SIGNATURES)
    signature = found[0]
    if signature.getparent() is not root or next(signature.itersiblings("*"), None) is not None:
        raise Faulty(Reason.MISPLACED)
    signed_info, value, key_info = _three(signature)
    canonical_info, info = _read_info(signed_info)
    signature_value = _base64(value)
    certificates = () if key_info is None else _certificates(key_info)
    _remove(root, signature)
    return Signed(
        document=canonical_document(root, info.form),
        signed_info=canonical_info,
        method=info.method,
        is_exclusive=info.is_exclusive,
        digest=info.digest,
        digest_value=info.digest_value,
        value=signature_value,
        certificates=certificates,
        heading=heading(root),
    )


def _three(signature: Element) -> tuple[Element, Element, Element | None]:
    parts = _elements(signature)
    names = [part.tag for part in parts]
    wanted = [_dsig("SignedInfo"), _dsig("SignatureValue"), _dsig("KeyInfo")]
    if names not in (wanted, wanted[:2]):
        raise Faulty(Reason.SHAPE)
    if any(next(part.iter(*_NOT_ELEMENTS), None) is not None for part in parts[:2]):
        raise Faulty(Reason.SHAPE)
    return parts[0], parts[1], parts[2] if len(parts) == len(wanted) else None


def _read_info(part: Element) -> tuple[bytes, _Info]:
    """Return the canonical bytes of SignedInfo, and what they say."""
    method = part.find(_dsig("CanonicalizationMethod"))
    if method is None:
        raise Faulty(Reason.SHAPE)
    own_form = _form(method)
    data = canonical_part(part, own_form)
    parts = _elements(parse_document(data))
    references = parts[2:]
    names = [each.tag for each in parts]
    heads = [_dsig("CanonicalizationMethod"), _dsig("SignatureMethod")]
    if names[:2] != heads or not references or {*names[2:]} != {_dsig("Reference")}:
        raise Faulty(Reason.SHAPE)
    if len(references) > 1:
        raise Faulty(Reason.SEVERAL_REFERENCES)
    digest, value, form = _reference(references[0])
    return data, _Info(
        method=_method(parts[1]),
        is_exclusive=own_form.exclusive and form.exclusive,
        form=form,
        digest=digest,
        digest_value=value,
    )


def _reference(reference: Element) -> tuple[Digest, bytes, Form]:
    if reference.get("URI") != "":
        raise Faulty(Reason.REFERENCE_ELSEWHERE)
    parts = _elements(reference)
    if [part.tag for part in parts] == [_dsig("DigestMethod"), _dsig("DigestValue")]:
        raise Faulty(Reason.TRANSFORM)
    if [part.tag for part in parts] != [
        _dsig("Transforms"),
        _dsig("DigestMethod"),
        _dsig("DigestValue"),
    ]:
        raise Faulty(Reason.SHAPE)
    form = _transforms(_elements(parts[0]))
    digest = DIGESTS.get(parts[1].get("Algorithm", ""))
    if digest is None:
        raise Faulty(Reason.ALGORITHM_UNKNOWN)
    return digest, _base64(parts[2]), form


def _transforms(transforms: list[Element]) -> Form:
    names = [each.get("Algorithm", "") for each in transforms]
    if {each.tag for each in transforms} != {_dsig("Transform")} or names[0] != ENVELOPED:
        raise Faulty(Reason.TRANSFORM)
    if len(transforms[0]) or len(names) > 2 or not {*names[1:]} <= {*FORMS}:  # noqa: PLR2004 - rule 4
        raise Faulty(Reason.TRANSFORM)
    return _form(transforms[1]) if len(names) > 1 else INCLUSIVE


def _form(method: Element) -> Form:
    form = FORMS.get(method.get("Algorithm", ""))
    if form is None:
        raise Faulty(Reason.ALGORITHM_UNKNOWN)
    inner = _elements(method)
    if not inner:
        return form
    if len(inner) > 1 or inner[0].tag != _INCLUSIVE_PREFIXES or not form.exclusive:
        raise Faulty(Reason.SHAPE)
    prefixes = tuple(inner[0].get("PrefixList", "").split())
    if "#default" in prefixes:  # the one thing that libxml2's canonical forms lack in lxml
        raise Faulty(Reason.ALGORITHM_UNKNOWN)
    return attrs.evolve(form, prefixes=prefixes)


def _method(part: Element) -> Method:
    name = part.get("Algorithm", "")
    if name.startswith(HMACS):
        raise Faulty(Reason.HMAC)
    method = METHODS.get(name)
    if method is None:
        raise Faulty(Reason.ALGORITHM_UNKNOWN)
    if len(part):
        raise Faulty(Reason.SHAPE)
    return method


def _certificates(key_info: Element) -> tuple[bytes, ...]:
    """Return the certificates that can be read; they are hints, and nothing rests on them."""
    found = []
    for each in key_info.iter(_dsig("X509Certificate")):
        with suppress(Faulty):
            found.append(_base64(each))
    return tuple(found)


def _elements(parent: Element) -> list[Element]:
    """Return the child elements of *parent*, which holds nothing else but white space."""
    children = list(parent)
    texts = [parent.text, *(child.tail for child in children)]
    if any(text is not None and text.strip(SPACE) for text in texts):
        raise Faulty(Reason.SHAPE)
    return children


def _base64(part: Element) -> bytes:
    if len(part):
        raise Faulty(Reason.SHAPE)
    packed = (part.text or "").translate({ord(space): None for space in SPACE})
    try:
        return binascii.a2b_base64(packed.encode("ascii"), strict_mode=True)
    except ValueError:
        raise Faulty(Reason.SHAPE) from None


def _remove(root: Element, signature: Element) -> None:
    """Take the Signature out of *root* and leave the text that follows it."""
    before, tail = signature.getprevious(), signature.tail or ""
    if before is None:
        root.text = (root.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    signature.tail = None
    root.remove(signature)


def _dsig(name: str) -> str:
    return f"{{{DSIG}}}{name}"
