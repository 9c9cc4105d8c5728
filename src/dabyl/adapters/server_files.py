"""Finding what is published: the files of a folder, through the link that names the shown tree.

1. The link is followed once for each request, so that an answer comes from one tree.
2. A folder is answered by its ``index.html``, at an address that ends in a slash.
3. Nothing outside the tree is answered, not through a link inside it either.
"""

from pathlib import Path

import attrs

from dabyl.adapters.server_http import Found, Moved

INDEX = "index.html"


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
            return Found(name=target.name, body=target.read_bytes())
        except (OSError, ValueError):
            return None
