"""Routing: status, type and scope."""

import pytest

from dabyl.core.formats.cap.rules.context import Channel, Context
from dabyl.core.formats.cap.rules.kinds import E, Profile, W
from support.cap import CLEAN, a_feed, an_update, changed, checked, codes, gaps

PUBLIC = Context(channel=Channel(name="web"))
INNER = Context(channel=Channel(name="desk", is_public=False))
FEED = Context(feed=a_feed())


class TestStatus:
    def test_is_no_draft(self):
        assert codes(changed(CLEAN, status="Draft")) == {"cap-status"}

    @pytest.mark.parametrize("status", ["Test", "Exercise"])
    def test_is_for_real_on_a_public_channel(self, status):
        alert = changed(CLEAN, status=status, note="Exercise Vale")
        assert codes(alert, context=PUBLIC) == {"cap-status", "cap-test-excused"}
        assert codes(alert, context=INNER) == set()
        assert (14, "channel") in gaps(alert)
        assert codes(CLEAN, context=PUBLIC) == set()

    def test_of_an_exercise_goes_with_its_name(self):
        found = checked(changed(CLEAN, status="Exercise"), Profile.OASIS, context=INNER).findings
        assert [(f.code, f.case, f.kind) for f in found] == [("cap-status", "note", W)]

    def test_of_a_rehearsal_counts_as_actual(self):
        alert = changed(CLEAN, status="Exercise", note="Replay", sender="desk@vale.invalid")
        assert codes(alert, context=PUBLIC) == set()


class TestTests:
    def test_pass_every_other_rule(self):
        alert = changed(CLEAN, status="Test", identifier="a b")
        assert codes(alert, context=INNER) == {"cap-identifier", "cap-test-excused"}

    def test_have_nothing_said_about_them_when_they_do(self):
        assert codes(changed(CLEAN, status="Test"), context=INNER) == set()


class TestSystem:
    def test_has_no_information(self):
        assert "cap-system-with-info" in codes(changed(CLEAN, status="System"))
        assert codes(changed(CLEAN, status="System", infos=())).isdisjoint({"cap-system-with-info"})


class TestAnswers:
    ACK = changed(an_update(), msg_type="Ack", scope="Private", addresses="a@osland.example")

    def test_name_what_they_answer(self):
        assert codes(self.ACK) == set()
        assert codes(changed(self.ACK, references=None)) == {"cap-answer"}

    def test_explain_an_error(self):
        error = changed(self.ACK, msg_type="Error")
        assert codes(error) == {"cap-answer"}
        assert codes(changed(error, note="No such area")) == set()

    def test_are_not_for_the_public(self):
        found = checked(changed(self.ACK, scope="Public")).findings
        assert [(f.code, f.case, f.kind) for f in found] == [("cap-answer", "public", W)]


class TestScope:
    def test_is_restricted_with_a_restriction(self):
        assert codes(changed(CLEAN, scope="Restricted", restriction="officers")) == set()
        assert codes(changed(CLEAN, scope="Restricted")) == {"cap-restriction"}
        assert codes(changed(CLEAN, restriction="officers")) == {"cap-restriction"}

    def test_is_private_with_addresses(self):
        assert codes(changed(CLEAN, scope="Private", addresses='"duty desk" b')) == set()
        [found] = checked(changed(CLEAN, scope="Private"), Profile.OASIS).findings
        assert (found.code, found.kind) == ("cap-addresses", E)

    def test_has_addresses_whose_quotes_are_closed(self):
        assert codes(changed(CLEAN, addresses='"duty desk')) == {"cap-addresses"}


class TestFeed:
    def test_holds_what_is_public_and_actual(self):
        assert codes(CLEAN, context=FEED) == set()
        private = changed(CLEAN, scope="Private", addresses="a")
        assert codes(private, context=FEED) == {"cap-feed-not-public"}
        draft = changed(CLEAN, status="Draft")
        assert codes(draft, context=FEED) == {"cap-status", "cap-feed-not-public"}

    def test_is_not_judged_when_it_is_not_there(self):
        assert (20, "feed") in gaps(CLEAN)
