"""Keys of persons: what is a public key, and what is none."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.staff.keys import cose_key, public_key
from support.authenticator import Passkey

ADA = Passkey.of("officer-1")
COSE = ADA.key.cose


class TestPublicKey:
    def test_is_that_of_the_authenticator(self):
        assert public_key(COSE).public_numbers() == ADA.secret.public_key().public_numbers()

    def test_has_one_spelling(self):
        assert len(COSE) == 77
        assert cose_key(COSE[10:42], COSE[45:]) == COSE

    @given(st.integers(0, 76), st.integers(1, 255))
    def test_is_none_when_a_byte_differs(self, place, change):
        broken = bytearray(COSE)
        broken[place] ^= change
        with pytest.raises(ValueError, match=r".+"):
            public_key(bytes(broken))

    @pytest.mark.parametrize("cose", [b"", COSE[:-1], COSE + b"\0", COSE[:40], b"\0" * 77])
    def test_is_none_of_another_length(self, cose):
        with pytest.raises(ValueError, match=r".+"):
            public_key(cose)

    def test_is_looked_at_when_a_key_is_made(self):
        with pytest.raises(ValueError, match="ES256"):
            attrs.evolve(ADA.key, cose=b"none")
