"""The envelope: version, document, markers, incidents and elements that say nothing."""

import pytest

from dabyl.core.formats.cap.rules.checking import check
from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.kinds import E, I, Profile, W
from dabyl.core.formats.cap.vocabulary import Version
from support.cap import CLEAN, MARKED, changed, checked, codes, codes_of, gaps, message_in

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"


XML = f'<alert xmlns="{NAMESPACE}"/>'.encode()


def document(inner="", before="", encoding="utf-8"):
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>{before}\n<alert xmlns="{NAMESPACE}">\n'
        "<identifier>osland-1</identifier><sender>a@osland.example</sender>\n"
        "<sent>2016-06-06T12:00:00+06:00</sent><status>Actual</status><msgType>Alert</msgType>\n"
        f"<scope>Public</scope>{inner}</alert>"
    )
    return message_in(text.encode(encoding))


class TestVersion:
    def test_is_1_2(self):
        assert codes(CLEAN) == set()

    @pytest.mark.parametrize("version", [Version.V1_0, Version.V1_1])
    def test_is_not_an_older_one(self, version):
        assert codes(changed(CLEAN, version=version)) == {"cap-version"}

    def test_is_a_warning_for_the_standard(self):
        found = checked(changed(CLEAN, version=Version.V1_1), Profile.OASIS).findings
        assert [f.kind for f in found] == [W]


class TestDocument:
    def test_is_utf_8(self):
        assert "cap-encoding" not in codes_of(document())

    def test_is_in_no_other_encoding(self):
        assert "cap-encoding" in codes_of(document(encoding="utf-16"))
        text = f'<alert xmlns="{NAMESPACE}"></alert>'  # no declaration: its first bytes say it
        assert "cap-encoding" in codes_of(message_in(text.encode("utf-16")))

    def test_has_no_document_type(self):
        assert "cap-encoding" in codes_of(document(before="<!DOCTYPE alert>"))

    def test_may_be_all_that_is_known(self):
        assert message_in(b"<a>" + XML + b"</a>").data.startswith(b"<")

    def test_is_not_judged_when_it_is_not_there(self):
        assert (2, "bytes") in gaps(CLEAN)


class TestMarkers:
    @pytest.mark.parametrize(
        ("profile", "marker"),
        list(zip((Profile.IPAWS, Profile.CAP_CP, Profile.CAP_AU), MARKED, strict=True)),
    )
    def test_are_there_in_the_profiles_that_have_one(self, profile, marker):
        without = changed(CLEAN, codes=tuple(code for code in MARKED if code != marker))
        assert codes(without, profile) == {"cap-profile-marker"}
        assert codes(without) == set()

    def test_are_ours_when_we_have_one(self):
        assert codes(CLEAN, context=Context(markers=frozenset({"osland:1"}))) == {
            "cap-profile-marker"
        }
        assert codes(CLEAN, context=Context(markers=frozenset({"IPAWSv1.0"}))) == set()

    def test_are_spelled_exactly(self):
        [found] = checked(changed(CLEAN, codes=("ipawsv1.0",))).findings
        assert (found.code, found.case) == ("cap-profile-marker", "inexact")
        assert found.where == "/alert/code[1]"


class TestIncidents:
    LEDGER = Context(incidents=frozenset({"aktobe 2016", "other"}))

    def test_are_names_that_we_know(self):
        assert codes(changed(CLEAN, incidents='"aktobe 2016" other'), context=self.LEDGER) == set()

    def test_are_not_names_that_we_do_not_know(self):
        alert = changed(CLEAN, incidents="elsewhere")
        assert codes(alert, context=self.LEDGER) == {"cap-incidents"}
        assert codes(alert, Profile.OASIS, context=self.LEDGER) == set()

    def test_have_their_quotes_closed(self):
        [found] = checked(changed(CLEAN, incidents='"aktobe'), Profile.OASIS).findings
        assert (found.code, found.kind) == ("cap-incidents", E)

    def test_are_not_judged_without_a_ledger(self):
        assert (22, "incidents") in gaps(changed(CLEAN, incidents="other"))
        assert (22, "incidents") not in gaps(CLEAN)


class TestElements:
    def test_say_something(self):
        assert "cap-empty-element" not in codes_of(document("<note>read</note>"))

    def test_are_not_empty(self):
        message = document("<info>\n<headline> <!-- none --> </headline></info>")
        found = [
            f
            for f in check(message, (Profile.OASIS, Profile.DABYL)).findings
            if f.code == "cap-empty-element"
        ]
        assert [(f.where, f.line, f.kind) for f in found] == [
            ("/alert/info[1]/headline", 6, I),
            ("/alert/info[1]/headline", 6, E),
        ]

    @pytest.mark.parametrize("name", ["areaDesc", "value", "language"])
    def test_are_left_to_the_rule_that_speaks_of_them(self, name):
        assert "cap-empty-element" not in codes_of(document(f"<info><{name}/></info>"))

    def test_of_a_signature_may_be_empty(self):
        inner = '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><Object/></Signature>'
        assert "cap-empty-element" not in codes_of(document(inner))

    @pytest.mark.parametrize(
        ("inner", "where"),
        [
            ("<code> </code>", "code[1]"),
            ("<references/>", "references"),
            ("<info><category/></info>", "info[1]/category[1]"),
            ("<info><responseType/></info>", "info[1]/responseType[1]"),
            ("<info/><info><onset/></info>", "info[2]/onset"),
            ("<info><resource><size/></resource></info>", "info[1]/resource[1]/size"),
            ("<info><area/><area><altitude/></area></info>", "info[1]/area[2]/altitude"),
            ("<info><area><ceiling> </ceiling></area></info>", "info[1]/area[1]/ceiling"),
        ],
    )
    def test_are_found_wherever_they_stand(self, inner, where):
        found = check(document(inner), (Profile.DABYL,)).findings
        assert [f.where for f in found if f.rule == 23] == [f"/alert/{where}"]
