import doctest

from dabyl import cap


class TestExamples:
    def test_do_what_they_show(self):
        results = doctest.testmod(cap)
        assert results.attempted > 10
        assert results.failed == 0


class TestNames:
    def test_are_all_there(self):
        assert [name for name in cap.__all__ if not hasattr(cap, name)] == []
