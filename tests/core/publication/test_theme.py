import re
from base64 import b64encode
from hashlib import sha256

import pytest
from jinja2 import UndefinedError

from dabyl.core.publication.theme import Theme, minified, policy
from support.sites import THEME

FORMS = re.compile(r"_(?:one|few|many|other)$")


def theme(**templates):
    return Theme(templates=templates, style="", script="", words={"ru": {}, "en": {}})


class TestTheme:
    def test_escapes_what_is_put_into_a_page(self):
        assert theme(a="{{ x }}").template("a").render(x="<b>") == "&lt;b&gt;"

    def test_leaves_no_place_empty(self):
        with pytest.raises(UndefinedError):
            theme(a="{{ x }}").template("a").render()

    def test_knows_the_languages_that_have_words(self):
        assert theme().languages(("kk", "ru")) == ("ru",)
        assert theme().languages(("nl",)) == ("en",)

    def test_says_the_same_things_in_every_language(self):
        keys = {lang: {FORMS.sub("", key) for key in words} for lang, words in THEME.words.items()}
        assert keys["kk"] == keys["en"] == keys["ru"]

    def test_has_the_same_slots_in_every_language(self):
        slots = re.compile(r"\{(\w+)\}")
        english = THEME.words["en"]
        for words in THEME.words.values():
            for key, text in words.items():
                other = english.get(key) or english[FORMS.sub("_other", key)]
                assert set(slots.findall(text)) == set(slots.findall(other)), key


class TestMinified:
    def test_drops_comments_and_space(self):
        assert minified("/* a */ a , b { c : d ; }\n") == "a,b{c : d}"

    def test_keeps_what_calc_needs(self):
        assert minified("a{b:calc(1px + 2px)}") == "a{b:calc(1px + 2px)}"


class TestPolicy:
    def test_allows_the_style_and_nothing_else(self):
        digest = b64encode(sha256(b"a{}").digest()).decode()
        found = policy("a{}", None)
        assert f"style-src 'sha256-{digest}'" in found
        assert "default-src 'none'" in found
        assert "script-src" not in found
        assert "unsafe" not in found

    def test_allows_the_one_script_by_its_hash(self):
        assert "script-src 'sha256-" in policy("a{}", "f()")
