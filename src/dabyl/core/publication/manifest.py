"""Manifests: the hashes of the site's files, and the journal that they were made from.

1. ``manifest.json`` lists the files that say what stands now, those of the record that belong to no
   year, and the manifests of years; ``manifest/YEAR.json`` lists the history of that year, by the
   year in which its entries were recorded.
2. Hashes of files that were not made this time are given by the shell, or else the file is made.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from dabyl.core.publication.press import Press
from dabyl.core.publication.status import about

Hash = Callable[[str], str]


def now_manifest(press: Press, paths: Iterable[str], years: Iterable[int], hash_of: Hash) -> bytes:
    """Return the manifest of what says *now*, and of what belongs to no year."""
    answers = press.answers
    root = answers.main(answers.country)
    return _encoded(
        {
            **about(press),
            "as_of": root.as_of.text(answers.zone),
            "valid_until": root.valid_until.text(answers.zone),
            "known_at": root.known_at.text(answers.zone),
            "algorithm": "sha256",
            "files": {path: hash_of(path) for path in paths},
            "years": {str(year): f"manifest/{year}.json" for year in years},
        }
    )


def year_manifest(
    year: int, paths: Iterable[str], entries: Mapping[str, tuple[int, str]], hash_of: Hash
) -> bytes:
    """Return the manifest of a year: its files, and the journal entries of its decisions."""
    return _encoded(
        {
            "year": year,
            "algorithm": "sha256",
            "files": {path: hash_of(path) for path in paths},
            "entries": {
                key: {"number": number, "hash": digest} for key, (number, digest) in entries.items()
            },
        }
    )


def _encoded(fields: Mapping[str, Any]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(fields), indent=1) + b"\n"
