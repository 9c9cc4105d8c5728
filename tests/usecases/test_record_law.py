import pytest

from dabyl.core.values.problems import Refused
from dabyl.usecases.record_law import record_law
from support.desks import a_desk, an_empty_desk, noon

BOOK = 'languages = ["en"]\n[[work]]\nid = "xo-other"\ncountry = "xo"\n'


class TestRecordLaw:
    def test_is_of_the_only_pack_when_none_is_named(self):
        after = record_law(a_desk(), BOOK, file="book.toml", pack=None, at=noon(3))
        assert after.law.packs["xo-other"] == next(iter(after.packs))

    def test_wants_to_know_whose_law_it_is_where_there_is_no_pack(self):
        desk = an_empty_desk()
        with pytest.raises(Refused) as refusal:
            record_law(desk, BOOK, file="book.toml", pack=None, at=noon(3))
        assert [problem.where for problem in refusal.value.problems] == ["--pack"]
