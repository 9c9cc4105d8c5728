"""A process that appends to a journal, for tests that need a real one to race with or to kill.

``python appender.py FILE BATCHES SIZE`` appends batches of notes, and prints the number of the last
entry after each. Before each it waits for a line on its standard input. It prints ``overtaken`` or
``unavailable: ...`` when it was refused. ``APPENDER_FILE_BYTES`` limits the size of files.
"""

import os
import resource
import sys
from pathlib import Path

from dabyl.adapters.faults import install
from dabyl.adapters.store.database import Database
from dabyl.adapters.store.ready import make_ready
from dabyl.core.values.problems import Unavailable
from dabyl.ports.journal import Overtaken


def main(file: Path, batches: int, size: int) -> None:
    """Append, and say what became of it."""
    make_ready()
    from dabyl.adapters.store.journal import (  # noqa: PLC0415 - models need Django to be ready
        DjangoJournalStore,
    )
    from support.journals import KEEPER, a_note, chained  # noqa: PLC0415 - the same

    store = DjangoJournalStore(Database(file))
    for batch in range(batches):
        head = store.head()
        entries = chained([(a_note(f"{batch} {'x' * 2000}"), KEEPER)] * size, head)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        try:
            store.append(entries, expected=head.number)
            sys.stdout.write(f"{entries[-1].number}\n")
        except Overtaken:
            sys.stdout.write("overtaken\n")
        except Unavailable as error:
            sys.stdout.write(f"unavailable: {error}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    if limit := os.environ.get("APPENDER_FILE_BYTES"):
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    install()
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
