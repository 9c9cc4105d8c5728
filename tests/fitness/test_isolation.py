"""Tests reach nothing but this machine, and what they skip is said."""

import os
import socket

import pytest
from hypothesis import settings
from pytest_socket import SocketConnectBlockedError

from support.skips import skips_line


def skipped(nodeid: str, reason: str) -> pytest.TestReport:
    where = ("test_x.py", 1, f"Skipped: {reason}")
    return pytest.TestReport(nodeid, ("test_x.py", 1, ""), {}, "skipped", where, "setup")


class TestTests:
    def test_reach_no_network(self):
        with (
            socket.socket() as wire,
            pytest.warns(UserWarning, match="192.0.2.1"),
            pytest.raises(SocketConnectBlockedError),
        ):
            wire.connect(("192.0.2.1", 80))

    def test_see_no_workspace_of_the_person_who_runs_them(self):
        assert "DABYL_WORKSPACE" not in os.environ

    def test_have_no_deadline_that_a_slow_machine_would_miss(self):
        assert settings().deadline is None


class TestTheLastLine:
    def test_says_that_nothing_was_skipped(self):
        assert skips_line([]) == "skipped: nothing"

    def test_names_files_and_reasons(self):
        reports = [
            skipped("tests/a/test_b.py::TestB::test_one", "no Chromium"),
            skipped("tests/a/test_b.py::TestB::test_two", "no Chromium"),
            skipped("tests/test_c.py::test_three", "no PostgreSQL"),
        ]
        assert skips_line(reports) == (
            "skipped: no Chromium: tests/a/test_b.py (2); no PostgreSQL: tests/test_c.py (1)"
        )
