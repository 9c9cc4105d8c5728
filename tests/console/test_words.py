"""Words of the console stand in every language, with the same slots, and each is used."""

import re
import tomllib
from importlib.resources import files
from string import Formatter

import pytest

from dabyl.adapters.console_words import FILES, LANGUAGES, problem_words, reasons
from dabyl.adapters.phrases import SLOTS, phrases, spoken
from dabyl.adapters.words import catalogue
from dabyl.console.judging import FIELDS
from dabyl.console.library_borders import FIELDS as UPLOAD_FIELDS
from dabyl.console.library_simple import KINDS
from dabyl.console.shelves import COLUMNS, SHELVES
from dabyl.console.standing import ON_A_LAYER
from dabyl.console.typed_times import ENDINGS
from dabyl.core.drafts.draft import State
from dabyl.core.law.powers import Action
from dabyl.core.register.events import DueKind
from dabyl.core.register.moves import MoveKind
from dabyl.core.staff.keys import Role
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem
from support.tree import PACKAGE

GROUPS: dict[str, dict[str, dict[str, str]]] = {}
for name in FILES:
    for group, keys in tomllib.loads(
        files("dabyl.locale").joinpath(name).read_text(encoding="utf-8")
    ).items():
        GROUPS.setdefault(group, {}).update(keys)
CHOSEN = {
    *("mark", "nav", "no", "remedy", "problem", "fix", "role", "wanted"),
    *("act", "age", "state", "tongue", "field", "ending", "scope", "machine", "waiting"),
    *("slot", "shelf", "column", "happened", "bound", "fate", "times", "upload_field", "table"),
    *("move", "form_kind", "form_name", "area_kind", "language", "ready", "ready_step", "means"),
}
"""Groups whose keys are chosen by what a value says, not by name."""


REFUSING = (
    *("console", "adapters/accounts", "adapters/oidc", "usecases/drafts", "usecases/library"),
    *("core/drafts", "core/levels", "core/register", "core/staff", "core/values/wire.py"),
)
"""Where what an officer does at the console is judged."""
NOT_THERE = ("core/register/foreign.py", "core/register/fold.py", "accounts/origin.py")
"""What is judged on the command line only."""


def modules_that_refuse():
    for place in REFUSING:
        found = PACKAGE / place
        every = [found] if found.suffix else sorted(found.rglob("*.py"))
        yield from (path for path in every if not str(path).endswith(NOT_THERE))


def slots(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def entry_kinds():
    for path in sorted((PACKAGE / "core").rglob("*.py")):
        yield from re.findall(r'\b[A-Z_]+_ENTRY(?:: Final)? = "([a-z-]+)"', path.read_text("utf-8"))


@pytest.mark.parametrize("group", sorted(GROUPS))
class TestWords:
    def test_stand_in_every_language_with_the_same_slots(self, group):
        for key, texts in GROUPS[group].items():
            assert set(texts) == set(LANGUAGES), key
            assert all(text and text == text.strip() for text in texts.values()), key
            assert len({frozenset(slots(text)) for text in texts.values()}) == 1, key

    def test_have_no_name_that_a_template_would_take_for_something_else(self, group):
        assert not set(GROUPS[group]) & set(dir({}))

    def test_are_used(self, group):
        console = PACKAGE / "console"
        pages = "".join(
            f.read_text("utf-8") for f in console.rglob("*") if f.suffix in {".j2", ".py"}
        )
        used = set(re.findall(rf'\bt\.{group}\.(\w+)|\["{group}"\]\["(\w+)"\]', pages))
        names = {name for pair in used for name in pair if name}
        if group not in CHOSEN:
            assert set(GROUPS[group]) == names


class TestWordsOfProblems:
    def test_are_those_of_codes_and_say_what_would_be_right(self):
        assert set(GROUPS["problem"]) == set(GROUPS["fix"])
        assert set(GROUPS["problem"]) <= {code.value for code in Code}

    def test_of_reasons_stand_in_russian_and_kazakh_with_the_slots_of_english(self):
        english = catalogue()
        for code, said in reasons().items():
            assert set(said) == {"ru", "kk"}, code
            for texts in said.values():
                assert set(texts) == {"message", "fix"}, code
                for name, text in texts.items():
                    assert text == text.strip() != "", code
                    assert slots(text) <= slots(english[code]["message"]) | slots(
                        english[code]["fix"]
                    ), (code, name)

    def test_are_there_once(self):
        assert not set(reasons()) & set(GROUPS["problem"])

    def test_tell_every_reason_that_an_officer_can_be_given(self):
        told = set(reasons()) | set(GROUPS["problem"])
        missing = {
            Code[name].value: path.relative_to(PACKAGE).as_posix()
            for path in modules_that_refuse()
            for name in re.findall(r"\bCode\.([A-Z_]+)", path.read_text("utf-8"))
            if name in Code.__members__ and Code[name].value not in told
        }
        assert missing == {}

    def test_are_told_in_the_language_asked_for(self):
        problem = Problem(code=Code.DRAFT_UNKNOWN, where="x", data={"draft": "x-1"})
        assert problem_words(problem, "ru")[0] == "черновика x-1 нет"
        assert problem_words(problem, "kk")[0] == "x-1 жобасы жоқ"
        assert problem_words(problem, "en")[0] == "there is no draft x-1"

    def test_name_every_role(self):
        assert set(GROUPS["role"]) == set(Role)


class TestWordsOfDrafts:
    def test_name_every_step_state_field_and_end(self):
        assert set(GROUPS["act"]) == {Action.DECLARE, *ON_A_LAYER}
        assert set(GROUPS["state"]) == set(State)
        assert set(GROUPS["ending"]) == set(ENDINGS)
        assert set(GROUPS["field"]) == set(FIELDS) - {"office"}

    def test_name_every_move(self):
        assert set(GROUPS["move"]) == set(MoveKind)


CHOSEN.add("simple")


class TestWordsOfTheLibrary:
    def test_name_every_shelf_and_column(self):
        history = {"entry", "at", "about", "by", "km2", "old_km2"}
        assert set(GROUPS["shelf"]) == set(SHELVES)
        assert set(GROUPS["upload_field"]) == set(UPLOAD_FIELDS)
        fields = {field for kind in KINDS.values() for field in (*kind.texts, *kind.numbers)}
        assert set(GROUPS["simple"]) == {*KINDS, *fields}
        assert set(GROUPS["column"]) == history.union(*COLUMNS.values())


class TestPhrases:
    def test_stand_in_russian_and_kazakh(self):
        for about, every in phrases().items():
            for phrase, said in every.items():
                assert set(said) == {"ru", "kk"}, (about, phrase)
                assert all(text and text == text.strip() for text in said.values())

    def test_name_all_that_the_rules_put_into_reasons(self):
        known = phrases()
        assert set(known) == set(SLOTS.values())
        assert set(known["state"]) == set(State)
        assert set(known["due"]) == set(DueKind) - {DueKind.REMINDER}
        assert set(known["entry"]) == set(entry_kinds())
        for module in ("formats/toml/node.py", "values/wire.py"):
            text = (PACKAGE / "core" / module).read_text("utf-8")
            for phrase in re.findall(r': "(an? [a-z ]+)', text):
                assert phrase.strip() in known["shape"], phrase

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            ({"want": "a day such as 2016-06-06"}, {"want": "день, например 2016-06-06"}),
            ({"near": "one of: text, level"}, {"near": "одно из: text, level"}),
            ({"near": "one of: none yet"}, {"near": "одно из известных (пока ни одного)"}),
            ({"between": "decision x-1, law"}, {"between": "решение x-1, право"}),
            ({"state": State.OPEN}, {"state": "в работе"}),
            ({"have": 2, "place": "decision"}, {"have": 2, "place": "decision"}),
        ],
        ids=["a-shape", "a-choice", "no-choice", "entries", "a-state", "no-phrase"],
    )
    def test_are_said_in_the_language_and_names_stay(self, data, said):
        assert spoken(data, "ru") == said
        assert spoken(data, "en") == data
