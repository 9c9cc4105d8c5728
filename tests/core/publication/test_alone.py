"""What one person decided is marked loudly, in each language, until it is countersigned."""

import json
import re

import pytest

from dabyl.core.formats.status.records import decision_fields
from dabyl.core.register.facts import DecisionMade
from dabyl.core.values.instants import Instant, parse_instant
from support.lone import (
    COUNTERSIGNATURE,
    DEADLINE,
    LANGUAGES,
    LATER,
    PACKS,
    RELEASE,
    RELEASED,
    SOON,
    WANTED,
)
from support.osland import declared, register
from support.sites import site_at

SAID = {
    "kk": "екінші қол қойылмаса, өздігінен тоқтайды: 2021 жылғы 2 наурыз, сағат 17:00",
    "ru": "без второй подписи оно прекратится само: 2 марта 2021 года, 17:00",
    "en": "Decided by one person in an emergency: it ends by itself at 2 March 2021 17:00",
}
LAPSED = {"kk": "Екінші қол мерзімінде", "ru": "Второй подписи к сроку", "en": "No other person"}
PAGES = (
    *("{}/index.html", "{}/place/XO-N/index.html", "{}/decision/x/index.html"),
    *("print/{}/XO-N.html", "feed/{}.atom", "calendar/{}.ics", "text/{}/XO-N.speech.txt"),
)


def site(*facts, when=SOON):
    return site_at(when, register(*facts, packs=PACKS))


def text(made, path, lang):
    said = made.page(path.format(lang)).decode().replace("\r\n ", "").replace("\\,", ",")
    return " ".join(re.sub(r"\\n", " ", said).split())


class TestTheMark:
    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize("path", PAGES)
    def test_stands_in_every_form_with_the_deadline(self, path, lang):
        assert SAID[lang] in text(site(RELEASE), path, lang)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_stands_in_the_table_of_the_front_page_beside_the_place(self, lang):
        front = site(RELEASE).page(f"{lang}/index.html").decode()
        (row,) = (one for one in re.findall(r"<tr.*?</tr>", front) if SAID[lang] in one)
        assert "North" in row

    def test_stands_in_json_as_a_defect_with_the_deadline(self):
        made = json.loads(site(RELEASE).page("status/XO-N.json"))
        marked = {"decision": "x", "code": "released-in-emergency", "where": DEADLINE.text()}
        assert [{**marked, "text": {}}] == made["defects"]

    def test_fits_a_text_message(self):
        assert "Decided by one person" in text(site(RELEASE), "text/{}/XO-N.sms.txt", "en")

    def test_stands_on_the_card_of_a_level_that_is_overruled(self):
        critical = declared("c", "black", ["XO-N"], "2021-03-02T11:00+01:00")
        made = site(RELEASE, (RELEASED, DecisionMade(decision=critical)))
        assert SAID["en"] in text(made, "{}/place/XO-N/index.html", "en")

    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize("path", PAGES)
    def test_goes_with_the_countersignature(self, path, lang):
        made = site(RELEASE, COUNTERSIGNATURE, when=LATER)
        assert SAID[lang] not in text(made, path, lang)

    def test_goes_from_json_with_the_countersignature(self):
        facts = (RELEASE, COUNTERSIGNATURE)
        made = site(*facts, when=LATER)
        assert b"released-in-emergency" not in made.page("status/XO-N.json")
        known = register(*facts, packs=PACKS)
        record, after = known.record("x"), parse_instant(LATER)
        assert decision_fields(known, record, after)["defects"] == []
        assert decision_fields(known, record, parse_instant(SOON))["defects"] != []

    def test_is_on_no_page_of_what_two_decided(self):
        made = site((RELEASED, DecisionMade(decision=WANTED)))
        assert "one person" not in text(made, "{}/decision/x/index.html", "en")


class TestADeadlineThatPassed:
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_ends_the_level_and_the_page_says_why(self, lang):
        made = site(RELEASE, when=DEADLINE.text())
        assert json.loads(made.page("status/XO-N.json"))["level"] is None
        assert LAPSED[lang] in text(made, "{}/decision/x/index.html", lang)
        assert LAPSED[lang] in text(made, "feed/{}.atom", lang)
        assert SAID[lang] not in text(made, "{}/index.html", lang)

    def test_stands_a_second_earlier_still(self):
        made = site(RELEASE, when=Instant(DEADLINE.s - 1).text())
        assert json.loads(made.page("status/XO-N.json"))["level"] == "red"
