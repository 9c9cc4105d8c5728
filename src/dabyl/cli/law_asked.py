"""Which law is asked: that of the workspace's journal, or of the packs that are shipped.

1. With a workspace it is its journal, as known at an instant. Without one it is the packs; they
   were recorded nowhere, so that nobody can ask what was known of them when.
2. The packs that have a book of law come first, and none is read that isn't needed.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated

import typer

from dabyl.cli.options import HERE
from dabyl.cli.times import WrongUsage, read_time
from dabyl.core.formats.packs.pack import STATUTES, parse_pack
from dabyl.core.law.bills import Bill
from dabyl.core.law.law import Law, law_of
from dabyl.core.law.works import Clause
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Refused
from dabyl.wiring import House, load_pack, open_workspace, shipped_packs

Provision = Annotated[str, typer.Argument(metavar="PROVISION", help="The id of a provision.")]
Day = Annotated[str, typer.Option("--on", metavar="DAY", help="A day, such as 2016-06-05.")]


class Asked:
    """The law that a command looks into."""

    def __init__(self, workspace: Path, known_at: str | None) -> None:
        house = _house(workspace)
        if house is None and known_at is not None:
            data = {"field": "--known-at"}
            code = Code.KNOWN_AT_NEEDS_WORKSPACE
            raise WrongUsage([Problem(code=code, where="--known-at", data=data)])
        self.source = "packs" if house is None else "journal"
        self._laws = _shipped() if house is None else iter([_law_of(house, known_at)])

    def clause(self, name: str) -> tuple[Clause, Law]:
        """Return the provision of that id, and the law that it stands in.

        Raises:
            Refused: there is none; those that come nearest are named.
        """
        known: list[str] = []
        for law in self._laws:
            found = law.statutes.clauses.get(name)
            if found is not None:
                return found, law
            known += law.statutes.clauses
        raise _unknown(name, "provision", known)

    def bill(self, name: str) -> tuple[Bill, Law]:
        """Return the bill of that id, and the law that it would change; see ``clause``."""
        known: list[str] = []
        for law in self._laws:
            found = law.bills.get(name)
            if found is not None:
                return found, law
            known += law.bills
        raise _unknown(name, "bill", known)

    def around(self, subject: str) -> Law:
        """Return the law that has a work, provision or bill of that id; see ``clause``."""
        known: list[str] = []
        for law in self._laws:
            here = (*law.statutes.works, *law.statutes.clauses, *law.bills)
            if subject in here:
                return law
            known += here
        raise _unknown(subject, "work, provision or bill", known)

    def every(self) -> Iterator[Law]:
        """Give all law, one country after another."""
        return self._laws


def _law_of(house: House, known_at: str | None) -> Law:
    return house.register().law_at(read_time("--known-at", known_at, otherwise=house.now()))


def _house(workspace: Path) -> House | None:
    try:
        return open_workspace(workspace)
    except Refused as refusal:
        if workspace == HERE and {p.code for p in refusal.problems} == {Code.WORKSPACE_MISSING}:
            return None
        raise


def _shipped() -> Iterator[Law]:
    texts = [load_pack(name).texts for name in shipped_packs()]
    for found in sorted(texts, key=lambda files: STATUTES not in files):
        yield law_of(parse_pack(found).law)


def _unknown(name: str, kind: str, known: list[str]) -> Refused:
    data = {"value": name, "kind": kind, "near": ", ".join(sorted(known))}
    return Refused([Problem(code=Code.UNKNOWN_REFERENCE, where=name, data=data)])


def read_day(option: str, text: str) -> date:
    """Return the day of an option.

    Raises:
        WrongUsage: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        data = {"value": text}
        raise WrongUsage([Problem(code=Code.DAY_UNREADABLE, where=option, data=data)]) from None


def read_number(option: str, text: str) -> Decimal:
    """Return the number of an option, exactly.

    Raises:
        WrongUsage: it is none.
    """
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if number.is_finite():
        return number
    data = {"value": text, "near": "a number such as 30"}
    raise WrongUsage([Problem(code=Code.UNKNOWN_VALUE, where=option, data=data)])
