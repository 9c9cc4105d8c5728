"""CLEAN is sent at 12:00 on 6 June 2016 and expires at 12:00 on the next day, at +06:00."""

import pytest

from dabyl.core.formats.cap.explaining.force import Force
from dabyl.core.values.instants import parse_instant
from support.cap import CLEAN, SENDER, an_alert, an_update, with_info
from support.explained import beside, explained


def force(alert, time="2016-06-06T12:30:00+06:00", **context):
    return explained(alert, at=parse_instant(time), **context).force


class TestForce:
    @pytest.mark.parametrize(
        ("time", "expected"),
        [
            ("2016-06-06T11:59:59+06:00", Force.NOT_SENT),
            ("2016-06-06T12:00:00+06:00", Force.IN_FORCE),
            ("2016-06-07T11:59:59+06:00", Force.IN_FORCE),
            ("2016-06-07T12:00:00+06:00", Force.OVER),
        ],
    )
    def test_lasts_from_sending_up_to_the_end(self, time, expected):
        assert force(CLEAN, time) is expected

    def test_begins_when_the_message_says_so(self):
        later = with_info(CLEAN, 0, effective="2016-06-06T13:00:00+06:00")
        assert force(later) is Force.AHEAD

    def test_begins_with_sending_when_nothing_else_is_said(self):
        assert force(with_info(CLEAN, 0, effective=None)) is Force.IN_FORCE

    def test_is_open_without_an_end(self):
        assert force(with_info(CLEAN, 0, expires=None)) is Force.NO_END

    @pytest.mark.parametrize("name", ["effective", "expires"])
    def test_is_unclear_by_a_time_that_cannot_be_read(self, name):
        assert force(with_info(CLEAN, 0, **{name: "yesterday"})) is Force.UNCLEAR

    def test_is_over_by_an_end_that_has_passed_whatever_the_rest(self):
        old = with_info(CLEAN, 0, effective="?", expires="2016-06-06T12:00:00+06:00")
        assert force(old) is Force.OVER

    def test_is_that_of_the_strongest_block(self):
        two = with_info(CLEAN, 1, expires="2016-06-06T12:10:00+06:00")
        assert force(two) is Force.OVER
        blocks = (two.infos[0], CLEAN.infos[0])
        both = explained(an_alert(infos=blocks))
        assert (both.force, *(block.force for block in both.blocks)) == (
            Force.IN_FORCE,
            Force.OVER,
            Force.IN_FORCE,
        )

    def test_is_none_of_a_message_that_acts_on_others(self):
        assert force(an_alert(msg_type="Cancel")) is Force.ENDS_OTHERS
        assert force(an_alert(msg_type="Ack")) is Force.ANSWER
        assert force(an_alert(msg_type="Error")) is Force.ANSWER

    def test_is_empty_without_blocks(self):
        assert force(an_alert(infos=())) is Force.EMPTY
        assert force(an_alert(infos=(), msg_type=None, sent=None)) is Force.EMPTY

    def test_ends_with_what_replaces_or_withdraws_it(self):
        time = "2016-06-06T14:00:00+06:00"
        update = an_update()
        assert force(CLEAN, time, seen=beside(CLEAN, update)) is Force.REPLACED
        cancel = an_update(msg_type="Cancel")
        assert force(CLEAN, time, seen=beside(CLEAN, cancel)) is Force.WITHDRAWN
        last = an_update(update, identifier="x3", msg_type="Cancel")
        assert force(CLEAN, time, seen=beside(CLEAN, update, last)) is Force.WITHDRAWN

    def test_does_not_end_by_a_stranger(self):
        stranger = an_update(sender="x@example.org", references=f"{SENDER},{CLEAN.identifier},x")
        time = "2016-06-06T14:00:00+06:00"
        assert force(CLEAN, time, seen=beside(CLEAN, stranger)) is Force.IN_FORCE
