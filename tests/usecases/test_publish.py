"""Publishing a two-region country: what is written, what stays, and what can be checked after."""

import json

import attrs
import pytest

from dabyl.adapters.files import FilePublisher
from dabyl.adapters.keys import SigningKey
from dabyl.adapters.theme import load_theme
from dabyl.core.journal.chain import Broken, Fault, Verified, verify_chain
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Rejected, Unavailable
from dabyl.usecases.check_token import check_token
from dabyl.usecases.desk import load, load_up_to
from dabyl.usecases.publish import Press, publish_archive, publish_live
from dabyl.usecases.take_decision import take_decision
from dabyl.usecases.verify import verify_site
from dabyl.wiring import open_site
from support.desks import KEEPER, a_desk, a_level, a_lift, noon

PRESS = Press(theme=load_theme(), signer=KEEPER, maker="test")


class World:
    def __init__(self, folder) -> None:
        self.desk = a_desk()
        self.out = folder / "site"

    def decide(self, decision, day):
        take_decision(self.desk, decision, at=noon(day))

    def publish(self, day, press=PRESS, *, earlier=None):
        return publish_live(
            load(self.desk),
            FilePublisher(self.out),
            press,
            at=noon(day),
            earlier=earlier or (lambda number: load_up_to(self.desk, number)),
        )

    def archive(self, day, known):
        register, publisher = load(self.desk), FilePublisher(self.out)
        return publish_archive(register, publisher, PRESS, at=noon(day), known_at=noon(known))

    def bytes(self):
        return {
            path.relative_to(self.out).as_posix(): path.read_bytes()
            for path in self.out.rglob("*")
            if path.is_file() and not path.name.startswith(".dabyl")
        }

    def verified(self):
        found = verify_chain(self.desk.journal.lines())
        assert isinstance(found, Verified)
        return found

    def checked(self, *, key=None, journal=None):
        return verify_site(journal or self.verified(), open_site(self.out), key=key)


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


class TestLive:
    def test_after_a_decision_gives_the_bytes_of_a_whole_publication(self, world, tmp_path):
        world.decide(a_level("xo-1"), 5)
        world.publish(5)
        world.decide(a_level("xo-2", "red", area="XO-N", start=7), 7)
        world.publish(7)
        world.decide(a_lift("xo-3", "xo-2", start=9), 9)
        world.publish(9)
        world.publish(16)
        step_by_step = world.bytes()
        world.out = tmp_path / "at-once"
        world.publish(16)
        assert step_by_step == world.bytes()

    def test_takes_nothing_back_when_the_clock_went_back(self, world):
        world.decide(a_level("xo-1"), 5)
        world.decide(a_level("xo-2", "red", area="XO-N", start=7), 7)
        world.publish(7)
        shown = world.bytes()
        with pytest.raises(Unavailable, match="set the clock"):
            world.publish(6)
        assert world.bytes() == shown

    def test_leaves_alone_the_record_that_nothing_touched(self, world):
        world.decide(a_level("xo-1"), 5)
        world.decide(a_lift("xo-2", "xo-1", start=8), 8)
        world.publish(9)
        outcome = world.publish(10)
        assert not [path for path in outcome.written if "/decision/" in path]
        assert outcome.removed == ()

    def test_begins_anew_when_program_or_theme_are_others(self, world):
        world.decide(a_level("xo-1"), 5)
        world.publish(5)
        before = world.bytes()
        outcome = world.publish(5, attrs.evolve(PRESS, maker="other"))
        assert outcome.written == ()
        assert outcome.unchanged == len(before)

    @pytest.mark.parametrize("earlier", [lambda _: None, None])
    def test_begins_anew_when_the_last_one_is_not_known_any_more(self, world, earlier):
        world.decide(a_level("xo-1"), 5)
        world.publish(5)
        world.decide(a_level("xo-2", start=6), 6)
        world.publish(6, earlier=earlier)
        assert "en/decision/xo-2/index.html" in world.bytes()

    def test_after_an_archive_in_the_same_place_is_whole(self, world):
        world.decide(a_level("xo-1"), 5)
        world.archive(6, 6)
        world.publish(6)
        assert b"As it stood" not in world.bytes()["en/index.html"]


class TestArchive:
    def test_says_as_it_stood_and_knows_only_what_was_known(self, world):
        world.decide(a_level("xo-1"), 5)
        world.decide(a_lift("xo-2", "xo-1", start=8), 8)
        world.archive(9, 7)
        pages = world.bytes()
        assert b"As it stood" in pages["en/index.html"]
        assert "en/decision/xo-2/index.html" not in pages
        assert json.loads(pages["status.json"])["standing"]["level"] == "amber"


class TestVerify:
    def test_finds_files_token_and_journal_in_step(self, world):
        world.decide(a_level("xo-1"), 5)
        world.publish(5)
        checked = world.checked(key=KEEPER.public)
        assert checked.problems == ()
        assert isinstance(checked.journal, Verified)
        assert checked.journal.sees_cut_tail
        assert checked.files > 20
        assert world.checked().problems == ()

    def test_notices_a_tail_that_was_cut_off(self, world):
        whole = world.desk
        world.decide(a_level("xo-1"), 5)
        world.publish(5)
        lines = list(whole.journal.lines())[:-1]
        cut = verify_chain(lines)
        found = world.checked(journal=cut).journal
        assert isinstance(found, Broken)
        assert (found.number, found.what) == (3, Fault.TAIL_CUT)

    def test_names_each_file_that_is_changed_or_gone(self, world):
        world.decide(a_level("xo-1"), 5)
        world.publish(5)
        (world.out / "en/index.html").write_bytes(b"changed")
        (world.out / "en/decision/xo-1/index.html").unlink()
        (world.out / "token.jws").unlink()
        found = {(p.code, p.where) for p in world.checked().problems}
        assert found == {
            (Code.SITE_FILE_CHANGED, "en/index.html"),
            (Code.SITE_FILE_MISSING, "en/decision/xo-1/index.html"),
            (Code.SITE_FILE_MISSING, "token.jws"),
        }

    def test_watches_the_record_that_belongs_to_no_year(self, world):
        world.decide(a_level("xo-1"), 5)
        world.publish(5)
        record = ("en/law/index.html", "en/history/index.html", "feed/en.atom", "calendar/en.ics")
        for path in record:
            (world.out / path).write_bytes(b"changed")
        found = {(p.code, p.where) for p in world.checked().problems}
        assert found == {(Code.SITE_FILE_CHANGED, path) for path in record}

    def test_notices_another_key_and_a_token_of_another_time(self, world):
        world.publish(4)
        old = (world.out / "token.jws").read_bytes()
        world.decide(a_level("xo-1"), 5)
        world.publish(5)
        stranger = SigningKey.from_seed(b"s" * 32)
        assert {p.code for p in world.checked(key=stranger.public).problems} == {Code.TOKEN_KEY}
        (world.out / "token.jws").write_bytes(old)
        codes = {p.code for p in world.checked().problems}
        assert codes == {Code.SITE_TOKEN_DIFFERS, Code.SITE_FILE_CHANGED}
        world.publish(6, attrs.evolve(PRESS, signer=stranger))
        assert {p.code for p in world.checked().problems} == {Code.TOKEN_KEY}

    @pytest.mark.parametrize("body", [b"", b"{}", b"[1]", b"\xff", b'{"at":"\xff"}'])
    def test_rejects_what_is_no_manifest(self, world, body):
        world.publish(5)
        (world.out / "manifest.json").write_bytes(body)
        with pytest.raises(Rejected) as raised:
            world.checked()
        assert [p.code for p in raised.value.problems] == [Code.SITE_UNREADABLE]


class TestToken:
    def test_can_be_checked_until_the_lease_ends(self, world):
        world.decide(a_level("xo-1"), 5)
        world.publish(5)
        token = check_token((world.out / "token.jws").read_bytes(), KEEPER.public, at=noon(5))
        assert token.claims["levels"]["XO"]["level"] == "amber"
        assert token.claims["kind"] == "live"
