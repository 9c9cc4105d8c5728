from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.law.provisions import Provision, ProvisionVersion, in_force, undated
from support.strategies import days, provisions

OLD, NEW, LATE = date(2013, 8, 9), date(2019, 9, 18), date(2023, 10, 15)


def a_provision(*versions: ProvisionVersion) -> Provision:
    return Provision(id="act.4", work="Act", number="4", versions=versions)


def version(name: str, **dates: date) -> ProvisionVersion:
    return ProvisionVersion(id=name, **dates)


class TestInForce:
    def test_is_the_latest_version_that_has_commenced(self):
        act = a_provision(version("a", commences=OLD), version("b", commences=NEW))
        assert in_force(act, date(2016, 6, 6)).id == "a"
        assert in_force(act, NEW).id == "b"
        assert in_force(act, date(2013, 8, 8)) is None

    def test_takes_the_later_one_in_the_text_when_two_commence_on_a_day(self):
        act = a_provision(version("a", commences=OLD), version("b", commences=OLD))
        assert in_force(act, OLD).id == "b"

    def test_goes_by_publication_and_adoption_when_commencement_is_unknown(self):
        act = a_provision(version("a", adopted=OLD), version("b", adopted=OLD, published=NEW))
        assert (in_force(act, OLD).id, in_force(act, NEW).id) == ("a", "b")

    def test_ends_on_the_day_until_which_it_applies(self):
        act = a_provision(version("a", commences=OLD, applies_until=LATE))
        assert in_force(act, date(2023, 10, 14)).id == "a"
        assert in_force(act, LATE) is None

    def test_an_older_version_does_not_come_back(self):
        act = a_provision(
            version("a", commences=OLD), version("b", commences=NEW, applies_until=LATE)
        )
        assert in_force(act, LATE) is None

    @given(provisions, days)
    def test_is_a_version_that_holds_on_the_day(self, provision, on):
        found = in_force(provision, on)
        if found is not None:
            assert found.begins() <= on
            assert found.applies_until is None or on < found.applies_until


class TestUndated:
    @given(provisions, st.lists(days, min_size=1))
    def test_is_never_in_force_and_refuses_nothing(self, provision, some_days):
        if undated(provision):
            assert {in_force(provision, on) for on in some_days} == {None}
        else:
            assert any(version.begins() for version in provision.versions)
