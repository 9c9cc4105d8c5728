"""Scenarios: files of the user's, or those that ship inside the package."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import attrs

from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Rejected

SUFFIX = ".toml"


@attrs.frozen
class ScenarioText:
    """The text of a scenario, and how problems in it name its file."""

    name: str
    text: str


def shipped_scenarios() -> tuple[str, ...]:
    """Return the names of the scenarios that ship, in order."""
    return tuple(sorted(path.name.removesuffix(SUFFIX) for path in _shipped()))


def load_scenario(wanted: str) -> ScenarioText:
    """Return the scenario that *wanted* names: a shipped one, or the file there.

    Raises:
        Rejected: there is neither, or the file is not text.
    """
    if wanted in shipped_scenarios():
        path = next(path for path in _shipped() if path.name == wanted + SUFFIX)
        return ScenarioText(path.name, path.read_text("utf-8"))
    path = Path(wanted)
    try:
        return ScenarioText(path.name, path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError:
        raise _rejected(Code.NOT_TEXT, file=str(path)) from None
    except (OSError, ValueError):
        known = ", ".join(shipped_scenarios()) or "none"
        raise _rejected(Code.SCENARIO_UNKNOWN, scenario=repr(wanted), scenarios=known) from None


def _shipped() -> Iterator[Path]:
    folder = Path(str(files("dabyl"))) / "scenarios"
    return folder.glob(f"*{SUFFIX}")


def _rejected(code: Code, **data: object) -> Rejected:
    return Rejected([Problem(code=code, where="SCENARIO", data=data)])
