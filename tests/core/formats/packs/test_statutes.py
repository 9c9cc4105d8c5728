import pytest

from dabyl.core.formats.packs.whole import NO_LAW, parse_whole
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Rejected
from support.packs import FILES

WORK = """languages = ["en"]
[[work]]
id = "code"
country = "xo"
kind = "code"
adopted = 2014-07-05
number = "235"
"""


class TestStatutes:
    def test_are_read_with_the_pack(self):
        assert set(parse_whole({**FILES, "statutes.toml": WORK}).law.recorded.works) == {"code"}

    def test_may_be_missing(self):
        assert parse_whole(FILES).law is NO_LAW

    def test_that_are_wrong_make_the_pack_wrong(self):
        with pytest.raises(Rejected) as rejection:
            parse_whole({**FILES, "statutes.toml": WORK.replace('"code"', "1")})
        assert {problem.code for problem in rejection.value.problems} == {Code.WRONG_TYPE}
        assert all("statutes.toml" in problem.where for problem in rejection.value.problems)
