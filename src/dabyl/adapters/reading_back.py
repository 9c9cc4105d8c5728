"""Reading back: the public site as it lies in its folder, and as a server gives it."""

from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import ProxyHandler, build_opener

import attrs

from dabyl.core.values.problems import Unavailable

_PATIENCE_S = 5.0
_HERE = build_opener(ProxyHandler({}))


@attrs.frozen
class ReadBack:
    """The site in the folder *out*, and at *address* when a server shows it."""

    out: Path
    address: str = ""

    def published(self, path: str) -> bytes | None:
        """Return the bytes that were published; see ``ports/afterbook``."""
        try:
            return (self.out / path).read_bytes()
        except OSError:
            return None

    def served(self, path: str) -> bytes:
        """Return the bytes that readers get; see ``ports/afterbook``."""
        if not self.address:
            found = self.published(path)
            if found is None:
                raise Unavailable("no such file")
            return found
        try:
            with _HERE.open(self.address + quote(path), timeout=_PATIENCE_S) as reply:
                body: bytes = reply.read()
                return body
        except HTTPError as error:
            raise Unavailable(f"HTTP {error.code}") from error
        except (URLError, OSError) as error:
            raise Unavailable("the server does not answer") from error
