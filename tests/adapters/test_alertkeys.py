import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from dabyl.adapters.alertkeyring import load_keyring
from dabyl.adapters.alertkeys import AlertKey
from dabyl.core.formats.cap.signature.algorithms import KeyKind
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.values.codes import Code
from dabyl.core.values.periods import Period
from dabyl.core.values.problems import Refused, Rejected, Unavailable
from support.alertkeys import EXERCISE_SENDER, SENDER, SENT, VALID, a_key, private_pem
from support.xmlsec import certificate_pem

LIVE, EXERCISE = WorkspaceKind.LIVE, WorkspaceKind.EXERCISE


def refused(what):
    with pytest.raises(Refused) as refusal:
        what()
    return [problem.code for problem in refusal.value.problems]


class TestAnAlertKey:
    @pytest.mark.parametrize("kind", KeyKind)
    def test_comes_back_from_its_file(self, tmp_path, kind):
        key = a_key(kind=kind)
        key.save(tmp_path, "alerts")
        loaded = AlertKey.load(tmp_path / "alerts.pem")
        assert loaded.certificate == key.certificate
        assert loaded.sign(b"x") == key.sign(b"x")

    def test_is_saved_for_its_owner_only_beside_a_certificate_for_everybody(self, tmp_path):
        a_key().save(tmp_path, "alerts")
        modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
        assert modes == {"alerts.pem": 0o600, "alerts.crt": 0o644}
        assert b"PRIVATE" not in (tmp_path / "alerts.crt").read_bytes()

    def test_is_never_saved_over_another(self, tmp_path):
        a_key().save(tmp_path, "alerts")
        with pytest.raises(Unavailable, match="cannot save a key"):
            a_key(number=1).save(tmp_path, "alerts")

    def test_never_shows_its_secret(self):
        assert "Private" not in repr(a_key())

    def test_has_a_certificate_for_just_its_period_and_sender(self):
        certificate = a_key().certificate
        assert certificate.valid == VALID
        assert certificate.senders == (SENDER,)
        found = x509.load_der_x509_certificate(certificate.der)
        assert found.subject.rfc4514_string() == f"CN={SENDER}"

    def test_of_an_exercise_is_marked_in_its_subject(self):
        key = a_key(EXERCISE_SENDER, workspace=EXERCISE)
        found = x509.load_der_x509_certificate(key.certificate.der)
        assert "OU=not live: exercise" in found.subject.rfc4514_string()

    def test_of_a_long_sender_is_named_as_far_as_a_name_goes(self):
        sender = f"{'a' * 60}@{'b' * 60}.kz"
        certificate = a_key(sender).certificate
        assert certificate.senders == (sender,)

    @pytest.mark.parametrize(("sender", "kind"), [(SENDER, EXERCISE), (EXERCISE_SENDER, LIVE)])
    def test_is_live_for_real_senders_and_only_for_them(self, sender, kind):
        codes = refused(lambda: AlertKey.make(sender, valid=VALID, workspace=kind))
        assert codes == [Code.CAP_SENDER_KIND]

    def test_has_an_end(self):
        with pytest.raises(ValueError, match="has an end"):
            AlertKey.make(SENDER, valid=Period(start=SENT), workspace=LIVE)


class TestAKeyFile:
    def load(self, tmp_path, pem: bytes, mode=0o600):
        file = tmp_path / "k.pem"
        file.write_bytes(pem)
        file.chmod(mode)
        return refused(lambda: AlertKey.load(file))

    def test_that_is_missing_is_refused(self, tmp_path):
        assert refused(lambda: AlertKey.load(tmp_path / "k.pem")) == [Code.FILE_MISSING]

    def test_that_others_can_read_is_refused(self, tmp_path):
        assert self.load(tmp_path, private_pem(a_key()), 0o640) == [Code.KEY_FILE_OPEN]

    @pytest.mark.parametrize(
        "secret",
        [Ed25519PrivateKey.generate(), ec.generate_private_key(ec.SECP384R1())],
    )
    def test_of_another_kind_of_key_is_refused(self, tmp_path, secret):
        pem = secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        assert self.load(tmp_path, pem) == [Code.CAP_KEY_FILE]

    def test_without_a_certificate_of_its_own_is_refused(self, tmp_path):
        other = certificate_pem(a_key(number=1).certificate.der)
        assert self.load(tmp_path, private_pem(a_key())) == [Code.CAP_KEY_FILE]
        assert self.load(tmp_path, private_pem(a_key()) + other) == [Code.CAP_KEY_FILE]

    def test_of_nothing_is_refused(self, tmp_path):
        assert self.load(tmp_path, b"nothing") == [Code.CAP_KEY_FILE]


class TestAKeyFolder:
    def test_is_read_with_the_files_that_its_table_names(self, tmp_path):
        (tmp_path / "a.pem").write_bytes(certificate_pem(a_key().certificate.der))
        (tmp_path / "b.crt").write_bytes(certificate_pem(a_key(number=1).certificate.der))
        (tmp_path / "notes.txt").write_text("words")
        rows = [
            f'[[key]]\nfile = "{name}"\nsenders = ["{SENDER}"]\n' for name in ("a.pem", "b.crt")
        ]
        (tmp_path / "keys.toml").write_text("".join(rows))
        found = load_keyring(tmp_path).of_sender(SENDER)
        assert [key.name for key in found] == ["a.pem", "b.crt"]

    def test_without_a_table_is_rejected(self, tmp_path):
        for folder in (tmp_path, tmp_path / "missing"):
            with pytest.raises(Rejected) as rejection:
                load_keyring(folder)
            assert [p.code for p in rejection.value.problems] == [Code.FILE_MISSING]
