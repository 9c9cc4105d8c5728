"""References: names that one file of a pack uses and another one gives.

1. A name may be used before it is given, in any file; what is not given in the end is reported.
2. When a file could not be read at all, nothing is reported: the names may stand in it.
"""

import attrs

from dabyl.core.formats.toml.node import nearest
from dabyl.core.formats.toml.table import Table
from dabyl.core.values.codes import Code


@attrs.frozen
class _Use:
    kind: str
    name: str
    table: Table
    field: tuple[str | int, ...]


class References:
    """Which names a pack gives, by kind, and where it uses them."""

    def __init__(self) -> None:
        self._given: dict[str, dict[str, None]] = {}
        self._uses: list[_Use] = []

    def give(self, kind: str, *names: str) -> None:
        """Say that there are these names."""
        self._given.setdefault(kind, {}).update(dict.fromkeys(names))

    def define(self, kind: str, name: str, table: Table, *field: str | int) -> None:
        """Give the name that stands at *field*; report it when it is given already."""
        if name and name in self._given.get(kind, {}):
            table.problem(Code.DUPLICATE, *field, value=name)
        self.give(kind, name)

    def use(self, kind: str, name: str | None, table: Table, *field: str | int) -> None:
        """Say that the name at *field* has to be one of the kind."""
        if name:
            self._uses.append(_Use(kind, name, table, field))

    def use_all(self, kind: str, names: tuple[str, ...], table: Table, field: str) -> None:
        """Say that each name of the list at *field* has to be one of the kind."""
        for place, name in enumerate(names):
            self.use(kind, name, table, field, place)

    def use_source(self, table: Table) -> str | None:
        """Read the field ``source``: ids of sources of the pack, with commas between them."""
        source = table.optional_text("source")
        for name in (source or "").split(","):
            self.use("source", name.strip(), table, "source")
        return source

    def resolve(self) -> None:
        """Report every use of a name that nothing gives."""
        for use in self._uses:
            known = self._given.get(use.kind, {})
            if use.name not in known:
                use.table.problem(
                    Code.UNKNOWN_REFERENCE,
                    *use.field,
                    value=use.name,
                    kind=use.kind.split(":")[0],
                    near=nearest(use.name, known),
                )
