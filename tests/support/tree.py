"""The checkout as the fitness tests see it."""

import subprocess
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "dabyl"


@lru_cache
def tracked() -> tuple[Path, ...]:
    """Return every file that git knows and that is there, in path order."""
    # CI may run as another user than the owner of the checkout, which git distrusts by default
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    paths = (ROOT / name for name in listed.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def named(path: Path) -> str:
    """Return the path as it is written in the repository."""
    return path.relative_to(ROOT).as_posix()


def modules(folder: Path = PACKAGE) -> tuple[Path, ...]:
    """Return every Python module below *folder*, in path order."""
    return tuple(sorted(folder.rglob("*.py")))
