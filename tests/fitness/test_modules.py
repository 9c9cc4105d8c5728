"""Modules say what they are and stay one idea; tests lie where the code lies."""

import ast
import re
from pathlib import Path

from support.tree import PACKAGE, ROOT, modules, named

LONG: dict[str, str] = {
    "src/dabyl/core/values/codes.py": "lists every code once, and does nothing else",
    "src/dabyl/wiring.py": "names every adapter once, and does nothing else",
}
"""Modules over ``LIMIT`` lines, each with the reason."""
LIMIT = 300
EXCEPTION = re.compile(r"# (?:noqa|type: ignore|pragma)")
WITH_REASON = re.compile(r"# noqa: [A-Z0-9, ]+ - \S|# type: ignore\[[a-z-]+\]  # \S")

FREE = {
    "contracts",
    "chaos",
    "journeys",
    "scenarios",
    "golden",
    "fitness",
    "support",
    "bench",
    "tools",
}
"""Folders of ``tests/`` that have no twin in ``src/dabyl/``."""


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=named(path))


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


class TestModules:
    def test_begin_with_a_docstring(self):
        every = [*modules(), *modules(ROOT / "tests/support"), *modules(ROOT / "bench")]
        assert [named(path) for path in every if ast.get_docstring(tree(path)) is None] == []

    def test_stay_one_idea(self):
        long = {named(path) for path in modules() if lines(path) > LIMIT}
        assert long == set(LONG)

    def test_that_make_a_package_hold_a_docstring_only(self):
        inits = [path for path in modules() if path.name == "__init__.py"]
        assert [named(path) for path in inits if len(tree(path).body) != 1] == []

    def test_give_a_reason_for_each_rule_that_they_break(self):
        bare = [
            f"{named(path)}:{number}"
            for path in modules()
            for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
            if EXCEPTION.search(line) and not WITH_REASON.search(line)
        ]
        assert bare == []

    def test_lie_in_packages(self):
        folders = {path.parent for path in modules()}
        assert [named(f) for f in sorted(folders) if not (f / "__init__.py").exists()] == []


class TestTestFolders:
    def test_mirror_the_source(self):
        tests = ROOT / "tests"
        folders = {path.parent.relative_to(tests) for path in tests.rglob("test_*.py")}
        mirrored = sorted(folder for folder in folders if folder.parts[0] not in FREE)
        assert [str(f) for f in mirrored if not (PACKAGE / f).is_dir()] == []

    def test_of_the_core_are_complete(self):
        folders = {path.parent.relative_to(PACKAGE) for path in modules(PACKAGE / "core")}
        wanted = sorted(folder for folder in folders if any_code(PACKAGE / folder))
        assert [str(f) for f in wanted if not any((ROOT / "tests" / f).glob("test_*.py"))] == []


def any_code(folder: Path) -> bool:
    return any(path.name != "__init__.py" for path in folder.glob("*.py"))
