from datetime import date
from decimal import Decimal

import pytest

from dabyl.core.formats.law.book import parse_book
from dabyl.core.law import bills as b
from dabyl.core.law import changes as c
from dabyl.core.law import sanctions as s
from dabyl.core.law.days import NOT_KNOWN, Day
from dabyl.core.law.findings import Finding, FindingKind
from dabyl.core.law.fines import UnitValue
from dabyl.core.law.kinds import Kind, Manner, Offender, Reach
from dabyl.core.law.sources import Source
from dabyl.core.law.wordings import Wording
from dabyl.core.law.works import Work
from dabyl.core.values.codes import Code
from dabyl.core.values.languages import Texts
from dabyl.core.values.problems import Rejected

HEAD = """
languages = ["en"]
[[source]]
id = "gazette"
url = "https://example.org/gazette"
[[work]]
id = "code"
country = "xx"
kind = "code"
adopted = 2014-07-05
number = "235"
title = { en = "Code" }
[[provision]]
id = "art-1"
work = "code"
kind = "sanction"
number = "1"
eid = "art_1"
title = { en = "A breach" }
[[provision.version]]
id = "art-1.2014"
adopted = 2014-07-05
commences = 2015-01-01
applies_until = { not_before = 2030-01-01 }
text = { en = "Who does it is punished" }
sources = ["gazette"]
[[provision.version.sanction]]
id = "liberty"
penalty = "liberty"
years = { from = 4, to = 10 }
manner = "alternative"
offenders = ["person"]
reach = "inside"
[[provision.version.sanction]]
id = "fine"
penalty = "fine-units"
unit = "mci"
range = { from = 100 }
manner = "alternative"
"""
UNIT = """
[[unit]]
id = "mci"
value = 2405
currency = "KZT"
from = 2018-01-01
until = 2019-01-01
status = "unconfirmed"
"""
PENALTIES = {
    'penalty = "restriction"\nmonths = { from = 1, to = 6 }': s.Restriction(s.Term(1, 6)),
    'penalty = "liberty"\nyears = { from = 15 }': s.Liberty(s.Term(180, None)),
    'penalty = "fine-amount"\ncurrency = "KZT"\nrange = { from = 1, to = 2 }': s.FineAmount(
        s.Range(Decimal(1), Decimal(2)), "KZT"
    ),
    'penalty = "fine-amount"\ncurrency = "GBP"\nper = "day"\nrange = { from = 5 }': s.FineAmount(
        s.Range.fixed(Decimal(5)), "GBP", "day"
    ),
    'penalty = "fine-share"\nof = "revenue"\nrange = { from = 5 }': s.FineShare(
        s.Range.fixed(Decimal(5)), "revenue"
    ),
    'penalty = "confiscation"': s.Confiscation(),
    'penalty = "loss"\nright = "licence"\nmonths = { from = 6 }': s.Loss(
        "licence", s.Term(6, None)
    ),
    'penalty = "unstated"\ndirection = "higher"\nsearched = { en = "the web" }': s.Unstated(
        direction=s.Direction.HIGHER, searched=Texts.of({"en": "the web"})
    ),
}
PART = s.Part(id="taking", penalty=s.Confiscation())
WRITTEN_PART = '[bill.version.article.amendment.part]\nid = "taking"\npenalty = "confiscation"'
CHANGES = {
    'change = "replace"\ntext = { en = "New" }': c.Replace(
        provision="art-1", text=Texts.of({"en": "New"})
    ),
    'change = "replace"\nforbids = ["guns"]': c.Replace(provision="art-1", forbids=("guns",)),
    'change = "repeal"': c.Repeal(provision="art-1"),
    f'change = "insert-part"\n{WRITTEN_PART}': c.InsertPart(provision="art-1", part=PART),
    f'change = "replace-part"\n{WRITTEN_PART.replace("taking", "fine")}': c.ReplacePart(
        provision="art-1", part=s.Part(id="fine", penalty=s.Confiscation())
    ),
    'change = "repeal-part"\nname = "fine"': c.RepealPart(provision="art-1", name="fine"),
    'change = "turn"\nname = "fine"\ndirection = "lower"': c.Turn(
        provision="art-1", name="fine", direction=s.Direction.LOWER
    ),
}
COMMENCEMENTS = {
    "commences = 2017-01-01": b.OnDay(Day.on(date(2017, 1, 1))),
    "": b.OnDay(NOT_KNOWN),
    "after_publication = 10": b.AfterPublication(10),
    'condition = { en = "A budget" }': b.OnCondition(condition=Texts.of({"en": "A budget"})),
    "condition = { en = 'A budget' }\nmet = 2017-01-01": b.OnCondition(
        condition=Texts.of({"en": "A budget"}), met=Day.on(date(2017, 1, 1))
    ),
}
INSERT = """provision = "art-2"
change = "insert"
work = "code"
kind = "prohibition"
number = "2"
forbids = ["guns"]
"""


def a_bill(change='provision = "art-1"\nchange = "repeal"', commencement="", stage="drafted"):
    return f"""
[[bill]]
id = "package"
title = {{ en = "A package" }}
prepared_by = ["an office"]
[[bill.stage]]
stage = "{stage}"
on = 2016-06-08
[[bill.version]]
id = "v1"
[[bill.version.article]]
id = "1"
{commencement}
[[bill.version.article.amendment]]
says = {{ en = "A change" }}
touches = ["shops"]
{change}
"""


def refused(text):
    with pytest.raises(Rejected) as rejection:
        parse_book(text)
    return [problem.code for problem in rejection.value.problems]


def the_change(text):
    ((amendment,),) = [a.amendments for a in parse_book(text).bills[0].articles]
    return amendment


class TestBook:
    def test_has_works_and_provisions_with_their_versions(self):
        book = parse_book(HEAD)
        title = Texts.of({"en": "Code"})
        assert book.works[0] == Work(
            id="code",
            country="xx",
            kind="code",
            adopted=date(2014, 7, 5),
            number="235",
            title=title,
        )
        clause = book.clauses[0]
        assert (clause.kind, clause.eid) == (Kind.SANCTION, "art_1")
        liberty = s.Part(
            id="liberty",
            penalty=s.Liberty(s.Term.years(4, 10)),
            manner=Manner.ALTERNATIVE,
            offenders=frozenset({Offender.PERSON}),
            reach=Reach.INSIDE,
        )
        span = s.Range.fixed(Decimal(100))
        fine = s.Part(id="fine", penalty=s.FineUnits(span, "mci"), manner=Manner.ALTERNATIVE)
        assert clause.wordings == (
            Wording(
                id="art-1.2014",
                adopted=date(2014, 7, 5),
                commences=Day.on(date(2015, 1, 1)),
                applies_until=Day(not_before=date(2030, 1, 1)),
                text=Texts.of({"en": "Who does it is punished"}),
                sanction=s.Sanction((liberty, fine)),
                sources=("gazette",),
            ),
        )
        assert book.sources == {"gazette": Source(id="gazette", url="https://example.org/gazette")}

    def test_says_of_a_source_who_published_what_and_when(self):
        more = 'publisher = "The Gazette"\ndate = "2014-07"\nlang = "en"\nsays = { en = "A text" }'
        text = HEAD.replace("[[work]]", f"{more}\n[[work]]", 1)
        assert parse_book(text).sources["gazette"] == Source(
            id="gazette",
            url="https://example.org/gazette",
            publisher="The Gazette",
            date="2014-07",
            lang="en",
            says=Texts.of({"en": "A text"}),
        )

    def test_has_words_for_its_ids(self):
        text = HEAD + '[[word]]\nid = "shops"\nname = { en = "gun shops" }'
        assert parse_book(text).words == {"shops": Texts.of({"en": "gun shops"})}

    def test_keeps_notes_on_what_was_searched(self):
        note = 'note = { en = "The day is assumed" }\n'
        text = HEAD.replace(
            "[[provision.version.sanction]]", f"{note}[[provision.version.sanction]]", 1
        )
        book = parse_book(text + UNIT + note)
        said = Texts.of({"en": "The day is assumed"})
        assert book.clauses[0].wordings[0].note == said
        assert book.units[0].note == said

    def test_has_unit_values(self):
        assert parse_book(HEAD + UNIT).units == (
            UnitValue(
                unit="mci",
                value=Decimal(2405),
                currency="KZT",
                valid_from=date(2018, 1, 1),
                valid_to=date(2019, 1, 1),
                confirmed=False,
            ),
        )

    @pytest.mark.parametrize("written", PENALTIES)
    def test_has_every_penalty(self, written):
        text = f'{HEAD}[[provision.version.sanction]]\nid = "more"\n{written}'
        sanction = parse_book(text).clauses[0].wordings[0].sanction
        assert sanction.part("more").penalty == PENALTIES[written]

    def test_has_a_version_whose_days_and_sanction_are_not_known(self):
        text = HEAD + '[[provision]]\nid = "art-9"\nwork = "code"\nkind = "duty"\nnumber = "9"\n'
        book = parse_book(text + '[[provision.version]]\nid = "art-9.x"')
        assert book.clauses[1].wordings == (Wording(id="art-9.x"),)


class TestBill:
    def test_has_its_path_and_its_last_version(self):
        (bill,) = parse_book(HEAD + a_bill()).bills
        assert bill.stages == (b.Reached(stage=b.Stage.DRAFTED, on=Day.on(date(2016, 6, 8))),)
        assert (bill.prepared_by, bill.versions[0].id) == (("an office",), "v1")

    def test_has_notes_and_what_became_known_of_it(self):
        note = 'note = { en = "Sources differ" }\n'
        text = (
            a_bill()
            .replace("on = 2016-06-08\n", f"on = 2016-06-08\n{note}")
            .replace('touches = ["shops"]', f'touches = ["shops"]\n{note}')
        )
        finding = '[[bill.finding]]\nkind = "later"\non = { not_after = 2018-07-31 }\n'
        finding += 'says = { en = "Shops moved" }\narticles = ["1"]\nstatus = "unconfirmed"\n'
        (bill,) = parse_book(HEAD + text + finding + 'sources = ["gazette"]').bills
        said = Texts.of({"en": "Sources differ"})
        assert (bill.stages[0].note, bill.articles[0].amendments[0].note) == (said, said)
        assert bill.findings == (
            Finding(
                kind=FindingKind.LATER,
                says=Texts.of({"en": "Shops moved"}),
                on=Day(not_after=date(2018, 7, 31)),
                articles=("1",),
                confirmed=False,
                sources=("gazette",),
            ),
        )

    @pytest.mark.parametrize("written", CHANGES)
    def test_has_every_change(self, written):
        amendment = the_change(HEAD + a_bill(f'provision = "art-1"\n{written}'))
        assert amendment.change == CHANGES[written]
        assert (amendment.touches, amendment.says.get("en")) == (("shops",), "A change")

    def test_has_new_provisions(self):
        assert the_change(HEAD + a_bill(INSERT)).change == c.Insert(
            provision="art-2", work="code", kind=Kind.PROHIBITION, number="2", forbids=("guns",)
        )

    @pytest.mark.parametrize("written", COMMENCEMENTS)
    def test_has_every_commencement(self, written):
        (bill,) = parse_book(HEAD + a_bill(commencement=written)).bills
        assert bill.articles[0].commencement == COMMENCEMENTS[written]

    def test_has_articles_that_commence_with_each_other(self):
        text = HEAD + a_bill() + '[[bill.version.article]]\nid = "2"\nwith = "1"\ndays = 5'
        (bill,) = parse_book(text).bills
        assert bill.articles[1].commencement == b.WithArticle("1", 5)

    def test_may_build_on_one_above_it_that_is_law(self):
        first = a_bill(INSERT, stage="signed")
        second = a_bill('provision = "art-2"\nchange = "repeal"').replace("package", "second")
        assert [bill.id for bill in parse_book(HEAD + first + second).bills] == [
            "package",
            "second",
        ]


class TestProblems:
    def test_are_told_all_at_once(self):
        text = HEAD.replace('"gazette"]', '"unknown"]')
        twice = '\n[[work]]\nid = "code"\ncountry = "xx"\nkind = "code"\nnumber = "1"'
        twice += "\nadopted = 2014-07-05"
        text += twice + '\nstatus = "perhaps"\nsense = 1'
        assert sorted(refused(text)) == sorted(
            [
                Code.UNKNOWN_REFERENCE,
                Code.DUPLICATE,
                Code.UNKNOWN_VALUE,
                Code.UNKNOWN_FIELD,
            ]
        )

    def test_are_works_that_neither_the_text_nor_the_law_has(self):
        text = HEAD.replace('work = "code"', 'work = "x"')
        assert refused(text) == [Code.UNKNOWN_REFERENCE]
        assert parse_book(text, onto=None).clauses[0].work == "x"

    def test_are_contradictions_of_provisions_and_bills(self):
        nothing = a_bill('provision = "no-such"\nchange = "repeal"')
        text = HEAD.replace("from = 4, to = 10", "from = 10, to = 4") + nothing
        assert refused(text) == [Code.RANGE_BACKWARDS, Code.AMENDS_NOTHING]
