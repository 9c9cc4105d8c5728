"""The theme that ships with Dabyl, read from the package once."""

import tomllib
from functools import cache
from importlib.resources import files

from dabyl.core.publication.theme import Theme

_TEMPLATES = ".j2"
_WORDS = ".toml"


@cache
def load_theme() -> Theme:
    """Return the theme: templates, style, script, and the words of every language."""
    root = files("dabyl.theme")
    templates = {
        file.name: file.read_text("utf-8")
        for file in root.iterdir()
        if file.name.endswith(_TEMPLATES)
    }
    words = {
        file.name.removesuffix(_WORDS): tomllib.loads(file.read_text("utf-8"))
        for file in root.joinpath("words").iterdir()
        if file.name.endswith(_WORDS)
    }
    return Theme(
        templates=templates,
        style=root.joinpath("style.css").read_text("utf-8"),
        script=root.joinpath("stale.js").read_text("utf-8"),
        words=words,
    )
