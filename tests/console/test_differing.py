"""Differences between a form and what stands now."""

from dabyl.console.differing import Line, differences


def said(path, now, then):
    return [(line.is_new, line.text) for line in differences(path, now, then)]


class TestDifferences:
    def test_are_of_the_words_of_a_page(self):
        now = b"<style>p{}</style><h1>None</h1><p class=a>Until   <b>noon</b></p>"
        then = b"<style>b{}</style><h1>High</h1><p class=b>Until <b>noon</b></p>"
        assert said("en/index.html", now, then) == [(False, "None"), (True, "High")]

    def test_are_of_the_lines_of_a_text(self):
        assert said("a.txt", b"one\ntwo\n", b"one\nthree\n") == [(False, "two"), (True, "three")]

    def test_are_of_the_fields_of_a_record(self):
        found = said("status.json", b'{"a":1,"b":2}', b'{"a":1,"b":3}')
        assert found == [(False, ' "b": 2'), (True, ' "b": 3')]

    def test_are_none_where_nothing_differs_and_all_where_nothing_stood(self):
        assert said("a.txt", b"one", b"one") == []
        assert differences("a.txt", None, b"one") == (Line(is_new=True, text="one"),)
