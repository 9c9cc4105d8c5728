"""What became of a released draft, form by form."""

from datetime import timedelta

import pytest

from dabyl.adapters.alertfolder import make_alert_key
from dabyl.adapters.workspace import KEYS
from dabyl.core.calendars.endings import OpenEnd
from dabyl.core.formats.packs.pack import parse_pack
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.publication.after import FormKind
from dabyl.core.register.facts import DecisionMade, PackAdopted
from dabyl.core.staff.keys import Role
from dabyl.core.values.instants import Instant
from dabyl.ports.afterbook import After, Failure, Form
from dabyl.usecases.desk import load, record
from dabyl.wiring import release_now
from dabyl.wiring_after import after_book
from support.consoles import a_console, a_desk, a_passkey, seat, sign_in
from support.desks import OSLAND, a_level, noon
from support.drafting import a_draft

OFFICER = a_passkey("officer-1", "xo-hq", Role.OFFICER)
OTHER = a_passkey("officer-2", "xo-crown", Role.OFFICER)
AT = noon(5)
LATER = AT.plus(timedelta(seconds=7))


@pytest.fixture
def console(tmp_path):
    with a_console(tmp_path) as opened:
        seat(opened, OFFICER, OTHER)
        yield opened


def page(passkey, path="/drafts/xo-1/after"):
    desk = a_desk()
    sign_in(desk, passkey)
    return desk.get(path)


def text(passkey, path="/drafts/xo-1/after"):
    return page(passkey, path).content.decode()


@pytest.fixture
def entry(console):
    """Let the journal and the drafts hold a release."""
    from dabyl.console.drafts import desk_now  # noqa: PLC0415 - Django must be ready
    from dabyl.core.drafts import steps  # noqa: PLC0415 - beside it

    house = console.house
    made = DecisionMade(decision=a_level("xo-1", ending=OpenEnd()))
    number = record(house.desk, house.register(), [made], at=console.now()).number
    desk_now().drafts.put(steps.released(a_draft(), number), expected=0)
    return number


def form(kind, path, **more):
    return Form(kind=kind, path=path, channel="", hash="ab", published_at=AT, **more)


def write(console, number, *forms, failure=None):
    book = after_book(console.house)
    book.change(lambda _: After(number=number, forms={"xo-1": forms}, failure=failure))


class TestAfter:
    def test_tells_when_each_form_was_published_and_seen(self, console, entry):
        front = [form(FormKind.FRONT, f"{lang}/index.html", seen_at=LATER) for lang in "ef"]
        feed = form(FormKind.FEED, "feed/en.atom")
        write(console, entry, *front, feed)
        shown = text(OFFICER)
        assert shown.index("Front page") < shown.index("Feeds")
        assert "files: 2" in shown
        assert "5 January 2021 12:00" in shown
        assert "not yet" in shown
        assert "data-waits" in shown
        write(console, entry, *front)
        assert "data-waits" not in text(OFFICER)

    def test_tells_what_failed_why_and_when_it_is_tried_again(self, console, entry):
        again = Instant(LATER.s + 60)
        bad = form(FormKind.SMS, "text/en/XO.sms.txt", failed="HTTP 404", again=again)
        write(console, entry, bad, failure=Failure(at=AT, why="the disk is full"))
        shown = text(OFFICER)
        assert "text/en/XO.sms.txt" in shown
        assert "HTTP 404" in shown
        assert "next try 5 January 2021 12:01" in shown
        assert "the disk is full" in shown

    def test_says_that_nothing_is_published_yet_or_known(self, console, entry):
        assert "Not published yet" in text(OFFICER)
        write(console, entry - 1)
        assert "Not published yet" in text(OFFICER)
        write(console, entry)
        assert "before the records that are kept" in text(OFFICER)

    @pytest.mark.usefixtures("entry")
    def test_is_reached_from_the_draft_and_from_what_stands(self):
        for path in ("/drafts/xo-1", "/"):
            assert 'href="/drafts/xo-1/after"' in text(OFFICER, path)
        assert "/drafts/xo-1/after" not in text(OTHER, "/")
        assert page(OTHER).status_code == 403


class TestReadyTexts:
    def test_begin_a_withdrawal_and_where_the_scale_has_no_errata_nothing_else(
        self, console, entry
    ):
        from dabyl.console.drafts import desk_now  # noqa: PLC0415 - Django must be ready

        write(console, entry)
        desk = a_desk()
        sign_in(desk, OFFICER)
        assert "Decision xo-1 is withdrawn" in text(OFFICER)
        page = desk.get("/drafts/xo-1/after")
        assert 'name="ready" value="correct"' not in page.content.decode()
        step = "correct xo-alert xo-1"
        reply = desk.send("/drafts/begin", page, step=step, ready="cancel")
        key = reply["Location"].rpartition("/")[2]
        body = desk_now().drafts.get(key).current.content
        assert body["effects"]["1"]["withdraw"] is True
        assert "grounds" not in body  # the site speaks no French, which the scale needs

    def test_fill_the_draft_where_they_stand_in_every_language(self, console, entry):
        from dabyl.console.drafts import desk_now  # noqa: PLC0415 - Django must be ready

        pack = OSLAND.texts["pack.toml"].replace('["en", "fr"]', '["en"]')
        texts = {**OSLAND.texts, "pack.toml": pack}
        house = console.house
        fact = PackAdopted(pack=parse_pack(texts), files=tuple(sorted(texts.items())))
        record(house.desk, load(house.desk), [fact], at=console.now())
        write(console, entry)
        desk, step = a_desk(), "correct xo-alert xo-1"
        sign_in(desk, OFFICER)
        reply = desk.post("/drafts/begin", page="/drafts/xo-1/after", step=step, ready="cancel")
        where = reply["Location"]
        desk.post(f"{where}/save", page=where, based_on="1", withdraw="1", reason="event")
        body = desk_now().drafts.get(where.rpartition("/")[2]).current.content
        assert body["title"] == {"en": "Decision xo-1 is withdrawn"}
        assert body["grounds"]["en"].startswith("Decision xo-1 (High, Osland) is withdrawn")


class TestWarnings:
    def test_of_the_gate_reach_whoever_released(self, console, entry):  # noqa: ARG002 - it is there
        house, at = console.house, console.now()
        sender = "alerts@osland.example"
        make_alert_key(house.folder / KEYS, house.workspace.id, WorkspaceKind.LIVE, sender, at=at)
        assert "Warnings about the messages" not in text(OFFICER)
        release_now(house, house.register(), at=console.now())
        shown = text(OFFICER)
        assert "Warnings about the messages: 1" in shown
        assert "cap-geocode-alone" in shown
