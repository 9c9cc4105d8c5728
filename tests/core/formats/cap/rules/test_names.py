"""Names: identifiers and senders."""

import pytest

from dabyl.core.formats.cap.rules.chain import chain_of, known
from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.kinds import Profile, W
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.values import Reference
from support.cap import (
    AT,
    CLEAN,
    SENDER,
    SENT,
    a_chain,
    a_release,
    changed,
    checked,
    codes,
    codes_of,
    gaps,
    message_in,
    with_info,
)

FIXED = Reference(SENDER, CLEAN.identifier, SENT)


class TestIdentifier:
    @pytest.mark.parametrize("text", ["a b", "a,b", "a<b", "a&b", "a\u00a0b", "", None])
    def test_holds_no_separator_and_is_not_empty(self, text):
        assert codes(changed(CLEAN, identifier=text)) == {"cap-identifier"}

    @pytest.mark.parametrize("text", ["a-b", "urn:oid:2.49.0.1.398.0.1", "жалын-1", "2.49.0.1"])
    def test_may_hold_anything_else(self, text):
        assert codes(changed(CLEAN, identifier=text)) == set()

    @pytest.mark.parametrize("text", ["2.49.0.0.398.0-1", "urn:oid:2.49.0.0.398.0.1"])
    def test_is_no_name_of_an_authority(self, text):
        assert codes(changed(CLEAN, identifier=text)) == {"cap-identifier-oid"}

    @pytest.mark.parametrize(
        "text", ["osland-20160606T120000", "2016-06-06T12:00:00+06:00", "osland.1465192800"]
    )
    def test_is_not_a_time_alone(self, text):
        assert codes(changed(CLEAN, identifier=text)) == {"cap-identifier-time"}

    @pytest.mark.parametrize("text", ["osland-20160606T120000-2", "vale-20160606120000123", "x-17"])
    def test_is_a_time_with_a_sequence(self, text):
        assert codes(changed(CLEAN, identifier=text)) == set()


class TestIdentifierInTheChain:
    def test_is_used_once(self):
        other = changed(CLEAN, identifier="osland-2016-000016")
        assert codes(CLEAN, context=Context(chain=a_chain(CLEAN, other))) == set()

    def test_is_not_used_for_another_message(self):
        other = with_info(CLEAN, 1, headline="Something else")
        assert codes(CLEAN, context=Context(chain=a_chain(CLEAN, other))) == {
            "cap-identifier-reused"
        }

    def test_is_the_same_in_a_wrapper_and_alone(self):
        alone = (
            '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>a</identifier>'
            "<sender>b.example</sender></alert>"
        )
        one = message_in(alone)
        other = message_in(f'<feed xmlns:x="urn:x">\n{alone}\n</feed>')
        context = Context(chain=chain_of([known(one), known(other)]))
        assert "cap-identifier-reused" not in codes_of(one, context=context)

    def test_is_not_judged_without_a_chain(self):
        assert (4, "chain") in gaps(CLEAN)


class TestNameAtRelease:
    def test_is_that_of_the_approval(self):
        assert codes(CLEAN, context=Context(release=a_release(at=AT, fixed=FIXED))) == set()

    @pytest.mark.parametrize(
        "moved",
        [
            {"identifier": "osland-2"},
            {"sender": "b@c.example"},
            {"sent": "2016-06-06T11:59:30+06:00"},
        ],
    )
    def test_does_not_move(self, moved):
        context = Context(release=a_release(at=AT, fixed=FIXED))
        assert codes(changed(CLEAN, **moved), context=context) == {"cap-name-moved"}
        no_sent = changed(CLEAN, sent=None)
        assert "cap-name-moved" in codes_of(Message(no_sent), context=context)

    def test_is_not_judged_without_an_approval(self):
        assert (5, "release") in gaps(CLEAN)
        assert (5, "release") in gaps(CLEAN, context=Context(release=a_release(at=AT)))


class TestSender:
    @pytest.mark.parametrize("text", ["a b@c.example", "a,b", "", None])
    def test_holds_no_separator_and_is_not_empty(self, text):
        assert codes(changed(CLEAN, sender=text)) == {"cap-sender"}

    @pytest.mark.parametrize("text", ["desk", "2.49.0.0.398.0", "https://osland.example/x"])
    def test_is_an_address_or_a_domain(self, text):
        [found] = checked(changed(CLEAN, sender=text), Profile.DABYL).findings
        assert (found.code, found.case, found.kind) == ("cap-sender", "form", W)

    @pytest.mark.parametrize("text", ["KARO@CLETS.DOJ.DISTRICT.gov", "alerts.osland.example"])
    def test_may_be_either(self, text):
        assert codes(changed(CLEAN, sender=text)) == set()
