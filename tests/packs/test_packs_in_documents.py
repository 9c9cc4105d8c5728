"""The page that teaches writing a pack, tried out; the reference, complete."""

import re
import tomllib
from collections.abc import Iterator

import pytest

from dabyl.cli.main import run
from dabyl.core.formats.packs.pack import parse_pack
from dabyl.core.register.templates import SLOTS
from support.packs import FILES
from support.tree import ROOT

PAGE = (ROOT / "docs/integrate/packs.md").read_text("utf-8")
REFERENCE = (ROOT / "docs/reference/scale.md").read_text("utf-8")
BLOCK = re.compile(r"<!-- file: (\S+) -->\n```toml\n(.*?)```", re.DOTALL)


def example() -> dict[str, str]:
    """Return the files of the example, as the page has them."""
    return dict(BLOCK.findall(PAGE))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name, text in example().items():
        path = tmp_path / "xi" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "xi"


class TestTheExample:
    def test_is_a_pack(self):
        assert parse_pack(example()).id == "xi"

    def test_checks_as_the_page_shows(self, folder, capsys):
        assert run(["pack", "check", folder.name]) == 0
        shown = capsys.readouterr().out.strip()
        assert f"$ dabyl pack check xi\n{shown}\n```" in PAGE

    def test_has_the_mistakes_that_the_page_shows(self, folder, capsys):
        scale, law = folder / "scale.toml", folder / "law.toml"
        scale.write_text(scale.read_text().replace("rank = 2", "rank = 1"))
        law.write_text(law.read_text().replace('levels = ["watch"]', 'levels = ["alert"]'))
        assert run(["pack", "check", folder.name]) == 1
        shown = capsys.readouterr().err.strip()
        assert f"<!-- mistakes -->\n```\n{shown}\n```" in PAGE


class TestTheReference:
    def test_has_every_field(self):
        known = set(re.findall(r"`\[*([a-z_.]+)\]*`", REFERENCE))
        known |= {name.split(".")[-1] for name in known}
        fields = {
            field
            for name, text in FILES.items()
            if not name.startswith(("texts/", "places"))
            for field in fields_in(tomllib.loads(text))
        }
        languages_and_ids = {"en", "fr", "alarm"}
        assert fields - known - languages_and_ids == set()

    def test_has_every_slot(self):
        assert all(f"`{slot}`" in REFERENCE for slot in SLOTS)


def fields_in(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from fields_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from fields_in(inner)
