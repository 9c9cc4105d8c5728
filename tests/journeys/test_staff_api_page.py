"""The page of the staff's machine interface: every curl on it, run in order against a console."""

import json
import os
import re
import shutil
import subprocess

import pytest

from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.staff.keys import Role
from dabyl.wiring import clock, make_workspace
from support.bearers import made_for
from support.consoles import a_passkey, opened_at, seat
from support.processes import going_on
from support.tree import ROOT

PAGE = (ROOT / "docs/integrate/staff-api.md").read_text("utf-8")
DOCUMENT = json.loads((ROOT / "docs/reference/staff-api.json").read_text("utf-8"))
BLOCKS = re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
OFFICER = a_passkey("officer-1", "republican-hq", Role.OFFICER)
AUDITOR = a_passkey("auditor-1", None, Role.AUDITOR)


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """Run the page, and return what its commands wrote."""
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    folder = tmp_path_factory.mktemp("page")
    made = make_workspace(folder / "hq", kind=WorkspaceKind.LIVE, packs=["kz"], at=clock().now())
    made.workspace.close()
    with opened_at(folder / "hq") as console:
        seat(console, OFFICER, AUDITOR)
        token, auditor = (made_for(console, key).text for key in (OFFICER, AUDITOR))
    (folder / ".curlrc").write_text("fail-with-body\nsilent\nshow-error\n", encoding="utf-8")
    (folder / "auditor").write_text(f"Authorization: Bearer {auditor}\n", encoding="utf-8")
    with going_on("console", "--port", "0", "--workspace", folder / "hq") as served:
        address = served.until("serving")["address"].rstrip("/")
        script = "\n".join(BLOCKS).replace("http://localhost:8010", address)
        ended = subprocess.run(
            ["sh", "-eu", "-c", script],
            cwd=folder,
            env={**os.environ, "CURL_HOME": str(folder), "TOKEN": token},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
    assert ended.returncode == 0, ended.stdout[-3000:] + ended.stderr
    return ended.stdout, (folder / "front.html").read_text("utf-8")


def calls() -> set[tuple[str, str]]:
    """Return the method and the path of every call on the page."""
    lines = [line for block in BLOCKS for line in block.splitlines() if line.startswith("curl")]
    found = set()
    for line in lines:
        path = re.search(r"\$STAFF(/[^\s?\"]*)", line)
        is_post = " -d " in line or "-X POST" in line
        found.add(("post" if is_post else "get", path.group(1) if path else ""))
    return found


def pattern(path: str) -> str:
    return re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path.removeprefix("/api/v1/staff")))


class TestThePage:
    def test_has_a_call_for_every_operation(self):
        missing = [
            (method, path)
            for path, methods in DOCUMENT["paths"].items()
            for method in methods
            if not any(one == method and re.fullmatch(pattern(path), at) for one, at in calls())
        ]
        assert missing == []

    def test_is_true_call_by_call(self, said):
        answers, front = said
        assert '"against":[]' in answers
        assert '"kind":"begins"' in answers
        assert '"state":"withdrawn"' in answers
        assert '"broken_at":null' in answers
        assert '"en":"Great flood"' in answers
        assert '"supersedes":["flood-2026-moved"]' in answers
        assert "<html" in front
