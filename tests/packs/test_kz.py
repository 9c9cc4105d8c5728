"""The pack of Kazakhstan says what is known, in three languages, and marks what is not."""

import re
from datetime import date, time
from itertools import pairwise

import pytest

from dabyl.adapters.packs import load_pack
from dabyl.core.calendars.daycount import Counting
from dabyl.core.calendars.endings import AtTime, ForDays, end_instant
from dabyl.core.formats.packs.pack import parse_pack
from dabyl.core.law.law import law_of
from dabyl.core.law.powers import Action
from dabyl.core.law.states import state_on
from dabyl.core.law.turns import InForce, NotInForce
from dabyl.core.levels.scale import Combination, Floor
from dabyl.core.places.gazetteer import gazetteer
from dabyl.core.register.pack import Pack
from dabyl.core.register.templates import slots_of
from dabyl.core.values.instants import local_instant, parse_instant

LANGUAGES = ("kk", "ru", "en")
KAZAKH_ONLY = set("әғқңөұүһі")
MIN_STEPS = 5
READABLE = 4.5
TOLD_APART = 1.5


@pytest.fixture(scope="module")
def kz() -> Pack:
    return parse_pack(load_pack("kz").texts)


@pytest.fixture(scope="module")
def version(kz: Pack):
    return kz.scales[0].version(date(2016, 6, 6))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours. Source: WCAG 2.2, relative luminance."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        line = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * line[0] + 0.7152 * line[1] + 0.0722 * line[2] + 0.05

    high, low = sorted((light(one), light(other)), reverse=True)
    return high / low


class TestTheScale:
    def test_has_three_levels_above_an_absence(self, kz, version):
        assert [(level.id, level.rank) for level in version.levels] == [
            ("yellow", 1),
            ("orange", 2),
            ("red", 3),
        ]
        assert version.floor is Floor.ABSENCE
        assert version.combination is Combination.HIGHEST
        assert kz.scales[0].id == "kz-2013"

    def test_has_one_kazakh_term_for_each_level_and_keeps_the_others_for_search(self, version):
        terms = {level.id: level.names.get("kk") for level in version.levels}
        assert terms == {"yellow": "орташа", "orange": "жоғары", "red": "шекті"}
        aliases = {alias for level in version.levels for alias in level.aliases}
        assert {"бірқалыпты", "қалыпты", "сыни"} <= aliases

    def test_counts_the_first_day_and_reads_2359_as_midnight(self, version):
        assert version.ends.counting is Counting.FIRST_DAY_COUNTS
        zone = "Asia/Almaty"
        start = local_instant(date(2016, 6, 6), time(0), zone)
        forty = end_instant(ForDays(days=40), start=start, zone=zone, rule=version.ends)
        assert forty == parse_instant("2016-07-16T00:00:00+06:00")
        late = AtTime(day=date(2024, 7, 5), minutes=23 * 60 + 59)
        end = end_instant(late, start=start, zone=zone, rule=version.ends)
        assert end == parse_instant("2024-07-06T00:00:00+05:00")

    def test_invents_no_longest_period_and_no_review(self, version):
        assert [rule.days for rule in version.periods] == [None]
        assert not any(rule.confirmed for rule in version.periods)
        assert version.review_months is None

    def test_keeps_the_operation_regime_apart_from_the_levels(self, version):
        assert [state.id for state in version.states] == ["operation-regime"]

    def test_says_of_no_measure_that_a_rule_demands_it(self, version):
        assert {level for one in version.measures for level in one.levels} == {
            "yellow",
            "orange",
            "red",
        }
        assert all(one.provision is None and one.binding is None for one in version.measures)
        assert all(one.source and one.addressee for one in version.measures)

    def test_has_colours_that_can_be_read_upon_and_told_apart(self, version):
        colours = [level.colour for level in version.levels]
        ink = {"yellow": "#000000", "orange": "#000000", "red": "#ffffff"}
        for level in version.levels:
            assert contrast(level.colour, ink[level.id]) >= READABLE
        assert all(contrast(one, other) > TOLD_APART for one, other in pairwise(colours))


class TestTexts:
    def test_are_there_in_every_language(self, kz, version):
        for level in version.levels:
            for texts in (
                level.names,
                level.short,
                level.definition,
                level.criteria,
                level.advice,
                level.changes,
                level.colour_name,
            ):
                assert texts.missing(LANGUAGES) == ()
        for template in kz.templates:
            assert template.texts.missing(LANGUAGES) == ()
        assert kz.help.missing(LANGUAGES) == ()

    def test_give_the_same_steps_in_every_language(self, version):
        for level in version.levels:
            steps = {len((level.advice.get(lang) or "").splitlines()) for lang in LANGUAGES}
            assert len(steps) == 1
            assert steps.pop() >= MIN_STEPS

    def test_name_an_emergency_number_at_every_level(self, version):
        for level in version.levels:
            for lang in LANGUAGES:
                assert "112" in (level.advice.get(lang) or "")

    def test_are_written_in_the_language_they_claim(self, kz, version):
        every = [t.texts for t in kz.templates]
        every += [getattr(level, f) for level in version.levels for f in ("advice", "changes")]
        for texts in every:
            russian, english = texts.get("ru") or "", texts.get("en") or ""
            assert not KAZAKH_ONLY & set(russian.lower())
            assert not re.search(r"[\u0400-\u04ff]", english)
        for level in version.levels:
            kazakh = level.advice.get("kk") or ""
            assert all(KAZAKH_ONLY & set(line.lower()) for line in kazakh.splitlines())

    def test_say_nothing_twice_in_a_row(self, kz):
        doubled = re.compile(r"\b(\w+) \1\b", re.IGNORECASE)
        assert [t.id for t in kz.templates for _, text in t.texts if doubled.search(text)] == []


class TestTemplates:
    def test_are_there_for_every_act_in_every_form(self, kz):
        have = {(template.action, template.form) for template in kz.templates}
        acts = ("declare", "extend", "raise", "lower", "lift", "lapse", "correct")
        forms = ("headline", "text", "sms", "speech")
        assert {(act, form) for act in acts for form in forms} <= have

    def test_put_the_same_things_into_each_language(self, kz):
        for template in kz.templates:
            slots = {frozenset(slots_of(text)) for _, text in template.texts}
            assert len(slots) == 1, template.id

    def test_always_name_the_place_and_the_level(self, kz):
        for template in kz.templates:
            slots = set(slots_of(template.texts.get("en") or ""))
            assert "area" in slots
            assert slots & {"level", "colour", "state"}

    def test_say_until_when_and_what_to_do_wherever_a_level_stands(self, kz):
        for template in kz.templates:
            if template.form == "headline" or template.action in {"lift", "end-state"}:
                continue
            english = template.texts.get("en") or ""
            assert "end" in slots_of(english)
            assert "{advice}" in english or "102" in english or "police" in english

    def test_have_a_short_message_of_its_own_for_every_level_that_can_be_declared(self, kz):
        levels = {t.level for t in kz.templates if (t.action, t.form) == ("declare", "sms")}
        assert levels == {"yellow", "orange", "red"}


class TestOffices:
    def test_cover_every_region_and_city_of_a_day(self, kz):
        places = gazetteer(kz.units)
        for day, count in ((date(2016, 6, 6), 16), (date(2020, 1, 1), 17), (date(2024, 7, 1), 20)):
            have = {
                office.place
                for office in kz.offices
                if office.kind in {"regional-hq", "city-hq"}
                and (office.valid_from is None or office.valid_from <= day)
                and (office.valid_to is None or day < office.valid_to)
            }
            assert have == set(places.children("KZ", day))
            assert len(have) == count

    def test_name_roles_and_no_persons(self, kz):
        republican = next(o for o in kz.offices if o.id == "republican-hq")
        assert republican.head.get("en") == "chairman of the National Security Committee (KNB)"


class TestLaw:
    def test_has_the_decree_in_three_versions_by_date(self, kz):
        decree = law_of(kz.law).statutes.clauses["kz-decree-611"]
        assert state_on(decree, date(2013, 8, 8)) == NotInForce()
        for day, version in (
            (date(2016, 6, 6), "kz-decree-611.2013"),
            (date(2019, 9, 18), "kz-decree-611.2019"),
            (date(2023, 10, 14), "kz-decree-611.2019"),
            (date(2023, 10, 15), "kz-decree-611.2023"),
        ):
            found = state_on(decree, day)
            assert isinstance(found, InForce)
            assert found.wording.id == version

    def test_marks_who_may_do_what_as_unconfirmed_wherever_no_such_act_was_seen(self, kz):
        confirmed = {
            (kind, action, level)
            for power in kz.powers
            if power.confirmed
            for kind in power.office_kinds
            for action in power.actions
            for level in power.levels
        }
        assert ("republican-hq", Action.DECLARE, "yellow") in confirmed
        assert ("regional-hq", Action.DECLARE, "orange") in confirmed
        assert ("republican-hq", Action.DECLARE, "orange") not in confirmed
        assert ("city-hq", Action.DECLARE, "red") not in confirmed
        assert not any(
            "district-hq" in power.office_kinds for power in kz.powers if power.confirmed
        )

    def test_wants_the_president_for_a_nationwide_red(self, kz):
        red = next(p for p in kz.powers if p.id == "republican-red-nationwide")
        assert red.consents == ("president",)

    def test_knows_no_longest_period(self, kz):
        assert all(power.max_days is None for power in kz.powers)


class TestSources:
    def test_have_addresses_and_are_all_used(self, kz):
        assert all(source.url.startswith("http") for source in kz.sources)
        said = "\n".join(load_pack("kz").texts.values())
        once = [s.id for s in kz.sources if len(re.findall(rf"\b{re.escape(s.id)}\b", said)) == 1]
        assert once == []
