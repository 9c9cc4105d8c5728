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

    # places
    PLACE_CIRCLE = "place-circle"
    PLACE_PARENTS_OVERLAP = "place-parents-overlap"
    PLACE_OUTSIDE_PARENT = "place-outside-parent"
    PLACE_SUCCESSION = "place-succession"
    PLACE_CODE_TAKEN = "place-code-taken"
    PLACE_POINT_RANGE = "place-point-range"
