from datetime import timedelta

from dabyl.core.formats.cap.signature.certificates import parse_keys
from dabyl.core.formats.cap.signature.keysfile import format_keys
from dabyl.core.formats.cap.signature.rotation import (
    OVERLAP,
    published,
    signing_certificate,
    successor_due,
)
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.values.periods import Period
from support.alertkeys import EXERCISE_SENDER, SENDER, VALID, a_key

OLD = a_key().certificate
DUE = VALID.end.plus(-OVERLAP)
NEW = a_key(valid=Period(start=DUE, end=VALID.end.plus(timedelta(days=335))), number=2).certificate


def signs(at, known=(OLD, NEW)):
    return signing_certificate(known, at=at)


class TestAKeyChange:
    def test_is_due_thirty_days_before_the_last_key_ends(self):
        assert successor_due([OLD]) == DUE
        assert successor_due([OLD, NEW]) == NEW.valid.end.plus(-OVERLAP)
        assert successor_due([]) is None

    def test_lets_the_old_key_sign_until_half_of_the_overlap(self):
        half = DUE.plus(OVERLAP / 2)
        assert signs(half.plus(timedelta(seconds=-1))) == OLD
        assert signs(half) == NEW
        assert signs(VALID.end) == NEW

    def test_lets_the_only_key_sign_from_its_first_instant_to_its_last(self):
        assert signs(VALID.start, [OLD]) == OLD
        assert signs(VALID.end.plus(timedelta(seconds=-1)), [OLD]) == OLD
        assert signs(VALID.end, [OLD]) is None
        assert signs(VALID.start.plus(timedelta(seconds=-1)), [OLD]) is None

    def test_publishes_both_meanwhile_and_ended_ones_no_more(self):
        assert published([NEW, OLD], at=DUE) == (OLD, NEW)
        assert published([NEW, OLD], at=VALID.start) == (OLD, NEW)
        assert published([NEW, OLD], at=VALID.end) == (NEW,)


class TestTheKeysFile:
    def test_holds_what_programs_read_and_what_people_compare(self):
        data = format_keys([NEW, OLD], at=DUE)
        assert parse_keys(data) == (OLD, NEW)
        text = data.decode()
        for certificate in (OLD, NEW):
            assert f"# sender:      {SENDER}\n# key:         {certificate.id}\n" in text
            assert f"# SHA-256:     {certificate.fingerprint}\n" in text
        assert f"# valid until: {VALID.end.text()}\n" in text
        assert "not live" not in text

    def test_says_first_of_all_what_is_not_live(self):
        drill = a_key(EXERCISE_SENDER, workspace=WorkspaceKind.EXERCISE).certificate
        text = format_keys([drill], at=DUE).decode()
        assert text.startswith("# not live: exercise\n")
        assert "# not live:    exercise\n" in text

    def test_without_certificates_holds_words_only(self):
        assert b"BEGIN" not in format_keys([], at=DUE)
