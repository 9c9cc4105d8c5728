"""Rewriting: a file that was read, written again with everything that is in it.

1. The canonical form stays as it was, comments included: nothing is lost, whoever's namespace it is
   in. What changes is how the same is said: UTF-8, no byte-order mark, no CDATA, one declaration.
2. A file with a signature in it is not touched: its bytes are what was signed.
3. A file that names a document type is not written again.
"""

from typing import Final

from lxml import etree

from dabyl.core.formats.cap.limits import Flaw
from dabyl.core.formats.cap.reading import Reading
from dabyl.core.formats.cap.schema import SIGNATURES

_DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_SIGNATURE: Final = f"{{{SIGNATURES}}}Signature"


def is_signed(reading: Reading) -> bool:
    """Tell whether the file has a signature of any kind anywhere."""
    root = None if not reading.alerts else reading.alerts[0].element.getroottree().getroot()
    return root is not None and next(root.iter(_SIGNATURE), None) is not None


def format_file(reading: Reading, data: bytes) -> bytes:
    """Return the file *data*, which *reading* is of, written again.

    Raises:
        ValueError: it holds no alert, or names a document type.
    """
    if not reading.alerts or any(problem.flaw is Flaw.DOCTYPE for problem in reading.problems):
        raise ValueError("only a file with an alert and without a document type is written again")
    if is_signed(reading):
        return data
    tree = reading.alerts[0].element.getroottree()
    return _DECLARATION + etree.tostring(tree, encoding="UTF-8", xml_declaration=False) + b"\n"
