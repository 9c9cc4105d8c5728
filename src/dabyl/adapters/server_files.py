"""Finding what is published: the files of a folder, through the link that names the shown tree.

1. The link is followed once for each request, so that an answer comes from one tree.
2. A folder is answered by its ``index.html``, at an address that ends in a slash.
3. Alerts have a type of their own; their ending does not tell it.
4. Nothing outside the tree is answered, not through a link inside it either.
"""

from pathlib import Path

import attrs

from dabyl.adapters.server_http import Found, Moved
from dabyl.core.formats.cap.feeds import CAP_TYPE

INDEX = "index.html"
HEARTBEAT = "cap/heartbeat.xml"
STORED_S = 31_536_000


def _found(path: str, target: Path) -> Found:
    """Return a file; a stored message never changes, and a heartbeat is never kept."""
    body = target.read_bytes()
    if not (path.startswith("cap/") and path.endswith(".xml")):
        return Found(name=target.name, body=body)
    age_s = 0 if path == HEARTBEAT else STORED_S
    return Found(name=target.name, body=body, max_age_s=age_s, kind=CAP_TYPE)


@attrs.frozen
class SiteFiles:
    """The files of a published site."""

    out: Path

    async def find(self, path: str, query: str) -> Found | Moved | None:
        """Find the file at *path*; see ``adapters/server_http``."""
        del query
        return self.look(path)

    def look(self, path: str) -> Found | Moved | None:
        """Find the file at *path*."""
        try:
            tree = self.out.resolve()
            target = (tree / path).resolve()
            if not target.is_relative_to(tree):
                return None
            if target.is_dir():
                if path and not path.endswith("/"):
                    is_page = (target / INDEX).is_file()
                    return Moved(f"/{path}/") if is_page and path.isascii() else None
                target /= INDEX
            elif path.endswith("/"):
                return None
            return _found(path, target)
        except (OSError, ValueError):
            return None
