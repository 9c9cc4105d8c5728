import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.values.zones import is_zone, zone


class TestZone:
    def test_is_known_by_its_iana_name(self):
        assert zone("Asia/Almaty").key == "Asia/Almaty"
        assert is_zone("UTC")

    @pytest.mark.parametrize(
        "name",
        ["", "/", "Asia", "Asia/", "Asia/Nowhere", "+06:00", "../passwd", "zone.tab", "A" * 300],
    )
    def test_refuses_what_is_none(self, name):
        with pytest.raises(ValueError, match=r"."):
            zone(name)

    @given(st.text(max_size=400))
    def test_never_fails_otherwise(self, name):
        assert not is_zone(f"{name}?")
