"""Pages of the law: works, provisions through time, bills before and after, what changes when."""

import html
import json
import re
from datetime import date

import attrs
import pytest

from dabyl.core.law import bills as b
from dabyl.core.law import changes as c
from dabyl.core.law import sanctions as s
from dabyl.core.law.book import LawBook
from dabyl.core.law.days import Day
from dabyl.core.law.findings import Finding, FindingKind
from dabyl.core.law.kinds import Kind, Manner, Offender, Reach
from dabyl.core.law.law import Law
from dabyl.core.law.sources import Source
from dabyl.core.law.wordings import Wording
from dabyl.core.law.works import Clause, Work
from dabyl.core.publication.bill_page import bill_page
from dabyl.core.publication.law_states import as_it_stood
from dabyl.core.publication.law_views import shown_bill
from dabyl.core.publication.law_words import LawSpeaker
from dabyl.core.register.facts import LawRecorded
from support import osland as o
from support.osland import register
from support.replays import replayed
from support.sites import press_at, site_at, summer_register

LATER = "2017-02-01T12:00+06:00"
NOON = "2021-03-05T12:00Z"


def text_of(data):
    """Return the text of a page, without its style and tags."""
    plain = re.sub(r"<style>.*?</style>|<script>.*?</script>|<[^>]+>", " ", data.decode())
    return re.sub(r"\s+", " ", html.unescape(plain))


@pytest.fixture(scope="module")
def summer():
    return site_at(LATER, replayed("kazakhstan-2016"), archive=True)


def says(law=Law()):  # noqa: B008 - a frozen value
    return LawSpeaker(law, press_at(NOON, o.osland()).speakers["en"])


def on(text):
    return Day.on(date.fromisoformat(text))


def site_with(*, wordings=(), bills=(), **more):
    clause = Clause(
        id="act.9",
        work="act",
        kind=Kind.SANCTION,
        number="9",
        title=o.en("Ignoring it"),
        wordings=wordings,
    )
    works = (Work(id="act", country="xo", title=o.en("Act")),)
    book = LawBook(works=works, clauses=(clause,), bills=bills, **more)
    return register(("2021-03-01T00:00Z", LawRecorded(pack="xo", book=book, text="")))


def page_of(path, **more):
    return text_of(site_at(NOON, site_with(**more)).page(path))


def a_bill(name, *amendments, stage=b.Stage.DRAFTED, **more):
    article = b.Article(id="1", amendments=amendments, title=o.en("Fines"), **more)
    return b.Bill(
        id=name,
        title=o.en(f"Bill {name}"),
        stages=(b.Reached(stage=stage, on=on("2021-01-05")),),
        versions=(b.BillVersion(id="v1", articles=(article,)),),
    )


def prison(least, most=None):
    return s.Part(id="prison", penalty=s.Liberty(s.Term.years(least, most)))


OLD = Wording(id="old", commences=on("2020-01-01"), sanction=s.Sanction((prison(1, 2),)))
HARSHER = b.Amendment(change=c.ReplacePart(provision="act.9", part=prison(3, 4)))


class TestThePackageOf2016:
    @pytest.mark.parametrize("lang", ["kk", "ru", "en"])
    def test_shows_four_parts_before_and_after_with_marks_and_sources(self, summer, lang):
        page = summer.page(f"{lang}/law/bill/kz-2016-package/index.html").decode()
        words = summer.press.speakers[lang].t
        rows = page[page.index("<tbody>") : page.index("</tbody>")]
        assert [f"<strong>{n}." in rows for n in (1, 2, 3, 4)] == [True] * 4
        assert rows.count(f"<b>{words.law_before}:</b>") == rows.count("<tr>")
        assert rows.count(f'<td class="would-be"><b>{words.law_after_would}:</b>') == rows.count(
            "<tr>"
        )
        assert rows.count(words.unconfirmed) == rows.count("<tr>")
        assert "https://central.asia-news.com/" in rows
        assert words.law_bill_would in page

    def test_is_cut_to_what_had_happened_by_the_day(self):
        early = site_at("2016-06-20T12:00+06:00", summer_register())
        text = text_of(early.page("en/law/bill/kz-2016-package/index.html"))
        assert "drafted" in text
        assert "second reading" not in text

    def test_was_not_there_before_it_was_drafted(self):
        before = site_at("2016-06-07T12:00+06:00", summer_register())
        path = "en/law/bill/kz-2016-package/index.html"
        assert path not in before.paths()
        with pytest.raises(KeyError):
            bill_page(before.press, "kz-2016-package", "en")


class TestPagesOfTheSummer:
    def test_tell_a_provision_through_time_with_its_uncertain_days(self, summer):
        text = text_of(summer.page("en/law/provision/kz-cc-255-1/index.html"))
        assert "deprivation of liberty, 4–10 years" in text
        assert "deprivation of liberty, 6–10 years" in text
        assert "the day is not known" in text

    def test_tell_a_decision_s_basis_as_it_stood(self, summer):
        page = summer.page("en/decision/kz-2016-03/index.html").decode()
        assert "law/provision/kz-decree-611.ch-4/index.html#kz-decree-611.ch-4.2013" in page
        assert "as it stood on 6 June 2016" in text_of(page.encode())

    def test_tell_a_basis_that_was_not_in_force_or_of_which_nobody_knows(self):
        new = Wording(id="new", commences=Day(not_before=date(2021, 1, 1)))
        days = ((), "not in force"), ((OLD, new), "possible versions: old, new")
        for wordings, said in days:
            known = site_with(wordings=wordings)
            press = press_at(NOON, known)
            says_it = LawSpeaker(known.law, press.speakers["en"])
            clause = known.law.statutes.clauses["act.9"]
            lines = as_it_stood(says_it, clause, date(2021, 3, 5), "../")
            assert said in " ".join(lines)

    def test_list_works_bills_and_powers(self, summer):
        page = summer.page("ru/law/index.html").decode()
        assert "law/work/kz-cc/index.html" in page
        assert "law/bill/kz-2016-package/index.html" in page

    def test_tell_what_changes_when(self, summer):
        text = text_of(summer.page("en/law/calendar/index.html"))
        assert "8 November 2016" in text
        assert "would be in force" in text

    def test_of_every_path_are_made(self, summer):
        paths = [path for path in summer.paths() if path.startswith("en/law/")]
        assert len(paths) > 30
        for path in paths:
            assert b"<h1>" in summer.page(path)


class TestBills:
    def test_that_are_law_say_so_with_their_condition(self):
        when = b.OnCondition(condition=o.en("a budget"))
        law = a_bill("law", HARSHER, stage=b.Stage.SIGNED, commencement=when)
        text = page_of("en/law/bill/law/index.html", wordings=(OLD,), bills=(law,))
        assert "ADOPTED" in text
        assert "when: a budget" in text
        provision = page_of("en/law/provision/act.9/index.html", wordings=(OLD,), bills=(law,))
        assert "Made by Bill law" in provision

    def test_that_were_dropped_say_so(self):
        bill = a_bill("gone", HARSHER, stage=b.Stage.REJECTED)
        text = page_of("en/law/bill/gone/index.html", wordings=(OLD,), bills=(bill,))
        assert "DROPPED" in text
        assert "Would have been" in text

    def test_name_other_bills_on_the_same_provision(self):
        bills = (a_bill("one", HARSHER), a_bill("two", HARSHER))
        text = page_of("en/law/bill/one/index.html", wordings=(OLD,), bills=bills)
        assert "Bill two changes this provision, too." in text

    def test_insert_reword_and_repeal(self):
        inserted = c.Insert(
            provision="act.10", work="act", kind=Kind.DUTY, number="10", title=o.en("Horns")
        )
        reworded = c.Replace(provision="act.9", text=o.en("New words"))
        more = attrs.evolve(prison(9), id="x")
        bill = a_bill(
            "many",
            b.Amendment(change=inserted),
            b.Amendment(change=reworded),
            b.Amendment(change=c.InsertPart(provision="act.9", part=more)),
            b.Amendment(change=c.RepealPart(provision="act.9", name="prison")),
        )
        text = page_of("en/law/bill/many/index.html", wordings=(OLD,), bills=(bill,))
        assert "Horns" in text
        assert "Is: nothing" in text
        assert "New words" in text

    def test_say_that_what_a_breach_costs_is_not_known(self):
        unread = Wording(id="old", commences=on("2020-01-01"))
        reworded = b.Amendment(change=c.Replace(provision="act.9", text=o.en("New")))
        turned = b.Amendment(
            change=c.Turn(provision="act.9", name="fine", direction=s.Direction.LOWER)
        )
        bill = a_bill("b", reworded, turned)
        text = page_of("en/law/bill/b/index.html", wordings=(unread,), bills=(bill,))
        assert "What it costs is not known." in text
        assert "not known" in text

    def test_tell_findings(self):
        finding = Finding(kind=FindingKind.LATER, says=o.en("Shops closed"))
        bill = attrs.evolve(a_bill("b", HARSHER), findings=(finding,))
        text = page_of("en/law/bill/b/index.html", wordings=(OLD,), bills=(bill,))
        assert "What came later" in text

    def test_that_can_not_be_laid_as_they_stood_are_laid_as_a_whole(self):
        first = b.Reached(stage=b.Stage.DRAFTED, on=on("2021-01-05"))
        good = b.Article(id="1", amendments=(HARSHER,))
        lost = b.Amendment(change=c.Repeal(provision="no-such"))
        bill = b.Bill(
            id="b",
            stages=(first,),
            versions=(
                b.BillVersion(id="v1", articles=(b.Article(id="1", amendments=(lost,)),)),
                b.BillVersion(id="v2", articles=(good,), on=on("2022-01-01")),
            ),
        )
        law = site_with(wordings=(OLD,)).law.with_book(LawBook(bills=(bill,)))
        shown = shown_bill(law, "b", date(2021, 3, 5))
        assert shown is not None
        assert [item.provision for item in shown.items] == ["act.9"]

    def test_without_versions_show_those_of_the_whole(self):
        bill = a_bill("b", HARSHER)
        version = attrs.evolve(bill.versions[0], on=on("2022-01-01"))
        law = site_with(wordings=(OLD,)).law.with_book(
            LawBook(bills=(attrs.evolve(bill, versions=(version,)),))
        )
        shown = shown_bill(law, "b", date(2021, 3, 5))
        assert shown is not None
        assert len(shown.items) == 1


class TestProvisions:
    def test_say_what_is_forbidden_repealed_unread_and_until_when(self):
        wordings = (
            attrs.evolve(OLD, sanction=None, forbids=("guns",), published=date(2019, 12, 1)),
            Wording(id="gone", commences=on("2020-06-01"), repeals=True),
            Wording(id="last", commences=on("2021-01-01"), applies_until=on("2021-02-01")),
        )
        words = {"guns": o.en("whole guns")}
        text = page_of("en/law/provision/act.9/index.html", wordings=wordings, words=words)
        assert "whole guns" in text
        assert "Repealed" in text
        assert "not in force" in text
        assert "Applies until 1 February 2021" in text

    def test_that_may_be_in_force_are_told_in_their_work_with_the_candidates(self):
        new = Wording(id="new", commences=Day(not_before=date(2021, 1, 1)), text=o.en("Newer"))
        text = page_of("en/law/work/act/index.html", wordings=(OLD, new))
        assert "not known whether" in text
        assert "old" in text
        assert "Newer" in text

    def test_have_their_work_s_id_where_the_work_is_not_known(self):
        clause = Clause(id="lone.1", work="lone", kind=Kind.DUTY, number="1", wordings=(OLD,))
        book = LawBook(clauses=(clause,))
        known = register(("2021-03-01T00:00Z", LawRecorded(pack="xo", book=book, text="")))
        assert "en/law/provision/lone.1/index.html" not in site_at(NOON, known).paths()


PENALTIES = {
    "deprivation of liberty, for life or for good": s.Liberty(s.Term(180, None)),
    "restriction of liberty, 5 months": s.Restriction(s.Term(5, 5)),
    "fine of 10–20 mci": s.FineUnits(s.Range(10, 20), "mci"),
    "fine of 5 EUR, for each day": s.FineAmount(s.Range(5, 5), "EUR", "day"),
    "fine of 5 EUR": s.FineAmount(s.Range(5, 5), "EUR"),
    "fine of 5 % of revenue": s.FineShare(s.Range(5, 5), "revenue"),
    "confiscation of property": s.Confiscation(),
    "loss of licence, 1–2 years": s.Loss("licence", s.Term.years(1, 2)),
    "higher; by how much is not known": s.Unstated(direction=s.Direction.HIGHER),
}


class TestWords:
    @pytest.mark.parametrize("said", PENALTIES)
    def test_tell_every_penalty(self, said):
        assert says().penalty(PENALTIES[said]) == said

    def test_tell_whom_a_part_meets_and_beside_what_it_stands(self):
        part = attrs.evolve(
            prison(1, 2),
            offenders=frozenset({Offender.OFFICIAL}),
            manner=Manner.ADDITIONAL,
            reach=Reach.OUTSIDE,
        )
        assert says().part(part) == (
            "deprivation of liberty, 1–2 years; an official; may be added; "
            "for acts outside the country"
        )

    def test_tell_days_as_far_as_they_are_known(self):
        day = date(2021, 1, 1)
        assert says().day(Day(not_after=day)) == "not after 1 January 2021; the day is not known"
        assert says().day(Day()) == "the day is not known"

    def test_leave_out_sources_that_are_not_there(self):
        source = Source(id="a", url="https://x.org", lang="ru")
        law = attrs.evolve(Law(), sources=Law().sources.set("a", source))
        assert [str(one) for one in says(law).sources(["a", "b"])] == [
            '<a href="https://x.org" rel="noreferrer external">a</a> [ru]'
        ]


class TestFilesForMachines:
    def test_tell_the_package_as_the_command_does(self, summer):
        found = json.loads(summer.page("law/bill/kz-2016-package.json"))
        assert {item["article"] for item in found["items"]} == {"1", "2", "3", "4"}
        wanted = {"provision", "part", "before", "after", "status", "sources"}
        assert all(wanted <= set(item) for item in found["items"])
        assert found["items"][0]["sources"][0]["url"].startswith("https://")
        assert not found["in_earnest"]

    def test_tell_works_and_provisions(self, summer):
        index = json.loads(summer.page("law/index.json"))
        for work in index["works"]:
            told = json.loads(summer.page(work["file"]))
            assert [each["provision"] for each in told["provisions"]] == work["provisions"]
        found = json.loads(summer.page("law/provision/kz-cc-255-1.json"))
        assert [v["sanction"][0]["years"] for v in found["versions"]] == [
            {"from": 4, "to": 10},
            {"from": 6, "to": 10},
        ]
        assert found["sources"]

    def test_say_nothing_of_the_site_s_instant(self, summer):
        for path in summer.paths():
            if path.startswith("law/"):
                assert b'"journal"' not in summer.page(path)

    @pytest.mark.parametrize("lang", ["kk", "ru", "en"])
    def test_are_a_feed_of_what_changed_and_a_calendar(self, summer, lang):
        feed = summer.page(f"feed/{lang}/law.atom").decode()
        assert "kz-2016-package" in feed
        assert "2019-09-18" not in feed
        calendar = summer.page(f"calendar/{lang}/law.ics").decode()
        assert "DTSTART" in calendar
        assert "20190917" in calendar

    def test_mark_nothing_in_earnest(self):
        live = site_at(NOON, site_with(wordings=(OLD,), bills=(a_bill("b", HARSHER),)))
        assert json.loads(live.page("law/index.json"))["in_earnest"]
        assert "drafted: Bill b" in live.page("feed/en/law.atom").decode()
        assert "SUMMARY" in live.page("calendar/en/law.ics").decode()
