"""The page that teaches entering law, tried out as it stands."""

import re
import tomllib

import pytest

from dabyl.cli.main import run
from support.tree import ROOT

PAGE = (ROOT / "docs/integrate/law.md").read_text("utf-8")
PACK_PAGE = (ROOT / "docs/integrate/packs.md").read_text("utf-8")
FILE = re.compile(r"<!-- file: (\S+) -->\n```toml\n(.*?)```", re.DOTALL)
SESSION = re.compile(r"\n```\n(\$ .*?)\n```", re.DOTALL)


def write(folder, page):
    for name, text in FILE.findall(page):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def here(tmp_path, monkeypatch, capsys):
    write(tmp_path / "xi", PACK_PAGE)
    write(tmp_path, PAGE)
    monkeypatch.chdir(tmp_path)
    assert run(["init", "hq", "--pack", "./xi", "--kind", "exercise"]) == 0
    capsys.readouterr()
    return tmp_path


def played(capsys):
    """Run every command of the page; return the sessions as they come out."""
    for session in SESSION.findall(PAGE):
        lines = []
        for command in re.findall(r"^\$ dabyl (.*)$", session, re.MULTILINE):
            assert run(command.split()) == 0
            lines += [f"$ dabyl {command}", capsys.readouterr().out.rstrip("\n")]
        yield session, "\n".join(lines)


class TestTheExample:
    @pytest.mark.usefixtures("here")
    def test_prints_what_the_page_shows(self, capsys):
        for shown, printed in played(capsys):
            assert printed == shown

    def test_is_refused_as_the_page_shows(self, here, capsys):
        for _ in played(capsys):
            pass
        text = (here / "bill.toml").read_text("utf-8")
        text = text.replace('with = "1"', 'with = "2"')
        (here / "bill.toml").write_text(
            text.replace('work = "alarm-act"', 'work = "alarm-code"'), "utf-8"
        )
        assert run(["law", "record", "bill.toml", "--workspace", "hq"]) == 1
        shown = capsys.readouterr().err.strip()
        assert f"<!-- mistakes -->\n```\n{shown}\n```" in PAGE

    def test_commences_by_itself_once_it_is_signed_and_published(self, here, capsys):
        for _ in played(capsys):
            pass
        stages = "".join(
            f'[[bill.stage]]\nstage = "{stage}"\non = 2026-0{month}-01\n'
            for stage, month in (("signed", 3), ("published", 4))
        )
        text = (here / "bill.toml").read_text("utf-8")
        text = text.replace("[[bill.version]]", stages + "[[bill.version]]")
        (here / "signed.toml").write_text(text, "utf-8")
        assert run(["law", "record", "signed.toml", "--workspace", "hq"]) == 0
        days = ("2026-04-30", "2026-05-01")
        for day, state in zip(days, ("not-in-force", "in-force"), strict=True):
            assert run(["law", "in-force", "alarm-act.10", "--on", day, "--workspace", "hq"]) == 0
            assert f"alarm-act.10 on {day}: {state}" in capsys.readouterr().out
        asks = ["--after", "2026-01-01T00:00Z", "--workspace", "hq"]
        assert run(["agenda", *asks]) == 0
        assert "alarm-act.10.bill-7.1" in capsys.readouterr().out


class TestTheTables:
    def test_have_every_field_of_the_packs(self):
        known = set(re.findall(r"`\[*([a-z_.-]+)\]*`", PAGE))
        known |= {name.split(".")[-1] for name in known}
        fields = set()
        for pack in ("kz", "uk"):
            path = ROOT / "src/dabyl/packs" / pack / "statutes.toml"
            fields |= set(fields_in(tomllib.loads(path.read_text("utf-8"))))
        assert fields - known - {"en", "kk", "ru"} == set()


def fields_in(value):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from fields_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from fields_in(inner)
