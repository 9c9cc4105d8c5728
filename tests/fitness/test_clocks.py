"""The real time is asked for where accounts are: all else goes by the domain clock."""

import re

from support.tree import PACKAGE, named

REAL = {
    "admitting.py": "a proposal about a key",
    "asking.py": "tickets",
    "proposals.py": "proposals about accounts",
    "door.py": "signing in",
    "exports.py": "the audit trail",
    "incident_desk.py": "a line of the audit trail",
    "joining.py": "invitations",
    "machine/bearing.py": "tokens",
    "machine/register_views.py": "the audit trail",
    "oidc.py": "signing in",
    "own.py": "sessions, codes and rights for an hour",
    "retiring.py": "a proposal about a key",
    "rights.py": "rights for an hour",
    "staff.py": "proposals, invitations and tokens",
    "tokens.py": "tokens",
    "watcher.py": "sessions",
}
"""Modules of the console that ask for the real time, and for what."""


class TestTheRealTime:
    def test_is_asked_for_only_where_accounts_are(self):
        folder = PACKAGE / "console"
        asking = {
            str(path.relative_to(folder))
            for path in folder.rglob("*.py")
            if re.search(r"\bconsole(\(\))?\.now\(\)", path.read_text("utf-8"))
        }
        assert asking == set(REAL)

    def test_is_no_command_on_a_workspace(self):
        told = [
            named(path)
            for path in (PACKAGE / "cli").glob("*.py")
            if "open_workspace" in path.read_text("utf-8")
            and "clock().now()" in path.read_text("utf-8")
        ]
        assert told == []
