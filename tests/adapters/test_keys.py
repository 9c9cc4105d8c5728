import os

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from dabyl.adapters.keys import KeyFolder, SigningKey
from dabyl.core.journal.keys import signature_holds
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Refused, Unavailable
from support.crashes import in_child
from support.journals import KEEPER, OFFICE, START, a_note, sealed

SEED = b"k" * 32
NOBODY = 65_534


@pytest.fixture
def folder(tmp_path):
    KEEPER.save(tmp_path)
    OFFICE.save(tmp_path)
    return tmp_path


def refused(folder):
    with pytest.raises(Refused) as refusal:
        KeyFolder(folder).signer_for(None)
    return [problem.code for problem in refusal.value.problems]


class TestSigningKey:
    def test_signs_what_its_public_half_verifies(self):
        key = SigningKey.make("kz-almaty")
        entry = sealed(a_note(), START, by=key)
        assert signature_holds(key.public.public, entry.signature, entry.hash)
        assert entry.key == key.key_id

    def test_is_new_each_time_but_from_a_seed(self):
        assert SigningKey.make().key_id != SigningKey.make().key_id
        assert SigningKey.from_seed(SEED).key_id == KEEPER.key_id

    def test_never_shows_its_secret(self):
        shown = repr(KEEPER) + str(KEEPER)
        assert SEED.hex() not in shown
        assert "k" * 8 not in shown
        assert "Private" not in shown

    def test_is_saved_for_its_owner_only(self, folder):
        modes = {file.name: file.stat().st_mode & 0o777 for file in folder.iterdir()}
        assert modes == {
            "_keeper.pem": 0o600,
            "_keeper.pub": 0o644,
            "kz-headquarters.pem": 0o600,
            "kz-headquarters.pub": 0o644,
        }

    def test_is_never_saved_over_another(self, folder):
        with pytest.raises(Unavailable, match="cannot save a key"):
            SigningKey.make().save(folder)
        assert KeyFolder(folder).signer_for(None).key_id == KEEPER.key_id

    def test_is_saved_under_no_name_but_an_office(self, tmp_path):
        with pytest.raises(ValueError, match="no id of an office"):
            SigningKey.make("../escape").save(tmp_path)


class TestKeyFolder:
    def test_gives_an_office_its_key_and_others_the_keepers(self, folder):
        keys = KeyFolder(folder)
        ids = [keys.signer_for(name).key_id for name in (None, "kz-headquarters", "kz-almaty")]
        assert ids == [KEEPER.key_id, OFFICE.key_id, KEEPER.key_id]
        assert keys.offices() == ("kz-headquarters",)

    def test_reads_anew_when_told(self, folder):
        keys = KeyFolder(folder)
        keys.signer_for(None)
        late = SigningKey.make("kz-almaty")
        late.save(folder)
        assert keys.signer_for("kz-almaty").key_id == KEEPER.key_id
        keys.forget()
        assert keys.signer_for("kz-almaty").key_id == late.key_id

    def test_refuses_to_be_without_the_keepers_key(self, tmp_path):
        OFFICE.save(tmp_path)
        assert refused(tmp_path) == [Code.KEY_FILE_MISSING]

    def test_tells_who_may_not_read_it_rather_than_that_it_is_empty(self, folder):
        folder.chmod(0o700)

        def look() -> int:
            if os.geteuid() == 0:
                os.seteuid(NOBODY)
            else:
                folder.chmod(0)
            with pytest.raises(
                Unavailable, match="cannot read the keys: not permitted to the user"
            ):
                KeyFolder(folder).signer_for(None)
            return 0

        assert in_child(look) == 0

    def test_refuses_a_key_that_others_can_read(self, folder):
        (folder / "kz-headquarters.pem").chmod(0o640)
        assert refused(folder) == [Code.KEY_FILE_OPEN]

    def test_refuses_what_is_no_key(self, folder):
        (folder / "kz-headquarters.pem").write_text("no key")
        assert refused(folder) == [Code.KEY_FILE_UNREADABLE]

    def test_refuses_a_key_of_another_sort(self, folder):
        other = generate_private_key(SECP256R1())
        pem = other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / "kz-headquarters.pem").write_bytes(pem)
        assert refused(folder) == [Code.KEY_FILE_UNREADABLE]
