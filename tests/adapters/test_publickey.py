"""Public keys in files."""

from base64 import urlsafe_b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from dabyl.adapters.keys import SigningKey
from dabyl.adapters.publickey import load_public_key
from dabyl.core.journal.keys import PublicKey
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Rejected

PUBLIC = Ed25519PrivateKey.from_private_bytes(b"7" * 32).public_key()
RAW = PUBLIC.public_bytes_raw()
B64 = urlsafe_b64encode(RAW).decode().rstrip("=")
PEM = PUBLIC.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
OTHER = X25519PrivateKey.from_private_bytes(b"7" * 32).public_key()


class TestPublicKey:
    @pytest.mark.parametrize(
        "text",
        [PEM, B64, B64 + "\n", f'{{"kty":"OKP","crv":"Ed25519","x":"{B64}"}}'],
    )
    def test_is_read_in_each_spelling(self, tmp_path, text):
        (tmp_path / "key").write_text(text, encoding="utf-8")
        assert load_public_key(tmp_path / "key") == PublicKey(public=RAW, office=None)

    def test_of_an_entry_keeps_its_office(self, tmp_path):
        text = f'{{"id":"x","office":"knb","public":"{B64}"}}'
        (tmp_path / "key").write_text(text, encoding="utf-8")
        assert load_public_key(tmp_path / "key") == PublicKey(public=RAW, office="knb")

    @pytest.mark.parametrize(
        "raw",
        [
            b"",
            b"\xff\xfe",
            b"{",
            b"[]",
            b'{"x":1}',
            b"abc",
            b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
            OTHER.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
            b"a b",
        ],
    )
    def test_that_is_none_is_rejected(self, tmp_path, raw):
        (tmp_path / "key").write_bytes(raw)
        with pytest.raises(Rejected):
            load_public_key(tmp_path / "key")

    def test_needs_a_file(self, tmp_path):
        with pytest.raises(Rejected):
            load_public_key(tmp_path / "none")


class TestAPrivateKeyInItsPlace:
    def test_is_refused_with_the_way_to_the_public_half(self, tmp_path):
        SigningKey.make().save(tmp_path)
        with pytest.raises(Rejected) as rejection:
            load_public_key(tmp_path / "_keeper.pem")
        assert [problem.code for problem in rejection.value.problems] == [Code.KEY_IS_PRIVATE]

    def test_has_its_public_half_beside_it(self, tmp_path):
        key = SigningKey.make()
        key.save(tmp_path)
        assert load_public_key(tmp_path / "_keeper.pub").id == key.key_id
