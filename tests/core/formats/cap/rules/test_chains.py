"""Chains: whether a message stands rightly among those that are known."""

import attrs
import pytest

from dabyl.core.formats.cap.rules.chain import chain_of, known
from dabyl.core.formats.cap.rules.context import Channel, Context
from dabyl.core.formats.cap.rules.kinds import Profile
from dabyl.core.formats.cap.rules.message import Message
from support.cap import (
    AT,
    CLEAN,
    SENDER,
    SENT,
    a_chain,
    a_release,
    an_update,
    as_known,
    changed,
    codes,
    codes_of,
    gaps,
    with_info,
)

UPDATE = an_update()
SECOND = an_update(
    identifier="osland-2016-000019",
    sent="2016-06-06T14:00:00+06:00",
    references=f"{UPDATE.references} {SENDER},{UPDATE.identifier},{UPDATE.sent.text}",
)


def beside(*alerts, **facts):
    return Context(chain=a_chain(*alerts), **facts)


class TestAChain:
    def test_that_is_clean_is_left_alone(self):
        assert codes(UPDATE, context=beside(CLEAN, UPDATE, SECOND)) == set()
        assert codes(SECOND, context=beside(CLEAN, UPDATE, SECOND)) == set()
        assert codes(CLEAN, context=beside(CLEAN, UPDATE, SECOND)) == set()

    def test_is_missing_when_it_was_not_given(self):
        missing = {rule for rule, need in gaps(SECOND) if need == "chain"}
        assert missing == {4, 26, 29, 30, 31, 33, 34}

    def test_lacks_what_is_referenced(self):
        missing = {rule for rule, need in gaps(UPDATE, context=beside()) if need == "chain"}
        assert missing == {26, 31, 34}

    def test_keeps_a_message_once_that_was_met_twice(self):
        assert len(chain_of([as_known(CLEAN), as_known(CLEAN)]).by_name) == 1

    def test_knows_no_time_of_a_message_without_one(self):
        bare = changed(CLEAN, sent=None, sender=None, identifier=None)
        assert (as_known(bare).triple, as_known(bare).sent_s) == (",,", None)
        assert as_known(changed(CLEAN, sent="noon")).sent_s is None

    def test_knows_no_end_where_a_block_has_none(self):
        assert not as_known(with_info(CLEAN, 1, expires=None)).is_over(AT)
        assert not as_known(with_info(CLEAN, 1, expires="soon")).is_over(AT)
        assert not as_known(changed(CLEAN, infos=())).is_over(AT)


class TestReferences:
    def test_repeat_the_original(self):
        moved = changed(CLEAN, sent="2016-06-06T11:00:00+05:00")
        assert codes(UPDATE, context=beside(moved, UPDATE)) == {"cap-reference-differs"}

    def test_are_known_at_release(self):
        release = a_release(at=UPDATE.sent.instant)
        context = beside(release=release)
        assert codes(UPDATE, context=context) == {"cap-reference-differs"}

    def test_name_all_that_has_not_expired(self):
        short = changed(SECOND, references=f"{SENDER},{UPDATE.identifier},{UPDATE.sent.text}")
        assert codes(short, context=beside(CLEAN, UPDATE)) == {"cap-references-incomplete"}
        over = with_info(CLEAN, 0, expires="2016-06-06T13:30:00+06:00")
        assert codes(short, context=beside(over, UPDATE)) == set()

    def test_name_one_that_has_not_expired(self):
        over = with_info(CLEAN, 0, expires="2016-06-06T13:00:00+06:00")
        assert codes(UPDATE, context=beside(over)) == {"cap-references-expired"}
        assert codes(changed(UPDATE, msg_type="Alert"), context=beside(over)) == set()

    def test_are_not_judged_by_time_without_one(self):
        assert codes(changed(SECOND, sent=None), context=beside(CLEAN, UPDATE)) == set()

    def test_stay_in_one_chain(self):
        other = changed(CLEAN, identifier="osland-2016-000001")
        both = changed(UPDATE, references=f"{UPDATE.references} {SENDER},{other.identifier},{SENT}")
        assert codes(both, context=beside(CLEAN, other, both)) == {"cap-references-two-chains"}
        over = with_info(other, 0, expires="2016-06-06T13:00:00+06:00")
        assert codes(both, context=beside(CLEAN, over, both)) == set()
        ended = with_info(CLEAN, 0, expires="2016-06-06T13:00:00+06:00")
        assert codes(both, context=beside(ended, over)) == {"cap-references-expired"}

    @pytest.mark.parametrize(("name", "value"), [("status", "System"), ("scope", "Private")])
    def test_keep_status_and_scope(self, name, value):
        other = changed(CLEAN, **{name: value})
        assert codes(UPDATE, context=beside(other)) == {"cap-references-other-status"}


class TestOpenEnds:
    def test_are_named(self):
        fork = changed(SECOND, references=UPDATE.references)
        assert "cap-chain-forked" in codes(fork, context=beside(CLEAN, UPDATE, fork))

    def test_are_the_last_of_a_chain(self):
        late = an_update(identifier="osland-2016-000020", sent="2016-06-06T15:00:00+06:00")
        context = beside(CLEAN, UPDATE, SECOND)
        found = codes(late, context=context)
        assert found == {"cap-chain-forked"}

    def test_of_two_at_once_are_ordered_by_identifier(self):
        twin = an_update(identifier="osland-2016-000018b")
        context = beside(CLEAN, UPDATE, twin)
        assert codes(UPDATE, context=context) == set()
        assert codes(twin, context=context) == {"cap-chain-forked"}

    def test_do_not_lead_back(self):
        back = changed(CLEAN, references=f"{SENDER},{UPDATE.identifier},{UPDATE.sent.text}")
        assert codes(back, Profile.DABYL, context=beside(back, UPDATE)) == {
            "cap-chain-forked",
            "cap-reference-to-later",
        }


class TestRelease:
    def test_goes_to_no_channel_that_lacks_the_message_before(self):
        def on(*triples):
            return Context(channel=Channel(name="cell", has_all_of=frozenset(triples)))

        assert codes(UPDATE, context=on(UPDATE.references)) == set()
        assert codes(UPDATE, context=on()) == {"cap-channel-lacks-reference"}
        assert codes(CLEAN, context=on()) == set()
        assert (35, "channel") in gaps(UPDATE)
        assert (35, "channel") in gaps(UPDATE, context=Context(channel=Channel(name="cell")))

    def test_never_replaces_a_file(self):
        message = Message(CLEAN, data=b"<alert/>")

        def over(stored):
            return Context(release=a_release(at=AT, stored=stored))

        assert codes_of(message, context=over(None)) == set()
        assert codes_of(message, context=over(b"<alert/>")) == set()
        assert codes_of(message, context=over(b"<alert />")) == {"cap-file-replaced"}
        assert (40, "release") in gaps(CLEAN)


class TestKnown:
    def test_has_the_name_that_a_reference_gives(self):
        assert f"{SENDER},{CLEAN.identifier},{SENT}" == known(Message(CLEAN)).triple
        assert attrs.evolve(known(Message(CLEAN)), sender="x").name == ("x", CLEAN.identifier)
