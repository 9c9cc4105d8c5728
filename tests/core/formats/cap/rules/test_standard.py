"""The examples in the standard are no error to the standard's own profile."""

import pytest

from dabyl.core.formats.cap.report import report
from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.kinds import Kind, Profile
from support.cap import AT
from support.capfiles import NOT_HERE, REAL

EXAMPLES = ("AmberAlert", "EarthquakeReport", "HomelandAlert", "ThunderstormWarning")


@pytest.mark.skipif(not REAL.is_dir(), reason=NOT_HERE)
class TestExamples:
    @pytest.mark.parametrize("name", EXAMPLES)
    def test_have_no_error(self, name):
        data = (REAL / f"TheTannerRyan__cap/Oasis_{name}.xml").read_bytes()
        [row] = report(data, (Profile.OASIS,), Context(), received_at=AT)
        assert [said for said in row.findings if said.kind is Kind.ERROR] == []
