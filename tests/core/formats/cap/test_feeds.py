import pytest

from dabyl.core.formats.cap.feeds import parse_feed, read_date
from dabyl.core.values.instants import parse_instant

ATOM = b"""<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0"
      xmlns:d="urn:dabyl">
<id>urn:feed</id><title>All <b>warnings</b></title><updated>2026-06-06T12:00:00Z</updated>
<d:valid_until>2026-06-06T12:05:00Z</d:valid_until>
<link rel="self" href="feed/cap.atom"/>
<entry><id>KZ-1</id><title>One</title><updated>2026-06-06T12:00:00+05:00</updated>
<link rel="alternate" type="text/html" href="x.html"/>
<link type="application/cap+xml" href="../cap/KZ-1.xml"/></entry>
<entry><id>KZ-2</id><title/>
<content><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>KZ-2</identifier></alert>
</content></entry>
</feed>"""
RSS = b"""<rss version="2.0"><channel><title>All</title>
<pubDate>Sat, 06 Jun 2026 12:00:00 GMT</pubDate>
<link>https://example.kz/</link><item><guid>KZ-1</guid><title>One</title>
<pubDate>Sat, 06 Jun 2026 12:00:00 +0500</pubDate><link>https://example.kz/cap/KZ-1.xml</link></item>
<item><link/></item></channel></rss>"""
RDF = b"""<rdf:RDF xmlns:rdf="urn:rdf" xmlns="http://purl.org/rss/1.0/"><channel><title>T</title></channel>
<item><title>One</title></item></rdf:RDF>"""


class TestAnAtomFeed:
    FEED = parse_feed(ATOM)

    def test_has_what_it_says_of_itself(self):
        feed = self.FEED
        assert (feed.id, feed.title, feed.address) == ("urn:feed", "All warnings", "feed/cap.atom")
        assert feed.valid_until == "2026-06-06T12:05:00Z"
        assert feed.size_bytes == len(ATOM)
        assert not feed.is_archive

    def test_has_entries_with_links_to_alerts_or_alerts_inside(self):
        one, two = self.FEED.entries
        assert [link.href for link in one.alert_links] == ["../cap/KZ-1.xml"]
        assert one.dated == parse_instant("2026-06-06T12:00:00+05:00")
        assert (two.holds, two.alert_links, two.title, two.dated) == (("KZ-2",), (), "", None)
        assert self.FEED.by_id == {"KZ-1": (one,), "KZ-2": (two,)}

    def test_may_be_an_archive(self):
        archive = parse_feed(ATOM.replace(b"<id>urn:feed", b"<fh:archive/><id>urn:feed"))
        assert archive.is_archive


class TestAnRssFeed:
    def test_counts_the_link_of_an_item_as_one_to_an_alert(self):
        feed = parse_feed(RSS)
        one, two = feed.entries
        assert (one.id, one.dated) == ("KZ-1", parse_instant("2026-06-06T12:00:00+05:00"))
        assert [link.href for link in one.alert_links] == ["https://example.kz/cap/KZ-1.xml"]
        assert (two.id, two.links) == ("", ())
        assert [link.type for link in feed.links] == [""]
        assert feed.address is None
        assert feed.valid_until is None

    def test_may_have_its_items_beside_the_channel(self):
        feed = parse_feed(RDF)
        assert (feed.title, [entry.title for entry in feed.entries]) == ("T", ["One"])
        alone = parse_feed(b"<rss><item><title>One</title></item></rss>")
        assert [entry.title for entry in alone.entries] == ["One"]


class TestAnythingElse:
    @pytest.mark.parametrize("data", [b"", b"<a", b"<alert/>", b"<!DOCTYPE feed><feed/>"])
    def test_is_no_feed(self, data):
        assert parse_feed(data) is None


class TestADate:
    @pytest.mark.parametrize(
        "text",
        ["2026-06-06T12:00:00Z", "Sat, 06 Jun 2026 12:00:00 GMT", "Sat, 06 Jun 2026 12:00:00"],
    )
    def test_is_read_in_both_ways(self, text):
        assert read_date(text) == parse_instant("2026-06-06T12:00:00Z")

    @pytest.mark.parametrize("text", ["", "today", "Sat, 99 Jun 2026 12:00:00 GMT", "2026-06-06"])
    def test_may_be_none(self, text):
        assert read_date(text) is None
