"""A shelf is bounded in size."""

from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.values.shelf import Shelf


class TestShelf:
    def test_gives_back_what_it_keeps(self):
        shelf = Shelf[str, int](10)
        shelf.keep("a", 1, size=4)
        assert (shelf.get("a"), shelf.get("b")) == (1, None)

    def test_lets_go_of_what_was_kept_longest(self):
        shelf = Shelf[str, int](10)
        for number, key in enumerate("abc"):
            shelf.keep(key, number, size=4)
        assert [shelf.get(key) for key in "abc"] == [None, 1, 2]

    def test_takes_the_newer_for_the_older(self):
        shelf = Shelf[str, int](10)
        for number in range(5):
            shelf.keep("a", number, size=4)
        shelf.keep("b", 9, size=6)
        assert (shelf.get("a"), shelf.get("b")) == (4, 9)

    def test_keeps_nothing_that_is_larger_than_it(self):
        shelf = Shelf[str, int](10)
        shelf.keep("b", 1, size=5)
        shelf.keep("a", 1, size=2)
        shelf.keep("a", 2, size=11)
        assert (shelf.get("a"), shelf.get("b")) == (None, 1)

    def test_is_empty_after_it_was_cleared(self):
        shelf = Shelf[str, int](10)
        shelf.keep("a", 1, size=10)
        shelf.clear()
        assert shelf.get("a") is None
        shelf.keep("b", 2, size=10)
        assert shelf.get("b") == 2

    @given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 12), st.booleans())))
    def test_never_holds_more_than_it_may(self, steps):
        shelf = Shelf[int, int](10)
        for key, size, drops in steps:
            if drops:
                shelf.drop(key)
            else:
                shelf.keep(key, size, size=size)
                assert (shelf.get(key) == size) is (size <= 10)
            assert sum(shelf.get(key) or 0 for key in range(6)) <= 10
