"""Turns of a watcher over real servers, folders and a store on the disk."""

from datetime import timedelta

import attrs
import pytest

from dabyl.adapters.asking import HttpAsker
from dabyl.adapters.clock import SimulatedClock
from dabyl.adapters.watchfolder import FolderAsker
from dabyl.adapters.watchstore import WatchFolder
from dabyl.core.formats.cap.signature.keyring import NO_KEYS
from dabyl.core.formats.cap.watching.cover import Cover, position
from dabyl.core.formats.cap.watching.live import PLAYED
from dabyl.core.formats.cap.watching.sources import MOST_TRIES
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Rejected
from dabyl.usecases.listing import list_in_force
from dabyl.usecases.watch import Asked, New, Trouble, Watcher
from support.cap import AT, CLEAN, an_update
from support.watching import HOST, Page, atom, document, rss, serving

EVERY_S = 300
FEED = "/cap.atom"


@attrs.frozen
class NoChance:
    def jitter(self):
        return 0.0


@pytest.fixture
def server():
    with serving() as running:
        yield running


@pytest.fixture
def watch(tmp_path):
    told = []
    with WatchFolder(tmp_path / "watched").turn() as store:
        yield (
            Watcher(
                store=store,
                web=HttpAsker(agent="test", private=frozenset({HOST})),
                folders=FolderAsker(),
                clock=SimulatedClock(AT),
                chance=NoChance(),
                keyring=NO_KEYS,
                tell=told.append,
                every_s=EVERY_S,
            ),
            told,
        )


def kept(watcher):
    return sorted(each.identifier for each in watcher.store.every())


def happened(told, kind):
    return [one for one in told if isinstance(one, kind)]


class TestTurn:
    def test_reads_the_alerts_that_a_feed_names(self, server, watch):
        watcher, told = watch
        server.pages |= {
            FEED: Page(body=atom("/a.xml", "/b.xml"), etag='"1"'),
            "/a.xml": Page(body=document("a")),
            "/b.xml": Page(body=document("b")),
        }
        watcher.turn([server.url(FEED)], once=True)
        assert kept(watcher) == ["a", "b"]
        assert [new.kept.source for new in happened(told, New)] == [
            server.url("/a.xml"),
            server.url("/b.xml"),
        ]
        (asked,) = happened(told, Asked)
        assert (asked.changed, asked.new, asked.waiting) == (True, 2, 0)

    def test_reads_alerts_inside_a_feed_in_rss_and_alone(self, server, watch):
        watcher, _ = watch
        server.pages |= {
            FEED: Page(body=atom(inside=document("inside"))),
            "/rss": Page(body=rss(server.url("/c"))),
            "/c": Page(body=document("in rss")),
            "/alone": Page(body=document("alone")),
        }
        watcher.turn([server.url(p) for p in (FEED, "/rss", "/alone")], once=True)
        assert kept(watcher) == ["alone", "in rss", "inside"]

    def test_asks_for_nothing_twice(self, server, watch):
        watcher, told = watch
        server.pages |= {
            FEED: Page(body=atom("/a.xml"), etag='"1"'),
            "/a.xml": Page(body=document("a")),
        }
        for _ in range(3):
            watcher.turn([server.url(FEED)], once=True)
        assert server.paths() == [FEED, "/a.xml", FEED, FEED]
        assert [one.changed for one in happened(told, Asked)] == [True, False, False]
        assert len(happened(told, New)) == 1

    def test_waits_its_time_between_two_questions(self, server, watch):
        watcher, _ = watch
        server.pages[FEED] = Page(body=atom())
        source = server.url(FEED)
        watcher.turn([source], once=False)
        watcher.turn([source], once=False)
        assert server.paths() == [FEED]
        assert watcher.next_turn([source]) == AT.plus(timedelta(seconds=EVERY_S))
        watcher.clock.advance(timedelta(seconds=EVERY_S))
        watcher.turn([source], once=False)
        assert server.paths() == [FEED, FEED]

    def test_stays_away_as_long_as_the_server_asks(self, server, watch):
        watcher, told = watch
        server.pages[FEED] = Page(status=429, headers={"Retry-After": "1000"})
        source = server.url(FEED)
        for _ in range(3):
            watcher.turn([source], once=True)
        assert server.paths() == [FEED]
        (trouble,) = happened(told, Trouble)
        assert trouble.problem.code is Code.WATCH_STATUS
        assert trouble.again == AT.plus(timedelta(seconds=1000))

    def test_goes_on_with_other_sources(self, server, watch):
        watcher, told = watch
        server.pages["/ok"] = Page(body=document("a"))
        watcher.turn([server.url("/missing"), server.url("/ok")], once=True)
        assert kept(watcher) == ["a"]
        assert len(happened(told, Trouble)) == 1

    def test_asks_again_for_an_alert_that_could_not_be_had_though_the_feed_stays(
        self, server, watch
    ):
        watcher, told = watch
        server.pages[FEED] = Page(body=atom("/a.xml"), etag='"1"')
        watcher.turn([server.url(FEED)], once=True)
        assert happened(told, Asked)[-1].waiting == 1
        server.pages["/a.xml"] = Page(body=document("a"))
        watcher.turn([server.url(FEED)], once=True)
        assert kept(watcher) == ["a"]

    def test_gives_an_alert_up_that_is_never_there(self, server, watch):
        watcher, _ = watch
        server.pages[FEED] = Page(body=atom("/a.xml"), etag='"1"')
        for _ in range(MOST_TRIES + 2):
            watcher.turn([server.url(FEED)], once=True)
        assert server.paths().count("/a.xml") == MOST_TRIES

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"<feed><entry>",
            b"<html><p>Sorry",
            b"\x1f\x8b",
            b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>",
        ],
    )
    def test_tells_of_a_feed_that_cannot_be_read_and_backs_off(self, server, watch, body):
        watcher, told = watch
        server.pages[FEED] = Page(body=body, etag='"broken"')
        watcher.turn([server.url(FEED)], once=True)
        (trouble,) = happened(told, Trouble)
        assert trouble.problem.code is Code.CAP_UNREADABLE
        assert trouble.again is not None
        assert watcher.store.source(server.url(FEED)).etag is None

    def test_tells_of_an_alert_that_cannot_be_read_once(self, server, watch):
        watcher, told = watch
        server.pages |= {
            FEED: Page(body=atom("/a.xml", "/b.xml")),
            "/a.xml": Page(body=b"<html>Sorry"),
            "/b.xml": Page(body=document("b")),
        }
        for _ in range(2):
            watcher.turn([server.url(FEED)], once=True)
        assert [one.problem.code for one in happened(told, Trouble)] == [Code.CAP_UNREADABLE]
        assert kept(watcher) == ["b"]

    def test_follows_no_link_to_a_private_address_or_a_file(self, server, watch, tmp_path):
        watcher, told = watch
        secret = tmp_path / "secret.xml"
        secret.write_bytes(document("secret"))
        there = [server.url("/a", "localhost"), f"file://{secret}", "http://169.254.169.254/"]
        server.pages[FEED] = Page(body=atom(*there))
        watcher.turn([server.url(FEED)], once=True)
        assert [one.problem.code for one in happened(told, Trouble)] == [
            Code.WATCH_PRIVATE,
            Code.WATCH_ADDRESS,
            Code.WATCH_PRIVATE,
        ]
        assert kept(watcher) == []

    def test_asks_for_some_alerts_in_a_turn_and_for_the_rest_later(
        self, server, watch, monkeypatch
    ):
        watcher, told = watch
        monkeypatch.setattr("dabyl.usecases.watch.MOST_IN_A_TURN", 2)
        names = [f"/{number}" for number in range(5)]
        server.pages |= {name: Page(body=document(name)) for name in names}
        server.pages[FEED] = Page(body=atom(*names), etag='"1"')
        for _ in range(3):
            watcher.turn([server.url(FEED)], once=True)
        assert [one.waiting for one in happened(told, Asked)] == [3, 1, 0]
        assert kept(watcher) == names


class TestFolder:
    def test_is_read_file_by_file_and_again_when_a_file_changes(self, watch, tmp_path):
        watcher, told = watch
        folder = tmp_path / "archive"
        folder.mkdir()
        (folder / "a.xml").write_bytes(document("a"))
        (folder / "b.txt").write_bytes(b"no alert")
        for _ in range(2):
            watcher.turn([str(folder)], once=True)
        assert kept(watcher) == ["a"]
        assert len(happened(told, Trouble)) == 1
        (folder / "a.xml").write_bytes(document("a", note="more"))
        watcher.turn([str(folder)], once=True)
        assert kept(watcher) == ["a", "a"]

    def test_holds_no_feed_whose_links_are_files(self, watch, tmp_path):
        watcher, told = watch
        (tmp_path / "secret.xml").write_bytes(document("secret"))
        feed = tmp_path / "cap.atom"
        feed.write_bytes(atom("secret.xml", str(tmp_path / "secret.xml")))
        watcher.turn([str(feed)], once=True)
        assert kept(watcher) == []
        assert {one.problem.code for one in happened(told, Trouble)} == {Code.WATCH_ADDRESS}

    def test_that_is_gone_is_a_trouble(self, watch, tmp_path):
        watcher, told = watch
        watcher.turn([str(tmp_path / "none")], once=True)
        assert [one.problem.code for one in happened(told, Trouble)] == [Code.WATCH_UNREACHABLE]


class TestListing:
    @pytest.fixture
    def read(self, server, watch):
        watcher, _ = watch
        update = an_update(msg_type="Cancel")
        server.pages |= {
            FEED: Page(body=atom("/1", "/2", "/3", "/4")),
            "/1": Page(body=document(CLEAN.identifier)),
            "/2": Page(body=document("other")),
            "/3": Page(body=document("played", status="Exercise")),
            "/4": Page(
                body=document(
                    "end", msg_type="Cancel", sent=update.sent, references=update.references
                )
            ),
        }
        watcher.turn([server.url(FEED)], once=True)
        return watcher.store

    def listed(self, store, **asked):
        rows = list_in_force(store, at=asked.pop("at", AT), **asked)
        return sorted(row.standing.heard.kept.identifier for row in rows)

    def test_tells_what_is_in_force_at_an_instant(self, read):
        assert self.listed(read) == sorted([CLEAN.identifier, "other"])
        assert self.listed(read, at=AT.plus(timedelta(hours=2))) == ["other"]
        assert self.listed(read, at=AT.plus(timedelta(days=2))) == []

    def test_tells_of_exercises_when_asked(self, read):
        assert "played" in self.listed(read, statuses=PLAYED)

    def test_tells_what_covers_a_place(self, read):
        rows = list_in_force(read, at=AT, place=position(57.2, 50.2))
        assert rows == ()
        rows = list_in_force(read, at=AT, place=position(50.2, 57.2))
        assert {row.cover for row in rows} == {Cover.WHOLE}

    def test_says_that_a_document_is_broken(self, read):
        for file in (read.folder / "alerts").glob("*.xml"):
            file.write_bytes(b"")
        with pytest.raises(Rejected) as rejected:
            list_in_force(read, at=AT)
        assert [one.code for one in rejected.value.problems] == [Code.WATCH_STORE_BROKEN]
