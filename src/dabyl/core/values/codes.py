"""Codes of all problems.

A code is never renamed or reused. Its words stand in ``locale/problems.toml``;
``tests/fitness/test_codes.py`` names the codes without words.
"""

from enum import StrEnum


class Code(StrEnum):
    """What can be wrong, by area."""

    # reading: shape of a file
    SYNTAX = "syntax"
    UNKNOWN_FIELD = "unknown-field"
    MISSING_FIELD = "missing-field"
    WRONG_TYPE = "wrong-type"
    UNKNOWN_VALUE = "unknown-value"
    DUPLICATE = "duplicate"
    FILE_MISSING = "file-missing"
    UNKNOWN_REFERENCE = "unknown-reference"

    # time
    TIME_UNREADABLE = "time-unreadable"
    ZONE_UNKNOWN = "zone-unknown"
    END_BEFORE_START = "end-before-start"
    DAYS_NOT_POSITIVE = "days-not-positive"
    END_NEEDS_REVIEW = "end-needs-review"
