from datetime import timedelta

import pytest

from dabyl.adapters.alertfolder import FOLDER, alert_certificates, alert_key, make_alert_key
from dabyl.adapters.alertkeys import AlertKey
from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.values.instants import parse_instant
from dabyl.core.values.periods import Period
from dabyl.core.values.problems import Refused

AT = parse_instant("2026-01-01T00:00Z")


class TestMakeAlertKey:
    def test_names_a_sender_that_nobody_can_take_for_real(self, tmp_path):
        make_alert_key(tmp_path, "w-1", WorkspaceKind.EXERCISE, None, at=AT)
        key = alert_key(tmp_path, at=AT)
        assert key.certificate.senders == ("alerts@w-1.invalid",)
        assert key.certificate.kind is WorkspaceKind.EXERCISE

    @pytest.mark.parametrize(("kind", "years"), [("live", 2), ("exercise", 100), ("replay", 100)])
    def test_lets_it_hold_long_where_time_is_simulated(self, tmp_path, kind, years):
        sender = "a@example.kz" if kind == "live" else None
        make_alert_key(tmp_path, "w-1", WorkspaceKind(kind), sender, at=AT)
        key = alert_key(tmp_path, at=AT)
        assert key.certificate.valid.end == AT.plus(timedelta(days=365 * years))

    def test_makes_none_for_a_live_workspace_without_a_sender(self, tmp_path):
        make_alert_key(tmp_path, "w-1", WorkspaceKind.LIVE, None, at=AT)
        assert alert_key(tmp_path, at=AT) is None
        assert alert_certificates(tmp_path) == b""

    def test_refuses_a_real_sender_for_an_exercise(self, tmp_path):
        with pytest.raises(Refused):
            make_alert_key(tmp_path, "w-1", WorkspaceKind.EXERCISE, "a@example.kz", at=AT)


class TestAlertKey:
    def test_changes_to_the_next_key_when_that_begins(self, tmp_path):
        make_alert_key(tmp_path, "w-1", WorkspaceKind.LIVE, "a@example.kz", at=AT)
        later = AT.plus(timedelta(days=700))
        following = AlertKey.make(
            "a@example.kz",
            valid=Period(start=later, end=later.plus(timedelta(days=730))),
            workspace=WorkspaceKind.LIVE,
        )
        following.save(tmp_path / FOLDER, "next")
        first, second = (alert_key(tmp_path, at=at) for at in (AT, later))
        assert second.certificate == following.certificate
        assert first.certificate != second.certificate
        assert alert_certificates(tmp_path).count(b"BEGIN CERTIFICATE") == 2
