"""What the log says about a defect."""

import logging
import sys

from django.db import OperationalError

from dabyl.console.defects import PlaceOnly, log_unavailable
from dabyl.core.values.problems import Unavailable


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


class TestWhatIsUnavailable:
    def test_is_told_with_its_cause_to_whoever_runs_the_server(self, caplog, monkeypatch):
        told = logging.getLogger("dabyl.unavailable")
        monkeypatch.setattr(told, "propagate", False)
        monkeypatch.setattr(told, "handlers", [caplog.handler])
        log_unavailable(Unavailable("cannot save the draft: the disk is full (x.sqlite3)"))
        log_unavailable(OperationalError("no such table: accounts_person"))
        disk, table = caplog.messages
        assert disk == "cannot save the draft: the disk is full (x.sqlite3)"
        assert table.startswith("the accounts: the table accounts_person is missing; restore")
