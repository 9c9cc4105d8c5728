"""Wiring of what ``dabyl cap`` needs; apart from ``wiring``, since nothing else loads it."""

from dabyl.adapters.alertchecks import Part, Question, check_files, files_below
from dabyl.adapters.alertkeyring import load_keyring as keyring
from dabyl.adapters.alertreports import SARIF_END, Form, sarif_start
from dabyl.adapters.cap_words import LANGUAGES
from dabyl.adapters.userfiles import read_start, write_files

__all__ = [
    "LANGUAGES",
    "SARIF_END",
    "Form",
    "Part",
    "Question",
    "check_files",
    "files_below",
    "keyring",
    "read_start",
    "sarif_start",
    "write_files",
]
