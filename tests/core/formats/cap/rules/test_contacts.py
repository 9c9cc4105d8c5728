"""Contacts: who speaks, whom to ask, and where to read on."""

import pytest

from dabyl.core.formats.cap.rules.context import Context, Served
from dabyl.core.formats.cap.rules.kinds import Profile
from support.cap import CLEAN, checked, codes, gaps, with_info

OWN = frozenset({"osland.example"})
SITE = {"vale/index.html": Served(body=b"<html>")}


def said(alert, *profiles, context=None):
    found = checked(alert, *profiles, context=context).findings
    return [(f.code, f.case, f.where.removeprefix("/alert/"), f.kind.value) for f in found]


class TestTheSpeaker:
    @pytest.mark.parametrize("profile", [Profile.DABYL, Profile.GOOGLE])
    @pytest.mark.parametrize("name", ["sender_name", "contact"])
    def test_is_named_with_whom_to_ask(self, profile, name):
        without = with_info(CLEAN, 2, **{name: None})
        assert said(without, profile) == [("cap-contact", "", "info[2]", "W")]

    def test_needs_no_contact_in_canada(self):
        assert "cap-contact" not in codes(with_info(CLEAN, 2, contact=None), Profile.CAP_CP)
        assert "cap-contact" in codes(with_info(CLEAN, 2, sender_name=" "), Profile.CAP_CP)
        assert codes(with_info(CLEAN, 2, sender_name=None), Profile.OASIS) == set()

    @pytest.mark.parametrize(
        ("number", "name"), [(2, "Headquarters of Osland"), (1, "Штаб Осланда")]
    )
    def test_speaks_the_language_of_the_block(self, number, name):
        alert = with_info(CLEAN, number, sender_name=name)
        where = f"info[{number}]/senderName"
        assert said(alert) == [("cap-contact", "language", where, "W")]
        assert codes(alert, Profile.GOOGLE) == set()

    @pytest.mark.parametrize("name", ["Préfecture d'Osland", "112", "№ 1", "Łódź"])
    def test_may_have_any_latin_letters_or_none(self, name):
        assert codes(with_info(CLEAN, 1, sender_name=name)) == set()

    def test_is_not_judged_by_a_block_without_words(self):
        alert = with_info(CLEAN, 2, headline="№ 1", description="112")
        assert codes(alert) == set()
        silent = with_info(CLEAN, 1, headline=None, description=None, sender_name="Штаб")
        assert "cap-contact" not in codes(silent)


class TestTheWeb:
    @pytest.mark.parametrize(
        "text",
        [
            *("vale", "/vale", "www.osland.example", "https:///x", "mailto:a@b", "https://["),
            *("h ttp://a", "https://osland.example/a b", "https:// osland.example"),
        ],
    )
    def test_is_a_whole_address(self, text):
        alert = with_info(CLEAN, 1, web=text)
        assert said(alert) == [("cap-web", "", "info[1]/web", "E")]
        assert said(alert, Profile.OASIS) == [("cap-web", "", "info[1]/web", "W")]

    def test_leads_by_https(self):
        alert = with_info(CLEAN, 2, web="http://osland.example/vale")
        assert said(alert) == [("cap-web", "https", "info[2]/web", "E")]
        assert codes(alert, Profile.OASIS, Profile.GOOGLE) == set()

    @pytest.mark.parametrize(
        "host", ["osland.example", "OSLAND.example:443", "vale.osland.example"]
    )
    def test_stays_on_our_domain(self, host):
        alert = with_info(CLEAN, 0, web=f"\n https://{host}/vale ")
        assert codes(alert, context=Context(domains=OWN)) == set()

    @pytest.mark.parametrize("host", ["oslands.example", "nosland.example", "example"])
    def test_does_not_lead_to_another(self, host):
        alert = with_info(CLEAN, 1, web=f"https://{host}/osland.example")
        assert said(alert, context=Context(domains=OWN)) == [
            ("cap-web", "domain", "info[1]/web", "E")
        ]
        assert codes(alert, Profile.GOOGLE, context=Context(domains=OWN)) == set()

    @pytest.mark.parametrize("path", ["vale", "vale/", "vale/index.html", "%76ale/"])
    def test_answers(self, path):
        alert = with_info(CLEAN, 0, web=f"https://osland.example/{path}")
        found = said(alert, context=Context(domains=OWN, served=SITE))
        assert [case for code, case, *_ in found if code == "cap-web"] == []

    def test_does_not_lead_to_nothing(self):
        alert = with_info(CLEAN, 1, web="https://osland.example")
        found = said(alert, context=Context(domains=OWN, served=SITE))
        assert ("cap-web", "answers", "info[1]/web", "E") in found
        home = {**SITE, "index.html": Served(body=b"<html>")}
        assert "cap-web" not in codes(alert, context=Context(domains=OWN, served=home))

    def test_is_not_judged_by_what_was_not_given(self):
        assert (65, "domains") in gaps(CLEAN)
        assert (65, "served") in gaps(CLEAN, context=Context(domains=OWN))
        assert (65, "domains") not in gaps(with_info(CLEAN, 0, web=None))
