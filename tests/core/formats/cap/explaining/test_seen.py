import attrs
import pytest

from dabyl.core.formats.cap.explaining.seen import MOST_TOLD, Doubt, Seen, met
from dabyl.core.formats.cap.reading import read
from dabyl.core.formats.cap.signature.keyring import NO_KEYS
from dabyl.core.formats.cap.values import Reference
from dabyl.core.formats.cap.writing import format_alert
from dabyl.core.values.instants import parse_instant
from dabyl.core.values.periods import Period
from support.alertkeys import a_key, registered, ring, signed
from support.cap import CLEAN, SENDER, an_alert, an_update
from support.explained import beside, found

WIDE = Period(start=parse_instant("2016-01-01T00:00Z"), end=parse_instant("2017-01-01T00:00Z"))
LATE = parse_instant("2016-06-06T18:00:00+06:00")


def later(*alerts, keyring=None, at=LATE):
    found_later = beside(CLEAN, *alerts).later(CLEAN, keyring=keyring, at=at)
    return [(each.message.identifier, each.doubt) for each in found_later]


class TestMet:
    def test_keeps_titles_by_language(self):
        kept = met(found())
        assert kept.title("ru") == ("ru", "Умеренный уровень опасности в Долине")
        assert kept.title("kk") == ("en", "Moderate threat level in Vale")
        assert met(found(an_alert(infos=()))).title("kk") is None

    def test_keeps_the_document_only_where_it_is_signed(self):
        assert met(found()).signed is None


class TestSeen:
    def test_finds_a_message_by_its_reference(self):
        seen = beside(CLEAN)
        assert seen.named(Reference(SENDER, CLEAN.identifier, "whenever")).identifier
        assert seen.named(Reference("x", CLEAN.identifier, "whenever")) is None

    def test_keeps_the_first_of_two_with_one_name(self):
        seen = beside(CLEAN, an_alert(status="Test"))
        assert seen.named(Reference(SENDER, CLEAN.identifier, "")).status == "Actual"

    def test_follows_one_message_after_the_other(self):
        first = an_update(identifier="u1")
        second = an_update(first, identifier="u2")
        assert later(second, first) == [("u1", None), ("u2", None)]

    def test_is_not_led_in_a_circle(self):
        one = an_update(identifier="u1")
        two = an_update(one, identifier="u2")
        back = an_update(two, identifier="u1", references=f"{one.references} {SENDER},u2,x")
        again = an_alert(references=f"{SENDER},u2,x", msg_type="Update")
        seen = Seen.of(met(found(each)) for each in (again, back, two))
        names = {each.message.identifier for each in seen.later(CLEAN, keyring=None, at=LATE)}
        assert names == {"u1", "u2"}

    def test_leaves_out_what_was_not_sent_yet(self):
        assert later(an_update(), at=parse_instant("2016-06-06T12:59:59+06:00")) == []
        assert len(later(an_update(), at=parse_instant("2016-06-06T13:00:00+06:00"))) == 1

    def test_leaves_out_what_only_answers(self):
        assert later(an_update(msg_type="Ack")) == []

    @pytest.mark.parametrize(
        ("changes", "doubt"),
        [
            ({"sender": "x@example.org"}, Doubt.OTHER_SENDER),
            ({"status": "Test"}, Doubt.OTHER_STATUS),
            ({"sent": "soon"}, Doubt.TIME),
            ({"sent": "2016-06-06T11:00:00+06:00"}, Doubt.TIME),
        ],
    )
    def test_tells_why_a_message_does_not_count(self, changes, doubt):
        assert later(an_update(**changes)) == [("osland-2016-000018", doubt)]

    def test_does_not_follow_a_message_that_does_not_count(self):
        stranger = an_update(identifier="u1", sender="x@example.org")
        follower = an_update(stranger, identifier="u2", sender=SENDER)
        assert later(stranger, follower) == [("u1", Doubt.OTHER_SENDER)]

    def test_demands_a_signature_where_keys_are_given(self):
        assert later(an_update(), keyring=NO_KEYS) == [("osland-2016-000018", Doubt.NOT_VERIFIED)]

    def test_counts_what_a_registered_key_signed(self):
        key = a_key()
        update = an_update(sender=SENDER)
        data = signed(format_alert(update), key)
        seen = Seen.among([found(), *read(data).alerts])
        valid = ring(registered(key, SENDER, valid=WIDE))
        (counted,) = seen.later(CLEAN, keyring=valid, at=LATE)
        assert counted.doubt is None
        assert seen.later(CLEAN, keyring=valid, at=LATE) == (counted,)
        (doubted,) = seen.later(CLEAN, keyring=NO_KEYS, at=LATE)
        assert doubted.doubt is Doubt.NOT_VERIFIED


class TestMessagesThatAllNameEachOther:
    """Each of 120 later messages names all before it."""

    @pytest.fixture
    def crowd(self):
        made = [an_update(identifier=f"u{number}") for number in range(120)]
        names = [f"{SENDER},{CLEAN.identifier},{CLEAN.sent.text}"]
        alerts = []
        for each in made:
            alerts.append(met(found(attrs.evolve(each, references=" ".join(names)))))
            names.append(f"{SENDER},{each.identifier},{each.sent.text}")
        return alerts

    def test_are_told_up_to_a_number(self, crowd):
        seen = Seen.of([met(found()), *crowd])
        told = seen.later(CLEAN, keyring=None, at=LATE)
        assert len(told) == MOST_TOLD
        assert {each.doubt for each in told} == {None}

    def test_do_not_hide_that_of_the_sender(self, crowd):
        strangers = [attrs.evolve(each, sender="x@y.example") for each in crowd]
        gone = met(found(an_update(identifier="gone", msg_type="Cancel")))
        seen = Seen.of([met(found()), *strangers, gone])
        told = seen.later(CLEAN, keyring=None, at=LATE)
        assert ("gone", None) in [(each.message.identifier, each.doubt) for each in told]
        assert len(told) == MOST_TOLD
