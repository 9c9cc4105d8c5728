"""The 26 features of a general scale format: each changes an answer."""

from collections.abc import Mapping
from datetime import timedelta

import attrs
import pytest

from dabyl.core.calendars.endings import AtTime, Ending, ForDays, OpenEnd, ThroughDate
from dabyl.core.levels.decision import (
    Area,
    Bulletin,
    Change,
    Decision,
    Declare,
    DeclareState,
    Direction,
    Effect,
    Mode,
    Scope,
    Trend,
)
from dabyl.core.levels.scale import (
    AfterEnd,
    Combination,
    Floor,
    Scale,
    ScaleVersion,
    ScopeKind,
    SetBy,
)
from dabyl.core.levels.standing import Standing
from dabyl.core.register.decide import RecordDecision, TakeDecision, decide
from dabyl.core.register.facts import Numbered, PackAdopted
from dabyl.core.register.fold import fold
from dabyl.core.register.register import Register
from dabyl.core.register.scales import scales_at
from dabyl.core.register.standing import standing
from dabyl.core.register.timeline import bulletins, states
from dabyl.core.values.instants import Instant, parse_instant
from dabyl.core.values.languages import Texts
from dabyl.core.values.moments import Moment
from dabyl.core.values.problems import Refused
from support.packs import FILES, a_pack, with_change

ZONE = "Europe/Oslo"
NOON = parse_instant("2024-05-01T12:00+02:00")
LONG_AGO = parse_instant("2010-01-01T00:00Z")
COUNTRY, NORTH = Area(units=("XO",)), Area(units=("XO-N",))
BOTH = Texts.of({"en": "x", "fr": "x"})


def at(instant: Instant) -> Moment:
    return Moment(instant=instant, zone=ZONE)


def declare(level: str = "amber", area: Area = COUNTRY, **more: object) -> Declare:
    fields = {"start": at(NOON), "ending": ForDays(days=10), **more}
    return Declare(area=area, level=level, **fields)  # type: ignore[arg-type]  # any field


def a_decision(*effects: Effect, **more: object) -> Decision:
    fields: dict[str, object] = {
        "id": "d1",
        "mode": Mode.TAKEN,
        "scale": "xo-alert",
        "office": "xo-hq",
        "provision": "xo-act.3",
        "reason": "event",
        **more,
    }
    return Decision(effects=effects, **fields)  # type: ignore[arg-type]  # builders pass any field


def register_of(
    files: Mapping[str, str] = FILES, *decisions: Decision, since: Instant = LONG_AGO
) -> Register:
    """Return the register of a pack and of recorded decisions, recorded at noon."""
    register = fold(
        [Numbered(number=1, recorded_at=since, hash="1", fact=PackAdopted(pack=a_pack(files)))]
    )
    for number, decision in enumerate(decisions, 2):
        recorded = attrs.evolve(decision, mode=Mode.RECORDED)
        for fact in decide(register, RecordDecision(decision=recorded), at=NOON):
            row = Numbered(number=number, recorded_at=NOON, hash=str(number), fact=fact)
            register = fold([row], onto=register)
    return register


def stands(
    files: Mapping[str, str], *decisions: Decision, place: str = "XO", days: float = 1
) -> Standing:
    """Return what stands some days after noon."""
    later = NOON.plus(timedelta(days=days))
    register = register_of(files, *decisions)
    return standing(register, place, scale="xo-alert", at=later, known_at=later)


def refusals(files: Mapping[str, str], decision: Decision, *before: Decision) -> set[str]:
    """Return the codes for which the decision is refused."""
    try:
        decide(
            register_of(files, *before), TakeDecision(decision=decision, by_office="xo-hq"), at=NOON
        )
    except Refused as refused:
        return {problem.code.value for problem in refused.problems}
    return set()


def scale_of(files: Mapping[str, str] = FILES) -> Scale:
    return a_pack(files).scales[0]


def newest(files: Mapping[str, str] = FILES) -> ScaleVersion:
    return scale_of(files).versions[-1]


NEW_FLOOR = 'valid_from = 2020-01-01\nfloor = "absence"'
RULE = 'combination = "highest"\nbelow_parent = false'


class TestScaleFeatures:
    def test_1_levels_have_a_rank_and_a_code_so_that_steps_can_be_counted(self):
        red = newest().level("red")
        assert red is not None
        assert (red.rank, newest().steps(), red.code) == (3, 3, "X")
        assert stands(FILES, a_decision(declare("red"))).rank == 3

    def test_2_the_floor_is_absence_or_a_named_level(self):
        named = with_change("scale.toml", NEW_FLOOR, NEW_FLOOR.replace("absence", "named"))
        assert stands(FILES).level is None
        assert stands(named).level == "calm"
        assert newest(named).floor is Floor.NAMED

    def test_3_publications_that_are_no_level_have_a_validity_of_their_own(self):
        bulletin = Bulletin(
            kind="bulletin", area=COUNTRY, start=at(NOON), ending=ForDays(days=5), text=BOTH
        )
        register = register_of(FILES, a_decision(bulletin))
        later = NOON.plus(timedelta(days=1))
        found = bulletins(register, scale="xo-alert", place="XO", at=later, known_at=later)
        assert len(found) == 1
        assert stands(FILES, a_decision(bulletin)).level is None
        longer = attrs.evolve(bulletin, ending=ForDays(days=20))
        assert "period-too-long" in refusals(FILES, a_decision(longer))

    def test_4_names_short_forms_definitions_advice_and_aliases_are_per_language(self):
        red = newest().level("red")
        assert red is not None
        assert (red.names.get("fr"), red.short.get("en")) == ("critique", "red")
        assert red.advice.get("fr") == "Restez chez vous."
        assert red.aliases == ("vermilion",)

    def test_5_a_colour_is_optional(self):
        assert [level.colour for level in newest().levels] == [None, None, "#c4161c"]

    def test_6_criteria_have_an_evidence_class_and_a_horizon(self):
        red = newest().level("red")
        assert red is not None
        assert (red.evidence, red.horizon.get("en")) == ("happened", "within a day")

    def test_7_versions_map_old_words_to_new_ones(self):
        scale = scale_of()
        assert scale.read_as("alarm", made=0, read=1) is None
        mapped = with_change("scale.toml", 'alarm = "unknown"', 'alarm = "red"')
        assert scale_of(mapped).read_as("alarm", made=0, read=1) == "red"
        long_layer = a_decision(
            declare("alarm", start=at(parse_instant("2019-12-01T00:00Z")), ending=OpenEnd())
        )
        assert stands(mapped, long_layer).level == "red"

    def test_8_several_scales_hold_on_one_territory(self):
        second = FILES["scale.toml"].replace('"xo-alert"', '"xo-north"')
        second = second.replace('territory = ["XO"]', 'territory = ["XO-N"]')
        register = register_of({**FILES, "scale-north.toml": with_own_advice(second)})
        assert scales_at(register, "XO-N", NOON) == ("xo-north", "xo-alert")
        assert scales_at(register, "XO", NOON) == ("xo-alert",)
        assert scale_of().purpose == "general"

    def test_9_scopes_say_what_a_decision_can_be_about(self):
        site = Area(units=("XO",), scope=Scope(kind=ScopeKind.SITE, id="port", names=BOTH))
        wider = with_change("scale.toml", '"region", "sector"]\nend', '"region", "site"]\nend')
        assert "scope-kind" in refusals(FILES, a_decision(declare(area=site)))
        assert "scope-kind" not in refusals(wider, a_decision(declare(area=site)))

    def test_10_the_rule_of_combination_decides_between_layers(self):
        layers = a_decision(declare("red"), declare("amber", NORTH))
        specific = 'combination = "most-specific"\nbelow_parent = true'
        below = with_change("scale.toml", RULE, specific)
        all_shown = with_change(
            "scale.toml", RULE, 'combination = "show-all"\nbelow_parent = false'
        )
        assert stands(FILES, layers, place="XO-N").level == "red"
        assert stands(below, layers, place="XO-N").level == "amber"
        assert len(stands(FILES, layers, place="XO-N").overruled) == 1
        assert stands(all_shown, layers, place="XO-N").overruled == ()
        assert newest(all_shown).combination is Combination.SHOW_ALL

    def test_11_powers_say_which_office_may_do_what(self):
        calm = a_decision(declare("calm"))
        wider = with_change("law.toml", '"xo-alert"\nlevels = ["amber", "red"]', '"xo-alert"')
        assert "power-level" in refusals(FILES, calm)
        assert "power-level" not in refusals(wider, calm)
        consent = with_change("law.toml", "beyond_territory = true", 'consents = ["crown"]')
        assert "consent-missing" in refusals(consent, a_decision(declare()))

    def test_12_it_is_told_whose_judgement_a_level_is(self):
        assessor = with_change("scale.toml", "executive", "assessor")
        assert (newest().set_by, newest(assessor).set_by) == (SetBy.EXECUTIVE, SetBy.ASSESSOR)

    @pytest.mark.parametrize(
        ("start", "ending", "refused"),
        [
            ("2022-06-01T12:00+02:00", ForDays(days=15), False),
            ("2022-06-01T12:00+02:00", ForDays(days=17), True),
            ("2023-06-01T12:00+02:00", ForDays(days=17), False),
        ],
    )
    def test_13_period_rules_are_dated(self, start, ending, refused):
        red = declare("red", start=at(parse_instant(start)), ending=ending)
        assert ("period-too-long" in refusals(FILES, a_decision(red, incident="i"))) is refused

    @pytest.mark.parametrize(
        ("counting", "end"),
        [
            ("first-day-counts", "2024-05-11T00:00+02:00"),
            ("start-day-not-counted", "2024-05-12T00:00+02:00"),
            ("spans-of-24-hours", "2024-05-11T12:00+02:00"),
        ],
    )
    def test_14_days_are_counted_by_the_rule_of_the_scale(self, counting, end):
        files = with_change("scale.toml", "first-day-counts", counting)
        assert stands(files, a_decision(declare())).until == parse_instant(end)

    def test_14_the_last_minute_can_mean_midnight(self):
        ending: Ending = AtTime(day=NOON.local(ZONE).date() + timedelta(days=3), minutes=1439)
        plain = with_change("scale.toml", "midnight = true", "midnight = false")
        layer = a_decision(declare(ending=ending))
        midnight, minute = stands(FILES, layer).until, stands(plain, layer).until
        assert midnight == parse_instant("2024-05-05T00:00+02:00")
        assert minute == parse_instant("2024-05-04T23:59+02:00")

    def test_14_end_forms_are_those_that_the_scale_allows(self):
        open_end = a_decision(declare(ending=OpenEnd(), review=at(NOON)))
        closed = with_change("scale.toml", '"days", "date", "open"', '"days", "date"')
        assert "end-form" in refusals(closed, open_end)
        assert "end-form" not in refusals(FILES, open_end)

    def test_15_reviews_are_apart_from_ends(self):
        assert newest().review_months == 6
        reviewed = with_change("scale.toml", '"reason", "advice"]', '"reason", "advice", "review"]')
        assert "review-missing" in refusals(reviewed, a_decision(declare()))

    def test_16_the_scale_says_what_holds_after_an_end(self):
        layer = a_decision(declare(ending=ThroughDate(day=NOON.local(ZONE).date())))
        stays = with_change("scale.toml", "underneath", "stays")
        assert stands(FILES, layer, days=3).level is None
        assert stands(stays, layer, days=3).level == "amber"
        assert newest(stays).after_end is AfterEnd.STAYS

    def test_17_transitions_can_be_limited(self):
        red = declare("red")
        free = with_change("scale.toml", 'needs_incident = ["red"]\nannounce_ahead = false', "")
        ahead = declare(start=at(NOON.plus(timedelta(days=1))))
        assert "needs-incident" in refusals(FILES, a_decision(red))
        assert "not-ahead" in refusals(FILES, a_decision(ahead))
        assert refusals(free, a_decision(red)) | refusals(free, a_decision(ahead)) == set()
        wide = with_change("law.toml", '"xo-alert"\nlevels = ["amber", "red"]', '"xo-alert"')
        skips = {**wide, "scale.toml": wide["scale.toml"].replace("skip = false", "skip = true")}
        calm = a_decision(declare("calm"), id="d0")
        change = Change(
            direction=Direction.RAISE,
            layers=("d0",),
            start=at(NOON),
            level="red",
            ending=ForDays(days=3),
        )
        assert "skips-level" in refusals(wide, a_decision(change, incident="i"), calm)
        assert "skips-level" not in refusals(skips, a_decision(change, incident="i"), calm)

    def test_18_modifiers_and_trends_are_marks_within_a_level(self):
        marked = a_decision(declare(modifier="reinforced", trend=Trend.UP))
        assert stands(FILES, marked).layers[0].modifier == "reinforced"
        assert stands(FILES, marked).level == "amber"
        assert refusals(FILES, marked) == set()
        assert "no-trend" in refusals(with_change("scale.toml", "trend = true\n", ""), marked)
        elsewhere = with_change("scale.toml", 'levels = ["amber"]', 'levels = ["red"]')
        assert "modifier-unknown" in refusals(elsewhere, marked)

    def test_19_measures_are_data_of_another_authority(self):
        (bags,) = newest().measures
        assert (bags.office, bags.binding, bags.permanent, bags.sector) == (
            "xo-hq",
            True,
            True,
            "culture",
        )
        advised = with_change("scale.toml", "binding = true\n", "")
        assert newest(advised).measures[0].binding is None

    def test_20_companion_states_are_never_mixed_with_the_level(self):
        regime = DeclareState(state="operation", area=NORTH, start=at(NOON), ending=ForDays(days=5))
        register = register_of(FILES, a_decision(regime))
        later = NOON.plus(timedelta(days=1))
        found = states(register, scale="xo-alert", place="XO-N", at=later, known_at=later)
        assert len(found) == 1
        assert stands(FILES, a_decision(regime), place="XO-N").level is None

    def test_21_required_content_is_checked(self):
        bare = a_decision(declare(), reason=None)
        free = with_change("scale.toml", '"reason", "advice"]', '"advice"]')
        assert "reason-missing" in refusals(FILES, bare)
        assert "reason-missing" not in refusals(free, bare)

    def test_22_reason_classes_carry_marks(self):
        (event,) = newest().reasons
        assert (event.preventive, event.no_specific_threat) == (True, True)
        assert "reason-unknown" in refusals(FILES, a_decision(declare(), reason="other"))

    def test_23_channels_have_formats_and_a_longest_text(self):
        (sms,) = newest().channels
        assert (sms.id, sms.formats, sms.max_chars) == ("sms", ("sms",), 160)

    def test_24_a_scale_says_whether_errors_are_corrected_without_a_new_act(self):
        assert not scale_of().erratum
        assert scale_of(with_change("scale.toml", "erratum = false\n", "")).erratum

    def test_25_an_authority_can_have_no_scale_by_policy(self):
        files = {
            **FILES,
            "scale-none.toml": 'id = "xo-none"\nname = { en = "No levels", fr = "Sans" }\n'
            'territory = ["XO"]\npolicy = { en = "They alarm.", fr = "Ils alarment." }\n'
            '[[version]]\nfloor = "absence"\n',
        }
        none = next(scale for scale in a_pack(files).scales if scale.id == "xo-none")
        assert none.no_scale()
        assert none.policy.get("en") == "They alarm."
        register = register_of(files)
        found = standing(register, "XO", scale="xo-none", at=NOON, known_at=NOON)
        assert found.level is None

    def test_26_facts_have_a_source_and_say_whether_it_confirms_them(self):
        pack = a_pack()
        red = newest().level("red")
        assert red is not None
        assert (red.confirmed, red.source) == (False, "act")
        assert pack.sources[0].url == "https://example.org/act"
        assert pack.law.clauses[0].wordings[0].official == "https://example.org/act#3"


def with_own_advice(scale: str) -> str:
    """Return the scale with its advice said to be unknown, where the texts have none for it."""
    lines = []
    for line in scale.splitlines():
        lines.append(line)
        if line.startswith("rank = "):
            lines.append('advice = "unknown"')
    return "\n".join(line for line in lines if not line.startswith("advice = {"))
