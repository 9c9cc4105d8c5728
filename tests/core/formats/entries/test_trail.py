"""Anchors of the audit trail."""

import pytest

from dabyl.core.formats.entries.trail import read_anchor
from dabyl.core.register.facts import AuditAnchored
from dabyl.core.values.problems import Rejected
from dabyl.core.values.wire import dotted

HASH = "0f" * 32


class TestAnAnchor:
    def test_is_a_number_and_a_hash(self):
        read = read_anchor({"number": 3, "hash": HASH}, dotted)
        assert read == AuditAnchored(number=3, hash=HASH)

    @pytest.mark.parametrize(
        "body",
        [
            {"number": 0, "hash": HASH},
            {"number": 3, "hash": HASH.upper()},
            {"number": 3, "hash": "0f"},
            {"number": 3},
            {"number": 3, "hash": HASH, "by": "person-1"},
        ],
        ids=["no line", "capitals", "short", "no hash", "more"],
    )
    def test_is_nothing_else(self, body):
        with pytest.raises(Rejected):
            read_anchor(body, dotted)
