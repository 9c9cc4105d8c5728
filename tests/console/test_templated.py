"""Drafts that are made from a template, with slots only."""

import re
from html import unescape

import pytest

from dabyl.core.staff.keys import Role
from dabyl.usecases.drafts.draft_desk import draft_of
from support.acts import WITH_ACTS
from support.consoles import a_console, a_desk, a_passkey, seat, sign_in

OFFICER = a_passkey("officer-1", "xo-hq", Role.OFFICER)
WHOLE = {"unit": "XO-N", "ending": "days", "days": "5", "provision": "xo-act.3", "reason": "event"}
SLOTS = {
    "slot-why-en": "A match.",
    "slot-why-fr": "Un match.",
    "slot-phone-en": "1",
    "slot-phone-fr": "1",
}


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.setattr("support.processes.FILES", WITH_ACTS)
    with a_console(tmp_path) as opened:
        seat(opened, OFFICER)
        desk = a_desk()
        assert sign_in(desk, OFFICER)["Location"] == "/"
        yield desk


@pytest.fixture
def draft(desk):
    return desk.post("/drafts/begin", page="/", step="declare xo-alert XO-N")["Location"]


def text(reply):
    return unescape(reply.content.decode())


def content(draft):
    from dabyl.console.drafts import desk_now  # noqa: PLC0415 - Django must be ready

    return draft_of(desk_now(), draft.rpartition("/")[2]).current.content


def saved(desk, draft, **fields):
    page = desk.get(draft)
    shown = dict(re.findall(r'name="(based_on|start)" value="([^"]*)"', text(page)))
    level = re.search(r'name="level" value="(\w+)" checked', text(page))
    kept = {"level": level.group(1)} if level else {}
    return desk.send(f"{draft}/save", page, **{**shown, **kept, **WHOLE, **fields})


def chosen(desk, draft):
    return saved(desk, draft, then="template", template="amber")


class TestATemplate:
    def test_is_offered_for_what_the_draft_does(self, desk, draft):
        shown = text(desk.get(draft))
        assert '<option value="amber">Amber declared</option>' in shown
        assert '<option value="lifted">' not in shown

    def test_is_not_offered_for_another_level(self, desk, draft):
        saved(desk, draft, level="red")
        assert '<option value="amber">' not in text(desk.get(draft))

    def test_leaves_only_its_slots_to_be_typed(self, desk, draft):
        chosen(desk, draft)
        shown = text(desk.get(draft))
        assert 'name="slot-why-en"' in shown
        assert 'name="grounds-en"' not in shown
        assert content(draft)["effects"]["1"]["level"] == "amber"
        assert "the slot why of the template is empty" in shown

    def test_makes_the_texts_from_the_draft_and_its_slots(self, desk, draft):
        chosen(desk, draft)
        saved(desk, draft)
        saved(desk, draft, **SLOTS, **{"grounds-en": "Run!"})
        body = content(draft)
        assert body["title"]["en"] == "North: High"
        assert body["grounds"]["en"].startswith("A match.\nFrom: ")
        assert body["template"]["slots"]["why"] == {"en": "A match.", "fr": "Un match."}
        shown = text(desk.get(draft))
        assert "North: High" in shown
        assert "Nothing speaks against it" in shown

    def test_is_named_by_the_preview(self, desk, draft):
        chosen(desk, draft)
        saved(desk, draft, **SLOTS)
        shown = text(desk.get(f"{draft}/preview"))
        assert "made from the template Amber declared" in shown
        assert "Why, Telephone" in shown

    def test_tells_what_the_draft_does_not_say_yet(self, desk, draft):
        chosen(desk, draft)
        saved(desk, draft, ending="", days="")
        assert "Empty until the draft says it: end (English)" in text(desk.get(draft))

    def test_is_left_with_its_texts(self, desk, draft):
        chosen(desk, draft)
        saved(desk, draft, **SLOTS)
        saved(desk, draft, then="freely")
        body = content(draft)
        assert "template" not in body
        assert body["title"]["en"] == "North: High"
        assert "North: High</textarea>" in text(desk.get(draft))

    def test_that_is_not_there_changes_nothing(self, desk, draft):
        saved(desk, draft, then="template", template="gone", **{"title-en": "Mine"})
        assert content(draft)["title"] == {"en": "Mine"}
        assert "template" not in content(draft)
