"""A key for some places only: what the console offers, shows, takes and refuses."""

import re

import attrs
import pytest

from dabyl.core.staff.keys import Role
from support.consoles import a_console, a_passkey, answer_to, at_the_desk, seat
from support.officework import WHOLE
from support.packs import FILES

HQ = "xo-hq"
NORTHERN = attrs.evolve(a_passkey("officer-1", HQ, Role.OFFICER), area=("XO-N",))
SOUTHERN = attrs.evolve(a_passkey("officer-2", HQ, Role.OFFICER), area=("XO-S",))
EVERYWHERE = a_passkey("officer-3", HQ, Role.OFFICER)
APPROVER = attrs.evolve(a_passkey("officer-4", HQ, Role.APPROVER), area=("XO-S",))
ADA, BO, NEW = a_passkey("ada"), a_passkey("bo"), a_passkey("cleo")


@pytest.fixture
def console(tmp_path):
    with a_console(tmp_path) as opened:
        seat(opened, NORTHERN, SOUTHERN, EVERYWHERE, APPROVER, ADA, BO)
        yield opened


def text(reply):
    return reply.content.decode()


def begun(desk, place, scale="xo-alert"):
    return desk.post("/drafts/begin", page="/", step=f"declare {scale} {place}")


def typed(desk, where, *units):
    page = desk.get(where)
    shown = dict(re.findall(r'name="(based_on|start)" value="([^"]*)"', text(page)))
    return desk.send(f"{where}/save", page, unit=units, **{**shown, **WHOLE})


def offered(reply):
    return re.findall(r'name="unit" value="([^"]+)"', text(reply))


@pytest.mark.usefixtures("console")
class TestAnOfficerOfAnArea:
    def test_is_offered_the_places_in_it(self):
        north = at_the_desk(NORTHERN)
        assert re.findall(r'value="declare \S+ (\S+)"', text(north.get("/"))) == ["XO-N"]
        assert offered(north.get(begun(north, "XO-N")["Location"])) == ["XO-N"]
        whole = at_the_desk(EVERYWHERE)
        assert offered(whole.get(begun(whole, "XO-N")["Location"])) == ["XO", "XO-N", "XO-S"]

    def test_begins_nothing_beyond_it(self):
        assert begun(at_the_desk(NORTHERN), "XO-S").status_code == 403

    def test_is_told_what_lies_beyond_it_and_cannot_propose_that(self):
        north = at_the_desk(NORTHERN)
        where = begun(north, "XO-N")["Location"]
        typed(north, where, "XO-N")
        assert "is for North" not in text(north.get(where))
        typed(north, where, "XO-N", "XO-S")
        assert "is for North, and this is about South too" in text(north.get(where))
        page = north.get(f"{where}/preview")
        seen = dict(re.findall(r'name="(version|at|number)" value="(\d+)"', text(page)))
        reply = north.send(f"{where}/propose", page, answer=answer_to(page, NORTHERN), **seen)
        assert reply.status_code == 409
        assert "this is about XO-S too" in text(reply)

    @pytest.mark.parametrize("path", ["", "/preview"])
    def test_sees_no_draft_of_a_colleague_beyond_it(self, path):
        north, south = at_the_desk(NORTHERN), at_the_desk(SOUTHERN)
        where = begun(north, "XO-N")["Location"]
        assert south.get(where + path).status_code == 403  # unfinished
        typed(north, where, "XO-N")
        assert south.get(where + path).status_code == 403
        assert where not in text(south.get("/drafts"))
        assert at_the_desk(APPROVER).get(f"{where}/review").status_code == 403
        assert at_the_desk(EVERYWHERE).get(where + path).status_code == 200

    def test_keeps_at_hand_what_they_wrote(self):
        north = at_the_desk(NORTHERN)
        where = begun(north, "XO-N")["Location"]
        typed(at_the_desk(EVERYWHERE), where, "XO-S")
        assert north.get(where).status_code == 200
        assert where in text(north.get("/drafts"))


class TestAnArea:
    def test_is_proposed_with_a_key_and_confirmed(self, console):
        from dabyl.adapters.accounts import models, passkeys  # noqa: PLC0415 - Django is ready

        made = models.Person.objects.create(key="cleo", name="Cleo", made_at_s=1).passkeys.create(
            credential=NEW.credential, public_key=NEW.key.cose, site=NEW.site, made_at_s=1
        )
        ada, bo = at_the_desk(ADA), at_the_desk(BO)
        asked = f"/staff/admit/{made.pk}?role=officer&office={HQ}&area=XO-N&area=nowhere"
        page = ada.get(asked)
        assert "<dt>Area</dt><dd>North</dd>" in text(page)
        said = dict(re.findall(r'name="(role|office|area|number)" value="([^"]*)"', text(page)))
        ada.send(f"/staff/admit/{made.pk}/propose", page, answer=answer_to(page, ADA), **said)
        page = bo.get("/staff/proposal/1")
        assert "<dt>Area</dt><dd>North</dd>" in text(page)
        bo.send(
            "/staff/proposal/1/confirm",
            page,
            answer=answer_to(page, BO),
            fingerprint=passkeys.fingerprint(made),
        )
        assert console.house.register().staff.keys[NEW.credential].area == ("XO-N",)
        assert f"{HQ} · North" in text(ada.get("/staff"))
        assert "North" in text(at_the_desk(NEW).get("/me"))

    def test_goes_with_a_right_for_an_hour(self, console):
        ada, bo = at_the_desk(ADA), at_the_desk(BO)
        asked = {"role": "officer", "office": HQ, "area": "XO-N"}
        assert ada.post("/me/right", page="/me", **asked).status_code == 303
        page = bo.get("/staff/proposal/1")
        assert "North" in text(page)
        bo.send("/staff/proposal/1/confirm", page, answer=answer_to(page, BO))
        assert begun(ada, "XO-N").status_code == 303
        assert begun(ada, "XO-S").status_code == 403
        del console


NORTH_OFFICE = """
[[office]]
id = "xo-north"
kind = "headquarters"
place = "XO-N"
name = { en = "Northern headquarters", fr = "État-major du nord" }
"""
WITH_BOUNDS = {
    **FILES,
    "offices.toml": FILES["offices.toml"] + NORTH_OFFICE,
    "law.toml": FILES["law.toml"].replace("beyond_territory = true\n", ""),
}
OF_THE_NORTH = a_passkey("officer-5", "xo-north", Role.OFFICER)
OF_BOTH = attrs.evolve(a_passkey("officer-6", HQ, Role.OFFICER), area=("XO-N",))


def told(reply):
    return re.sub(r"\s+", " ", text(reply))


@pytest.fixture
def bounds(tmp_path, monkeypatch):
    monkeypatch.setattr("support.processes.FILES", WITH_BOUNDS)
    with a_console(tmp_path) as opened:
        seat(opened, OF_THE_NORTH, OF_BOTH, EVERYWHERE)
        yield opened


@pytest.mark.usefixtures("bounds")
class TestAnOffice:
    def test_is_offered_its_own_ground_and_told_why_nothing_else(self):
        north = at_the_desk(OF_THE_NORTH)
        assert re.findall(r'value="declare \S+ (\S+)"', text(north.get("/"))) == ["XO-N"]
        page = north.get(begun(north, "XO-N")["Location"])
        assert offered(page) == ["XO-N"]
        assert "Northern headquarters decides only here: North." in told(page)
        assert "Your key is for" not in told(page)

    def test_of_the_whole_country_is_offered_all_and_told_nothing(self):
        whole = at_the_desk(EVERYWHERE)
        page = whole.get(begun(whole, "XO-N")["Location"])
        assert offered(page) == ["XO", "XO-N", "XO-S"]
        assert "Other places are not offered" not in told(page)
        assert "Your key is for" not in told(page)

    def test_offers_whoever_has_a_key_for_a_part_that_part_only_and_says_so(self):
        part = at_the_desk(OF_BOTH)
        page = part.get(begun(part, "XO-N")["Location"])
        assert offered(page) == ["XO-N"]
        assert "Your key is for these places only: North." in told(page)
        assert "decides only here" not in told(page)

    def test_keeps_on_offer_what_is_typed_already(self):
        north = at_the_desk(OF_THE_NORTH)
        where = begun(north, "XO-N")["Location"]
        typed(north, where, "XO-S")
        assert offered(north.get(where)) == ["XO-N", "XO-S"]


class TestAScale:
    def test_is_offered_the_kinds_of_places_that_it_holds_for(self, tmp_path, monkeypatch):
        scale = FILES["scale.toml"].replace('["country", "region", "sector"]', '["region"]')
        monkeypatch.setattr("support.processes.FILES", {**FILES, "scale.toml": scale})
        with a_console(tmp_path) as opened:
            seat(opened, EVERYWHERE)
            whole = at_the_desk(EVERYWHERE)
            assert 'value="declare xo-alert XO"' not in text(whole.get("/"))
            page = whole.get(begun(whole, "XO-N")["Location"])
        assert offered(page) == ["XO-N", "XO-S"]
        assert "for these kinds of places only: region. Others are not offered" in told(page)
