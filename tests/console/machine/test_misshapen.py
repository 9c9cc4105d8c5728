"""What is not of its shape is told in the language that is asked for, all at once, by its place."""

import re

import pytest

from dabyl.core.staff.keys import Role
from support.bearers import a_program, with_token
from support.consoles import a_console, a_passkey, seat
from support.told import A_FIRE, KILLED

CLEO = a_passkey("cleo", "xo-hq", Role.OFFICER)
WRONG = {
    **KILLED,
    "id": "x" * 81,
    "low": "three",
    "high": -1,
    "bound": "nearly",
    "as_of": "June",
    "source": {"url": None, "who": "me"},
    "supersedes": "f-1",
    "note": {"en": 5},
    "more": True,
}
FOUND = {
    ("id", "unknown-value"),
    ("low", "wrong-type"),
    ("high", "unknown-value"),
    ("bound", "unknown-value"),
    ("as_of", "unknown-value"),
    ("source.publisher", "missing-field"),
    ("source.url", "wrong-type"),
    ("source.who", "unknown-field"),
    ("supersedes", "wrong-type"),
    ("note.en", "wrong-type"),
    ("more", "unknown-field"),
}
NAMES = re.compile(
    "|".join(sorted({*KILLED, *A_FIRE}))
    + r"|at-least|exact|about|range|high|id|supersedes|seen|note|bound|publisher|url|date|who|more"
    r"|nearly|June|three|null|true|false|f-1|x{9,}|\^.*\$"
)
"""What stays as it is in any language: names and values."""

pytestmark = pytest.mark.usefixtures("console")


@pytest.fixture(scope="module")
def console(tmp_path_factory):
    with a_console(tmp_path_factory.mktemp("misshapen")) as opened:
        seat(opened, CLEO)
        yield opened


@pytest.fixture(scope="module")
def token(console):
    return with_token(console, CLEO).text


class TestABody:
    @pytest.mark.parametrize("lang", ["en", "kk", "ru"])
    def test_is_refused_for_everything_at_once(self, token, lang):
        reply = a_program(token, lang=lang).post("incidents/fire/figures", WRONG)
        told = reply.json()["errors"]
        assert reply.status_code == 422
        assert reply["Content-Language"] == lang
        assert {(one["where"], one["code"]) for one in told} == FOUND
        words = {f"{one['message']} {one['fix']}" for one in told}
        english = {text for text in words if re.search(r"[A-Za-z]{3}", NAMES.sub("", text))}
        assert english == (words if lang == "en" else set())

    def test_that_has_a_field_too_many_is_told_which_there_are(self, token):
        told = a_program(token).post("incidents", {**A_FIRE, "source": {"who": 1}}).json()["errors"]
        (fix,) = [one["fix"] for one in told if one["where"] == "source.who"]
        assert "publisher, url, date" in fix

    def test_that_is_a_list_is_no_object(self, token):
        (told,) = a_program(token).post("drafts", []).json()["errors"]
        assert told["code"] == "wrong-type"
        assert told["where"] == "body"


class TestAnAddress:
    @pytest.mark.parametrize(
        ("path", "where", "code"),
        [
            ("drafts?limit=x", "limit", "wrong-type"),
            ("drafts?limit=0", "limit", "unknown-value"),
            ("drafts?state=over", "state", "unknown-value"),
            ("token?nix=1", "nix", "unknown-field"),
        ],
        ids=["no-number", "too-few", "no-state", "no-parameter"],
    )
    def test_is_told_in_russian(self, token, path, where, code):
        (told,) = a_program(token, lang="ru").get(path).json()["errors"]
        assert (told["where"], told["code"]) == (where, code)
        assert re.search("[а-я]{4}", told["message"])
        assert re.search("[а-я]{4}", told["fix"])
