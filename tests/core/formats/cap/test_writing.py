import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dabyl.core.formats.cap.reading import read
from dabyl.core.formats.cap.values import Alert, Area, Info, NamedValue, Resource, Time
from dabyl.core.formats.cap.vocabulary import MsgType, Version
from dabyl.core.formats.cap.writing import format_alert
from support.capfiles import NOT_HERE, REAL, TEXTS, real_files, whole_alert

MAYBE = st.none() | TEXTS


def canonical(data):
    return etree.tostring(etree.fromstring(data), method="c14n", exclusive=True)


def without_lines(value):
    """Return what a value says, without where it said it."""
    if isinstance(value, tuple):
        return tuple(without_lines(each) for each in value)
    if attrs.has(type(value)):
        fields = [field.name for field in attrs.fields(type(value)) if field.name != "line"]
        return tuple(without_lines(getattr(value, name)) for name in fields)
    return value


def only(data):
    (found,) = read(data).alerts
    return found


def named():
    return st.builds(NamedValue, MAYBE, MAYBE)


def alerts():
    """Return alerts that hold anything at all."""
    times = st.none() | st.builds(Time, TEXTS)
    area = st.builds(Area, MAYBE, st.just(()), st.just(()), many(named()), MAYBE, MAYBE)
    resource = st.builds(Resource, *[MAYBE] * 6)
    block = [MAYBE, many(TEXTS), MAYBE, many(TEXTS), *[MAYBE] * 4, many(named()), *[times] * 3]
    info = st.builds(Info, *block, *[MAYBE] * 6, many(named()), many(resource), many(area))
    head = [MAYBE, MAYBE, times, *[MAYBE] * 6, many(TEXTS), *[MAYBE] * 3, many(info)]
    versions = st.sampled_from([Version.V1_1, Version.V1_2])
    return st.builds(Alert, *head, versions)


def many(strategy):
    return st.lists(strategy, max_size=2).map(tuple)


class TestFormatAlert:
    @given(alerts())
    def test_is_undone_by_reading(self, alert):
        assert without_lines(only(format_alert(alert)).alert) == without_lines(alert)

    @given(alerts())
    def test_is_canonical(self, alert):
        data = format_alert(alert)
        assert canonical(data) == data

    @pytest.mark.parametrize("version", Version)
    def test_leaves_out_nothing_that_the_standard_has_a_place_for(self, version):
        for times in (1, 2):
            original = whole_alert(version, times)
            found = only(format_alert(only(etree.tostring(original)).alert))
            assert found.schema_valid
            bare = [(each.tag, each.text) for each in original.iter() if not len(each)]
            assert [(e.tag, e.text) for e in found.element.iter() if not len(e)] == bare

    @pytest.mark.parametrize("text", ["\0", "\x1f", "\x0b", "\ufffe", "\uffff"])
    def test_refuses_what_xml_has_no_place_for(self, text):
        alert = only(etree.tostring(whole_alert())).alert
        with pytest.raises(ValueError, match="character"):
            format_alert(attrs.evolve(alert, note=f"a{text}b"))

    def test_writes_assignments_of_the_first_version_as_they_were(self):
        alert = only(etree.tostring(whole_alert(Version.V1_0))).alert
        (info,) = alert.infos
        changed = attrs.evolve(info, parameters=(NamedValue("a", "b"), NamedValue(None, "c")))
        again = only(format_alert(attrs.evolve(alert, infos=(changed,)))).alert
        assert [(p.name, p.value) for p in again.infos[0].parameters] == [("a", "b"), (None, "c")]

    @pytest.mark.skipif(not REAL.is_dir(), reason=NOT_HERE)
    def test_says_of_every_real_alert_what_it_said(self):
        for file in real_files():
            for found in read(file.read_bytes()).alerts:
                data = format_alert(found.alert)
                assert canonical(data) == data
                assert without_lines(only(data).alert) == without_lines(found.alert)
                assert only(data).schema_valid or not found.schema_valid


class TestKnownValues:
    @given(alerts(), st.sampled_from(MsgType))
    def test_are_written_as_their_text_and_not_as_a_row_of_letters(self, alert, kind):
        written = format_alert(attrs.evolve(alert, msg_type=kind))
        assert f"<msgType>{kind.value}</msgType>".encode() in written
