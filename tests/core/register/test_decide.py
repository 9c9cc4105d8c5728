"""What is decided: every reason at once, or the facts to be recorded (design, section 3)."""

from datetime import date
from typing import Any

import attrs
import pytest

from dabyl.core.calendars.endings import AtEvent, ForDays, NotStated, OpenEnd, ThroughDate
from dabyl.core.incidents.incident import Bound, Figure, Incident
from dabyl.core.law.book import LawBook
from dabyl.core.law.kinds import Kind
from dabyl.core.law.powers import Action, Office
from dabyl.core.law.works import Work
from dabyl.core.levels.decision import Consent, Decision, Mode, Scope, Source, Trend
from dabyl.core.levels.scale import (
    PeriodKind,
    PeriodRule,
    Required,
    ScopeKind,
    Transitions,
)
from dabyl.core.places.borders import BorderSet
from dabyl.core.places.shapes import Circle
from dabyl.core.register.decide import (
    Command,
    CorrectIncident,
    RecordDecision,
    RecordFigure,
    RecordIncident,
    TakeDecision,
    decide,
)
from dabyl.core.register.facts import (
    BordersAdopted,
    DecisionMade,
    FigureRecorded,
    IncidentRecorded,
    LawRecorded,
    PackAdopted,
)
from dabyl.core.register.library import ChangeLibrary
from dabyl.core.register.pack import Pack
from dabyl.core.register.register import EMPTY, Register
from dabyl.core.values.codes import Code
from dabyl.core.values.languages import Texts
from dabyl.core.values.problems import Refused
from support.vale import (
    CROWN,
    EAST,
    HQ,
    RING,
    WEST,
    act,
    area,
    ask,
    bulletin,
    codes,
    correct,
    declare,
    end_state,
    extend,
    lift,
    lower,
    m,
    pack,
    provision,
    raise_,
    reasons,
    register,
    scale,
    state,
    t,
    taken,
    with_version,
    withdraw,
    wording,
    words,
)

NOW = "2020-03-05"
STANDING = (
    ("2020-03-01", act("a", declare("V", "yellow", "2020-03-01", ForDays(days=30)))),
    ("2020-03-01", act("b", declare("E1", "orange", "2020-03-01"), office="nobody-knows")),
    ("2020-03-01", act("r", declare("E2", "red", "2020-03-01", ForDays(days=2)))),
    ("2020-03-01", act("u", declare("E3", "orange", "2020-03-01"), office=None)),
    ("2020-03-01", act("s", state("E", "2020-03-01"))),
)
KNOWN = register(*STANDING)


def of_east(*effects: Any, **more: Any) -> Decision:
    """Return a complete decision of the office of East."""
    fields: dict[str, Any] = {
        "office": EAST,
        "provision": "act.2",
        "consents": (Consent(office=CROWN),),
        **more,
    }
    return taken("x", *effects, **fields)


RED_NOW = declare("E1", "red", NOW, ForDays(days=3))
ORANGE_NOW = declare("E1", "orange", NOW, ForDays(days=3))
FIGURE = Figure(
    id="f1",
    incident="fire",
    category="killed",
    low=1,
    high=2,
    bound=Bound.RANGE,
    as_of=m("2020-03-01"),
    source=Source(id="s"),
)
FIRE = Incident(id="fire", place="E1", started=m("2020-03-01"), names=words("Fire"))


class TestALawfulAndCompleteDecision:
    @pytest.mark.parametrize(
        "decision",
        [
            taken("x", RED_NOW),
            taken("x", declare("V", "yellow", "2020-03-10", OpenEnd(), review=m("2020-04-01"))),
            taken("x", declare(area("E1", shapes=(RING,)), "red", NOW, ForDays(days=1))),
            taken("x", extend("a", "2020-03-31", ForDays(days=5))),
            taken("x", raise_("a", NOW, "red", ForDays(days=2), where="E1")),
            taken("x", lower("u", NOW)),
            taken("x", lower("u", NOW, level="yellow", ending=ForDays(days=2))),
            taken("x", lift("a", NOW)),
            taken("x", state("W", NOW, ForDays(days=2)), end_state("s", NOW)),
            taken("x", bulletin("V", NOW, ForDays(days=30))),
            taken("x", raise_("a", NOW, "red", ForDays(days=2), modifier="sharp", trend=Trend.UP)),
            attrs.evolve(correct("x", "a", number="7"), mode=Mode.TAKEN),
            attrs.evolve(withdraw("x", "a"), mode=Mode.TAKEN),
            of_east(ORANGE_NOW),
            of_east(extend("u", NOW, ForDays(days=9))),
        ],
        ids=str,
    )
    def test_is_taken(self, decision: Decision) -> None:
        assert codes(reasons(KNOWN, decision, NOW)) == []

    def test_is_a_fact_without_defects(self) -> None:
        made = decide(KNOWN, TakeDecision(decision=taken("x", RED_NOW), by_office=HQ), at=t(NOW))
        assert made == (DecisionMade(decision=taken("x", RED_NOW)),)


class TestAuthority:
    @pytest.mark.parametrize(
        ("code", "decision"),
        [
            ("office-unknown", taken("x", RED_NOW, office="nobody-knows")),
            ("provision-missing", taken("x", RED_NOW, provision=None)),
            ("provision-unknown", taken("x", RED_NOW, provision="act.9")),
            ("no-power", of_east(raise_("u", NOW, "red", ForDays(days=2)))),
            ("power-level", of_east(RED_NOW)),
            ("power-area", of_east(declare("E", "orange", NOW, ForDays(days=3)))),
            ("power-length", of_east(declare("E1", "orange", NOW, ForDays(days=11)))),
            ("power-length", of_east(declare("E1", "orange", NOW, OpenEnd(), review=m(NOW)))),
            ("power-territory", of_east(declare("W1", "orange", NOW, ForDays(days=3)))),
            ("consent-missing", of_east(ORANGE_NOW, consents=(Consent(office="none"),))),
            ("layer-of-others", of_east(lift("a", NOW, "E1"))),
            ("layer-of-others", taken("x", lift("b", NOW))),
        ],
    )
    def test_refuses_with_exactly_the_reason(self, code: str, decision: Decision) -> None:
        found = codes(reasons(KNOWN, decision, NOW))
        assert [one for one in found if one != "no-power" or code == one] == [code]

    def test_refuses_a_provision_that_gives_no_powers(self) -> None:
        duty = LawBook(clauses=(provision(7, kind=Kind.DUTY),))
        known = register(("2020-02-01", LawRecorded(pack="v", book=duty, text="")))
        found = reasons(known, taken("x", RED_NOW, provision="act.7"), NOW)
        assert codes(found)[0] == "not-a-power"

    def test_refuses_a_provision_that_is_not_in_force(self) -> None:
        late = of_east(declare("E1", "orange", "2030-01-02", ForDays(days=3)))
        assert codes(reasons(KNOWN, late, "2030-01-02")) == ["provision-not-in-force"]

    def test_asks_for_the_law_of_the_day_of_the_decision(self) -> None:
        decided = of_east(
            declare("E1", "orange", "2030-01-02", ForDays(days=3)), decided=m("2029-12-31")
        )
        assert codes(reasons(KNOWN, decided, "2030-01-02")) == []

    def test_refuses_an_office_that_is_not_there_on_the_day(self) -> None:
        gone = attrs.evolve(pack().offices[0], valid_to=date(2020, 1, 1))
        young = attrs.evolve(pack().offices[1], valid_from=date(2021, 1, 1))
        known = register(first=attrs.evolve(pack(), offices=(gone, young, *pack().offices[2:])))
        assert codes(reasons(known, taken("x", RED_NOW), NOW)) == ["office-not-there"]
        assert codes(reasons(known, of_east(ORANGE_NOW), NOW)) == ["office-not-there"]
        assert codes(reasons(known, of_east(ORANGE_NOW), "2019-12-01")) != []

    def test_lets_a_power_reach_beyond_the_territory(self) -> None:
        powers = [attrs.evolve(p, beyond_territory=True) for p in pack().powers]
        known = register(first=attrs.evolve(pack(), powers=tuple(powers)))
        west = of_east(declare("W1", "orange", NOW, ForDays(days=3)))
        assert codes(reasons(known, west, NOW)) == []

    def test_lets_a_power_end_layers_of_other_kinds_of_offices(self) -> None:
        powers = [attrs.evolve(p, ends_layers_of=("national",)) for p in pack().powers]
        known = register(*STANDING, first=attrs.evolve(pack(), powers=tuple(powers)))
        assert codes(reasons(known, of_east(lift("a", NOW, "E1")), NOW)) == []

    def test_lets_an_office_end_what_no_known_office_made(self) -> None:
        assert codes(reasons(KNOWN, taken("x", lift("u", NOW)), NOW)) == []

    def test_asks_no_length_of_a_lowering_to_what_lies_underneath(self) -> None:
        lowers = attrs.evolve(pack().powers[1], actions=(Action.LOWER, Action.LIFT))
        known = register(*STANDING, first=attrs.evolve(pack(), powers=(lowers,)))
        own = of_east(lower("u", NOW))
        assert codes(reasons(known, own, NOW)) == []
        assert codes(reasons(known, of_east(lift("u", NOW)), NOW)) == []

    def test_tells_the_reasons_of_the_nearest_power(self) -> None:
        wide = attrs.evolve(pack().powers[1], id="wide", levels=(), area_kinds=())
        known = register(first=attrs.evolve(pack(), powers=(*pack().powers, wide)))
        west = of_east(declare("W1", "red", NOW, ForDays(days=3)))
        assert codes(reasons(known, west, NOW)) == ["power-territory"]

    def test_counts_a_power_for_its_own_scale_only(self) -> None:
        other = attrs.evolve(pack().powers[0], scale="other")
        known = register(first=attrs.evolve(pack(), powers=(other,)))
        assert codes(reasons(known, taken("x", RED_NOW), NOW)) == ["no-power"]

    def test_never_lets_an_unconfirmed_power_refuse(self) -> None:
        maybe = of_east(RED_NOW, provision="act.3", consents=())
        assert codes(reasons(KNOWN, maybe, NOW)) == []

    def test_lets_no_unconfirmed_power_refuse_what_it_does_not_speak_of(self) -> None:
        yellow = of_east(
            declare("E1", "yellow", NOW, ForDays(days=3)), provision="act.3", consents=()
        )
        assert codes(reasons(KNOWN, yellow, NOW)) == []

    def test_holds_an_unconfirmed_power_to_the_ground_of_its_office(self) -> None:
        beyond = of_east(declare("W1", "red", NOW, ForDays(days=3)), provision="act.3", consents=())
        assert codes(reasons(KNOWN, beyond, NOW)) == ["power-territory"]

    def test_marks_what_rests_on_an_unconfirmed_power(self) -> None:
        maybe = of_east(RED_NOW, provision="act.3", consents=())
        (made,) = decide(KNOWN, TakeDecision(decision=maybe, by_office=EAST), at=t(NOW))
        assert isinstance(made, DecisionMade)
        assert made.defects == (
            ("provision-uncertain", "act.3"),
            ("power-unconfirmed", "maybe"),
        )

    def test_does_not_mark_what_a_confirmed_power_covers(self) -> None:
        unsure = attrs.evolve(pack().powers[0], id="unsure", confirmed=False)
        known = register(first=attrs.evolve(pack(), powers=(*pack().powers, unsure)))
        command = TakeDecision(decision=taken("x", RED_NOW), by_office=HQ)
        assert decide(known, command, at=t(NOW)) == (DecisionMade(decision=taken("x", RED_NOW)),)


def _rules(**more: Any) -> Pack:
    return with_version(pack(), **more)


def _period(kind: PeriodKind, **more: Any) -> Pack:
    return _rules(periods=(PeriodRule(kind=kind, **more),))


OPEN_NOW = declare("E1", "red", NOW, OpenEnd(), review=m("2020-04-01"))
LONG_NOW = declare("E1", "red", NOW, ForDays(days=30))


class TestContent:
    @pytest.mark.parametrize(
        ("code", "rules", "decision"),
        [
            (
                "reason-missing",
                _rules(required=(Required.REASON,)),
                taken("x", RED_NOW, reason=None),
            ),
            ("reason-unknown", pack(), taken("x", RED_NOW, reason="whim")),
            (
                "language-missing",
                _rules(required=(Required.ADVICE,)),
                taken("x", RED_NOW, advice=Texts.of({"en": "Look."})),
            ),
            (
                "language-missing",
                _rules(required=(Required.CHANGES,)),
                taken("x", RED_NOW, changes=Texts.of({"en": "Look."})),
            ),
            ("language-missing", _rules(required=(Required.CONTACT,)), taken("x", RED_NOW)),
            ("language-missing", pack(), taken("x", RED_NOW, title=Texts.of({"ru": "t"}))),
            ("review-missing", _rules(required=(Required.REVIEW,)), taken("x", RED_NOW)),
            (
                "end-not-stated",
                pack(),
                taken("x", declare("E1", "red", NOW, NotStated())),
            ),
            ("end-form", _rules(end_forms=("date",)), taken("x", RED_NOW)),
            ("end-needs-review", pack(), taken("x", declare("E1", "red", NOW, OpenEnd()))),
            (
                "end-needs-review",
                pack(),
                taken("x", declare("E1", "red", NOW, AtEvent(event=words("rain")))),
            ),
            ("scope-kind", _rules(scopes=("region",)), taken("x", RED_NOW)),
            ("period-too-long", _period(PeriodKind.MAX_DAYS, days=10), taken("x", LONG_NOW)),
            ("period-too-long", _period(PeriodKind.MAX_DAYS, days=10), taken("x", OPEN_NOW)),
            ("period-needs-end", _period(PeriodKind.MUST_END), taken("x", OPEN_NOW)),
            ("period-needs-end", _period(PeriodKind.AUTOMATIC_EXPIRY), taken("x", OPEN_NOW)),
            ("period-needs-end", _period(PeriodKind.SHORT), taken("x", OPEN_NOW)),
            (
                "modifier-unknown",
                pack(),
                taken("x", declare("E1", "orange", NOW, ForDays(days=3), modifier="sharp")),
            ),
            (
                "no-trend",
                _rules(trend=False),
                taken("x", declare("E1", "red", NOW, ForDays(days=3), trend=Trend.UP)),
            ),
            (
                "needs-incident",
                _rules(transitions=Transitions(needs_incident=("red",))),
                taken("x", RED_NOW),
            ),
            (
                "not-ahead",
                _rules(transitions=Transitions(announce_ahead=False)),
                taken("x", declare("E1", "red", "2020-03-06", ForDays(days=3))),
            ),
            (
                "skips-level",
                _rules(transitions=Transitions(skip=False)),
                taken("x", raise_("a", NOW, "red", ForDays(days=2))),
            ),
            ("raise-not-higher", pack(), taken("x", raise_("a", NOW, "yellow", ForDays(days=2)))),
            (
                "lower-not-lower",
                pack(),
                taken("x", lower("a", NOW, level="red", ending=ForDays(days=2))),
            ),
            ("period-too-long", pack(), taken("x", bulletin("V", NOW, ForDays(days=31)))),
            ("decided-later", pack(), taken("x", RED_NOW, decided=m("2020-03-06"))),
            ("extend-gap", pack(), taken("x", extend("r", NOW, ForDays(days=5)))),
            ("end-not-later", pack(), taken("x", extend("a", NOW, ForDays(days=5)))),
            (
                "ends-before-start",
                pack(),
                taken("x", declare("E1", "red", NOW, ThroughDate(day=date(2020, 3, 1)))),
            ),
            ("without-effect", pack(), taken("x", lift("r", NOW))),
            ("layer-unknown", pack(), taken("x", lift("zz", NOW))),
        ],
        ids=str,
    )
    def test_refuses_with_exactly_the_reason(
        self, code: str, rules: Pack, decision: Decision
    ) -> None:
        assert codes(reasons(register(*STANDING, first=rules), decision, NOW)) == [code]

    @pytest.mark.parametrize(
        ("rules", "decision"),
        [
            (_rules(required=tuple(Required)), None),
            (_period(PeriodKind.FREE), taken("x", OPEN_NOW)),
            (_period(PeriodKind.UNTIL_NEXT_REPORT), taken("x", OPEN_NOW)),
            (_period(PeriodKind.MAX_DAYS, days=30), taken("x", LONG_NOW)),
            (_period(PeriodKind.MUST_END), taken("x", LONG_NOW)),
            (_period(PeriodKind.MUST_END, confirmed=False), taken("x", OPEN_NOW)),
            (_period(PeriodKind.MUST_END, levels=("yellow",)), taken("x", OPEN_NOW)),
            (
                _period(PeriodKind.MUST_END, valid_from=date(2021, 1, 1)),
                taken("x", OPEN_NOW),
            ),
            (_period(PeriodKind.MUST_END, valid_to=date(2020, 1, 1)), taken("x", OPEN_NOW)),
            (_rules(scopes=("district",), end_forms=("days",)), taken("x", RED_NOW)),
            (
                _rules(transitions=Transitions(needs_incident=("red",), skip=False)),
                taken("x", raise_("u", NOW, "red", ForDays(days=2)), incident="fire"),
            ),
            (_rules(required=(Required.ADVICE, Required.CHANGES)), taken("x", lift("u", NOW))),
        ],
    )
    def test_lets_pass_what_the_scale_allows(self, rules: Pack, decision: Decision | None) -> None:
        full = taken(
            "x",
            declare("E1", "red", NOW, ForDays(days=3), review=m("2020-03-06")),
            lift("u", NOW),
            contact=words("call 1"),
        )
        assert codes(reasons(register(*STANDING, first=rules), decision or full, NOW)) == []

    def test_refuses_a_raise_of_nothing(self) -> None:
        nothing = taken("x", raise_("zz", NOW, "red", ForDays(days=2)))
        assert codes(reasons(KNOWN, nothing, NOW)) == ["layer-unknown", "no-ground"]

    def test_does_not_compare_with_a_level_of_other_words(self) -> None:
        known = register(
            ("2020-03-01", act("o", declare("E1", "odd", "2020-03-01"))),
        )
        assert (
            codes(reasons(known, taken("x", raise_("o", NOW, "red", ForDays(days=2))), NOW)) == []
        )


class TestEveryReason:
    def test_is_given_at_once(self) -> None:
        wrong = of_east(
            declare("W", "red", "2020-03-06", ForDays(days=50), modifier="dull"),
            lift("r", NOW),
            consents=(),
            reason="whim",
            decided=m("2031-01-01"),
            title=Texts.of({"en": "t"}),
        )
        assert codes(reasons(KNOWN, wrong, NOW)) == [
            "provision-not-in-force",
            "power-level",
            "power-area",
            "power-territory",
            "power-length",
            "consent-missing",
            "consent-missing",
            "layer-of-others",
            "decided-later",
            "modifier-unknown",
            "reason-unknown",
            "language-missing",
            "without-effect",
        ]

    def test_is_kept_with_a_recorded_decision_as_its_defects(self) -> None:
        wrong = of_east(declare("W", "red", NOW, ForDays(days=50)), consents=(), reason="whim")
        told = attrs.evolve(wrong, mode=Mode.RECORDED)
        (made,) = decide(KNOWN, RecordDecision(decision=told), at=t(NOW))
        assert isinstance(made, DecisionMade)
        refused = [(p.code.value, p.where) for p in reasons(KNOWN, wrong, NOW)]
        assert list(made.defects) == refused
        known = register((NOW, made))
        assert {d.code for d in ask(known, "W", NOW).defects} == {code for code, _ in refused}

    def test_of_a_recorded_decision_of_no_office_is_that_there_is_none(self) -> None:
        told = act("x", RED_NOW, office=None)
        (made,) = decide(KNOWN, RecordDecision(decision=told), at=t(NOW))
        assert isinstance(made, DecisionMade)
        assert made.defects == (("office-missing", "office"),)


class TestSense:
    @pytest.mark.parametrize(
        ("code", "decision"),
        [
            ("decision-exists", act("a", RED_NOW)),
            ("scale-unknown", act("x", RED_NOW, scale="none")),
            ("area-missing", act("x", declare(area(), "red", NOW))),
            ("place-unknown", act("x", declare("X9", "red", NOW))),
            ("level-unknown", act("x", declare("E1", "mauve", NOW))),
            ("level-unknown", act("x", raise_("a", NOW, "mauve"))),
            ("level-unknown", act("x", attrs.evolve(state("E1", NOW), state="peace"))),
            ("level-unknown", act("x", attrs.evolve(bulletin("E1", NOW), kind="song"))),
            ("decision-unknown", withdraw("x", "zz")),
            ("field-fixed", correct("x", "a", scale="other")),
            ("level-unknown", correct("x", "a", effects={"1": {"level": "mauve"}})),
            ("wrong-mode", taken("x", RED_NOW)),
            ("text-unseen", act("x", RED_NOW, grounds=Texts.of({"en": "A \u202emrots."}))),
            ("text-unseen", correct("x", "a", grounds={"en": "A \x07storm."})),
        ],
    )
    def test_refuses_even_what_is_only_recorded(self, code: str, decision: Decision) -> None:
        with pytest.raises(Refused) as refused:
            decide(KNOWN, RecordDecision(decision=decision), at=t(NOW))
        assert codes(refused.value.problems) == [code]

    def test_refuses_another_shape_of_a_known_id(self) -> None:
        known = register(("2020-03-01", act("a", declare(area(shapes=(RING,)), "red", NOW))))
        other = attrs.evolve(RING, geometry=Circle(60.0, 40.0, 3.0), within=("E1", "X9"))
        told = act("x", declare(area(shapes=(other,)), "red", NOW))
        with pytest.raises(Refused) as refused:
            decide(known, RecordDecision(decision=told), at=t(NOW))
        assert codes(refused.value.problems) == ["place-unknown", "shape-exists"]

    def test_takes_a_shape_again(self) -> None:
        known = register(("2020-03-01", act("a", declare(area(shapes=(RING,)), "red", NOW))))
        told = act("x", declare(area(shapes=(RING,)), "orange", NOW))
        assert decide(known, RecordDecision(decision=told), at=t(NOW))

    def test_takes_an_area_about_a_group_without_units(self) -> None:
        ships = area(scope=Scope(kind=ScopeKind.ABROAD, id="ships"))
        told = act("x", declare(ships, "red", NOW))
        assert decide(KNOWN, RecordDecision(decision=told), at=t(NOW))

    def test_refuses_before_a_pack_is_adopted(self) -> None:
        with pytest.raises(Refused) as refused:
            decide(EMPTY, RecordDecision(decision=act("x", RED_NOW)), at=t(NOW))
        assert codes(refused.value.problems) == ["no-pack"]

    def test_refuses_the_office_of_another(self) -> None:
        with pytest.raises(Refused) as refused:
            decide(KNOWN, TakeDecision(decision=taken("x", RED_NOW), by_office=WEST), at=t(NOW))
        assert codes(refused.value.problems) == ["not-own-office"]

    def test_refuses_to_undo_a_correction_on_which_others_rest(self) -> None:
        effect = {"kind": "lift", "layers": ["a"], "start": {"at": m(NOW).text(), "zone": "UTC"}}
        known = register(
            *STANDING,
            ("2020-03-02", correct("c", "a", effects={"2": effect})),
            ("2020-03-03", correct("d", "a", effects={"2": {"layers": ["b"]}})),
        )
        with pytest.raises(Refused) as refused:
            decide(known, RecordDecision(decision=withdraw("x", "c")), at=t(NOW))
        assert refused.value.problems
        assert decide(known, RecordDecision(decision=withdraw("x", "d")), at=t(NOW))

    def test_takes_a_correction_of_what_a_correction_says(self) -> None:
        known = register(*STANDING, ("2020-03-02", correct("c", "a", number="7")))
        assert decide(known, RecordDecision(decision=correct("x", "c", number="1")), at=t(NOW))


class TestOtherCommands:
    def test_adopt_packs_and_borders(self) -> None:
        borders = BorderSet(id="b", source="s", licence="CC0", attribution="s", shapes={})
        assert decide(
            EMPTY, ChangeLibrary(fact=PackAdopted(pack=pack(), files=(("a", "b"),))), at=t(NOW)
        ) == (PackAdopted(pack=pack(), files=(("a", "b"),)),)
        assert decide(
            KNOWN, ChangeLibrary(fact=BordersAdopted(borders=borders, geojson="{}")), at=t(NOW)
        ) == (BordersAdopted(borders=borders, geojson="{}"),)

    def test_keep_the_scales_that_decisions_use(self) -> None:
        with pytest.raises(Refused) as refused:
            decide(KNOWN, ChangeLibrary(fact=PackAdopted(pack=pack(scale(key="other")))), at=t(NOW))
        assert codes(refused.value.problems) == ["scale-unknown"]
        assert decide(
            register(), ChangeLibrary(fact=PackAdopted(pack=pack(scale(key="other")))), at=t(NOW)
        )

    def test_record_law(self) -> None:
        book = LawBook(clauses=(provision(4, wording("act.4-1")),))
        command = ChangeLibrary(fact=LawRecorded(pack="v", book=book, text="..."))
        assert decide(KNOWN, command, at=t(NOW)) == (LawRecorded(pack="v", book=book, text="..."),)

    def test_refuse_law_that_contradicts_itself_or_what_is_known(self) -> None:
        lost = attrs.evolve(provision(4), work="no-act")
        book = LawBook(works=(Work(id="other", country="v"),), clauses=(lost,))
        moved = attrs.evolve(provision(1), work="other")
        book = attrs.evolve(book, clauses=(lost, moved))
        with pytest.raises(Refused) as refused:
            decide(KNOWN, ChangeLibrary(fact=LawRecorded(pack="w", book=book, text="")), at=t(NOW))
        assert [(p.code, p.where) for p in refused.value.problems] == [
            (Code.PACK_UNKNOWN, "pack"),
            (Code.UNKNOWN_REFERENCE, "act.4.work"),
            (Code.PROVISION_MOVES, "act.1.work"),
        ]
        with pytest.raises(Refused):
            decide(KNOWN, ChangeLibrary(fact=PackAdopted(pack=pack(law=book))), at=t(NOW))

    def test_record_incidents_of_known_places(self) -> None:
        assert decide(KNOWN, RecordIncident(incident=FIRE), at=t(NOW)) == (
            IncidentRecorded(incident=FIRE),
        )
        for known, incident in ((KNOWN, attrs.evolve(FIRE, place="X9")), (EMPTY, FIRE)):
            with pytest.raises(Refused) as refused:
                decide(known, RecordIncident(incident=incident), at=t(NOW))
            assert codes(refused.value.problems) == ["place-unknown"]

    def test_record_a_new_incident_once(self) -> None:
        command = RecordIncident(incident=FIRE, is_new=True)
        assert decide(KNOWN, command, at=t(NOW))
        told = register(*STANDING, ("2020-03-02", IncidentRecorded(incident=FIRE)))
        assert _why(told, command) == ["incident-exists"]

    def test_record_figures(self) -> None:
        known = register(*STANDING, ("2020-03-02", IncidentRecorded(incident=FIRE)))
        assert decide(known, RecordFigure(figure=FIGURE), at=t(NOW)) == (
            FigureRecorded(figure=FIGURE),
        )

    def test_refuse_figures_with_every_reason(self) -> None:
        told = register(
            ("2020-03-02", IncidentRecorded(incident=FIRE)),
            ("2020-03-02", FigureRecorded(figure=FIGURE)),
        )
        wrong = attrs.evolve(FIGURE, supersedes=("f9",), low=5)
        assert _refusal(told, wrong) == ["figure-exists", "figure-unknown", "range-backwards"]
        assert _refusal(KNOWN, FIGURE) == ["incident-unknown"]
        assert decide(
            told, RecordFigure(figure=attrs.evolve(FIGURE, id="f2", supersedes=("f1",))), at=t(NOW)
        )

    def test_correct_an_incident_as_it_was_seen(self) -> None:
        told = register(*STANDING, ("2020-03-02", IncidentRecorded(incident=FIRE)))
        better = attrs.evolve(FIRE, names=words("Great fire"))
        based_on = told.incidents["fire"].current.number
        command = CorrectIncident(incident=better, based_on=based_on)
        assert decide(told, command, at=t(NOW)) == (IncidentRecorded(incident=better),)

    def test_hide_nothing(self) -> None:
        hidden = Texts.of({"en": "A \u202eerif."})
        told = register(*STANDING, ("2020-03-02", IncidentRecorded(incident=FIRE)))
        for command in (
            RecordIncident(incident=attrs.evolve(FIRE, id="other", names=hidden)),
            CorrectIncident(
                incident=attrs.evolve(FIRE, summary=hidden),
                based_on=told.incidents["fire"].number,
            ),
            RecordFigure(figure=attrs.evolve(FIGURE, id="f9", note=hidden)),
        ):
            assert _why(told, command) == ["text-unseen"]

    def test_refuse_to_correct_what_was_corrected_meanwhile(self) -> None:
        told = register(
            *STANDING,
            ("2020-03-02", IncidentRecorded(incident=FIRE)),
            ("2020-03-03", IncidentRecorded(incident=attrs.evolve(FIRE, names=words("Blaze")))),
        )
        first = told.incidents["fire"].number
        wrong = attrs.evolve(FIRE, place="X9")
        assert _why(told, CorrectIncident(incident=wrong, based_on=first)) == [
            *("place-unknown", "incident-changed")
        ]
        command = CorrectIncident(incident=FIRE, based_on=1)
        assert _why(register(*STANDING), command) == ["incident-unknown"]

    def test_refuse_to_replace_a_figure_that_was_replaced_meanwhile(self) -> None:
        told = register(
            *STANDING,
            ("2020-03-02", IncidentRecorded(incident=FIRE)),
            ("2020-03-02", FigureRecorded(figure=FIGURE)),
            ("2020-03-03", FigureRecorded(figure=_instead("f2", "f1"))),
            ("2020-03-03", FigureRecorded(figure=_instead("f3"))),
        )
        late = _instead("f4", "f1", "f3")
        assert _why(told, RecordFigure(figure=late, seen=1)) == ["figure-replaced"]
        for seen in (2, 3, None):
            assert decide(told, RecordFigure(figure=late, seen=seen), at=t(NOW))
        another = RecordFigure(figure=_instead("f4", "f3"), seen=1)
        assert decide(told, another, at=t(NOW))


def _instead(key: str, *supersedes: str) -> Figure:
    return attrs.evolve(FIGURE, id=key, supersedes=supersedes)


def _refusal(known: Register, figure: Figure) -> list[str]:
    return _why(known, RecordFigure(figure=figure))


def _why(known: Register, command: Command) -> list[str]:
    with pytest.raises(Refused) as refused:
        decide(known, command, at=t(NOW))
    return codes(refused.value.problems)


def test_an_office_without_a_kind_has_no_power() -> None:
    offices = (*pack().offices, Office(id="other", kind="other", place="V"))
    known = register(first=attrs.evolve(pack(), offices=offices))
    assert codes(reasons(known, taken("x", RED_NOW, office="other"), NOW)) == ["no-power"]
