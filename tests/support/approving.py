"""A process that approves a draft at the console, for tests in which several do so at once.

``python approving.py WORKSPACE DRAFT PERSON`` opens the console of a workspace, signs in as that
person, opens the draft to be reviewed, prints ``ready``, waits for a line on its standard input,
sends the approval, and prints the status of the answer.
"""

import sys
from pathlib import Path

from dabyl.core.staff.keys import Role
from support.consoles import a_passkey, answer_to, at_the_desk, opened_at
from support.officework import APPROVER, HQ

PEER = a_passkey("officer-5", HQ, Role.APPROVER)
"""Another one who may approve what the approver may."""
PEOPLE = {one.person: one for one in (APPROVER, PEER)}


def main(workspace: str, draft: str, person: str) -> None:
    """Approve, and say what became of it."""
    passkey = PEOPLE[person]
    with opened_at(Path(workspace)):
        desk = at_the_desk(passkey)
        page = desk.get(f"/drafts/{draft}/review")
        answer = answer_to(page, passkey)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        reply = desk.send(f"/drafts/{draft}/approve", page, answer=answer, level="high")
        sys.stdout.write(f"{reply.status_code}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
