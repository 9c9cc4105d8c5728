"""What a passkey signs."""

from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.staff.consents import Purpose, challenge, subject_hash

SUBJECT = subject_hash({"decision": {"id": "kz-1"}})
purposes = st.sampled_from(Purpose)
hashes = st.sampled_from((SUBJECT, subject_hash({})))
signed = st.tuples(purposes, hashes, st.integers(0, 3), st.sampled_from(("w-1", "w-2")))


def made(purpose, subject, number, workspace):
    return challenge(purpose, subject, number, workspace=workspace)


class TestChallenge:
    def test_can_be_made_by_hand(self):
        # the canonical bytes through sha256sum, first of the subject, then of what is signed
        assert SUBJECT == "587a7c757b177170e7819fdc11f594da0419575a4bc70452c31076084f6dd8f0"
        assert (
            challenge(Purpose.PROPOSE, SUBJECT, 7, workspace="w-1").hex()
            == "7710afdc2dc38e5295a2c08cb1921d26127f430ea91402bb1a2804ad3f274321"
        )

    @given(signed, signed)
    def test_is_another_for_anything_else(self, one, other):
        assert (made(*one) == made(*other)) is (one == other)

    def test_does_not_depend_on_the_order_of_fields(self):
        assert subject_hash({"a": 1, "b": 2}) == subject_hash({"b": 2, "a": 1})
