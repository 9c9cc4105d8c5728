"""Coverage-guided fuzzing of the CAP reader, by atheris; `make fuzz` runs it."""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["dabyl.core.formats.cap"]):
    from dabyl.core.formats.cap import reading  # noqa: F401 - instrumented before its users load it
    from support.capfiles import real_files
    from support.capfuzz import WHOLE, withstands

SMALL_BYTES = 6_000


def seed(folder: Path) -> None:
    """Begin with alerts of every version, and real files where there are any."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(WHOLE):
        folder.joinpath(f"whole-{number}").write_bytes(text.encode())
    for number, file in enumerate(real_files()):
        if file.stat().st_size < SMALL_BYTES:
            folder.joinpath(f"real-{number}").write_bytes(file.read_bytes())


if __name__ == "__main__":
    seed(Path(sys.argv[1]))
    atheris.Setup(sys.argv, withstands)
    atheris.Fuzz()
