from datetime import date

import attrs
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.calendars.daycount import Counting
from dabyl.core.calendars.endings import EndRule
from dabyl.core.formats.packs.pack import parse_pack
from dabyl.core.law.book import LawBook
from dabyl.core.law.days import Day
from dabyl.core.law.kinds import Kind
from dabyl.core.law.powers import Action, Office, Power
from dabyl.core.law.sources import Source as LawSource
from dabyl.core.law.wordings import Wording
from dabyl.core.law.works import Clause, Work
from dabyl.core.levels.decision import Source
from dabyl.core.levels.scale import (
    AfterEnd,
    ChannelRule,
    Combination,
    CompanionState,
    Evidence,
    Floor,
    Level,
    Measure,
    Modifier,
    PeriodKind,
    PeriodRule,
    PublicationKind,
    ReasonClass,
    Required,
    Scale,
    ScaleVersion,
    SetBy,
    Transitions,
)
from dabyl.core.register.pack import Pack, Template
from dabyl.core.values.languages import Texts
from dabyl.core.values.problems import Rejected
from support.packs import FILES, a_pack


def both(en: str, fr: str) -> Texts:
    return Texts.of({"en": en, "fr": fr})


OLD = ScaleVersion(
    floor=Floor.ABSENCE,
    ends=EndRule(counting=Counting.FIRST_DAY_COUNTS),
    levels=(
        Level(
            id="calm",
            rank=1,
            names=both("calm", "calme"),
            advice=both("Nothing to do.", "Rien à faire."),
        ),
        Level(
            id="alarm",
            rank=2,
            names=both("alarm", "alarme"),
            advice=both("Be alert.", "Soyez attentifs."),
        ),
    ),
)
NEW = ScaleVersion(
    valid_from=date(2020, 1, 1),
    levels=(
        Level(
            id="calm",
            rank=1,
            names=both("calm", "calme"),
            advice=both("Go about your day.", "Vivez normalement."),
        ),
        Level(
            id="amber",
            rank=2,
            names=both("high", "élevé"),
            advice=both("Be alert.\nCarry papers.", "Soyez attentifs.\nAyez vos papiers."),
            changes=both("Bags are searched.", "On fouille les sacs."),
        ),
        Level(
            id="red",
            rank=3,
            code="X",
            names=both("critical", "critique"),
            short=both("red", "rouge"),
            definition=both("It has happened.", "C'est arrivé."),
            criteria=both("An attack, and more may come.", "Une attaque, et d'autres à craindre."),
            evidence=Evidence.HAPPENED,
            horizon=both("within a day", "sous un jour"),
            advice=both("Stay in.", "Restez chez vous."),
            colour="#c4161c",
            colour_name=both("red", "rouge"),
            aliases=("vermilion",),
            confirmed=False,
            source="act",
        ),
    ),
    mapping=(("alarm", None),),
    floor=Floor.ABSENCE,
    combination=Combination.HIGHEST,
    after_end=AfterEnd.UNDERNEATH,
    set_by=SetBy.EXECUTIVE,
    scopes=("country", "region", "sector"),
    ends=EndRule(counting=Counting.FIRST_DAY_COUNTS, last_minute_is_midnight=True),
    end_forms=("days", "date", "open"),
    periods=(
        PeriodRule(
            kind=PeriodKind.MAX_DAYS,
            levels=("red",),
            days=15,
            valid_to=date(2023, 1, 31),
            source="act",
        ),
        PeriodRule(kind=PeriodKind.MUST_END, valid_from=date(2023, 1, 31), confirmed=False),
    ),
    review_months=6,
    transitions=Transitions(skip=False, needs_incident=("red",), announce_ahead=False),
    modifiers=(Modifier(id="reinforced", names=both("reinforced", "renforcé"), levels=("amber",)),),
    trend=True,
    measures=(
        Measure(
            id="bags",
            levels=("amber", "red"),
            office="xo-hq",
            addressee=both("venues", "salles"),
            text=both("Search bags.", "Fouiller les sacs."),
            provision="xo-act.3",
            binding=True,
            permanent=True,
            sector="culture",
            confirmed=False,
            source="act",
        ),
    ),
    states=(
        CompanionState(
            id="operation",
            names=both("operation regime", "régime d'opération"),
            provision="xo-act.3",
            confirmed=False,
            source="act",
        ),
    ),
    required=(Required.AREA, Required.PERIOD, Required.REASON, Required.ADVICE),
    reasons=(
        ReasonClass(
            id="event",
            names=both("a large event", "un grand rassemblement"),
            preventive=True,
            no_specific_threat=True,
        ),
    ),
    channels=(ChannelRule(id="sms", formats=("sms",), max_chars=160),),
    publications=(
        PublicationKind(
            id="bulletin", names=both("bulletin", "bulletin"), ranked=True, max_days=10
        ),
    ),
    note=Texts.of({"en": "As of 2020."}),
    confirmed=False,
    source="act",
)
HEADQUARTERS = Office(
    id="xo-hq",
    kind="headquarters",
    place="XO",
    names=both("Headquarters", "État-major"),
    head=both("head", "chef"),
    contact=both("call 1", "appelez le 1"),
    valid_from=date(2000, 1, 1),
    valid_to=date(2999, 1, 1),
    confirmed=False,
    source="act",
)
CROWN = Office(id="xo-crown", kind="crown", place="XO", names=both("Crown", "Couronne"))
PROVISION = Clause(
    id="xo-act.3",
    work="xo-act",
    kind=Kind.POWER,
    number="3",
    title=both("Levels", "Niveaux"),
    wordings=(
        Wording(
            id="2000",
            adopted=date(2000, 1, 1),
            published=date(2000, 1, 2),
            commences=Day.on(date(2000, 1, 3)),
            applies_until=Day.on(date(2999, 1, 1)),
            text=both("Headquarters sets levels.", "L'état-major fixe les niveaux."),
            official="https://example.org/act#3",
            confirmed=False,
            sources=("act",),
        ),
    ),
)
LAW = LawBook(
    works=(Work(id="xo-act", country="xo", title=Texts.of({"en": "Alert Act"})),),
    clauses=(PROVISION,),
    sources={
        "act": LawSource(
            id="act",
            url="https://example.org/act",
            publisher="Osland Gazette",
            date="2020",
            lang="en",
        )
    },
)
POWERS = (
    Power(
        id="set",
        provision="xo-act.3",
        office_kinds=("headquarters",),
        actions=(
            Action.DECLARE,
            Action.EXTEND,
            Action.RAISE,
            Action.LOWER,
            Action.LIFT,
            Action.CORRECT,
            Action.BULLETIN,
            Action.DECLARE_STATE,
        ),
        scale="xo-alert",
        levels=("amber", "red"),
        area_kinds=("country", "region", "sector"),
        max_days=40,
        beyond_territory=True,
        ends_layers_of=("headquarters",),
        source="act",
    ),
    Power(
        id="crown-red",
        provision="xo-act.3",
        office_kinds=("crown",),
        actions=(Action.DECLARE,),
        levels=("red",),
        consents=("headquarters",),
        confirmed=False,
    ),
)


class TestParsePack:
    def test_reads_everything(self):
        pack = a_pack()
        assert attrs.evolve(pack, units=()) == Pack(
            id="xo",
            title=both("Osland", "Oslande"),
            languages=("en", "fr"),
            zone="Europe/Oslo",
            root="XO",
            scales=(
                Scale(
                    id="xo-alert",
                    names=both("Alert level", "Niveau d'alerte"),
                    territory=("XO",),
                    zone="Europe/Oslo",
                    languages=("en", "fr"),
                    versions=(OLD, NEW),
                    subject=both("terrorism", "terrorisme"),
                    event_code="OET-177",
                    purpose="general",
                    erratum=False,
                    source="act",
                ),
            ),
            offices=(HEADQUARTERS, CROWN),
            office_kinds={
                "headquarters": both("headquarters", "état-major"),
                "crown": both("crown", "couronne"),
            },
            unit_kinds={"country": both("country", "pays"), "region": both("region", "région")},
            law=LAW,
            powers=POWERS,
            categories={"killed": both("killed", "tués")},
            templates=(
                Template(
                    id="declare",
                    action="declare",
                    level="red",
                    form="sms",
                    texts=both(
                        "{office}: {level}, {area}, {end}. {{112}}",
                        "{office} : {level}, {area}, {end}. {{112}}",
                    ),
                ),
                Template(
                    id="lapse",
                    action="lapse",
                    texts=both("{level} has ended.", "Fin du niveau {level}."),
                ),
            ),
            help=both("Call 1.\nStay calm.", "Appelez le 1.\nRestez calme."),
            sources=(
                Source(
                    id="act",
                    publisher="Osland Gazette",
                    url="https://example.org/act",
                    date="2020",
                    lang="en",
                    note="invented",
                ),
            ),
            notes=(Texts.of({"en": "Invented."}),),
        )
        assert [unit.key for unit in pack.units] == ["XO", "XO-N", "XO-S"]

    def test_reads_a_pack_that_says_only_what_it_must(self):
        pack = a_pack(
            {
                "pack.toml": 'id = "xo"\nroot = "XO"\nzone = "UTC"\nlanguages = ["en"]\n'
                'title = { en = "Osland" }\n',
                "places.toml": 'country = "XO"\nzone = "UTC"\n'
                '[[unit]]\nkey = "XO"\nkind = "country"\nname = { en = "Osland" }\n',
                "scale-none.toml": 'id = "xo-none"\nname = { en = "No levels" }\n'
                'territory = ["XO"]\nlanguages = ["en"]\nzone = "Europe/Oslo"\n'
                'policy = { en = "They alarm." }\n[[version]]\nfloor = "absence"\n',
                "texts/en.toml": "",
            }
        )
        assert pack.scales[0].no_scale()
        assert pack.scales[0].zone == "Europe/Oslo"
        assert (pack.offices, pack.powers, pack.templates) == ((), (), ())


class TestAnyInput:
    @given(st.dictionaries(st.sampled_from([*FILES, "scale-b.toml"]), st.text(max_size=80)))
    def test_is_taken_or_rejected(self, changed):
        take_or_reject({**FILES, **changed})

    @given(
        st.sampled_from(sorted(FILES)),
        st.data(),
        st.sampled_from(
            ["1", '"x"', "true", "[]", "{}", "[1]", '["x"]', "{ a = 1 }", "2020-01-01", '""']
        ),
    )
    def test_with_any_value_in_any_field_is_taken_or_rejected(self, file, data, value):
        lines = FILES[file].splitlines()
        at = data.draw(st.sampled_from([n for n, line in enumerate(lines) if " = " in line]))
        lines[at] = f"{lines[at].split(' = ')[0]} = {value}"
        take_or_reject({**FILES, file: "\n".join(lines)})

    @given(st.sampled_from(sorted(FILES)), st.data())
    def test_with_any_line_gone_or_doubled_is_taken_or_rejected(self, file, data):
        lines = FILES[file].splitlines()
        at = data.draw(st.integers(0, len(lines) - 1))
        times = data.draw(st.sampled_from([0, 2]))
        take_or_reject(
            {**FILES, file: "\n".join(lines[:at] + lines[at : at + 1] * times + lines[at + 1 :])}
        )


def take_or_reject(files: dict[str, str]) -> None:
    try:
        pack = parse_pack(files)
    except Rejected as rejected:
        problems = rejected.problems
    else:
        assert pack.scales
        return
    assert problems
    assert all(problem.where for problem in problems)
