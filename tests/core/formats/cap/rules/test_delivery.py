"""Rules 103 to 108: each with one thing wrong, and silent on a clean site."""

from datetime import timedelta

import attrs
import pytest

from dabyl.core.formats.cap.feeds import Entry, Feed, Link, parse_feed
from dabyl.core.formats.cap.rules.checking import check
from dabyl.core.formats.cap.rules.context import Context, Served
from dabyl.core.formats.cap.rules.delivery import (
    BETTER_BYTES,
    LEAVES,
    MOST_BYTES,
    STAYS,
    detail_is_reachable,
    feed_is_small,
    feed_keeps_what_ended,
    feed_names_the_message,
    heartbeat_names_the_last_ten,
    is_served_as_stored,
)
from dabyl.core.formats.cap.rules.findings import Need
from dabyl.core.formats.cap.rules.kinds import E, I, Profile, W
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.values import Time
from dabyl.core.values.instants import parse_instant
from support.cap import AT, CLEAN, SENDER, a_chain, an_alert, an_update, changed, with_info

RULES = (
    feed_names_the_message,
    feed_is_small,
    feed_keeps_what_ended,
    detail_is_reachable,
    heartbeat_names_the_last_ten,
    is_served_as_stored,
)
ID = CLEAN.identifier
PATH = f"cap/{ID}.xml"
LINK = Link(href=f"../{PATH}", type="application/cap+xml")
ENTRY = Entry(id=ID, title="One", date="2016-06-06T12:00:00+06:00", links=(LINK,))
FEED = Feed(
    id="urn:feed",
    title="All",
    date="2016-06-06T12:00:00+06:00",
    links=(Link(href="feed/cap.atom", rel="self"),),
    entries=(ENTRY,),
    size_bytes=5000,
    valid_until="2016-06-06T12:05:00+06:00",
)
STORED = Served(
    body=b"<alert/>",
    headers={"etag": '"x"', "cache-control": "public, max-age=31536000, immutable"},
)
LISTED = Served(body=b"<feed/>", headers={"etag": '"y"', "cache-control": "max-age=60"})
SITE = {PATH: STORED, "feed/cap.atom": LISTED}
FULL = Context(at=AT, chain=a_chain(CLEAN), feed=FEED, served=SITE)
MESSAGE = Message(CLEAN, None, b"<alert/>")
ENDS = parse_instant("2016-06-07T12:00:00+06:00")


def said(context=FULL, message=MESSAGE, profile=Profile.DABYL):
    found = check(message, (profile,), context, rules=RULES).findings
    return [(f.code, f.case, f.kind) for f in found]


def gaps(context, message=MESSAGE):
    found = check(message, (Profile.DABYL,), context, rules=RULES).not_judged
    return {(each.rule, each.missing) for each in found}


def with_feed(**changes):
    return attrs.evolve(FULL, feed=attrs.evolve(FEED, **changes))


def with_entry(**changes):
    return with_feed(entries=(attrs.evolve(ENTRY, **changes),))


def with_served(path, **changes):
    return attrs.evolve(FULL, served={**SITE, path: attrs.evolve(SITE[path], **changes)})


class TestACleanSite:
    def test_has_nothing_wrong_in_any_profile(self):
        assert [said(profile=profile) for profile in Profile] == [[]] * len(Profile)
        assert gaps(FULL) == set()

    def test_leaves_open_what_was_not_given(self):
        feed = {(number, Need.FEED) for number in (103, 104, 105, 106, 108)}
        assert gaps(Context()) == feed
        assert gaps(Context(feed=FEED)) == {
            (105, Need.AT),
            (106, Need.SERVED),
            (108, Need.SERVED),
        }


class TestAnEntry:
    @pytest.mark.parametrize(
        ("changes", "case"),
        [
            ({"title": ""}, "no-title"),
            ({"date": "today"}, "no-date"),
            ({"links": ()}, "links"),
            ({"links": (LINK, LINK)}, "links"),
            ({"id": "other"}, "other-id"),
            ({"id": "", "title": ""}, "other-id"),
        ],
    )
    def test_lacks_nothing(self, changes, case):
        assert said(with_entry(**changes)) == [("cap-feed-entry", case, E)]

    def test_that_holds_the_message_needs_no_link(self):
        assert said(with_entry(links=(), holds=(ID,))) == []
        assert said(with_entry(id="x", holds=(ID,))) == [("cap-feed-entry", "other-id", E)]

    def test_is_there_once(self):
        assert said(with_feed(entries=(ENTRY, ENTRY))) == [("cap-feed-entry", "twice", E)]
        mild = said(with_feed(entries=(ENTRY, ENTRY)), profile=Profile.OASIS)
        assert mild == [("cap-feed-entry", "twice", I)]

    def test_without_an_id_can_be_told_apart_by_its_faults(self):
        message = Message(changed(CLEAN, identifier=""))
        assert said(with_entry(id=""), message) == [("cap-feed-entry", "no-id", E)]

    def test_of_another_message_is_none_of_ours(self):
        assert said(with_entry(id="other", links=(), holds=("other",))) == []


class TestAFeed:
    def test_is_small(self):
        assert said(with_feed(size_bytes=BETTER_BYTES)) == []
        assert said(with_feed(size_bytes=BETTER_BYTES + 1)) == [("cap-feed-size", "", W)]
        assert said(with_feed(size_bytes=MOST_BYTES - 1)) == [("cap-feed-size", "", W)]
        assert said(with_feed(size_bytes=MOST_BYTES)) == [("cap-feed-size", "", E)]

    def test_keeps_what_has_ended_for_a_day_and_no_longer_than_two_weeks(self):
        kept, gone = FEED, attrs.evolve(FEED, entries=())
        site = attrs.evolve(FULL, served=None)

        def at(moment, feed):
            return said(attrs.evolve(site, at=moment, feed=feed))

        second = timedelta(seconds=1)
        assert at(ENDS.plus(-second), gone) == []
        assert at(ENDS, gone) == [("cap-feed-past", "gone", W)]
        assert at(ENDS.plus(STAYS), gone) == []
        assert at(ENDS.plus(LEAVES), kept) == []
        assert at(ENDS.plus(LEAVES + second), kept) == [("cap-feed-past", "stays", W)]
        archive = attrs.evolve(kept, is_archive=True)
        assert at(ENDS.plus(LEAVES + second), archive) == []

    def test_counts_from_what_superseded_it(self):
        late = parse_instant("2016-06-06T13:00:00+06:00").plus(LEAVES + timedelta(seconds=1))
        chain = a_chain(CLEAN, an_update())
        context = attrs.evolve(FULL, at=late, chain=chain, served=None)
        assert said(context) == [("cap-feed-past", "stays", W)]

    def test_cannot_tell_when_a_message_without_end_is_over(self):
        open_ended = Message(with_info(CLEAN, 1, expires=None))
        context = attrs.evolve(FULL, at=ENDS.plus(LEAVES * 2), chain=None, served=None)
        assert said(context, open_ended) == []


class TestAnAddress:
    def test_leads_somewhere(self):
        empty = attrs.evolve(FULL, served={"feed/cap.atom": LISTED})
        assert said(empty) == [("cap-feed-unreachable", "", E)]

    def test_may_be_absolute_and_below_a_folder(self):
        feed = attrs.evolve(
            FEED, links=(Link(href="https://example.kz/warn/feed/cap.atom", rel="self"),)
        )
        assert said(attrs.evolve(FULL, feed=feed)) == []


class TestWhatIsServed:
    @pytest.mark.parametrize(
        ("changes", "case"),
        [
            ({"body": b"other"}, "other-bytes"),
            ({"headers": {"cache-control": "max-age=86400"}}, "no-etag"),
            ({"headers": {"etag": '"x"', "cache-control": "max-age=86399"}}, "short-life"),
            ({"headers": {"etag": '"x"'}}, "short-life"),
        ],
    )
    def test_of_a_message_is_what_was_stored_for_long(self, changes, case):
        assert said(with_served(PATH, **changes)) == [("cap-served", case, E)]

    def test_of_a_feed_is_short_lived_and_says_its_end(self):
        long = with_served("feed/cap.atom", headers={"cache-control": "max-age=301"})
        assert said(long) == [("cap-served", "long-life", E)]
        assert said(with_feed(valid_until=None)) == [("cap-served", "no-end", E)]
        assert said(with_feed(valid_until="soon")) == [("cap-served", "no-end", E)]
        late = with_feed(valid_until="2016-06-06T12:01:00+06:00")
        assert said(late) == [("cap-served", "stale", E)]

    def test_of_a_feed_that_is_an_archive_or_lies_elsewhere_is_not_leased(self):
        assert said(with_feed(valid_until=None, is_archive=True)) == []
        assert said(with_feed(valid_until=None, links=())) == []

    def test_without_header_fields_is_judged_as_far_as_it_goes(self):
        context = with_served(PATH, headers=None)
        assert said(context) == []
        assert gaps(context) == {(108, Need.SERVED)}
        assert said(with_served("feed/cap.atom", headers=None)) == []

    def test_is_not_compared_with_bytes_that_nobody_has(self):
        assert said(message=Message(CLEAN)) == []

    def test_may_be_all_there_is_to_know(self):
        context = attrs.evolve(FULL, at=None)
        assert said(context) == []


class TestAHeartbeat:
    BEAT = Message(
        an_alert(
            status="System",
            infos=(),
            sent=Time("2016-06-06T14:00:00+06:00"),
            references=f"{SENDER},{ID},2016-06-06T12:00:00+06:00",
        )
    )
    CONTEXT = Context(at=parse_instant("2016-06-06T14:01:00+06:00"), chain=a_chain(CLEAN))

    def beats(self, message=BEAT, **changes):
        context = attrs.evolve(self.CONTEXT, **changes)
        found = check(message, (Profile.DABYL,), context, rules=RULES).findings
        return [(f.code, f.case, f.kind) for f in found]

    def test_is_silent_when_all_is_well(self):
        assert self.beats() == []

    def test_is_no_older_than_two_minutes(self):
        late = parse_instant("2016-06-06T14:02:01+06:00")
        assert self.beats(at=late) == [("cap-heartbeat", "late", W)]

    def test_names_the_last_messages(self):
        two = a_chain(CLEAN, an_update())
        assert self.beats(chain=two) == [("cap-heartbeat", "missing", W)]
        later = an_update(sent="2016-06-06T15:00:00+06:00")
        other_beat = changed(self.BEAT.alert, identifier="b-2", sent="2016-06-06T13:59:00+06:00")
        assert self.beats(chain=a_chain(CLEAN, later, other_beat)) == []

    def test_names_ten_at_most(self):
        many = " ".join(f"{SENDER},x-{n},2016-06-06T12:00:00+06:00" for n in range(10))
        references = f"{self.BEAT.alert.references} {many} rest"
        message = Message(changed(self.BEAT.alert, references=references))
        assert self.beats(message) == [("cap-heartbeat", "many", W)]

    def test_leaves_open_what_was_not_given(self):
        found = check(self.BEAT, (Profile.DABYL,), Context(), rules=(heartbeat_names_the_last_ten,))
        assert {each.missing for each in found.not_judged} == {Need.AT, Need.CHAIN}

    @pytest.mark.parametrize("sent", [None, Time("now")])
    def test_without_a_time_is_for_other_rules(self, sent):
        assert self.beats(Message(changed(self.BEAT.alert, sent=sent))) == []


class TestRealFeeds:
    def test_are_read_for_these_rules(self):
        data = (
            b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>%s</id></entry></feed>'
            % ID.encode()
        )
        found = said(attrs.evolve(FULL, feed=parse_feed(data), served=None))
        cases = ["no-title", "no-date", "links"]
        assert found == [("cap-feed-entry", case, E) for case in cases]
