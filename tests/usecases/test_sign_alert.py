import attrs
import pytest

from dabyl.core.formats.cap.signature.algorithms import KeyKind
from dabyl.core.formats.cap.signature.certificates import Certificate
from dabyl.core.formats.cap.signature.verdict import State
from dabyl.core.formats.cap.signature.verify import verify
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Refused, Unavailable
from dabyl.usecases.sign_alert import sign_alert
from support.alertkeys import (
    EXERCISE_SENDER,
    OTHER_SENDER,
    RECEIVED,
    VALID,
    a_key,
    an_alert,
    ring,
)

KEY = a_key()


@attrs.frozen
class Broken:
    """A key whose signatures are of something else."""

    certificate: Certificate

    def sign(self, signed_info: bytes) -> bytes:
        return KEY.sign(signed_info + b" ")


class Away:
    """A key that cannot be reached."""

    certificate = KEY.certificate

    def sign(self, signed_info: bytes) -> bytes:
        del signed_info
        raise Unavailable("the key is locked away")


def refused(alert: bytes, signer=KEY, at=RECEIVED):
    with pytest.raises(Refused) as refusal:
        sign_alert(alert, signer, at=at)
    return [problem.code for problem in refusal.value.problems]


class TestSignAlert:
    @pytest.mark.parametrize("kind", KeyKind)
    def test_gives_what_verifies(self, kind):
        key = a_key(kind=kind)
        verdict = verify(sign_alert(an_alert(), key, at=RECEIVED), ring(key), received_at=RECEIVED)
        assert (verdict.state, verdict.signed) == (State.VALID, an_alert())

    def test_signs_an_exercise_with_a_key_of_one(self):
        key = a_key(EXERCISE_SENDER, workspace=WorkspaceKind.EXERCISE)
        alert = an_alert(sender=EXERCISE_SENDER, status="Exercise")
        assert sign_alert(alert, key, at=RECEIVED).startswith(alert[:-20])

    def test_never_signs_in_earnest_with_a_key_of_an_exercise(self):
        key = a_key(EXERCISE_SENDER, workspace=WorkspaceKind.EXERCISE)
        both = [Code.CAP_KEY_SENDER, Code.CAP_SENDER_KIND]
        assert refused(an_alert(), key) == both
        actual = an_alert(sender=EXERCISE_SENDER)
        assert refused(actual, key) == [Code.CAP_SIGNATURE_BROKEN]

    def test_never_signs_an_exercise_with_a_live_key(self):
        alert = an_alert(sender=EXERCISE_SENDER, status="Exercise")
        assert refused(alert) == [Code.CAP_KEY_SENDER, Code.CAP_SENDER_KIND]

    def test_refuses_the_alert_of_another_sender(self):
        assert refused(an_alert(sender=OTHER_SENDER)) == [Code.CAP_KEY_SENDER]

    def test_refuses_what_is_signed_already(self):
        assert refused(sign_alert(an_alert(), KEY, at=RECEIVED)) == [Code.CAP_SIGNED_ALREADY]

    @pytest.mark.parametrize("alert", [b"", b"<a/>", an_alert()[:-3], an_alert(inner="<sent/>")])
    def test_refuses_what_is_no_alert(self, alert):
        assert refused(alert) == [Code.CAP_NOT_AN_ALERT]

    @pytest.mark.parametrize(
        "alert",
        [
            an_alert().replace(b"<scope>", b"<scope >"),
            an_alert() + b"\n",
            b"<?x?>" + an_alert(),
            an_alert(inner="<info/>"),
        ],
    )
    def test_refuses_bytes_that_are_not_final(self, alert):
        assert refused(alert) == [Code.CAP_NOT_CANONICAL]

    def test_refuses_a_key_outside_its_time(self):
        assert refused(an_alert(), at=VALID.end) == [Code.CAP_KEY_TIME]
        early = an_alert(sent="2020-01-01T00:00:00+05:00")
        assert refused(early) == [Code.CAP_KEY_TIME]

    def test_releases_nothing_when_the_signature_is_wrong(self):
        assert refused(an_alert(), Broken(KEY.certificate)) == [Code.CAP_SIGNATURE_BROKEN]

    def test_releases_nothing_when_the_key_cannot_be_reached(self):
        with pytest.raises(Unavailable, match="locked away"):
            sign_alert(an_alert(), Away(), at=RECEIVED)
