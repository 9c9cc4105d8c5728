"""Pages of the reference that are made say what the code says."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from itertools import takewhile

import pytest
from typer.main import get_command

from dabyl.cli.main import COMMANDS, build
from support.capfiles import REAL
from support.tree import ROOT, named, tracked

SHELL = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"(?:sudo (?:-u \S+ )?|[A-Z_]+=\S+ )*(?:\S*/)?dabyl (?P<words>[a-z].*)")
END = frozenset({"|", ">", "&&"})


def is_current(tool):
    made = subprocess.run(
        [sys.executable, f"tools/{tool}.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr


class TestReference:
    def test_is_made_from_the_commands(self):
        is_current("commands")

    def test_is_made_from_the_cap_rules(self):
        is_current("cap_rules")

    @pytest.mark.skipif(not REAL.is_dir(), reason="the real CAP files are not here")
    def test_is_made_from_the_real_cap_files(self):
        is_current("cap_corpus")


def told_in_documents() -> Iterator[tuple[str, list[str]]]:
    """Yield the commands in documents: where, and their words after ``dabyl``."""
    for path in tracked():
        if path.suffix != ".md":
            continue
        for block in SHELL.findall(path.read_text("utf-8")):
            for line in block.replace("\\\n", " ").splitlines():
                if call := CALL.fullmatch(line.strip()):
                    words = shlex.split(call["words"], comments=True)
                    yield (
                        f"{named(path)}: {line}",
                        list(takewhile(lambda one: one not in END, words)),
                    )


def is_taken(words: list[str]) -> bool:
    """Tell whether the command line knows the command, and each option that is named."""
    command = get_command(build(words[:1] if words[0] in COMMANDS else ()))
    while commands := getattr(command, "commands", None):
        first = words[0] if words else ""
        words = words[first in commands :]
        command = commands.get(first) or commands.get("follow")  # that of ``cap watch``
        if command is None:
            return False
    known = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
    named_here = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
    return named_here <= known | {"-h", "--help"}


class TestCommandsInDocuments:
    def test_are_those_of_the_command_line(self):
        told = list(told_in_documents())
        assert len(told) > 100
        assert [where for where, words in told if not is_taken(words)] == []

    @pytest.mark.parametrize("words", ["cap wach", "init --sort live", "draft", "serve --prot=1"])
    def test_are_no_others(self, words):
        assert not is_taken(words.split())
