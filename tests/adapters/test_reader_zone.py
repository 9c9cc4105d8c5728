import pytest

from dabyl.adapters.reader_zone import reader_zone


@pytest.fixture
def localtime(tmp_path):
    zones = tmp_path / "zoneinfo/Asia"
    zones.mkdir(parents=True)
    (zones / "Almaty").touch()
    link = tmp_path / "localtime"
    link.symlink_to(zones / "Almaty")
    return link


class TestReaderZone:
    def test_is_what_the_machine_is_set_to(self, localtime, monkeypatch):
        monkeypatch.delenv("TZ", raising=False)
        assert reader_zone(localtime) == "Asia/Almaty"

    @pytest.mark.parametrize(
        ("value", "zone"),
        [
            ("Asia/Aqtau", "Asia/Aqtau"),
            (":Asia/Aqtau", "Asia/Aqtau"),
            ("ALMT-5", "Asia/Almaty"),
            ("Etc/UTC", "UTC"),
        ],
    )
    def test_is_what_the_reader_has_asked_for_first(self, localtime, monkeypatch, value, zone):
        monkeypatch.setenv("TZ", value)
        assert reader_zone(localtime) == zone

    def test_is_utc_where_nothing_tells(self, tmp_path, monkeypatch):
        monkeypatch.delenv("TZ", raising=False)
        assert reader_zone(tmp_path / "none") == "UTC"
