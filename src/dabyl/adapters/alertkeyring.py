"""The folder of registered keys, as it lies on the disk; see ``core/formats/cap/signature``."""

from pathlib import Path
from typing import Final

from dabyl.adapters.disk import outside
from dabyl.adapters.userfiles import read_text
from dabyl.core.formats.cap.signature.keyring import Keyring
from dabyl.core.formats.cap.signature.registry import REGISTRY, parse_registry

_SUFFIXES: Final = frozenset({".pem", ".crt", ".cer", ".pub"})
_MOST_BYTES: Final = 1_000_000


def load_keyring(folder: Path) -> Keyring:
    """Return the keys that ``keys.toml`` in *folder* registers.

    Raises:
        Rejected: there is no such table, or it makes no sense; every problem found.
        Unavailable: the folder cannot be read.
    """
    text = read_text(folder / REGISTRY)
    with outside(f"cannot read {folder}"):
        files = {file.name: file for file in folder.iterdir() if file.suffix in _SUFFIXES}
        small = {n: f for n, f in files.items() if f.stat().st_size <= _MOST_BYTES}
        return parse_registry(text, {name: file.read_bytes() for name, file in small.items()})
