import attrs
import pytest

from dabyl.core.formats.cap.reading import read
from dabyl.core.formats.cap.signature.keyring import Keyring, RegisteredKey
from dabyl.core.formats.cap.signature.verify import verify
from dabyl.core.formats.entries.facts import MESSAGE_ENTRY
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.publication.cap.due import messages_due
from dabyl.core.values.codes import Code
from dabyl.core.values.periods import Period
from dabyl.core.values.problems import Refused
from dabyl.usecases.desk import load
from dabyl.usecases.release import ROADS, release, release_up_to
from dabyl.usecases.take_decision import decided
from support.alertkeys import a_key
from support.desks import a_level, a_lift, noon
from support.released import LIVE_SENDER, a_speaking_desk, played


@pytest.fixture
def desk():
    return a_speaking_desk()


def entries(desk):
    return [entry for entry in desk.journal.entries() if entry.kind == MESSAGE_ENTRY]


class TestRelease:
    def test_puts_the_signed_bytes_into_the_journal(self, desk):
        register = played(desk, [(noon(5), a_level("one"))])
        (record,) = register.messages
        certificate = desk.alerts.certificate
        key = RegisteredKey(
            public=certificate.public, senders=frozenset({LIVE_SENDER}), valid=certificate.valid
        )
        data = record.message.text.encode()
        assert verify(data, Keyring.of([key]), received_at=noon(5)).state == "valid"
        assert read(data).alerts[0].alert.status == "Actual"

    def test_ends_what_was_lifted_in_the_second_in_which_it_was_declared(self, desk):
        lift = a_lift("off", "one", start=5)
        register = played(desk, [(noon(5), a_level("one")), (noon(5), lift)])
        assert [record.message.kind for record in register.messages] == ["Alert", "Cancel"]

    def test_is_done_once(self, desk):
        register = played(desk, [(noon(5), a_level("one"))])
        assert release(desk, register, at=noon(5)) is register
        assert len(entries(desk)) == 1

    def test_goes_on_after_a_crash_between_decision_and_message(self, desk):
        decided(desk, load(desk), a_level("one"), at=noon(5))
        assert entries(desk) == []
        release(desk, load(desk), at=noon(5))
        assert len(entries(desk)) == 1
        assert messages_due(load(desk), at=noon(5)) == ()

    def test_follows_a_clock_that_jumps(self, desk):
        register = played(desk, [(noon(5), a_level("one"))])
        after = release_up_to(desk, register, noon(25))
        assert [r.message.kind for r in after.messages] == ["Alert", "Alert"]

    def test_releases_nothing_without_a_key(self, desk):
        silent = attrs.evolve(desk, alerts=None)
        register = decided(silent, load(silent), a_level("one"), at=noon(5))
        assert release(silent, register, at=noon(5)) is register
        assert release_up_to(silent, register, noon(9)) is register

    def test_marks_what_is_not_in_earnest(self):
        desk = a_speaking_desk(WorkspaceKind.EXERCISE)
        register = played(
            desk, [(noon(5), a_level("one")), (noon(6), a_lift("end", "one", start=6))]
        )
        assert len(register.messages) > 1
        for record in register.messages:
            alert = read(record.message.text.encode()).alerts[0].alert
            assert alert.status == "Exercise"
            assert alert.sender.endswith(".invalid")
            assert alert.note == "Exercise, not a warning"
            assert all(info.headline.startswith("Exercise") for info in alert.infos)

    def test_refuses_when_the_key_has_ended(self, desk):
        period = Period(start=noon(1), end=noon(4))
        desk = attrs.evolve(desk, alerts=a_key(LIVE_SENDER, valid=period))
        register = decided(desk, load(desk), a_level("one"), at=noon(5))
        with pytest.raises(Refused) as refusal:
            release(desk, register, at=noon(5))
        assert [problem.code for problem in refusal.value.problems] == [Code.CAP_KEY_TIME]
        assert entries(desk) == []

    def test_refuses_what_breaks_a_rule_of_the_gate(self, desk):
        silent = {lang: {**own, "cap_headline": ""} for lang, own in desk.words.items()}
        desk = attrs.evolve(desk, words=silent)
        act = a_level("one")
        with pytest.raises(Refused) as refusal:
            release(desk, decided(desk, load(desk), act, at=noon(5)), at=noon(5))
        assert {problem.code for problem in refusal.value.problems} == {Code.CAP_RELEASE_REFUSED}
        assert entries(desk) == []

    def test_has_the_public_files_as_its_road(self):
        assert [channel.id for channel in ROADS] == ["feed"]
