"""What a passkey signs."""

from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.staff.consents import Purpose, challenge, subject_hash

SUBJECT = subject_hash({"decision": {"id": "kz-1"}})
purposes = st.sampled_from(Purpose)
hashes = st.sampled_from((SUBJECT, subject_hash({})))
numbers = st.integers(0, 3)


class TestChallenge:
    def test_can_be_made_by_hand(self):
        # the canonical bytes through sha256sum, first of the subject, then of what is signed
        assert SUBJECT == "587a7c757b177170e7819fdc11f594da0419575a4bc70452c31076084f6dd8f0"
        assert (
            challenge(Purpose.PROPOSE, SUBJECT, 7).hex()
            == "d403a7d0182453cd494d1c4fea3feac07f8ba27a6697cd972ecff1cb4546fc22"
        )

    @given(st.tuples(purposes, hashes, numbers), st.tuples(purposes, hashes, numbers))
    def test_is_another_for_anything_else(self, one, other):
        assert (challenge(*one) == challenge(*other)) is (one == other)

    def test_does_not_depend_on_the_order_of_fields(self):
        assert subject_hash({"a": 1, "b": 2}) == subject_hash({"b": 2, "a": 1})
