import pytest

from dabyl.core.formats.packs.pack import parse_pack
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
        pack = parse_pack({**FILES, "statutes.toml": WORK})
        assert [work.id for work in pack.law.works] == ["code", "xo-act"]

    def test_may_give_the_work_of_a_provision_that_is_cited(self):
        cited = FILES["law.toml"].replace('work = "Alert Act"', 'work = "code"')
        pack = parse_pack({**FILES, "statutes.toml": WORK, "law.toml": cited})
        assert pack.law.clauses[0].work == "code"

    def test_may_give_the_provision_that_powers_rest_on(self):
        powers = FILES["law.toml"][FILES["law.toml"].index("[[power]]") :]
        act = WORK + '[[provision]]\nid = "xo-act.3"\nwork = "code"\nkind = "power"\nnumber = "3"\n'
        pack = parse_pack({**FILES, "statutes.toml": act, "law.toml": powers})
        assert [clause.id for clause in pack.law.clauses] == ["xo-act.3"]
        with pytest.raises(Rejected) as rejection:
            parse_pack({**FILES, "statutes.toml": act})
        assert [problem.code for problem in rejection.value.problems] == [Code.DUPLICATE]

    def test_that_contradict_themselves_make_the_pack_wrong(self):
        lost = '[[provision]]\nid = "a.1"\nwork = "gone"\nkind = "duty"\nnumber = "1"\n'
        with pytest.raises(Rejected) as rejection:
            parse_pack({**FILES, "statutes.toml": WORK + lost})
        assert [problem.where for problem in rejection.value.problems] == ["a.1.work"]

    def test_that_are_wrong_make_the_pack_wrong(self):
        with pytest.raises(Rejected) as rejection:
            parse_pack({**FILES, "statutes.toml": WORK.replace('"code"', "1")})
        assert {problem.code for problem in rejection.value.problems} == {Code.WRONG_TYPE}
        assert all("statutes.toml" in problem.where for problem in rejection.value.problems)
