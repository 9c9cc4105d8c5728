"""The staff's machine interface of a served console, asked by schemathesis as every role."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dabyl.core.staff.keys import Role
from support.staffserver import Served, a_served_console
from support.tree import ROOT

DOCUMENT = ROOT / "docs/reference/staff-api.json"
CONFIG = Path(__file__).with_name("staff.toml")
HOOKS = {
    "SCHEMATHESIS_HOOKS": "api.staff_hooks",
    "PYTHONPATH": str(ROOT / "tests"),
}
READING = {
    *("api-drafts", "api-draft", "api-draft-version"),
    *("api-draft-preview", "api-draft-form", "api-draft-difference"),
}
SLOWED = "unsupported_method,ignored_auth"
"""What no check is made of: wrong tokens are slowed, and answered by 429 then."""
TELLING = {"api-incident-record", "api-incident-correct", "api-figure-record"}
WRITING = {"api-draft-begin", "api-draft-save", "api-draft-comment", "api-draft-withdraw"}
EVERYBODY = {"api-token", "api-standing"}
DRAFTERS = {Role.OFFICER, Role.APPROVER, Role.AUDITOR}
"""Who gets beyond the token at most operations, so that every odd value is worth a try."""
REACHED = {
    Role.OFFICER: EVERYBODY | READING | WRITING | TELLING,
    Role.APPROVER: EVERYBODY | READING | {"api-draft-comment"},
    Role.ADMINISTRATOR: EVERYBODY | {"api-trail"},
    Role.EDITOR: EVERYBODY | TELLING,
    Role.INSPECTOR: EVERYBODY,
    Role.AUDITOR: EVERYBODY | READING | {"api-trail"},
    "nobody": set(),
}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DABYL_STAFF_API_RATE", "1000000/m")
        with a_served_console(tmp_path_factory.mktemp("staff")) as found:
            yield found


def ran(served: Served, who: str, folder: Path) -> Path:
    """Let schemathesis ask everything as somebody; return the record of it."""
    record = folder / "asked.har"
    document = f"{served.address}/api/v1/staff/openapi.json"
    token = served.tokens.get(who)
    bearing = ["--header", f"Authorization: Bearer {token}"] if token else []
    command = shutil.which("schemathesis", path=str(Path(sys.executable).parent))
    words = ["--config-file", str(CONFIG), "run", document, *bearing]
    words += ["--checks", "all", "--exclude-checks", SLOWED]
    words += ["--phases", "coverage,fuzzing" if who in DRAFTERS else "fuzzing"]
    words += ["--max-examples", "5"]
    words += ["--report", "har", "--report-har-path", str(record)]
    ended = subprocess.run(
        [command or "schemathesis", *words],
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1", **HOOKS},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ended.returncode == 0, ended.stdout[-8000:] + ended.stderr[-2000:]
    return record


def operations(document: dict) -> dict[str, tuple[str, str]]:
    """Return the method and the pattern of the path of every operation, by its name."""
    return {
        told["operationId"]: (method.upper(), re.sub(r"\{\w+\}", "[^/]+", path))
        for path, methods in document["paths"].items()
        for method, told in methods.items()
    }


def reached(record: Path, document: dict) -> set[str]:
    """Return the operations that answered with 2xx."""
    found = set()
    for entry in json.loads(record.read_text("utf-8"))["log"]["entries"]:
        if entry["response"]["status"] // 100 == 2:
            asked = (entry["request"]["method"], urlsplit(entry["request"]["url"]).path)
            found |= {
                name
                for name, (method, pattern) in operations(document).items()
                if method == asked[0] and re.fullmatch(pattern, asked[1])
            }
    return found


class TestEveryRole:
    @pytest.mark.parametrize("who", sorted(REACHED))
    def test_gets_no_fault_and_no_answer_outside_its_shape(self, served, tmp_path, who):
        document = json.loads(DOCUMENT.read_text("utf-8"))
        assert reached(ran(served, who, tmp_path), document) == REACHED[who]
