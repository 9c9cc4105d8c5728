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
    PLACE_KEY = "place-key"
    DAY_UNREADABLE = "day-unreadable"
    BORDER_RING_SHORT = "border-ring-short"
    BORDER_RING_OPEN = "border-ring-open"
    BORDER_INVALID = "border-invalid"

    # journal: canonical JSON
    JSON_UNREADABLE = "json-unreadable"
    JSON_NOT_CANONICAL = "json-not-canonical"
    NUMBER_NOT_WHOLE = "number-not-whole"
    NUMBER_TOO_LARGE = "number-too-large"
    TEXT_NOT_UNICODE = "text-not-unicode"
    KEY_NOT_TEXT = "key-not-text"
    NOT_PLAIN = "not-plain"
    NESTED_TOO_DEEP = "nested-too-deep"

    # journal: entries and the chain
    ENTRY_SHAPE = "entry-shape"
    ENTRY_FIELD = "entry-field"
    TIME_GOES_BACK = "time-goes-back"
    JOURNAL_EMPTY = "journal-empty"
    JOURNAL_NO_WORKSPACE = "journal-no-workspace"
    JOURNAL_WORKSPACE_TWICE = "journal-workspace-twice"
    ENTRY_HASH_DIFFERS = "entry-hash-differs"
    ENTRY_MISSING = "entry-missing"
    ENTRY_OUT_OF_ORDER = "entry-out-of-order"
    ENTRY_NOT_LINKED = "entry-not-linked"
    ENTRY_FROM_ELSEWHERE = "entry-from-elsewhere"
    KEY_UNKNOWN = "key-unknown"
    KEY_RETIRED = "key-retired"
    KEY_OF_ANOTHER_OFFICE = "key-of-another-office"
    KEY_ALREADY_KNOWN = "key-already-known"
    KEYS_UNREADABLE = "keys-unreadable"
    SIGNATURE_WRONG = "signature-wrong"
    JOURNAL_TAIL_CUT = "journal-tail-cut"
    JOURNAL_REWRITTEN = "journal-rewritten"

    # workspaces and their keys
    KEY_FILE_MISSING = "key-file-missing"
    KEY_FILE_OPEN = "key-file-open"
    KEY_FILE_UNREADABLE = "key-file-unreadable"
    WORKSPACE_MISSING = "workspace-missing"
    WORKSPACE_EXISTS = "workspace-exists"
    WORKSPACE_NOT_EMPTY = "workspace-not-empty"
    WORKSPACE_IN_THE_MAKING = "workspace-in-the-making"
    WORKSPACE_NEWER = "workspace-newer"
    WORKSPACE_UNREADABLE = "workspace-unreadable"
    WORKSPACE_IS_ANOTHER = "workspace-is-another"

    # shell: commands, workspaces, publishing, serving
    USAGE = "usage"
    UNAVAILABLE = "unavailable"
    DEFECT = "defect"
    TIME_NEEDS_OFFSET = "time-needs-offset"
    NO_WORKSPACE = "no-workspace"
    WORKSPACE_TAKEN = "workspace-taken"
    WORKSPACE_KIND = "workspace-kind"
    PLACE_UNKNOWN = "place-unknown"
    PLACE_AMBIGUOUS = "place-ambiguous"
    SCALE_UNKNOWN = "scale-unknown"
    SCALE_MISSING = "scale-missing"
    PACK_UNKNOWN = "pack-unknown"
    SCENARIO_UNKNOWN = "scenario-unknown"
    OVERTAKEN = "overtaken"
    FOLDER_FOREIGN = "folder-foreign"
    PUBLISHER_BUSY = "publisher-busy"
    PORT_TAKEN = "port-taken"
    NOT_TEXT = "not-text"
    TOKEN_UNREADABLE = "token-unreadable"
    TOKEN_SIGNATURE = "token-signature"
    TOKEN_KEY = "token-key"
    TOKEN_EXPIRED = "token-expired"
    TOKEN_NOT_YET = "token-not-yet"

    # reading: single values of a TOML file
    NOT_AN_ID = "not-an-id"
    TEXT_EMPTY = "text-empty"
    LIST_EMPTY = "list-empty"
    NUMBER_TOO_SMALL = "number-too-small"
    LANGUAGE_MISSING = "language-missing"
    LANGUAGE_UNKNOWN = "language-unknown"

    # wire shapes and corrections
    OUT_OF_RANGE = "out-of-range"
    FIELD_FIXED = "field-fixed"

    # country packs
    FILE_UNKNOWN = "file-unknown"
    ADVICE_MISSING = "advice-missing"
    RANK_TWICE = "rank-twice"
    RANK_GAP = "rank-gap"
    COLOUR_UNREADABLE = "colour-unreadable"
    PERIOD_DAYS = "period-days"
    VERSION_WITHOUT_DAY = "version-without-day"
    VERSION_OVERLAPS = "version-overlaps"
    MAPPING_FROM_UNKNOWN = "mapping-from-unknown"
    MAPPING_TO_UNKNOWN = "mapping-to-unknown"
    MAPPING_MISSING = "mapping-missing"
    SCALE_NEEDS_LEVELS = "scale-needs-levels"
    SCALE_HAS_POLICY = "scale-has-policy"
    WORDS_MISSING = "words-missing"
    TEMPLATE_UNREADABLE = "template-unreadable"
    TEMPLATE_DIFFERS = "template-differs"
    SLOT_UNKNOWN = "slot-unknown"
