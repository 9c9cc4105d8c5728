from datetime import date

import attrs

from dabyl.core.formats.law.plain_bills import plain_bill, plain_source
from dabyl.core.law import bills as b
from dabyl.core.law import changes as c
from dabyl.core.law.days import Day
from dabyl.core.law.findings import Finding, FindingKind
from dabyl.core.law.sources import Source
from dabyl.core.values.languages import Texts
from support.statutes import a_bill

SAID = Texts.of({"en": "Sources differ"})
DAY = Day.on(date(2016, 10, 5))


class TestBill:
    def test_says_its_path_and_what_became_known_of_it(self):
        stage = b.Reached(stage=b.Stage.FIRST_READING, on=DAY, sources=("one",), note=SAID)
        finding = Finding(kind=FindingKind.ADOPTED, says=SAID, articles=("2",), confirmed=False)
        bill = attrs.evolve(
            a_bill(c.Repeal(provision="art-1")),
            stages=(stage,),
            findings=(finding,),
            prepared_by=("office",),
        )
        found = plain_bill(bill)
        assert (found["stage"], found["stage_status"]) == ("first-reading", "confirmed")
        assert found["prepared_by"] == ["office"]
        assert found["stages"] == [
            {
                "stage": "first-reading",
                "on": "2016-10-05",
                "status": "confirmed",
                "sources": ["one"],
                "note": {"en": "Sources differ"},
            }
        ]
        (told,) = found["findings"]
        assert (told["kind"], told["on"], told["articles"]) == ("adopted", "..", ["2"])
        assert (told["says"], told["status"]) == ({"en": "Sources differ"}, "unconfirmed")

    def test_without_stages_is_drafted_and_unconfirmed(self):
        found = plain_bill(b.Bill(id="bill"))
        assert (found["stage"], found["stage_status"]) == ("drafted", "unconfirmed")


class TestSource:
    def test_says_where_it_stands_and_what_it_says(self):
        source = Source(id="one", url="https://example.org", publisher="P", date="2016", says=SAID)
        assert plain_source(source) == {
            "id": "one",
            "url": "https://example.org",
            "publisher": "P",
            "date": "2016",
            "says": {"en": "Sources differ"},
        }
