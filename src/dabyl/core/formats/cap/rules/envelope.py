"""The envelope: version, document, names and times.

1. A message is written as CAP 1.2; older ones are read and converted, never passed on.
2. It is UTF-8, without a document type.
3. An identifier and a sender hold nothing that separates the parts of a reference.
"""

import re
from typing import Final

from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.findings import Fault, Gap, Judged, Need
from dabyl.core.formats.cap.rules.kinds import E, I, Subject, W, kinds
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.registry import rule
from dabyl.core.formats.cap.vocabulary import Version

_SEPARATOR: Final = re.compile(r"[\s,<&]")


@rule(
    number=1,
    code="cap-version",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 4.2",
    kinds=kinds(E, oasis=W, elsewhere=E, wmo=W, google=W, uk=W),
)
def is_version_1_2(message: Message, context: Context) -> Judged:
    """The root is ``alert`` in the namespace of CAP 1.2; 1.0 and 1.1 are converted on input."""
    del context
    if message.alert.version is not Version.V1_2:
        yield Fault(data={"version": message.alert.version.value})


@rule(
    number=2,
    code="cap-encoding",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.3.3; own",
    kinds=kinds(E, oasis=I, google=W),
    needs=(Need.BYTES,),
)
def is_utf_8_without_doctype(message: Message, context: Context) -> Judged:
    """The document is UTF-8 and has no document type and no entities of its own."""
    del context
    if message.element is None:
        yield Gap(Need.BYTES)
        return
    info = message.element.getroottree().docinfo
    encoding = (info.encoding or "UTF-8").upper()
    if encoding not in {"UTF-8", "UTF8", "US-ASCII", "ASCII"}:
        yield Fault(data={"encoding": encoding})
    if info.internalDTD is not None:
        yield Fault(case="doctype")


@rule(
    number=3,
    code="cap-identifier",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.2.1",
    kinds=kinds(E, oasis=E, elsewhere=E),
)
def identifier_has_no_separators(message: Message, context: Context) -> Judged:
    """``identifier`` is not empty and holds no white space, comma, ``<`` or ``&``."""
    del context
    text = message.alert.identifier
    if not text:
        yield Fault("identifier", "empty")
    elif _SEPARATOR.search(text):
        yield Fault("identifier", data={"value": text})
