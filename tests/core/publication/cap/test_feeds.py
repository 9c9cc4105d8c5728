"""Feeds of messages are read by other people's readers."""

import atoma
import feedparser
import pytest

from dabyl.adapters.theme import load_theme
from dabyl.core.calendars.endings import ForDays
from dabyl.core.formats.cap.feeds import parse_feed
from dabyl.core.publication.cap.channels import CELL
from dabyl.core.publication.cap.feeds import topics
from dabyl.core.publication.cap.files import Outgoing
from dabyl.core.publication.cap.heartbeat import heartbeat
from dabyl.core.publication.site import Site, plan
from dabyl.core.values.instants import Instant, parse_instant
from support.alerts import Teller
from support.osland import declared
from support.released import released

SUMMER = parse_instant("2016-07-20T00:00:00Z")
WINTER = parse_instant("2017-01-16T00:00:00Z")
LIVE = "w-replay.kz-2016-03.000061"


def site(at: Instant, **given: object) -> Site:
    register = released("kazakhstan-2016")
    outgoing = Outgoing(**given)
    return plan(register, at=at, known_at=at, theme=load_theme(), outgoing=outgoing)


@pytest.fixture(scope="module")
def summer() -> Site:
    return site(SUMMER, hub="https://hub.example/", keys=b"PEM", heartbeat=b"<alert/>")


class TestSubscription:
    def test_is_read_by_feedparser(self, summer):
        found = feedparser.parse(summer.page("feed/cap.atom"))
        assert not found.bozo
        assert found.feed.title.endswith("(CAP)")
        assert [entry.id for entry in found.entries][:1] == ["w-replay.kz-2016-05.000066"]
        assert LIVE in [entry.id for entry in found.entries]
        assert {entry.links[0].type for entry in found.entries} == {"application/cap+xml"}

    def test_is_read_by_atoma(self, summer):
        found = atoma.parse_atom_bytes(summer.page("feed/cap.atom"))
        assert found.entries[0].id_ == "w-replay.kz-2016-05.000066"
        assert found.entries[0].links[0].href == "../cap/w-replay.kz-2016-05.000066.xml"

    def test_names_itself_and_the_hub_and_its_archive(self, summer):
        links = feedparser.parse(summer.page("feed/cap.atom")).feed.links
        have = {link.rel: link.href for link in links}
        assert have == {
            "self": "cap.atom",
            "hub": "https://hub.example/",
            "prev-archive": "cap-2016.atom",
        }

    def test_lets_go_of_what_is_over_for_two_weeks(self):
        listed = parse_feed(site(WINTER).page("feed/cap.atom"))
        assert [entry.id for entry in listed.entries] == [
            "w-replay.kz-2016-03.000100",
            "w-replay.kz-2016-03.000085",
        ]

    def test_is_empty_before_the_first_message(self):
        early = site(parse_instant("2016-06-02T00:00:00Z"))
        assert parse_feed(early.page("feed/cap.atom")).entries == ()
        assert "feed/cap-2016.atom" not in early.paths()


class TestRss:
    def test_is_read_by_feedparser(self, summer):
        found = feedparser.parse(summer.page("feed/cap.rss"))
        assert not found.bozo
        assert found.version == "rss20"
        assert found.entries[0].id == "w-replay.kz-2016-05.000066"

    def test_is_read_by_atoma(self, summer):
        found = atoma.parse_rss_bytes(summer.page("feed/cap.rss"))
        assert found.items[0].guid == "w-replay.kz-2016-05.000066"
        assert found.items[0].link == "../cap/w-replay.kz-2016-05.000066.xml"

    def test_names_no_hub_when_there_is_none(self):
        assert b"hub" not in site(SUMMER).page("feed/cap.rss")


class TestCurrent:
    def test_lists_what_is_live_and_until_when(self, summer):
        found = parse_feed(summer.page("feed/cap-current.atom"))
        assert [entry.id for entry in found.entries] == [LIVE]
        assert parse_instant(found.valid_until) > SUMMER

    def test_is_not_valid_beyond_the_end_of_a_message(self):
        end = parse_instant("2017-01-15T18:00:00Z")
        found = parse_feed(site(Instant(end.s - 5)).page("feed/cap-current.atom"))
        assert parse_instant(found.valid_until) == end


class TestCell:
    def at(self, when: str) -> Site:
        one = Teller(channel=CELL)
        start = "2021-03-01T00:00+01:00"
        one.decide(start, declared("amber", "amber", ("XO-N",), start, ending=ForDays(days=10)))
        one.pass_to(parse_instant(when))
        at = parse_instant(when)
        outgoing = Outgoing()
        return plan(one.register, at=at, known_at=at, theme=load_theme(), outgoing=outgoing)

    def test_lists_what_the_channel_is_to_carry_and_nothing_of_before(self):
        site = self.at("2021-03-03T12:00+01:00")
        (entry,) = parse_feed(site.page("feed/cap-cell.atom")).entries
        assert site.page(f"cap/{entry.id}.xml").startswith(b"<alert")
        assert len([path for path in site.paths() if path.startswith("cap/w-")]) > 1

    def test_is_in_no_other_feed(self):
        assert parse_feed(self.at("2021-03-03T12:00+01:00").page("feed/cap.atom")).entries == ()

    def test_is_not_there_for_a_workspace_without_the_channel(self, summer):
        assert "feed/cap-cell.atom" not in summer.paths()

    def test_is_a_topic_as_the_feeds_of_all_are(self):
        paths = ("cap/a.xml", "feed/cap.atom", "feed/cap-2016.atom", "feed/cap-cell.atom")
        assert topics(paths) == ("feed/cap.atom", "feed/cap-cell.atom")


class TestArchive:
    def test_has_the_year_and_is_an_archive(self, summer):
        found = parse_feed(summer.page("feed/cap-2016.atom"))
        assert found.is_archive
        assert len(found.entries) == 6

    def test_leads_to_the_year_before(self):
        later = site(WINTER)
        links = feedparser.parse(later.page("feed/cap-2017.atom")).feed.links
        assert ("prev-archive", "cap-2016.atom") in [(one.rel, one.href) for one in links]


class TestFiles:
    def test_are_the_stored_bytes(self, summer):
        stored = {
            r.message.identifier: r.message.text for r in released("kazakhstan-2016").messages
        }
        assert summer.page(f"cap/{LIVE}.xml") == stored[LIVE].encode()

    def test_come_before_the_lists_that_name_them(self, summer):
        order = {path: place for place, path in enumerate(summer.paths())}
        details = [p for p in order if p.startswith("cap/w-")]
        lists = [p for p in order if p.startswith("feed/cap")]
        assert len(details) == 6
        assert max(order[p] for p in details) < min(order[p] for p in lists)

    def test_are_in_the_manifests(self, summer):
        assert f"cap/{LIVE}.xml".encode() in summer.page("manifest/2016.json")
        assert b"feed/cap-current.atom" in summer.page("manifest.json")

    def test_have_keys_and_a_heartbeat_when_the_shell_gives_them(self, summer):
        assert summer.page("cap/keys.pem") == b"PEM"
        assert summer.page("cap/heartbeat.xml") == b"<alert/>"
        assert not {"cap/keys.pem", "cap/heartbeat.xml"} & set(site(SUMMER).paths())


class TestHeartbeat:
    def test_names_the_last_messages(self):
        register = released("kazakhstan-2016")
        beat = heartbeat(register, "alerts@w-replay.invalid", at=WINTER, zone="UTC")
        assert beat.status == "System"
        assert len(beat.parsed_references) == 8
        assert beat.sent.text == "2017-01-16T00:00:00-00:00"

    def test_has_no_references_when_nothing_was_sent(self):
        register = released("kazakhstan-2016")
        early = parse_instant("2016-06-02T00:00:00Z")
        beat = heartbeat(register, "alerts@w-replay.invalid", at=early, zone="Asia/Almaty")
        assert beat.references is None
        assert beat.sent.text.endswith("+06:00") or beat.sent.text.endswith("+05:00")
