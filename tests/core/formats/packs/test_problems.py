import re

import pytest

from support.packs import FILES, placed, problems_of, with_change

CASES = [
    ("rank twice", "scale.toml", "rank = 3\n", "rank = 1\n",
     ("rank-twice", "scale.toml version[1].level[1].rank")),
    ("rank gap", "scale.toml", "rank = 3\n", "rank = 4\n",
     ("rank-gap", "scale.toml version[1].level[0].rank")),
    ("rank missing", "scale.toml", "rank = 3\n", "",
     ("missing-field", "scale.toml version[1].level[0]")),
    ("level twice", "scale.toml", 'id = "red"\nrank', 'id = "calm"\nrank',
     ("unknown-reference", "scale.toml version[1].transitions.needs_incident[0]"),
     ("duplicate", "scale.toml version[1].level[1].id"),
     ("unknown-reference", "scale.toml version[1].period[0].levels[0]"),
     ("unknown-reference", "scale.toml version[1].measure[0].levels[1]"),
     ("unknown-reference", "law.toml power[0].levels[1]"),
     ("unknown-reference", "law.toml power[1].levels[0]"),
     ("unknown-reference", "texts/en.toml advice.xo-alert.red"),
     ("unknown-reference", "texts/en.toml changes.xo-alert.red"),
     ("unknown-reference", "texts/en.toml template.declare.level"),
     ("unknown-reference", "texts/fr.toml advice.xo-alert.red"),
     ("unknown-reference", "texts/fr.toml changes.xo-alert.red"),
     ("unknown-reference", "texts/fr.toml template.declare.level")),
    ("language missing", "scale.toml", '{ en = "high", fr = "élevé" }', '{ en = "high" }',
     ("language-missing", "scale.toml version[1].level[2].name")),
    ("no policy", "scale.toml", "erratum = false",
     'policy = { en = "None.", fr = "Aucun." }',
     ("scale-has-policy", "scale.toml")),
    ("colour", "scale.toml", "#c4161c", "red",
     ("colour-unreadable", "scale.toml version[1].level[0].colour")),
    ("event code", "scale.toml", "OET-177", "193",
     ("event-code-unreadable", "scale.toml event_code")),
    ("days of another kind", "scale.toml", 'kind = "must-end"', 'kind = "free"\ndays = 3',
     ("period-days", "scale.toml version[1].period[1]")),
    ("days missing", "scale.toml", "days = 15\n", "",
     ("period-days", "scale.toml version[1].period[0]")),
    ("period kind missing", "scale.toml", 'kind = "must-end"\n', "",
     ("missing-field", "scale.toml version[1].period[1]")),
    ("days without order", "scale.toml", "valid_from = 2023-01-31",
     "valid_from = 2023-01-31\nvalid_to = 2023-01-31",
     ("end-before-start", "scale.toml version[1].period[1].valid_to")),
    ("version without day", "scale.toml", "valid_from = 2020-01-01\n", "",
     ("version-without-day", "scale.toml version[1]")),
    ("mapping missing", "scale.toml", '[version.mapping]\nalarm = "unknown"\n', "",
     ("mapping-missing", "scale.toml version[1]")),
    ("mapping wrong", "scale.toml", 'alarm = "unknown"', 'alarm = "rad"\nother = "red"',
     ("mapping-to-unknown", "scale.toml version[1].mapping.alarm"),
     ("mapping-from-unknown", "scale.toml version[1].mapping.other")),
    ("scope", "scale.toml", 'scopes = ["country"', 'scopes = ["county"',
     ("unknown-reference", "scale.toml version[1].scopes[0]")),
    ("territory", "scale.toml", 'territory = ["XO"]', 'territory = ["XX"]',
     ("unknown-reference", "scale.toml territory[0]")),
    ("source", "scale.toml", 'erratum = false\nsource = "act"', 'source = "act, akt"',
     ("unknown-reference", "scale.toml source")),
    ("status", "scale.toml", 'valid_from = 2023-01-31\nstatus = "unconfirmed"',
     'status = "maybe"',
     ("unknown-value", "scale.toml version[1].period[1].status")),
    ("measure office", "scale.toml", 'office = "xo-hq"', 'office = "hq"',
     ("unknown-reference", "scale.toml version[1].measure[0].office")),
    ("unknown field", "scale.toml", "review_months", "reviewmonths",
     ("unknown-field", "scale.toml version[1].reviewmonths")),
    ("office place", "offices.toml", 'kind = "crown"\nplace = "XO"',
     'kind = "crown"\nplace = "XX"',
     ("unknown-reference", "offices.toml office[1].place")),
    ("office without place", "offices.toml", 'kind = "crown"\nplace = "XO"',
     'kind = "crown"',
     ("missing-field", "offices.toml office[1]")),
    ("office kind", "offices.toml", 'kind = "crown"', 'kind = "king"',
     ("unknown-reference", "offices.toml office[1].kind")),
    ("office dates", "offices.toml", "2999-01-01", "1999-01-01",
     ("end-before-start", "offices.toml office[0].valid_to")),
    ("office twice", "offices.toml", '"xo-crown"', '"xo-hq"',
     ("duplicate", "offices.toml office[1].id")),
    ("provision", "law.toml", 'id = "set"\nprovision = "xo-act.3"',
     'id = "set"\nprovision = "xo-act.4"',
     ("unknown-reference", "law.toml power[0].provision")),
    ("power level", "law.toml", '["amber", "red"]', '["amber", "alarm", "crimson"]',
     ("unknown-reference", "law.toml power[0].levels[2]")),
    ("power scale", "law.toml", 'scale = "xo-alert"', 'scale = "xo-alarm"',
     ("unknown-reference", "law.toml power[0].scale"),
     ("unknown-reference", "law.toml power[0].levels[0]"),
     ("unknown-reference", "law.toml power[0].levels[1]")),
    ("power of any scale", "law.toml", 'levels = ["red"]', 'levels = ["crimson"]',
     ("unknown-reference", "law.toml power[1].levels[0]")),
    ("power action", "law.toml", 'actions = ["declare"]', 'actions = ["declar"]',
     ("unknown-value", "law.toml power[1].actions[0]")),
    ("provision dates", "law.toml", "2999-01-01", "2000-01-03",
     ("end-before-start", "law.toml provision[0].version[0].applies_until")),
    ("slot", "texts/en.toml", "{level} has ended.", "{levle} has ended {area!r:>3}.",
     ("slot-unknown", "texts/en.toml template.lapse.text"),
     ("slot-unknown", "texts/en.toml template.lapse.text")),
    ("template brace", "texts/en.toml", "{level} has ended.", "{level has ended.",
     ("template-unreadable", "texts/en.toml template.lapse.text")),
    ("template action", "texts/en.toml", 'action = "lapse"', 'action = "laps"',
     ("unknown-value", "texts/en.toml template.lapse.action"),
     ("template-differs", "texts/fr.toml template.lapse")),
    ("template form", "texts/fr.toml", 'form = "sms"\n', "",
     ("template-differs", "texts/fr.toml template.declare")),
    ("words missing", "texts/fr.toml", 'crown = "couronne"\n', "",
     ("words-missing", "texts/fr.toml")),
    ("advice missing", "texts/fr.toml", 'alarm = "Soyez attentifs."\n', "",
     ("words-missing", "texts/fr.toml")),
    ("advice of no scale", "texts/en.toml", "[changes.xo-alert]", "[changes.xo-alarm]",
     ("unknown-reference", "texts/en.toml changes.xo-alarm"),
     ("unknown-reference", "texts/en.toml changes.xo-alarm.amber"),
     ("unknown-reference", "texts/en.toml changes.xo-alarm.red"),
     ("words-missing", "texts/en.toml"),
     ("words-missing", "texts/en.toml"),
     ("words-missing", "texts/fr.toml"),
     ("words-missing", "texts/fr.toml")),
    ("root", "pack.toml", 'root = "XO"', 'root = "XX"',
     ("unknown-reference", "pack.toml root")),
    ("zone", "pack.toml", "Europe/Oslo", "Oslo", ("zone-unknown", "pack.toml zone")),
    ("place", "places.toml", 'key = "XO-S"\n', "",
     ("missing-field", "places.toml unit[2]")),
]  # fmt: skip
"""What is changed (name, file, old, new), and what is found: codes, and files with paths."""


class TestProblems:
    @pytest.mark.parametrize(
        ("file", "old", "new", "found"),
        [pytest.param(*case[1:4], case[4:], id=case[0]) for case in CASES],
    )
    def test_are_all_found(self, file, old, new, found):
        files = with_change(file, old, new)
        problems = placed(problems_of(files))
        bare = [(code, re.sub(r":\d+", "", where)) for code, where in problems]
        assert sorted(bare) == sorted(found)
        assert all(stands_there(files, where) for _, where in problems)

    def test_stand_in_the_order_of_files_and_lines(self):
        files = with_change("scale.toml", "rank = 3\n", "rank = 1\n")
        files["pack.toml"] = files["pack.toml"].replace('root = "XO"', 'root = "XX"')
        files["texts/en.toml"] = files["texts/en.toml"].replace("lapse", "laps")
        assert [p.where.split(":")[0] for p in problems_of(files)] == [
            "pack.toml",
            "scale.toml",
            "texts/en.toml",
            "texts/en.toml",
            "texts/fr.toml",
        ]

    def test_name_levels_without_advice(self):
        files = dict(FILES)
        for lang in ("en", "fr"):
            name = f"texts/{lang}.toml"
            lines = files[name].splitlines(keepends=True)
            files[name] = "".join(line for line in lines if not line.startswith("alarm ="))
        assert placed(problems_of(files)) == [
            ("advice-missing", "scale.toml:18 version[0].level[1]")
        ]

    def test_name_files_that_are_missing_or_unknown(self):
        files = {"scales.toml": "", "README.md": "", "pack.toml": FILES["pack.toml"]}
        assert placed(problems_of(files)) == [
            ("file-missing", "places.toml"),
            ("file-missing", "scale.toml"),
            ("file-missing", "texts/en.toml"),
            ("file-missing", "texts/fr.toml"),
            ("file-unknown", "scales.toml"),
        ]

    def test_name_a_missing_pack_toml(self):
        files = {name: text for name, text in FILES.items() if name != "pack.toml"}
        assert placed(problems_of(files))[0] == ("file-missing", "pack.toml")

    def test_do_not_blame_names_that_a_broken_file_may_give(self):
        files = {**FILES, "places.toml": "= broken", "texts/en.toml": "[["}
        assert placed(problems_of(files)) == [
            ("syntax", "places.toml:1"),
            ("syntax", "texts/en.toml:1"),
        ]

    def test_name_versions_that_begin_on_one_day(self):
        files = with_change(
            "scale.toml", "[[version]]\nfloor", "[[version]]\nvalid_from = 2020-01-01\nfloor"
        )
        assert placed(problems_of(files)) == [
            ("version-overlaps", "scale.toml:25 version[1].valid_from")
        ]

    def test_name_a_scale_that_stands_in_two_files(self):
        files = {**FILES, "scale-b.toml": FILES["scale.toml"]}
        assert placed(problems_of(files)) == [("duplicate", "scale.toml:1 id")]

    def test_name_a_scale_without_levels_and_without_a_reason(self):
        scale = 'id = "b"\nname = { en = "B", fr = "B" }\nterritory = ["XO"]\n'
        files = {**FILES, "scale-b.toml": scale}
        assert placed(problems_of(files)) == [
            ("missing-field", "scale-b.toml:1"),
            ("scale-needs-levels", "scale-b.toml:1"),
        ]


def stands_there(files, where):
    """Tell whether the line that a problem names has the field that it names."""
    place, _, path = where.partition(" ")
    file, _, line = place.partition(":")
    name = re.findall(r"[a-z_-]+", path)[-1] if path else ""
    return name in files[file].splitlines()[int(line) - 1]
