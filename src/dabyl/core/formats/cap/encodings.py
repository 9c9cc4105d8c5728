"""Encodings: how a file's bytes are to be told apart before an XML reader sees them.

1. A file is UTF-8, UTF-16, or an encoding in which ASCII stands for itself and nothing else does;
   others (UTF-32, UTF-7, EBCDIC, ISO-2022) are refused: a document type could hide in them.
2. A byte-order mark, or UTF-16 without one, outranks what the XML declaration says.
3. A file may name a document type only where the bytes of ``<!DOCTYPE`` stand in it.

Source: XML 1.0, appendix F.
"""

import re
from typing import Final

from dabyl.core.formats.cap.limits import Flaw, Unreadable

_DECLARED = re.compile(rb"""<\?xml\s[^>]*?encoding\s*=\s*["']([^"'>]*)["']""")
_ASCII_INSIDE = re.compile(
    rb"UTF-?8|(?:US-)?ASCII|ISO[-_]8859-\d{1,2}|LATIN\d|(?:WINDOWS-|CP)125\d|KOI8-[RU]"
    rb"|GB2312|GBK|GB18030|BIG5|EUC-(?:JP|KR|CN)|SHIFT_JIS",
    re.IGNORECASE,
)
_NO_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml\s[^>]*\?>\s*)?<[A-Za-z_]")
"""An element at once, behind which no document type may be named any more."""
_UTF_32: Final = (b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"<\0\0\0", b"\0\0\0<")
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_UTF_8_MARK: Final = b"\xef\xbb\xbf"
_DOCTYPE: Final = b"<!DOCTYPE"
_DOCTYPE_WIDE: Final = _DOCTYPE.decode().encode("utf-16-le")[:-1]


def is_wide(data: bytes) -> bool:
    """Tell whether the bytes are UTF-16.

    Raises:
        Unreadable: they are in no encoding that is read.
    """
    if data.startswith(_UTF_32):
        raise Unreadable(Flaw.ENCODING, 1, encoding="UTF-32")
    if data.startswith(UTF_16):
        return True
    if not data.startswith(_UTF_8_MARK):
        declared = _DECLARED.match(data)
        if declared is not None and _ASCII_INSIDE.fullmatch(declared[1]) is None:
            name = declared[1].decode("ascii", "replace")[:40]
            raise Unreadable(Flaw.ENCODING, 1, encoding=name)
    return False


def may_have_doctype(data: bytes, *, wide: bool) -> bool:
    """Tell whether a document type may be named; False is certain."""
    if wide:
        return _DOCTYPE_WIDE in data
    return _NO_PROLOG.match(data) is None and _DOCTYPE in data
