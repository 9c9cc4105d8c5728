from dabyl.core.law import bills as b
from dabyl.core.law import changes as c
from dabyl.core.law.book import LawBook
from support.statutes import BASE, a_bill, prison, statutes

HARSHER = c.ReplacePart(provision="art-1", part=prison(6, 10))


class TestLawBook:
    def test_has_in_its_statutes_the_bills_that_are_law_only(self):
        law, draft = a_bill(HARSHER), a_bill(HARSHER, name="draft", stage=b.Stage.DRAFTED)
        book = LawBook(recorded=statutes(BASE), bills=(law, draft))
        history = book.statutes.clauses["art-1"].history
        assert [wording.by for wording in history] == [None, ("bill", "1")]

    def test_finds_a_bill_by_its_id(self):
        bill = a_bill(HARSHER)
        book = LawBook(recorded=statutes(BASE), bills=(bill,))
        assert book.bill("bill") is bill
        assert book.bill("no-bill") is None
