import pytest

from dabyl.core.formats.cap.vocabulary import VERSIONS, Version


class TestVersion:
    @pytest.mark.parametrize("version", Version)
    def test_is_found_by_its_namespace(self, version):
        assert VERSIONS[version.namespace] is version
