"""Every problem code has words, and their slots are filled where problems are made."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import dabyl
from dabyl.adapters.words import catalogue
from dabyl.core.levels.world import Remark
from dabyl.core.values.codes import Code

SOURCE = Path(dabyl.__file__).parent
GIVEN = frozenset({"code", "where", "data"})


def slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def code_in(call: ast.Call) -> str | None:
    """Return the code that a call names as its argument, when it names one."""
    for value in (*call.args, *(keyword.value for keyword in call.keywords)):
        if (
            isinstance(value, ast.Attribute)
            and isinstance(value.value, ast.Name)
            and value.value.id == "Code"
        ):
            return value.attr
    return None


def is_maker(call: ast.Call) -> bool:
    """Tell whether the call is one whose data is all there is: ``Problem``, or a table's own."""
    match call.func:
        case ast.Name(id="Problem"):
            return True
        case ast.Attribute(attr="problem", value=ast.Name(id="self" | "row" | "table" | "file")):
            return True
        case _:
            return False


def dict_before(call: ast.Call, name: str, function: ast.AST) -> ast.expr | None:
    """Return what the variable *name* was last set to above the call."""
    found = [
        node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        and node.lineno <= call.lineno
        and any(isinstance(target, ast.Name) and target.id == name for target in node.targets)
    ]
    return max(found, key=lambda value: value.lineno, default=None)


def keys_in(call: ast.Call, function: ast.AST) -> set[str] | None:
    """Return the keys of data that a call visibly gives; None when it gives them otherwise."""
    keys: set[str] = set()
    for keyword in call.keywords:
        value: ast.expr | None = keyword.value
        if keyword.arg == "data":
            if isinstance(value, ast.Name):
                value = dict_before(call, value.id, function)
            if not isinstance(value, ast.Dict):
                return None
            if not all(isinstance(key, ast.Constant) for key in value.keys):
                return None
            keys |= {str(key.value) for key in value.keys if isinstance(key, ast.Constant)}
        elif keyword.arg is None:
            return None
        elif keyword.arg not in GIVEN:
            keys.add(keyword.arg)
    return keys


def makers() -> Iterator[tuple[str, str, set[str]]]:
    """Yield where a problem is made, its code's name and the keys of its data, where visible."""
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in ast.walk(tree):
            if not isinstance(function, ast.FunctionDef):
                continue
            for call in ast.walk(function):
                if not isinstance(call, ast.Call) or not is_maker(call):
                    continue
                name, keys = code_in(call), keys_in(call, function)
                if name is not None and keys is not None:
                    yield f"{path.relative_to(SOURCE)}:{call.lineno}", name, keys


class TestEveryCode:
    def test_has_words(self):
        assert {code.value for code in Code} - set(catalogue()) == set()

    def test_is_what_words_are_for(self):
        assert set(catalogue()) - {code.value for code in Code} == set()

    def test_is_one_that_something_tells(self):
        named = {
            name
            for path in SOURCE.rglob("*.py")
            for name in re.findall(r"\bCode\.([A-Z0-9_]+)", path.read_text(encoding="utf-8"))
        }
        remarked = {Code(remark.value).name for remark in Remark}
        assert {code.name for code in Code} - named - remarked == set()

    def test_is_written_like_its_name(self):
        assert [c for c in Code if c.value != c.name.lower().replace("_", "-")] == []


@pytest.mark.parametrize("code", list(Code), ids=lambda code: code.value)
class TestWords:
    def test_say_what_is_wrong_and_what_would_be_right(self, code):
        words = catalogue()[code.value]
        assert set(words) == {"message", "fix"}
        assert all(text and text == text.strip() for text in words.values())

    def test_are_a_phrase(self, code):
        for text in catalogue()[code.value].values():
            assert not text.endswith(".")
            assert re.match(r"[^A-Z]|[A-Z]{2}|IANA|GeoJSON", text)


class TestSlots:
    def test_are_keys_that_every_visible_maker_of_the_problem_gives(self):
        lost = {
            f"{where} {name}": missing
            for where, name, keys in makers()
            if (missing := slots("".join(catalogue()[Code[name].value].values())) - keys)
        }
        assert lost == {}

    def test_are_looked_at_in_many_places(self):
        assert len({name for _, name, _ in makers()}) > len(Code) // 3
