"""Finding what is published: the files of a folder, through the link that names the shown tree.

1. The link is followed once for each request, so that an answer comes from one tree.
2. A folder is answered by its ``index.html``, at an address that ends in a slash.
3. Alerts have a type of their own; their ending does not tell it.
4. Nothing outside the tree is answered, not through a link inside it either.
5. What was read is kept in memory, bounded, while the link leads to the same publication: a tree
   doesn't change while it is shown, and before it is shown again its own list is written anew.
   Without a link nothing is kept.
"""

from pathlib import Path
from typing import Final

import attrs

from dabyl.adapters.server_http import Found, Moved
from dabyl.core.formats.cap.feeds import CAP_TYPE
from dabyl.core.values.shelf import Shelf

INDEX = "index.html"
HEARTBEAT = "cap/heartbeat.xml"
STORED_S = 31_536_000
MOST_BYTES: Final = 64 * 1024 * 1024
_BESIDE_BYTES: Final = 4096
"""About what is kept beside the bytes of a file."""

Publication = tuple[int, int, int]
"""What tells one publication from any other: its tree, and when that was last written to."""


def _found(path: str, target: Path) -> Found:
    """Return a file; a stored message never changes, and a heartbeat is never kept."""
    body = target.read_bytes()
    if not (path.startswith("cap/") and path.endswith(".xml")):
        return Found(name=target.name, body=body)
    age_s = 0 if path == HEARTBEAT else STORED_S
    return Found(name=target.name, body=body, max_age_s=age_s, kind=CAP_TYPE)


@attrs.define(eq=False)
class SiteFiles:
    """The files of a published site."""

    out: Path
    _shelf: Shelf[str, Found] = attrs.field(init=False, factory=lambda: Shelf(MOST_BYTES))
    _shown: Publication | None = attrs.field(init=False, default=None)
    _is_link: bool = attrs.field(init=False, default=False)

    async def find(self, path: str, query: str) -> Found | Moved | None:
        """Find the file at *path*; see ``adapters/server_http``."""
        del query
        return self.look(path)

    def look(self, path: str) -> Found | Moved | None:
        """Find the file at *path*."""
        shown = self._publication()
        if shown != self._shown:
            self._shelf.clear()
            self._shown, self._is_link = shown, self.out.is_symlink()
        kept = self._shelf.get(path)
        if kept is not None:
            return kept
        found = self._read(path)
        if isinstance(found, Found) and self._is_link and self._publication() == shown:
            self._shelf.keep(path, found, size=2 * len(found.body) + _BESIDE_BYTES)
        return found

    def _publication(self) -> Publication | None:
        try:
            tree = self.out.stat()
        except OSError:
            return None
        return tree.st_dev, tree.st_ino, tree.st_mtime_ns

    def _read(self, path: str) -> Found | Moved | None:
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
