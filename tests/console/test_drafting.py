"""From what stands now to a decision that two persons signed, through the console's pages."""

import re
from html import unescape

import pytest

from dabyl.core.drafts.draft import State
from support.consoles import ORIGIN, a_console, at_the_desk, seat, token_on
from support.officework import (
    AMBER,
    APPROVER,
    MATE,
    OFFICER,
    OTHER,
    approved,
    begun,
    proposed,
    released,
    stored,
    text,
    typed,
)


@pytest.fixture
def console(tmp_path):
    with a_console(tmp_path) as opened:
        seat(opened, OFFICER, MATE, APPROVER, OTHER)
        yield opened


@pytest.mark.usefixtures("console")
class TestADecision:
    def test_goes_from_a_draft_to_the_journal_by_two_persons(self, console):
        officer, approver = at_the_desk(OFFICER), at_the_desk(APPROVER)
        where = begun(officer)
        assert typed(officer, where, **AMBER)["Location"] == where
        assert "Nothing speaks against it" in text(officer.get(where))
        assert proposed(officer, where)["Location"] == where
        assert stored(where).state is State.PROPOSED
        assert approved(approver, where)["Location"] == where
        assert stored(where).state is State.RELEASED
        *_, last = console.house.desk.journal.entries(0)
        consents = last.body["approval"]["consents"]
        assert [one["person"] for one in consents] == ["officer-1", "officer-3"]
        assert "High" in text(officer.get("/"))
        assert "In parts only" in re.sub(r"\s+", " ", text(officer.get("/")))

    def test_is_extended_corrected_and_lifted_by_the_buttons_beside_it(self, console):
        officer, approver = at_the_desk(OFFICER), at_the_desk(APPROVER)
        first = released(officer, approver, begun(officer), **AMBER)
        shared = {"provision": "xo-act.3", "reason": "event"}
        for step, fields in (
            ("extend", {"layer": first, "ending": "days", "days": "9", **shared}),
            ("lift", {"layer": first, **shared}),
            ("correct", {"withdraw": "1", **shared}),
        ):
            if step != "correct":  # what was lifted stands no more, and has no buttons
                assert f'value="{step} xo-alert {first}"' in text(officer.get("/"))
            released(officer, approver, begun(officer, f"{step} xo-alert {first}"), **fields)
        assert "High" not in text(officer.get("/"))
        assert console.house.register().withdrawn(first, console.now()) is not None

    def test_is_not_approved_under_the_name_of_another_level(self):
        officer, approver = at_the_desk(OFFICER), at_the_desk(APPROVER)
        where = begun(officer)
        typed(officer, where, **AMBER)
        proposed(officer, where)
        reply = approved(approver, where, level="critical")
        assert reply.status_code == 409
        assert "is not the name of the level" in text(reply)
        assert stored(where).state is State.PROPOSED
        assert approved(approver, where, level=" ÉLEVÉ ").status_code == 303
        assert stored(where).state is State.RELEASED

    def test_goes_back_with_a_reason_and_is_changed(self):
        officer, approver = at_the_desk(OFFICER), at_the_desk(APPROVER)
        where = begun(officer)
        typed(officer, where, **AMBER)
        proposed(officer, where)
        reply = approver.post(f"{where}/refuse", page=f"{where}/review", reason="Only five days?")
        assert reply["Location"] == where
        assert stored(where).state is State.REFUSED
        assert "Only five days?" in text(officer.get(where))
        released(officer, approver, where, **{**AMBER, "days": "9"})

    def test_is_of_its_own_office_only(self):
        where, other = begun(at_the_desk(OFFICER)), at_the_desk(OTHER)
        assert where not in text(other.get("/drafts"))
        for path in ("", "/preview", "/review", "/forms/1/1/1/en/index.html"):
            assert other.get(where + path).status_code == 403
        for path in ("save", "comment", "withdraw", "propose", "refuse", "approve"):
            assert other.post(f"{where}/{path}", page="/").status_code == 403
        assert stored(where).state is State.OPEN


@pytest.mark.usefixtures("console")
class TestADraft:
    def test_keeps_what_was_typed_onto_an_older_version(self):
        officer, mate = at_the_desk(OFFICER), at_the_desk(MATE)
        where = begun(officer)
        old = officer.get(where)
        typed(mate, where, **{"title-en": "Theirs"})
        shown = dict(re.findall(r'name="(based_on|start)" value="([^"]*)"', text(old)))
        reply = officer.send(f"{where}/save", old, **{**shown, "title-en": "Mine"})
        assert "?kept=3" in reply["Location"]
        assert "Nothing is lost" in text(officer.get(reply["Location"]))
        assert "Theirs" in text(officer.get(where))
        assert "Mine" in text(officer.get(f"{where}?version=3"))

    def test_is_saved_by_a_script_that_hears_what_is_against_it(self):
        officer = at_the_desk(OFFICER)
        where = begun(officer)
        page = officer.get(where)
        sent = {"csrfmiddlewaretoken": token_on(page), "based_on": "1", "level": "amber"}
        reply = officer.client.post(
            f"{where}/save",
            sent,
            headers={"origin": ORIGIN, "referer": f"{ORIGIN}/", "accept": "application/json"},
        ).json()
        assert (reply["version"], reply["fork"]) == (2, False)
        assert "Saved at" in reply["said"]
        assert "Reasons against it" in reply["parts"]["against"]
        assert "xo-act.3" in reply["parts"]["provisions"]
        assert stored(where).current.content["effects"]["1"]["level"] == "amber"

    def test_tells_a_script_its_new_heading_and_that_a_change_ended_the_proposal(self):
        officer = at_the_desk(OFFICER)
        where = begun(officer)
        typed(officer, where, **AMBER)
        proposed(officer, where)
        page = officer.get(where)
        assert "Another person decides now" in text(page)
        sent = {"csrfmiddlewaretoken": token_on(page), "based_on": "2", "unit": "XO-S"}
        told = {"origin": ORIGIN, "referer": f"{ORIGIN}/", "accept": "application/json"}
        reply = officer.client.post(f"{where}/save", sent, headers=told).json()
        assert reply["title"] == "Declare: South"
        assert reply["chosen"] == {"": "South"}
        assert reply["state"] == "open"
        assert "has ended the proposal" in reply["parts"]["state"]
        assert "has ended the proposal" not in text(officer.get(where))

    def test_says_which_places_are_chosen(self):
        officer = at_the_desk(OFFICER)
        where = begun(officer)
        assert re.search(r'data-chosen="">.*<span>North</span>', text(officer.get(where)))
        typed(officer, where, **{**AMBER, "unit": []})
        assert re.search(r'data-chosen="" hidden>', text(officer.get(where)))

    def test_is_judged_no_more_once_it_is_done(self):
        officer, approver = at_the_desk(OFFICER), at_the_desk(APPROVER)
        where = begun(officer)
        released(officer, approver, where, **AMBER)
        assert 'class="against"' not in text(officer.get(where))

    def test_offers_only_provisions_that_give_the_power_and_says_why_not(self):
        crown = at_the_desk(OTHER)
        page = text(crown.get(begun(crown, "lift xo-alert xo-1")))
        assert "No provision gives this office the power" in page
        assert "xo-act.3" in page
        officer = at_the_desk(OFFICER)
        assert "No provision gives" not in text(officer.get(begun(officer)))

    def test_names_the_field_that_is_missing_in_the_language_of_the_page(self):
        officer = at_the_desk(OFFICER)
        where = begun(officer)
        assert "Level is missing." in text(officer.get(where))
        officer.post("/language", page="/", language="kk", back="/")
        assert "Толтырылмаған: Деңгей." in text(officer.get(where))

    def test_finds_places_by_name_and_code_and_keeps_what_it_does_not_know(self):
        officer = at_the_desk(OFFICER)
        where = begun(officer)
        typed(officer, where, places="Nord\nxo-s\nAtlantis")
        content = stored(where).current.content
        assert content["effects"]["1"]["area"]["units"] == ["XO-N", "XO-S", "Atlantis"]
        assert ">Atlantis</textarea>" in text(officer.get(where))

    def test_is_commented_on_and_withdrawn(self):
        officer, approver = at_the_desk(OFFICER), at_the_desk(APPROVER)
        where = begun(officer)
        approver.post(f"{where}/comment", page=where, text="Why <so> long?")
        assert "Why &lt;so&gt; long?" in text(officer.get(where))
        assert officer.post(f"{where}/withdraw", page=where)["Location"] == "/drafts"
        assert stored(where).state is State.WITHDRAWN
        assert "withdrawn" in text(officer.get("/drafts"))


@pytest.mark.usefixtures("console")
class TestAPreview:
    def test_shows_each_form_in_a_frame_that_may_do_nothing(self):
        officer = at_the_desk(OFFICER)
        where = begun(officer)
        typed(officer, where, **AMBER)
        page = officer.get(f"{where}/preview")
        frames = re.findall(r'<iframe title="([^"]+)" src="([^"]+)" sandbox ', text(page))
        assert len(frames) == text(page).count("<iframe") > 10
        assert "frame-src 'self'" in page["Content-Security-Policy"]
        paths = dict(frames)
        reply = officer.get(paths[f"en/decision/{stored(where).id}/index.html"])
        assert "A large event." in text(reply)
        assert reply["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert reply["X-Frame-Options"] == "SAMEORIGIN"
        assert officer.get(paths["en/index.html"] + "x").status_code == 404

    def test_tells_every_reason_and_asks_for_no_passkey_while_there_is_one(self):
        officer = at_the_desk(OFFICER)
        where = begun(officer)
        page = text(officer.get(f"{where}/preview"))
        assert "Reasons against it" in page
        assert "data-passkey" not in page
        assert "<iframe" not in page

    def test_shows_what_would_read_otherwise(self):
        officer = at_the_desk(OFFICER)
        where = begun(officer)
        typed(officer, where, **AMBER)
        page = text(officer.get(f"{where}/preview"))
        assert re.search(r"<del>No level[^<]*</del>", page)
        assert re.search(r"<ins>[^<]*High[^<]*</ins>", page)
        assert "What begins and ends by it, and where" in page
        assert re.search(r">begins</th><td[^>]*>High</td><td[^>]*>North</td>", page)
        assert "<strong>Front page · English</strong> <code>en/index.html</code>" in page

    def test_shows_some_forms_at_a_time_of_the_same_preview(self):
        officer = at_the_desk(OFFICER)
        where = begun(officer)
        typed(officer, where, **AMBER)
        page = text(officer.get(f"{where}/preview"))
        count = int(re.search(r"published: (\d+) forms", page).group(1))
        shown = re.findall(r'<iframe title="([^"]+)"', page)
        while more := re.search(r'href="(\?[^"]*first=[^"]+)"', page):
            page = text(officer.get(f"{where}/preview{unescape(more.group(1))}"))
            shown += re.findall(r'<iframe title="([^"]+)"', page)
        assert len(shown) == len(set(shown)) == count
        found = text(officer.get(f"{where}/preview?find=.sms.txt"))
        titles = re.findall(r'<iframe title="([^"]+)"', found)
        assert {title.rpartition("/")[2] for title in titles} == {"XO.sms.txt", "XO-N.sms.txt"}
