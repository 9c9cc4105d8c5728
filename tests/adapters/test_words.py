from dabyl.adapters.words import words_of
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem


class TestWordsOf:
    def test_fills_the_slots(self):
        data = {"value": "rad", "near": "red"}
        message, fix = words_of(Problem(code=Code.UNKNOWN_VALUE, data=data))
        assert message == "rad is not a value of this field"
        assert fix == "write red"

    def test_prints_lists_with_commas(self):
        data = {"field": "x", "near": ["a", "b"]}
        assert (
            words_of(Problem(code=Code.UNKNOWN_FIELD, data=data))[1] == "write a, b, or remove it"
        )

    def test_hides_no_problem_for_want_of_data(self):
        assert "?" in words_of(Problem(code=Code.UNKNOWN_VALUE))[0]
