"""Every real alert is explained in every language, as text, as a page and as data."""

import msgspec
import pytest
from lxml import html

from dabyl.core.formats.cap.explaining.explain import explain
from dabyl.core.formats.cap.explaining.page import explained_page
from dabyl.core.formats.cap.explaining.plain import explained_plain
from dabyl.core.formats.cap.explaining.seen import Seen
from dabyl.core.formats.cap.explaining.text import explained_text
from dabyl.core.formats.cap.reading import read
from dabyl.core.values.instants import parse_instant
from support.capfiles import NOT_HERE, real_files

AT = parse_instant("2025-03-06T20:00:00+05:00")

pytestmark = pytest.mark.skipif(not real_files(), reason=NOT_HERE)


class TestRealFiles:
    @pytest.mark.parametrize("lang", ["en", "ru", "kk"])
    def test_are_explained(self, lang):
        for file in real_files():
            alerts = read(file.read_bytes()).alerts
            seen = Seen.among(alerts)
            every = [
                explain(found, at=AT, lang=lang, zone="Asia/Almaty", seen=seen) for found in alerts
            ]
            text = explained_text(every, lang)
            assert not set(text) & set("\x1b\x9b\u202e"), file
            root = html.document_fromstring(explained_page(every, lang))
            assert len(root.xpath("//article")) == len(alerts), file
            assert root.xpath("//script | //img | //iframe") == []
            msgspec.json.encode([explained_plain(each) for each in every])

    def test_say_when_they_hold(self):
        name = "kz-2.49.0.0.398.0-20250306-133701-0284797-00-EN.xml"
        (file,) = [file for file in real_files() if file.name == name]
        (found,) = read(file.read_bytes()).alerts
        text = explained_text([explain(found, at=AT, lang="en", zone="Asia/Almaty")], "en")
        assert text.startswith("In force at 6 March 2025 20:00 (Almaty time).\n")
        assert "for you 7 March 2025 21:00 (Almaty time)" in text
        assert "Kokpekti district" in text

    def test_are_drawn_across_the_antimeridian(self):
        (file,) = [file for file in real_files() if file.name.startswith("ru-20250301")]
        (found,) = read(file.read_bytes()).alerts
        (block,) = explain(found, at=AT).blocks
        assert block.ground is not None
        assert block.ground.east - block.ground.west < 40
