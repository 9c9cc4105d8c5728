from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dabyl.core.formats.cap.schema import schema_text
from dabyl.core.formats.cap.verdict import schema_problems
from dabyl.core.formats.cap.vocabulary import Version
from support.capfiles import NOT_HERE, REAL, real_alerts, real_schema, spoiled, whole_alert

LATER = (Version.V1_1, Version.V1_2)
WHOLE = {version: (whole_alert(version), whole_alert(version, 2)) for version in Version}
needs_real = pytest.mark.skipif(not REAL.is_dir(), reason=NOT_HERE)


def version_of(alert):
    space = etree.QName(alert).namespace
    return next(version for version in Version if version.namespace == space)


@cache
def parsed_real_alerts():
    return tuple(real_alerts())


def by_the_published(alert, version):
    """Return the verdict and the words of each problem."""
    schema = real_schema(version)
    assert schema is not None
    alone = etree.fromstring(etree.tostring(alert, with_tail=False))
    verdict = schema.validate(alone)
    space = f"{{{version.namespace}}}"
    messages = [entry.message.replace(space, "")[:600] for entry in schema.error_log]
    return verdict, [without_pattern(message) for message in messages]


def by_ours(alert, version):
    problems = schema_problems(alert, version)
    return not problems, [without_pattern(problem.message) for problem in problems]


def without_pattern(message):
    """Return the message without the text of the pattern, which is our own."""
    return message.partition("by the pattern")[0]


class TestSchema:
    @pytest.mark.parametrize("version", Version)
    def test_takes_everything_that_the_standard_has_a_place_for(self, version):
        for alert in WHOLE[version]:
            assert schema_problems(alert, version) == ()

    @pytest.mark.parametrize("version", Version)
    def test_names_no_type(self, version):
        schema = etree.fromstring(schema_text(version).encode())
        kinds = ("complexType", "simpleType")
        assert [each for kind in kinds for each in schema.iter(f"{{*}}{kind}") if each.attrib] == []

    @pytest.mark.parametrize("version", Version)
    @pytest.mark.parametrize(
        "name",
        ["identifier", "sender", "sent", "status", "msgType", "event", "urgency", "areaDesc"],
    )
    def test_wants_what_must_be_there(self, version, name):
        alert = etree.fromstring(etree.tostring(WHOLE[version][0]))
        (part,) = alert.iter(f"{{*}}{name}")
        part.getparent().remove(part)
        assert schema_problems(alert, version) != ()

    def test_lets_a_signature_follow_in_the_latest_only(self):
        for version in Version:
            alert = etree.fromstring(etree.tostring(WHOLE[version][0]))
            etree.SubElement(alert, "{http://www.w3.org/2000/09/xmldsig#}Signature")
            assert (schema_problems(alert, version) == ()) is (version is Version.V1_2)


@needs_real
class TestVerdict:
    def test_is_that_of_the_published_schema_on_every_real_alert(self):
        alerts = parsed_real_alerts()
        assert len(alerts) > 100
        for alert in alerts:
            version = version_of(alert)
            if version is not Version.V1_0:
                assert by_ours(alert, version) == by_the_published(alert, version)

    @pytest.mark.parametrize("version", LATER)
    @given(data=st.data())
    def test_is_that_of_the_published_schema_on_every_spoiled_alert(self, version, data):
        alert = data.draw(spoiled(WHOLE[version]))
        assert by_ours(alert, version) == by_the_published(alert, version)

    @given(data=st.data())
    def test_is_that_of_the_published_schema_on_every_spoiled_real_alert(self, data):
        short = [each for each in parsed_real_alerts() if sum(1 for _ in each.iter()) < 200]
        alert = data.draw(spoiled(short))
        version = version_of(alert)
        assert by_ours(alert, version) == by_the_published(alert, version)
