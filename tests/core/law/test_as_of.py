import attrs
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.law import bills as b
from dabyl.core.law.as_of import bill_as_of
from dabyl.core.law.days import Day
from dabyl.core.law.findings import Finding, FindingKind
from dabyl.core.values.languages import Texts
from support.statutes import day

SAYS = Texts.of({"en": "Seen in the adopted text"})
BILL = b.Bill(
    id="bill",
    stages=(
        b.Reached(stage=b.Stage.DRAFTED, on=Day.on(day(1))),
        b.Reached(stage=b.Stage.ADOPTED, on=Day(not_before=day(5), not_after=day(9))),
    ),
    versions=(
        b.BillVersion(id="v1", articles=(), on=Day.on(day(2))),
        b.BillVersion(id="v2", articles=(), on=Day.on(day(6))),
    ),
    findings=(Finding(kind=FindingKind.ADOPTED, says=SAYS, on=Day.on(day(7))),),
)


class TestBillAsOf:
    def test_leaves_out_what_came_later(self):
        then = bill_as_of(BILL, day(4))
        assert then is not None
        assert then.stage is b.Stage.DRAFTED
        assert [version.id for version in then.versions] == ["v1"]
        assert then.findings == ()

    def test_keeps_what_may_have_happened(self):
        then = bill_as_of(BILL, day(5))
        assert then is not None
        assert then.stage is b.Stage.ADOPTED

    def test_is_nothing_before_its_first_day(self):
        assert bill_as_of(BILL, day(0)) is None

    def test_is_there_with_a_version_and_no_stage(self):
        bare = attrs.evolve(BILL, stages=())
        assert bill_as_of(bare, day(2)) is not None

    @given(st.integers(0, 10), st.integers(0, 10))
    def test_asked_twice_is_asked_for_the_earlier_day(self, one, other):
        then = bill_as_of(BILL, day(one))
        twice = None if then is None else bill_as_of(then, day(other))
        assert twice == bill_as_of(BILL, day(min(one, other)))
