"""What the log says about a defect."""

import logging
import sys

from dabyl.console.defects import PlaceOnly


def told(info: object) -> str:
    record = logging.LogRecord(
        "django.request", logging.ERROR, "x.py", 1, "at %s", ("/join/secret",), info
    )
    return PlaceOnly().format(record)


def an_error() -> object:
    try:
        int("Aigerim typed this")
    except ValueError:
        return sys.exc_info()
    return None


class TestALogLine:
    def test_tells_the_kind_and_the_place_and_nothing_of_what_was_sent(self):
        line = told(an_error())
        assert "ValueError" in line
        assert "test_defects.py:" in line
        assert "Aigerim" not in line
        assert "secret" not in line

    def test_without_an_error_names_its_source_only(self):
        assert told(None) == "console: error in django.request"
