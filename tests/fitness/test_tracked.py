"""What is tracked belongs to this project alone, and can be read anywhere."""

import re

from support.tree import ROOT, named, tracked

OUTSIDE = re.compile(r"(?<![\w.])/(?:work|farm|root)/|/tmp/dabyl")
BESIDE = re.compile(r"\.\./shared")
CAREFUL = re.compile(r"skip|\.is_dir\(\)|\.exists\(\)")
"""Tests may use data beside the checkout in addition; they do without where it is absent."""


def texts() -> list[tuple[str, str]]:
    """Return name and text of every tracked file that is text, but for this one."""
    found = []
    for path in tracked():
        if named(path) in {"uv.lock", "tests/fitness/test_tracked.py"}:
            continue
        raw = path.read_bytes()
        if b"\0" not in raw:
            found.append((named(path), raw.decode("utf-8")))
    return found


class TestTrackedFiles:
    def test_name_no_path_of_one_machine(self):
        assert [name for name, text in texts() if OUTSIDE.search(text)] == []

    def test_need_nothing_beside_the_checkout(self):
        offenders = [
            name
            for name, text in texts()
            if BESIDE.search(text) and not (name.startswith("tests/") and CAREFUL.search(text))
        ]
        assert offenders == []

    def test_end_with_one_newline_where_people_write_them(self):
        written = {".py", ".md", ".toml", ".sh", ".css"}
        offenders = [
            name
            for name, text in texts()
            if (ROOT / name).suffix in written
            and text
            and (not text.endswith("\n") or text.endswith("\n\n"))
        ]
        assert offenders == []

    def test_of_the_shell_can_be_read_by_the_shell(self):
        scripts = [ROOT / name for name, _ in texts() if name.endswith(".sh") or name == ".ci/run"]
        assert scripts
        assert [named(path) for path in scripts if not path.read_bytes().startswith(b"#!")] == []
        assert [named(path) for path in scripts if not path.stat().st_mode & 0o100] == []
