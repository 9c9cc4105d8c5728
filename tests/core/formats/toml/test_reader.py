import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dabyl.core.formats.toml.findings import Findings
from dabyl.core.formats.toml.reader import read_toml, try_toml
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Rejected


class TestReadToml:
    def test_reads_a_table(self):
        assert read_toml('id = "x"', file="f.toml").id("id") == "x"

    def test_names_the_line_of_what_is_not_toml(self):
        with pytest.raises(Rejected) as rejection:
            read_toml("a = 1\nb = = 2\n", file="f.toml")
        assert [(p.code, p.where) for p in rejection.value.problems] == [(Code.SYNTAX, "f.toml:2")]
        assert "line" not in rejection.value.problems[0].data["reason"]

    def test_names_the_last_line_when_the_text_stops_too_early(self):
        with pytest.raises(Rejected) as rejection:
            read_toml("a = 1\nb = [\n", file="f.toml")
        assert rejection.value.problems[0].where == "f.toml:3"

    @pytest.mark.parametrize(
        "text",
        [
            "a = " + "[" * 100 + "]" * 100,
            "a = " + "[" * 100_000,
            "a = " + "{b = " * 100 + "1" + "}" * 100,
            ".".join("a" * 50_000) + " = 1",
            "[" + " . ".join("a" * 50_000) + "]",
            ".".join(['"a"'] * 50_000) + " = 1",
            "[[" + ".".join(["'a'"] * 50_000) + "]]",
        ],
    )
    def test_bounds_nesting(self, text):
        with pytest.raises(Rejected) as rejection:
            read_toml(text, file="f.toml")
        assert rejection.value.problems[0].code is Code.NESTED_TOO_DEEP

    @given(st.text(max_size=200))
    @example("a = " + "1" * 5000)
    @example("a = 2016-02-30")
    @example("\ufeffa = 1")
    def test_takes_any_text_or_rejects_it(self, text):
        try:
            table = read_toml(text, file="f.toml")
        except Rejected:
            return
        table.done()
        assert len(table.findings.problems()) == len(table.fields())


class TestTryToml:
    def test_says_what_is_wrong_and_finds_nothing_more(self):
        findings = Findings()
        table = try_toml("a = ", file="f.toml", findings=findings)
        table.text("id")
        table.done()
        assert [p.code for p in findings.problems()] == [Code.SYNTAX]

    def test_reads_what_is_right(self):
        assert try_toml("a = 1", file="f.toml", findings=Findings()).integer("a") == 1


class TestFindings:
    def test_gives_problems_in_the_order_of_files_and_lines(self):
        findings = Findings()
        for file, line in [("b", 9), ("a", 1), ("b", 2), ("b", 2)]:
            problem = Problem(code=Code.DUPLICATE, where=f"{file}:{line}")
            findings.add(problem, file=file, line=line)
        assert [p.where for p in findings.problems()] == ["b:2", "b:9", "a:1"]

    def test_is_false_and_rejects_nothing_as_long_as_nothing_is_found(self):
        findings = Findings()
        findings.reject()
        assert not findings

    def test_rejects_with_everything_found(self):
        findings = Findings()
        problem = Problem(code=Code.DUPLICATE)
        findings.take(Rejected((problem,)), file="f")
        assert findings
        with pytest.raises(Rejected) as rejection:
            findings.reject()
        assert rejection.value.problems == (problem,)
