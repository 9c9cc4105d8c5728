from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.formats.entries.facts import fact_from, written
from dabyl.core.formats.scenarios.scenario import Scenario, parse_scenario, scenario_packs
from dabyl.core.incidents.incident import Bound
from dabyl.core.levels.decision import Mode
from dabyl.core.register.facts import (
    DecisionMade,
    FigureRecorded,
    IncidentRecorded,
    LawRecorded,
)
from dabyl.core.values.instants import parse_instant
from dabyl.core.values.languages import Texts
from dabyl.core.values.problems import Rejected
from support.tree import ROOT

HEAD = """\
id = "xv-1"
title = { en = "Varland" }
packs = ["xv"]
zone = "Asia/Almaty"
scale = "xv-alert"
source = [{ id = "gazette" }]
"""  # 6 lines
STEP = "[[step]]\nrecorded_at = 2031-01-05T18:30:00\n"
RED = 'do = "declare"\nid = "red"\nwhere = "XV"\nlevel = "red"\nfrom = 2031-01-05\nfor_days = 3\n'
BLAST = (
    'do = "incident"\nid = "blast"\nwhere = "XV-C"\nstarted = 2031-01-05\nname = {en = "Blast"}\n'
)
FIGURE = (
    'do = "figure"\nid = "f-1"\nincident = "blast"\ncategory = "killed"\n'
    'as_of = 2031-01-05\nsource = "gazette"\n'
)


def scenario(*steps: str, head: str = HEAD) -> Scenario:
    return parse_scenario(head + "".join(STEP + step for step in steps))


def problems(*steps: str, head: str = HEAD) -> list[tuple[str, str]]:
    with pytest.raises(Rejected) as rejection:
        parse_scenario(head + "".join(STEP + step for step in steps), file="s.toml")
    return [(problem.where, problem.code) for problem in rejection.value.problems]


class TestParseScenario:
    def test_reads_its_head(self):
        found = scenario(RED)
        assert (found.id, found.packs, found.kind) == ("xv-1", ("xv",), "replay")
        assert found.begins == found.steps[0].recorded_at
        assert [source.id for source in found.sources] == ["gazette"]

    def test_may_begin_before_its_first_step_and_be_an_exercise(self):
        found = scenario(RED, head=HEAD + 'begins = 2031-01-01\nkind = "exercise"\n')
        assert found.begins == parse_instant("2030-12-31T19:00Z")
        assert found.kind == "exercise"

    def test_reads_a_step_as_recorded_then(self):
        step = scenario('remark = { en = "Announced late." }\n' + RED).steps[0]
        assert step.recorded_at == parse_instant("2031-01-05T13:30Z")
        assert (step.line, step.remark) == (7, Texts.of({"en": "Announced late."}))

    def test_takes_decisions_as_recorded_elsewhere_unless_it_says_otherwise(self):
        fact = scenario(RED).steps[0].fact
        assert isinstance(fact, DecisionMade)
        assert (fact.decision.mode, fact.decision.scale) == (Mode.RECORDED, "xv-alert")
        taken = scenario(RED, head=HEAD + 'mode = "taken"\n').steps[0].fact
        assert taken.decision.mode is Mode.TAKEN

    def test_finds_places_by_code_and_name(self):
        find = {"Varland": ("XV",)}.get
        text = HEAD + STEP + RED.replace('"XV"', '"Varland"')
        decision = parse_scenario(text, find=find).steps[0].fact.decision
        assert decision.effects[0].area.units == ("XV",)

    def test_names_what_is_missing_in_an_empty_file(self):
        with pytest.raises(Rejected) as rejection:
            parse_scenario("")
        missing = {problem.data["field"] for problem in rejection.value.problems}
        assert missing == {"zone", "step", "id", "title", "packs"}

    def test_is_never_played_into_a_live_workspace(self):
        head = HEAD + 'kind = "live"\n'
        assert problems(RED, head=head) == [("s.toml:7 kind", "scenario-live")]

    def test_reads_the_scenarios_that_ship_and_that_the_tests_play(self):
        shipped = files("dabyl").joinpath("scenarios", "kazakhstan-2016.toml").read_text("utf-8")
        invented = (ROOT / "tests/scenarios/varland-2031.toml").read_text("utf-8")
        for text in (shipped, invented):
            for step in parse_scenario(text).steps:
                assert fact_from(*written(step.fact), "here") == step.fact


class TestScenarioPacks:
    def test_are_known_before_the_rest_is_read(self):
        assert scenario_packs(HEAD + "[[step]]\nnonsense = 3") == ("xv",)

    def test_are_needed(self):
        for text in ("", "packs = []", "packs = 3", "packs ="):
            with pytest.raises(Rejected):
                scenario_packs(text)


class TestSteps:
    def test_are_in_order(self):
        before = "[[step]]\nrecorded_at = 2031-01-05T18:29:59\n"
        early = before + 'do = "withdraw"\nid = "a"\ndecision = "red"\n'
        assert problems(RED + early) == [("s.toml:16 step[1].recorded_at", "step-out-of-order")]
        begins = HEAD + "begins = 2031-02-01\n"
        assert problems(RED, head=begins) == [("s.toml:9 step[0].recorded_at", "step-out-of-order")]

    def test_may_come_at_the_same_instant(self):
        assert len(scenario(RED, RED.replace('"red"', '"again"', 1)).steps) == 2

    def test_need_an_instant(self):
        assert problems(RED + "[[step]]\n" + RED.replace('"red"', '"again"', 1)) == [
            ("s.toml:15 step[1]", "missing-field")
        ]

    def test_have_ids_of_their_own(self):
        assert problems(RED, RED) == [("s.toml:18 step[1].id", "duplicate")]

    @pytest.mark.parametrize(
        ("step", "field"),
        [
            ('do = "lift"\nid = "a"\nfrom = 2031-01-06\nlayers = ["green"]', "layers"),
            ('do = "lift"\nid = "a"\nfrom = 2031-01-06\nlayers = ["red.2"]', "layers"),
            ('do = "extend"\nid = "a"\nfrom = 2031-01-06\nfor_days = 1\nlayers = ["x"]', "layers"),
            ('do = "raise"\nid = "a"\nfrom = 2031-01-06\nlayers = ["x"]', "layers"),
            ('do = "end-state"\nid = "a"\nfrom = 2031-01-06\nstates = ["x"]', "states"),
            ('do = "withdraw"\nid = "a"\ndecision = "rod"', "decision"),
            (RED.replace('"red"', '"a"', 1) + 'incident = "blast"', "incident"),
            (FIGURE + "count = 1", "incident"),
        ],
    )
    def test_speak_only_of_what_stands_above_them(self, step, field):
        found = problems(RED, step)
        assert [(where.split(".")[-1], code) for where, code in found] == [
            (field, "unknown-reference")
        ]

    def test_name_layers_of_every_effect_above_them(self):
        two = (
            'id = "two"\n'
            '[[step.effect]]\ndo = "declare"\nwhere = "XV-N"\nlevel = "red"\n'
            "from = 2031-01-06\nfor_days = 1\n"
            '[[step.effect]]\ndo = "declare-state"\nwhere = "XV-S"\nstate = "operation"\n'
            "from = 2031-01-06\nfor_days = 1\n"
        )
        lift = 'do = "lift"\nid = "lift"\nfrom = 2031-01-06\nlayers = ["two", "two.2"]'
        assert len(scenario(two, lift).steps) == 2

    def test_see_corrections_of_steps_above_them(self):
        correct = 'do = "correct"\nid = "c-1"\ndecision = "red"\nset.office = "hq"\n'
        again = 'do = "correct"\nid = "c-2"\ndecision = "red"\nremove = ["office"]\n'
        assert len(scenario(RED, correct, again).steps) == 3

    def test_refuse_a_correction_that_leaves_no_decision(self):
        correct = 'do = "correct"\nid = "c"\ndecision = "red"\nset.effects.1.level = 3\n'
        with pytest.raises(Rejected) as rejection:
            scenario(RED, correct)
        (problem,) = rejection.value.problems
        assert (problem.code, problem.data["field"]) == ("wrong-type", "red effects.1.level")


class TestIncidents:
    def test_are_read_with_every_field(self):
        more = 'summary = {en = "S"}\nsources = ["gazette"]\nunresolved = [{en = "who"}]\n'
        incident = scenario(BLAST + more).steps[0].fact
        assert isinstance(incident, IncidentRecorded)
        assert incident.incident.place == "XV-C"
        assert incident.incident.unresolved == (Texts.of({"en": "who"}),)

    def test_happen_at_one_place(self):
        wrong = BLAST.replace('"XV-C"', '["XV-C"]')
        assert problems(wrong) == [("s.toml:11 step[0].where", "wrong-type")]

    def test_happen_at_a_known_place(self):
        with pytest.raises(Rejected) as rejection:
            parse_scenario(HEAD + STEP + BLAST, find=lambda _: ())
        assert [problem.code for problem in rejection.value.problems] == ["place-unknown"]


class TestFigures:
    @pytest.mark.parametrize(
        ("text", "low", "high", "bound"),
        [
            ("count = 3", 3, 3, Bound.EXACT),
            ('count = 11\nbound = "at-least"', 11, 11, Bound.AT_LEAST),
            ("low = 6\nhigh = 7", 6, 7, Bound.RANGE),
            ('low = 6\nhigh = 7\nbound = "about"', 6, 7, Bound.ABOUT),
        ],
    )
    def test_are_a_count_or_a_range(self, text, low, high, bound):
        fact = scenario(BLAST, FIGURE + text).steps[1].fact
        assert isinstance(fact, FigureRecorded)
        assert (fact.figure.low, fact.figure.high, fact.figure.bound) == (low, high, bound)
        assert fact.figure.source.id == "gazette"

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("", "missing-field"),
            ("count = -1", "out-of-range"),
            ("count = 10000000000", "out-of-range"),
            ('count = "many"', "wrong-type"),
            ("low = 7\nhigh = 6", "out-of-range"),
            ("low = 7", "missing-field"),
        ],
    )
    def test_are_numbers_of_people(self, text, code):
        assert code in {found for _, found in problems(BLAST, FIGURE + text)}

    def test_supersede_earlier_figures_of_their_incident(self):
        second = FIGURE.replace("f-1", "f-2") + 'count = 2\nsupersedes = ["f-1"]\n'
        first, other = FIGURE + "count = 1\n", BLAST.replace('"blast"', '"other"')
        assert len(scenario(BLAST, first, second).steps) == 3
        assert [code for _, code in problems(BLAST, second)] == ["unknown-reference"]
        elsewhere = second.replace('incident = "blast"', 'incident = "other"')
        assert [code for _, code in problems(BLAST, other, first, elsewhere)] == [
            "unknown-reference"
        ]

    def test_have_ids_of_their_own_and_a_source_that_is_given(self):
        one = FIGURE + "count = 1\n"
        assert [code for _, code in problems(BLAST, one, one)] == ["duplicate"]
        wrong = one.replace('"gazette"', '"radio"')
        assert [code for _, code in problems(BLAST, wrong)] == ["unknown-reference"]


class TestLaw:
    BOOK = 'languages = ["en"]\n[[work]]\nid = "act"\n%s'
    ACT = f'do = "law"\npack = "xo"\ntext = """\n{BOOK}"""\n'

    def test_stands_as_a_text_of_its_own(self):
        fact = scenario(self.ACT % 'country = "xo"\n').steps[0].fact
        assert isinstance(fact, LawRecorded)
        assert [work.id for work in fact.book.works] == ["act"]
        assert fact.text.startswith("languages")

    def test_tells_what_is_wrong_with_it(self):
        assert [code for _, code in problems(self.ACT % "")] == ["missing-field"]


GOOD = (
    HEAD
    + STEP
    + RED
    + STEP
    + BLAST
    + STEP
    + FIGURE
    + "count = 1\n"
    + STEP
    + 'do = "correct"\nid = "c"\ndecision = "red"\nset.effects.1.ending = ["open"]\n'
)
VALUES = ("0", "-1", "1.5", "true", '""', '"a"', '"red"', "[]", "[{}]", "{}", "2031-01-05")


class TestAnyText:
    @given(st.text())
    def test_is_rejected(self, text):
        with pytest.raises(Rejected):
            parse_scenario(text)

    @given(st.data(), st.sampled_from(VALUES))
    def test_is_read_or_rejected_when_one_value_was_changed(self, data, value):
        lines = GOOD.splitlines()
        place = data.draw(st.sampled_from([i for i, line in enumerate(lines) if "=" in line]))
        lines[place] = lines[place].partition("=")[0] + "= " + value
        assert is_read_or_explained("\n".join(lines))

    @given(st.integers(0, len(GOOD)), st.integers(0, 40), st.text("[]{}\"'=.\n#a1-:é", max_size=8))
    def test_is_read_or_rejected_when_a_piece_was_changed(self, at, length, piece):
        assert is_read_or_explained(GOOD[:at] + piece + GOOD[at + length :])


def is_read_or_explained(text: str) -> bool:
    try:
        steps = parse_scenario(text).steps
    except Rejected as rejected:
        return bool(rejected.problems)
    return all(fact_from(*written(step.fact), "here") == step.fact for step in steps)
