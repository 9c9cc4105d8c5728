"""Pages need nothing and ask nobody; a stranger's text never becomes part of their markup."""

from base64 import b64encode
from hashlib import sha256

import pytest
from hypothesis import given, settings
from lxml import html

from dabyl.core.formats.cap.explaining.page import explained_page
from dabyl.core.formats.cap.values import Circle
from support.cap import CLEAN, an_alert, an_area, an_update, changed, with_area, with_info
from support.capfiles import TEXTS
from support.explained import explained

HOSTILE = '</p></style></title><script>alert(1)</script><img src=x onerror="alert(2)">'


def page(*alerts, lang="en"):
    return explained_page([explained(alert, lang=lang) for alert in alerts or (CLEAN,)], lang)


def tree(*alerts, lang="en"):
    return html.document_fromstring(page(*alerts, lang=lang))


def tags(root):
    return {element.tag for element in root.iter()}


class TestPage:
    def test_is_one_whole_file_in_the_language_of_the_reader(self):
        data = page(lang="kk")
        assert data.startswith(b'<!DOCTYPE html>\n<html lang="kk" dir="ltr"><head><meta charset')
        assert page(lang="ar").startswith(b'<!DOCTYPE html>\n<html lang="en" dir="ltr">')
        assert tree(lang="ru").findtext(".//title") == "Умеренный уровень опасности в Долине"

    def test_has_no_script_and_loads_nothing(self):
        root = tree()
        assert not tags(root) & {"script", "link", "img", "iframe", "object", "form", "base"}
        assert root.xpath("//@src | //@style | //@*[starts-with(name(), 'on')]") == []

    def test_allows_its_own_style_and_nothing_else(self):
        root = tree()
        (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        style = b64encode(sha256(root.findtext(".//style").encode()).digest()).decode()
        assert policy.startswith(f"default-src 'none';style-src 'sha256-{style}'")

    def test_marks_the_words_of_the_alert_with_their_language(self):
        root = tree(lang="kk")
        (title,) = root.xpath("//h1")
        assert (title.get("lang"), title.get("dir")) == ("ru", "auto")
        assert root.xpath("//h3/@lang") == []

    def test_links_only_to_the_web_and_tells_nobody_where_from(self):
        (link,) = tree().xpath("//a")
        assert link.get("href") == link.text == "https://osland.example/vale"
        assert link.get("rel") == "noopener noreferrer nofollow"
        assert tree(with_info(CLEAN, 0, web="javascript:alert(1)")).xpath("//a") == []

    def test_has_a_map_that_is_told_in_words(self):
        (svg,) = tree().xpath("//svg")
        assert svg.get("aria-label").startswith("From 50.1° N")
        nowhere = with_area(CLEAN, 0, polygons=())
        assert tree(nowhere).xpath("//svg") == []
        spot = with_area(CLEAN, 0, polygons=(), circles=(Circle("50,60 0"),))
        assert len(tree(spot).xpath("//svg/circle")) == 1

    def test_tells_of_several_alerts_and_of_several_blocks(self):
        root = tree(changed(CLEAN, infos=(CLEAN.infos[0],) * 2), an_update())
        assert [a.findtext("p") for a in root.xpath("//article")] == [
            "Alert 1 of 2",
            "Alert 2 of 2",
        ]
        assert root.findtext(".//title") == "What the alert says"
        assert root.xpath("//h1/following-sibling::p[1]/text()") == ["In force.", "In force."]

    def test_tells_of_an_alert_without_blocks(self):
        assert tree(an_alert(infos=())).findtext(".//title") == "What the alert says"

    @pytest.mark.parametrize("field", ["headline", "event", "description", "instruction", "web"])
    def test_never_makes_markup_of_a_block(self, field):
        assert_same_shape(with_info(CLEAN, 0, **{field: HOSTILE}))

    @pytest.mark.parametrize("field", ["identifier", "sender", "note", "status", "references"])
    def test_never_makes_markup_of_a_message(self, field):
        assert_same_shape(changed(CLEAN, **{field: HOSTILE}))

    def test_never_makes_markup_of_a_language_or_an_area(self):
        assert_same_shape(with_info(CLEAN, 0, language='"><script>', areas=(an_area(),)))
        assert_same_shape(with_area(CLEAN, 0, description=HOSTILE))

    @settings(max_examples=30)
    @given(TEXTS)
    def test_shows_any_text_as_text(self, text):
        area = an_area(description=text)
        alert = with_info(CLEAN, 0, headline=text, description=text, areas=(area,))
        assert_same_shape(changed(alert, note=text))


def assert_same_shape(alert):
    root = tree(alert)
    assert tags(root) <= tags(tree()) | {"circle"}
    assert root.xpath("//@*[starts-with(name(), 'on')]") == []
    assert len(root.xpath("//style")) == 1
