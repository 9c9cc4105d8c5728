"""The law of every pack that has some: each fact has a source, or says why it has none."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest

from dabyl.adapters.packs import load_pack, shipped_packs
from dabyl.core.law.works import Work

KAZAKH_ONLY = set("әғқңөұүһі")
WITH_LAW = [name for name in shipped_packs() if "statutes.toml" in load_pack(name).texts]
NAMED = ("touches", "forbids", "prepared_by")


@cache
def said(pack: str) -> dict[str, Any]:
    return tomllib.loads(load_pack(pack).texts["statutes.toml"])


def tables(found: Any) -> Iterator[dict[str, Any]]:
    """Yield every table of what was found, outer ones first."""
    if isinstance(found, dict):
        yield found
        for inner in found.values():
            yield from tables(inner)
    elif isinstance(found, list):
        for inner in found:
            yield from tables(inner)


def texts(pack: str, lang: str) -> list[str]:
    return [table[lang] for table in tables(said(pack)) if lang in table]


def test_kazakhstan_and_the_united_kingdom_have_law():
    assert {"kz", "uk"} <= set(WITH_LAW)


def test_every_language_of_a_pack_has_its_place_in_addresses_of_law():
    work = Work(id="act", country="xx", adopted=date(2016, 6, 5), number="1")
    languages = {
        lang
        for name in shipped_packs()
        for lang in tomllib.loads(load_pack(name).texts["pack.toml"])["languages"]
    }
    named = {work.expression(lang, date(2016, 6, 6)).split("/")[-1] for lang in languages}
    assert all(re.fullmatch(r"[a-z]{3}@2016-06-06", one) for one in named)


@pytest.mark.parametrize("pack", WITH_LAW)
class TestEveryFact:
    def test_that_is_unconfirmed_says_why(self, pack):
        silent = [
            table
            for table in tables(said(pack))
            if table.get("status") == "unconfirmed"
            and not {"note", "searched", "says"} & set(table)
        ]
        assert silent == []

    def test_that_is_confirmed_names_its_source(self, pack):
        law = said(pack)
        kinds = [law.get(kind, []) for kind in ("work", "unit")]
        kinds += [p.get("version", []) for p in law.get("provision", [])]
        for bill in law.get("bill", []):
            kinds += [bill.get("stage", []), bill.get("finding", [])]
            articles = [a for v in bill.get("version", []) for a in v["article"]]
            kinds += [article["amendment"] for article in articles]
        facts = [fact for facts in kinds for fact in facts if fact.get("status") != "unconfirmed"]
        assert facts
        assert [fact for fact in facts if not fact.get("sources")] == []


@pytest.mark.parametrize("pack", WITH_LAW)
class TestSources:
    def test_say_where_they_stand_who_published_them_and_what_they_say(self, pack):
        for source in said(pack)["source"]:
            assert source["url"].startswith("http")
            assert source["publisher"]
            assert set(source["says"]) == set(said(pack)["languages"])

    def test_are_all_used(self, pack):
        used = {name for table in tables(said(pack)) for name in table.get("sources", ())}
        assert {source["id"] for source in said(pack)["source"]} == used

    def test_stand_where_the_rest_of_the_pack_says(self, pack):
        rest = tomllib.loads(load_pack(pack).texts["pack.toml"])["source"]
        known = {source["id"]: source["url"] for source in rest}
        for source in said(pack)["source"]:
            assert known.get(source["id"], source["url"]) == source["url"]


@pytest.mark.parametrize("pack", WITH_LAW)
class TestWords:
    def test_say_every_id_that_people_see(self, pack):
        law = said(pack)
        ids = {name for t in tables(law) for field in NAMED for name in t.get(field, ())}
        for table in tables(law):
            ids |= {table[field] for field in ("right", "of", "per") if field in table}
            ids |= {table["unit"]} if isinstance(table.get("unit"), str) else set()
            ids |= {"property"} if table.get("penalty") == "confiscation" else set()
        assert ids == {word["id"] for word in law["word"]}


@pytest.mark.parametrize("pack", WITH_LAW)
class TestTexts:
    def test_are_written_in_the_language_they_claim(self, pack):
        assert [t for t in texts(pack, "en") if re.search(r"[\u0400-\u04ff]", t)] == []
        assert [t for t in texts(pack, "ru") if KAZAKH_ONLY & set(t.lower())] == []
        kazakh = [t for t in texts(pack, "kk") if re.search(r"[а-я]{4}", t.lower())]
        assert [t for t in kazakh if not KAZAKH_ONLY & set(t.lower())] == []

    def test_say_nothing_twice_in_a_row(self, pack):
        doubled = re.compile(r"\b([^\W\d]{2,}) \1\b", re.IGNORECASE)
        every = [t for lang in said(pack)["languages"] for t in texts(pack, lang)]
        assert [t for t in every if doubled.search(t)] == []

    def test_have_the_same_numbers_in_every_language(self, pack):
        for table in tables(said(pack)):
            if set(said(pack)["languages"]) <= set(table):
                found = {
                    tuple(sorted(re.findall(r"\d{4}", re.sub(r"(?<=\d)[ ,](?=\d{3})", "", t))))
                    for t in (table[lang] for lang in said(pack)["languages"])
                }
                assert len(found) == 1, table
