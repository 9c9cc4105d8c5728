from xml.etree import ElementTree as ET

import attrs
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.formats.atom.feed import Feed, FeedEntry, format_feed
from dabyl.core.values.instants import parse_instant

ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
WHEN = parse_instant("2016-06-06T08:00+06:00")
ENTRY = FeedEntry(
    id="urn:x:1",
    title="Yellow <declared> & so",
    link="../en/decision/x/index.html",
    published=WHEN,
    updated=WHEN,
    text="line",
    category="declared",
    author="An office",
)
FEED = Feed(
    id="urn:x",
    lang="en",
    title="Levels",
    subtitle="All",
    author="Osland",
    updated=WHEN,
    zone="Asia/Almaty",
    self_link="en.atom",
    page_link="../en/history/index.html",
    previous="en/2015.atom",
    current=None,
    entries=(ENTRY,),
)


def read(feed):
    return ET.fromstring(format_feed(feed))  # noqa: S314 - our own bytes


def links(root):
    return {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}


class TestFormatFeed:
    def test_says_when_in_the_zone_of_the_site(self):
        assert read(FEED).findtext(f"{ATOM}updated") == "2016-06-06T08:00:00+06:00"

    def test_names_the_archive_before_it(self):
        root = read(FEED)
        assert links(root)["prev-archive"] == "en/2015.atom"
        assert root.find(f"{HISTORY}archive") is None

    def test_an_archive_names_the_current_feed_and_no_later_one(self):
        root = read(attrs.evolve(FEED, previous=None, current="../en.atom"))
        assert root.find(f"{HISTORY}archive") is not None
        assert set(links(root)) == {"self", "alternate", "current"}

    def test_has_every_entry(self):
        entry = read(FEED).find(f"{ATOM}entry")
        assert entry is not None
        assert entry.findtext(f"{ATOM}title") == ENTRY.title
        assert entry.findtext(f"{ATOM}author/{ATOM}name") == "An office"

    @given(st.text(max_size=60))
    def test_is_xml_whatever_a_text_holds(self, text):
        entry = attrs.evolve(ENTRY, title=text, link=text)
        read(attrs.evolve(FEED, entries=(entry,), title=text))
