import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.law import bills as b
from dabyl.core.law import changes as c
from dabyl.core.law.amending import apply_bill
from dabyl.core.law.contradictions import bill_problems, clause_problems
from dabyl.core.law.days import NOT_KNOWN, Day
from dabyl.core.law.kinds import Kind
from dabyl.core.law.sanctions import Direction, Sanction
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Refused
from support.statutes import (
    BASE,
    a_bill,
    changes,
    clause,
    day,
    insert,
    prison,
    small,
    statutes,
    units,
    wording,
)

LAW = statutes(BASE)
BACKWARDS = Day(not_before=day(5), not_after=day(4))
UNSAID = b.OnDay(NOT_KNOWN)


def found(problems):
    return [(problem.code, problem.where) for problem in problems]


def in_bill(*changed):
    return found(bill_problems(LAW, a_bill(*changed)))


def waiting(*commencements):
    articles = tuple(
        b.Article(id=str(n), amendments=(), commencement=commencement)
        for n, commencement in enumerate(commencements, 1)
    )
    return b.Bill(id="bill", versions=(b.BillVersion(id="v1", articles=articles),))


def at(*stages):
    reached = tuple(b.Reached(stage=stage, on=on) for stage, on in stages)
    return found(bill_problems(LAW, b.Bill(id="bill", stages=reached)))


class TestClauses:
    def test_that_are_in_order_have_none(self):
        later = wording("v2", Day(not_before=day(9)), prison(6, 10))
        ended = attrs.evolve(BASE.wordings[0], applies_until=Day.on(day(9)))
        assert found(clause_problems(clause(ended, later))) == []

    def test_tell_all_that_goes_backwards(self):
        wrong = attrs.evolve(wording("v2", BACKWARDS, prison(10, 4)), applies_until=BACKWARDS)
        assert found(clause_problems(clause(wrong))) == [
            (Code.DAY_BACKWARDS, "art-1.v2.commences"),
            (Code.DAY_BACKWARDS, "art-1.v2.applies_until"),
            (Code.END_BEFORE_START, "art-1.v2"),
            (Code.RANGE_BACKWARDS, "art-1.v2.prison"),
        ]

    def test_tell_two_wordings_of_one_day_and_one_that_outlasts_the_next(self):
        outlasting = attrs.evolve(
            wording("v1", day(1)), applies_until=Day.on(day(9)), sanction=None
        )
        act = clause(outlasting, wording("v2", day(5)), wording("v3", day(5)))
        assert found(clause_problems(act)) == [
            (Code.WORDING_OVERLAPS, "art-1.v2"),
            (Code.WORDING_OVERLAPS, "art-1.v3"),
        ]

    @given(st.lists(small, unique=True, max_size=5))
    def test_with_wordings_of_different_days_have_none(self, begins):
        act = clause(*(wording(f"v{n}", begin) for n, begin in enumerate(begins)))
        assert found(clause_problems(act)) == []


class TestAmendments:
    @given(st.lists(changes(), min_size=1, max_size=3))
    def test_of_what_is_there_have_none(self, drawn):
        assert in_bill(*drawn) == []

    @pytest.mark.parametrize(
        "change",
        [
            c.Repeal(provision="no-such"),
            c.Replace(provision="no-such"),
            c.RepealPart(provision="art-1", name="no-such"),
            c.ReplacePart(provision="art-1", part=prison(1, 2, "no-such")),
            c.Turn(provision="art-1", name="no-such", direction=Direction.HIGHER),
            c.InsertPart(provision="no-such", part=units(1)),
        ],
    )
    def test_of_nothing_are_told(self, change):
        assert in_bill(change) == [(Code.AMENDS_NOTHING, "bill.1[0]")]

    @pytest.mark.parametrize(
        "change", [insert("art-1"), c.InsertPart(provision="art-1", part=units(1))]
    )
    def test_that_insert_what_is_there_are_told(self, change):
        assert in_bill(change) == [(Code.INSERTS_TWICE, "bill.1[0]")]

    def test_after_a_repeal_are_told(self):
        assert in_bill(c.Repeal(provision="art-1"), c.Repeal(provision="art-1")) == [
            (Code.AMENDS_NOTHING, "bill.1[1]")
        ]

    def test_tell_every_sanction_that_goes_backwards(self):
        wrong = prison(10, 4)
        assert in_bill(
            c.Replace(provision="art-1", sanction=Sanction((wrong,))),
            c.ReplacePart(provision="art-1", part=wrong),
            insert("art-2", wrong),
        ) == [(Code.RANGE_BACKWARDS, f"bill.1[{n}].prison") for n in range(3)]

    def test_tell_a_work_that_is_not_there(self):
        new = c.Insert(provision="art-2", work="no-work", kind=Kind.DUTY, number="2")
        assert in_bill(new) == [(Code.UNKNOWN_REFERENCE, "bill.1[0]")]


class TestCommencements:
    def test_in_a_circle_are_told_of_every_article_in_or_before_it(self):
        bill = waiting(b.WithArticle("2"), b.WithArticle("1"), b.WithArticle("1"), UNSAID)
        assert found(bill_problems(LAW, bill)) == [
            (Code.COMMENCEMENT_CIRCLE, f"bill.{n}") for n in (1, 2, 3)
        ]

    def test_with_an_article_that_is_not_there_are_told(self):
        bill = waiting(b.WithArticle("9"), b.WithArticle("1"))
        assert found(bill_problems(LAW, bill)) == [(Code.UNKNOWN_REFERENCE, "bill.1")]

    def test_tell_days_that_go_backwards_and_articles_of_one_id(self):
        bill = waiting(b.OnDay(BACKWARDS), b.AfterPublication(10))
        (version,) = bill.versions
        twice = attrs.evolve(version, articles=(*version.articles, version.articles[0]))
        last = attrs.evolve(twice.articles[2], commencement=UNSAID)
        twice = attrs.evolve(twice, articles=(*twice.articles[:2], last))
        assert found(bill_problems(LAW, attrs.evolve(bill, versions=(twice,)))) == [
            (Code.DUPLICATE, "bill.1[0]"),
            (Code.DAY_BACKWARDS, "bill.1"),
        ]


BAD = (
    (c.Repeal(provision="no-such"), Code.AMENDS_NOTHING, ""),
    (c.RepealPart(provision="art-1", name="no-such"), Code.AMENDS_NOTHING, ""),
    (insert("art-1"), Code.INSERTS_TWICE, ""),
    (c.ReplacePart(provision="art-1", part=prison(9, 4)), Code.RANGE_BACKWARDS, ".prison"),
    (
        c.Insert(provision="art-2", work="no-work", kind=Kind.DUTY, number="2"),
        Code.UNKNOWN_REFERENCE,
        "",
    ),
)
good = changes().map(lambda change: (change, None, ""))


class TestEveryContradiction:
    @given(st.lists(good | st.sampled_from(BAD[:4]), max_size=6))
    def test_is_told_at_its_amendment_and_nothing_else_is(self, drawn):
        told = in_bill(*(change for change, _, _ in drawn))
        expected = [(code, f"bill.1[{n}]{part}") for n, (_, code, part) in enumerate(drawn) if code]
        assert sorted(told) == sorted(expected)

    @given(st.lists(st.sampled_from(BAD), min_size=1, max_size=1), st.lists(good, max_size=3))
    def test_is_a_refusal_of_a_bill_that_is_law(self, bad, rest):
        bill = a_bill(*(change for change, _, _ in (*rest, *bad)))
        with pytest.raises(Refused) as refusal:
            apply_bill(LAW, bill)
        assert found(refusal.value.problems) == [
            (code, f"bill.1[{len(rest)}]{part}") for _, code, part in bad
        ]

    @given(st.lists(st.integers(0, 5), min_size=1, max_size=6))
    def test_is_told_of_each_article_that_waits_for_itself(self, waits):
        articles = len(waits)
        follows = [n % articles for n in waits]
        bill = waiting(*(b.WithArticle(str(n + 1)) for n in follows))
        told = found(bill_problems(LAW, bill))
        # every article waits for another one, so that each runs into a circle
        assert told == [(Code.COMMENCEMENT_CIRCLE, f"bill.{n + 1}") for n in range(articles)]

    @given(st.lists(st.integers(0, 5), min_size=1, max_size=6), st.integers(0, 5))
    def test_is_not_told_of_articles_that_wait_for_one_with_a_day(self, waits, days):
        chain = [b.WithArticle(str(min(n, place) + 1), days) for place, n in enumerate(waits)]
        assert found(bill_problems(LAW, waiting(UNSAID, *chain))) == []

    @given(st.lists(small, max_size=6))
    def test_is_told_of_every_two_wordings_of_one_day(self, begins):
        act = clause(*(wording(f"v{n}", begin) for n, begin in enumerate(begins)))
        assert {code for code, _ in found(clause_problems(act))} <= {Code.WORDING_OVERLAPS}
        assert len(list(clause_problems(act))) == len(begins) - len(set(begins))


class TestStages:
    def test_in_order_have_none(self):
        law = [stage for stage in b.STAGES if stage not in b.DROPPED]
        assert at(*((stage, Day.on(day(n))) for n, stage in enumerate(law))) == []
        assert at((b.Stage.FIRST_READING, NOT_KNOWN), (b.Stage.REJECTED, NOT_KNOWN)) == []

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (b.Stage.ADOPTED, b.Stage.DRAFTED),
            (b.Stage.SIGNED, b.Stage.SIGNED),
            (b.Stage.WITHDRAWN, b.Stage.SIGNED),
            (b.Stage.REJECTED, b.Stage.WITHDRAWN),
            (b.Stage.PUBLISHED, b.Stage.REJECTED),
        ],
    )
    def test_out_of_order_are_told(self, one, other):
        assert at((one, NOT_KNOWN), (other, NOT_KNOWN)) == [(Code.STAGE_ORDER, "bill.stages[1]")]

    def test_tell_days_that_go_back(self):
        assert at(
            (b.Stage.DRAFTED, Day.on(day(5))),
            (b.Stage.SUBMITTED, Day.on(day(4))),
            (b.Stage.ADOPTED, BACKWARDS),
        ) == [
            (Code.DAY_BACKWARDS, "bill.stages[2]"),
            (Code.STAGE_DAYS, "bill.stages[1]"),
        ]
