"""References: how a message names those before it."""

import pytest

from dabyl.core.formats.cap.rules.context import Context
from support.cap import CLEAN, SENDER, SENT, an_update, changed, checked, codes

UPDATE = an_update()


class TestReferences:
    def test_of_a_clean_update_are_fine(self):
        assert codes(UPDATE) == set()

    @pytest.mark.parametrize("msg_type", ["Update", "Cancel"])
    @pytest.mark.parametrize("text", [None, "", " \n"])
    def test_are_there_when_something_is_acted_on(self, msg_type, text):
        assert codes(changed(UPDATE, msg_type=msg_type, references=text)) == {
            "cap-references-missing"
        }

    @pytest.mark.parametrize(
        "text",
        [
            "osland-2016-000017",
            f"{SENDER},osland-2016-000017",
            f"{SENDER},,{SENT}",
            f"{SENDER},a,b,{SENT}",
            f"{SENDER},a&b,{SENT}",
            f"{SENDER},a,2016-06-06T04:00:00Z",
            f"{SENDER},a,2016-06-06T12:00:00,06:00",
            f"{SENDER},a,2016-06-31T12:00:00+06:00",
        ],
    )
    def test_have_three_parts_each_written_as_it_should_be(self, text):
        assert codes(changed(UPDATE, references=text)) == {"cap-reference-form"}

    def test_are_not_to_the_message_itself(self):
        own = f"{UPDATE.references}\n{SENDER},{UPDATE.identifier},{UPDATE.sent.text}"
        assert codes(changed(UPDATE, references=own)) == {"cap-reference-to-itself"}

        later = f"{SENDER},{UPDATE.identifier},2016-06-06T15:00:00+06:00"
        assert codes(changed(UPDATE, references=later)) == {"cap-reference-to-itself"}

    def test_are_not_to_what_is_sent_later(self):
        later = f"{SENDER},osland-2016-000019,2016-06-06T13:00:01+06:00"
        assert codes(changed(UPDATE, references=later)) == {"cap-reference-to-later"}
        assert codes(changed(UPDATE, sent=None, references=later)) == set()
        assert codes(changed(CLEAN, references=None)) == set()

    def test_are_to_messages_of_the_same_sender(self):
        other = f"other@osland.example,osland-2016-000017,{SENT}"
        alert = changed(UPDATE, references=other)
        assert codes(alert) == {"cap-reference-to-another-sender"}
        given = Context(delegations=frozenset({("other@osland.example", SENDER)}))
        assert codes(alert, context=given) == set()

    def test_are_each_told_that_are_wrong(self):
        assert len(checked(changed(UPDATE, references="a b")).findings) == 2
