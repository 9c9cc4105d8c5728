"""A process that approves a draft, for tests in which several do so at the same instant.

``python deciding.py WHERE DRAFT PERSON`` opens the database (a file, or ``host:port:name`` of a
PostgreSQL), prints ``ready``, waits for a line on its standard input, approves as that person, and
prints ``released NUMBER``, ``overtaken WHAT CAME`` or ``refused CODES``. A draft of the library is
named ``library/DRAFT``; ``countersign/DRAFT`` is one that was released alone, and is countersigned.
"""

import sys
from pathlib import Path

from dabyl.adapters.memory.snapshots import MemorySnapshotStore
from dabyl.adapters.store.database import Database
from dabyl.adapters.store.ready import make_ready
from dabyl.adapters.store.server import Server
from dabyl.adapters.theme import load_theme
from dabyl.core.values.problems import Refused
from dabyl.ports.journal import Overtaken
from dabyl.usecases.desk import Desk, load
from dabyl.usecases.drafts.approving import Released
from dabyl.usecases.drafts.draft_desk import DraftDesk
from dabyl.usecases.library.approving import Changed
from support.desks import Rack, noon
from support.library import let_through
from support.staffed import EDITORS, OFFICERS, countersigned, let_go

AT = noon(6)
LIBRARY = "library/"
COUNTERSIGN = "countersign/"


def opened(database: Database, *, library: bool = False) -> DraftDesk:
    """Return the desk for drafts, or those of the library, that lie in a database."""
    from dabyl.adapters.store.drafts import (  # noqa: PLC0415 - models need Django to be ready
        draft_store,
    )
    from dabyl.adapters.store.journal import DjangoJournalStore  # noqa: PLC0415 - the same

    desk = Desk(
        journal=DjangoJournalStore(database), signers=Rack(), snapshots=MemorySnapshotStore()
    )
    drafts = draft_store(database, of_library=library)
    return DraftDesk(desk=desk, drafts=drafts, theme=load_theme())


def where_of(text: str) -> Path | Server:
    """Return the place of the database that a word on the command line names."""
    if text.startswith("/"):
        return Path(text)
    host, port, name = text.split(":")
    return Server(host=host, port=int(port), user="dabyl", name=name)


def word_of(where: Path | Server) -> str:
    """Return the word for a place; see ``where_of``."""
    return str(where) if isinstance(where, Path) else f"{where.host}:{where.port}:{where.name}"


def main(where: str, draft: str, person: str) -> None:
    """Approve, and say what became of it."""
    make_ready()
    library = draft.startswith(LIBRARY)
    desk = opened(Database(where_of(where)), library=library)
    load(desk.desk)
    _say("ready")
    sys.stdin.readline()
    try:
        done = _signed(desk, draft, person)
        _say(f"released {done.draft.entry}")
    except Overtaken as overtaken:
        came = [entry.body.get("decision", {}).get("id", "") for entry in overtaken.between]
        _say(f"overtaken {' '.join(came)}")
    except Refused as refused:
        _say(f"refused {' '.join(problem.code for problem in refused.problems)}")


def _signed(desk: DraftDesk, draft: str, person: str) -> Released | Changed:
    """Approve a draft of either kind, or countersign it."""
    if draft.startswith(LIBRARY):
        return let_through(desk, draft.removeprefix(LIBRARY), by=EDITORS[person])
    if draft.startswith(COUNTERSIGN):
        return countersigned(desk, draft.removeprefix(COUNTERSIGN), by=OFFICERS[person], at=AT)
    return let_go(desk, draft, by=OFFICERS[person], at=AT)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
