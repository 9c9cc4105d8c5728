"""The report on a file: three layers, and the signature."""

from dabyl.core.formats.cap.report import report
from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.findings import Layer
from dabyl.core.formats.cap.rules.kinds import Kind, Profile
from dabyl.core.formats.cap.signature.keyring import NO_KEYS
from dabyl.core.formats.cap.signature.verdict import State
from support.cap import AT

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"


def alert(more=""):
    return (
        f'<alert xmlns="{NAMESPACE}"><identifier>osland-1</identifier>'
        "<sender>a@osland.example</sender><sent>2016-06-06T12:00:00+06:00</sent>"
        "<status>Actual</status><msgType>Alert</msgType><scope>Public</scope>"
        f"{more}</alert>"
    )


def rows(text, context=None, profiles=(Profile.OASIS,)):
    return list(report(text.encode(), profiles, context or Context(), received_at=AT))


class TestReport:
    def test_of_a_clean_alert_has_no_error(self):
        [row] = rows(alert())
        assert (row.index, row.identifier, row.wellformed, row.schema_valid) == (
            0,
            "osland-1",
            True,
            True,
        )
        assert not row.has_error
        assert row.signature.state is State.NONE

    def test_of_a_file_without_an_alert_says_why(self):
        [row] = rows("<feed/>")
        assert (row.index, row.identifier, row.wellformed, row.schema_valid) == (
            None,
            None,
            False,
            False,
        )
        [said] = row.findings
        assert (said.code, said.layer) == ("cap-no-alert", Layer.WELLFORMED)
        assert row.has_error

    def test_tells_what_the_schema_refuses(self):
        [row] = rows(alert("<rest/>"))
        [said] = [each for each in row.findings if each.layer is Layer.SCHEMA]
        assert (said.code, said.kind, said.where) == ("cap-schema", Kind.ERROR, "/alert/rest[1]")

    def test_tells_of_each_alert_that_its_file_names_a_document_type(self):
        [row] = rows("<!DOCTYPE alert>" + alert())
        assert [each.code for each in row.findings if each.layer is Layer.SCHEMA] == [
            "cap-xml-doctype"
        ]
        assert not row.schema_valid

    def test_tells_alerts_of_a_feed_apart(self):
        assert [row.index for row in rows(f"<feed>{alert()}{alert()}</feed>")] == [0, 1]


class TestSignature:
    SIGNED = alert('<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>')

    def test_is_looked_at_without_keys_and_told_to_no_rule(self):
        [row] = rows(self.SIGNED)
        assert row.signature.state is State.INVALID
        assert 100 in {gap.rule for gap in row.not_judged}

    def test_is_told_to_the_rules_when_there_are_keys(self):
        [row] = rows(self.SIGNED, Context(keyring=NO_KEYS))
        assert row.signature.state is State.INVALID
        assert 100 not in {gap.rule for gap in row.not_judged}
