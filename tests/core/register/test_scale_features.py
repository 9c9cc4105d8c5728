"""The 26 features of a general scale format: each one changes an answer."""

from datetime import date
from typing import Any

import attrs
import pytest

from dabyl.core.calendars.daycount import Counting
from dabyl.core.calendars.endings import AtTime, EndRule, ForDays
from dabyl.core.levels.decision import Scope, Source, Trend
from dabyl.core.levels.scale import (
    AfterEnd,
    Combination,
    CompanionState,
    Floor,
    Modifier,
    PeriodKind,
    PeriodRule,
    PublicationKind,
    ReasonClass,
    Required,
    ScopeKind,
    Transitions,
)
from dabyl.core.register.agenda import agenda
from dabyl.core.register.decide import RecordDecision, decide
from dabyl.core.register.events import DueKind
from dabyl.core.register.explain import explain
from dabyl.core.register.pack import Pack
from dabyl.core.register.scales import scales_at
from dabyl.core.register.timeline import bulletins, states
from dabyl.core.values.languages import Texts
from dabyl.core.values.problems import Refused
from support.vale import (
    LATE,
    LEVELS,
    RING,
    SCALE,
    act,
    area,
    ask,
    bulletin,
    codes,
    correct,
    declare,
    extend,
    level,
    m,
    pack,
    raise_,
    reasons,
    register,
    scale,
    state,
    t,
    taken,
    version,
    with_version,
    words,
)

NOW = "2020-03-05"
RED = declare("E1", "red", NOW, ForDays(days=3))
YELLOW = ("2020-03-01", act("a", declare("V", "yellow", "2020-03-01", ForDays(days=10))))
LOW = ("2020-03-02", act("b", declare("E1", "orange", "2020-03-02", ForDays(days=2))))


def refused(decision: Any, **rules: Any) -> list[str]:
    """Return why a decision is refused where the scale has these rules."""
    return codes(reasons(register(YELLOW, first=with_version(pack(), **rules)), decision, NOW))


def stands(place: str, at: str, first: Pack, *told: Any) -> str | None:
    """Return the level at a place."""
    return ask(register(*told, first=first), place, at).level


class TestFeature:
    def test_01_ordered_levels_with_ranks(self) -> None:
        turned = with_version(pack(), levels=(level("orange", 1), level("yellow", 2)))
        assert stands("E1", "2020-03-03", pack(), YELLOW, LOW) == "orange"
        assert stands("E1", "2020-03-03", turned, YELLOW, LOW) == "yellow"
        assert (version().steps(), version(levels=LEVELS[:2]).steps()) == (3, 2)

    def test_02_kind_of_floor(self) -> None:
        assert stands("V", NOW, pack()) is None
        assert stands("V", NOW, with_version(pack(), floor=Floor.NAMED)) == "yellow"

    def test_03_publications_that_are_no_levels(self) -> None:
        month = taken("x", bulletin("V", NOW, ForDays(days=40)))
        assert refused(month) == ["period-too-long"]
        longer = (PublicationKind(id="bulletin", max_days=50),)
        assert refused(month, publications=longer) == []
        assert refused(month, publications=()) == ["level-unknown"]
        known = register((NOW, month))
        assert ask(known, "V", NOW).level is None
        assert bulletins(known, scale=SCALE, place="V", at=t(NOW), known_at=LATE)

    def test_04_words_in_every_language(self) -> None:
        named = (level("yellow", 1, names=Texts.of({"en": "sunny", "ru": "ясный"})),)
        known = register(YELLOW, first=with_version(pack(), levels=named))
        answer = ask(known, "V", NOW)
        assert "sunny" in explain(known, answer, "en")[0]
        assert "ясный" in explain(known, answer, "ru")[0]
        needs = {"required": (Required.ADVICE,)}
        assert refused(taken("x", RED), **needs) == []
        half = (level("red", 1, advice=Texts.of({"en": "Look."})),)
        assert refused(taken("x", RED), levels=half, **needs) == ["language-missing"]

    def test_05_colours_never_decide(self) -> None:
        painted = tuple(attrs.evolve(one, colour="#ffff00") for one in LEVELS)
        both = register(YELLOW, LOW, first=with_version(pack(), levels=painted))
        assert ask(both, "E1", "2020-03-03") == ask(register(YELLOW, LOW), "E1", "2020-03-03")
        assert painted[0].colour != LEVELS[0].colour

    def test_07_versions_with_a_mapping(self) -> None:
        newer = (level("calm", 1), level("wary", 2))
        mapping = (("yellow", "wary"),)
        two = pack(
            scale(version(), version(levels=newer, mapping=mapping, valid_from=date(2020, 3, 4)))
        )
        assert stands("V", "2020-03-03", two, YELLOW) == "yellow"
        assert stands("V", NOW, two, YELLOW) == "wary"

    def test_08_several_scales_on_one_territory(self) -> None:
        two = pack(scale(), scale(key="east", territory=("E",)))
        assert scales_at(register(first=two), "E1", t(NOW)) == (SCALE, "east")
        assert scales_at(register(first=two), "W1", t(NOW)) == (SCALE,)

    def test_09_scopes(self) -> None:
        rail = area("E1", scope=Scope(kind=ScopeKind.SECTOR, id="rail"))
        about_rail = taken("x", declare(rail, "red", NOW, ForDays(days=3)))
        ring = taken("x", declare(area(shapes=(RING,)), "red", NOW, ForDays(days=3)))
        assert refused(about_rail) == []
        assert refused(about_rail, scopes=("district",)) == ["scope-kind"]
        assert refused(about_rail, scopes=("district", "sector")) == []
        assert refused(ring, scopes=("district",)) == ["scope-kind"]
        assert refused(ring, scopes=("part",)) == []

    def test_10_rule_of_combination(self) -> None:
        low = ("2020-03-02", act("b", declare("E1", "yellow", "2020-03-02")))
        red = ("2020-03-01", act("a", declare("V", "red", "2020-03-01")))
        specific = {"combination": Combination.MOST_SPECIFIC}
        may = with_version(pack(), below_parent=True, **specific)
        assert stands("E1", NOW, with_version(pack(), **specific), red, low) == "red"
        assert stands("E1", NOW, may, red, low) == "yellow"
        shown = with_version(pack(), combination=Combination.SHOW_ALL)
        assert len(ask(register(red, low, first=shown), "E1", NOW).layers) == 2

    def test_11_who_may_do_what(self) -> None:
        assert refused(taken("x", RED)) == []
        known = register(first=attrs.evolve(pack(), powers=()))
        assert codes(reasons(known, taken("x", RED), NOW)) == ["no-power"]

    def test_13_rule_about_periods(self) -> None:
        rule = PeriodRule(kind=PeriodKind.MAX_DAYS, days=2, levels=("red",))
        assert refused(taken("x", RED), periods=(rule,)) == ["period-too-long"]
        past = attrs.evolve(rule, valid_to=date(2020, 1, 1))
        assert refused(taken("x", RED), periods=(past,)) == []

    def test_14_forms_of_an_end(self) -> None:
        assert refused(taken("x", RED), end_forms=("date",)) == ["end-form"]
        not_counted = EndRule(counting=Counting.START_DAY_NOT_COUNTED)
        later = register(YELLOW, first=with_version(pack(), ends=not_counted))
        assert ask(later, "V", NOW).until == t("2020-03-12")
        last = AtTime(day=date(2020, 3, 6), minutes=1439)
        rounds = EndRule(counting=Counting.FIRST_DAY_COUNTS, last_minute_is_midnight=True)
        told = (NOW, act("x", declare("V", "red", NOW, last)))
        for rule, end in ((version().ends, "2020-03-06T23:59"), (rounds, "2020-03-07")):
            known = register(told, first=with_version(pack(), ends=rule))
            assert ask(known, "V", NOW).until == t(end)

    def test_15_rule_about_reviews(self) -> None:
        quarterly = with_version(pack(), review_months=3)
        opened = ("2020-03-01", act("a", declare("V", "red", "2020-03-01")))
        assert ask(register(opened), "V", NOW).review_by is None
        known = register(opened, first=quarterly)
        assert ask(known, "V", NOW).review_by == t("2020-06-01")
        assert DueKind.REVIEW in {due.kind for due in agenda(known, after=t(NOW))}
        again = ("2020-05-30", act("b", extend("a", "2020-05-30", ForDays(days=365))))
        assert ask(register(opened, again, first=quarterly), "V", NOW).review_by == t("2020-08-30")
        assert ask(register(YELLOW, first=quarterly), "V", NOW).review_by is None
        told = (NOW, act("s", state("V", NOW)))
        (one,) = states(
            register(told, first=quarterly), scale=SCALE, place="V", at=t(NOW), known_at=LATE
        )
        assert one.review is None

    def test_16_what_holds_after_the_end(self) -> None:
        up = ("2020-03-02", act("b", raise_("a", "2020-03-02", "red", ForDays(days=1))))
        for after, holds in (
            (AfterEnd.UNDERNEATH, None),
            (AfterEnd.PREVIOUS, "yellow"),
            (AfterEnd.STAYS, "red"),
        ):
            assert stands("V", NOW, with_version(pack(), after_end=after), YELLOW, up) == holds

    def test_17_transitions(self) -> None:
        up = taken("x", raise_("a", NOW, "red", ForDays(days=3)))
        ahead = taken("x", declare("E1", "red", "2020-03-06", ForDays(days=3)))
        assert refused(up) == []
        assert refused(up, transitions=Transitions(skip=False)) == ["skips-level"]
        assert refused(up, transitions=Transitions(needs_incident=("red",))) == ["needs-incident"]
        assert refused(ahead, transitions=Transitions(announce_ahead=False)) == ["not-ahead"]

    def test_18_modifiers_and_trends(self) -> None:
        sharp = declare("E1", "red", NOW, ForDays(days=3), modifier="sharp", trend=Trend.UP)
        assert refused(taken("x", sharp)) == []
        assert refused(taken("x", sharp), modifiers=(), trend=False) == [
            "modifier-unknown",
            "no-trend",
        ]
        only = (Modifier(id="sharp", levels=("yellow",)),)
        assert refused(taken("x", sharp), modifiers=only) == ["modifier-unknown"]
        (one,) = ask(register((NOW, act("x", sharp))), "E1", NOW).layers
        assert (one.modifier, one.trend) == ("sharp", Trend.UP)

    def test_20_companion_states(self) -> None:
        regime = taken("x", state("E", NOW, ForDays(days=3)))
        assert refused(regime) == []
        assert refused(regime, states=(CompanionState(id="curfew"),)) == ["level-unknown"]
        known = register((NOW, regime))
        assert states(known, scale=SCALE, place="E1", at=t(NOW), known_at=LATE)
        assert ask(known, "E1", NOW).level is None

    @pytest.mark.parametrize(
        ("need", "code"),
        [
            (Required.REASON, "reason-missing"),
            (Required.CONTACT, "language-missing"),
            (Required.REVIEW, "review-missing"),
        ],
    )
    def test_21_required_content(self, need: Required, code: str) -> None:
        bare = taken("x", RED, reason=None)
        assert refused(bare) == []
        assert refused(bare, required=(need,)) == [code]

    def test_22_reason_classes(self) -> None:
        because = taken("x", RED, reason="feast")
        assert refused(because) == ["reason-unknown"]
        assert refused(because, reasons=(ReasonClass(id="feast", preventive=True),)) == []

    def test_24_corrections(self) -> None:
        told = RecordDecision(decision=correct("x", "a", number="7"))
        assert decide(register(YELLOW), told, at=t(NOW))
        strict = pack(scale(erratum=False))
        with pytest.raises(Refused) as no:
            decide(register(YELLOW, first=strict), told, at=t(NOW))
        assert codes(no.value.problems) == ["no-erratum"]

    def test_25_no_scale_by_policy(self) -> None:
        none = pack(scale(version(levels=(), floor=Floor.NAMED), policy=words("We warn.")))
        assert scale(version(levels=())).no_scale()
        assert not scale().no_scale()
        assert stands("V", NOW, none) is None
        assert codes(reasons(register(first=none), taken("x", RED), NOW)) == ["level-unknown"]

    def test_26_provenance(self) -> None:
        source = Source(id="s", publisher="Gazette", date="2020-03-05")
        made = act("x", RED, number="7", signer=words("head"), sources=(source,), decided=m(NOW))
        known = register((NOW, made))
        kept = known.decision_as_known("x", LATE)
        assert kept is not None
        assert (kept.number, kept.sources) == ("7", (source,))
        assert known.record("x").recorded_at == t(NOW)
        assert ask(known, "E1", "2020-03-06", NOW).as_of == t(NOW)
