"""The address that people open the console at: passkeys are bound to its host.

1. It is ``https``; ``http`` only on ``localhost``, where nothing travels.
2. Behind ``https`` stands a proxy of ours (``dabyl console`` has no certificate of its own), so the
   last address that it wrote down is where a request came from.
"""

from urllib.parse import urlsplit

import attrs

from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused

LOCAL = "localhost"


@attrs.frozen
class Origin:
    """Scheme, host and port, as browsers write them."""

    text: str

    @property
    def host(self) -> str:
        """Return the host: the id that passkeys know this site by."""
        return urlsplit(self.text).hostname or ""

    @property
    def is_secure(self) -> bool:
        """Tell whether the way to us is encrypted."""
        return self.text.startswith("https:")


def parse_origin(text: str) -> Origin:
    """Return the origin that *text* states.

    Raises:
        Refused: it is no origin, or one that passkeys cannot be used at.
    """
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _refused(text) from None
    is_whole = (parts.path or "/") == "/" and not parts.query and not parts.fragment
    has_name = "." in host and not host.replace(".", "").isdigit() and ":" not in host
    is_safe = (parts.scheme == "https" and has_name) or host == LOCAL
    if parts.scheme not in {"http", "https"} or not is_whole or not is_safe or parts.username:
        raise _refused(text)
    return Origin(f"{parts.scheme}://{host}" + ("" if port is None else f":{port}"))


def _refused(text: str) -> Refused:
    return Refused([Problem(code=Code.CONSOLE_ORIGIN, where="--origin", data={"origin": text})])
