import attrs
import pytest
from lxml import etree

from dabyl.core.formats.cap.converting import Changed, convert
from dabyl.core.formats.cap.reading import read
from dabyl.core.formats.cap.vocabulary import Version
from dabyl.core.formats.cap.writing import format_alert
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Rejected
from support.capfiles import NOT_HERE, REAL, real_files, whole_alert

OLDER = (Version.V1_0, Version.V1_1)


def converted(version=Version.V1_1, *swaps, zone=None):
    """Return a whole alert of *version*, with texts swapped, converted."""
    text = etree.tostring(whole_alert(version), encoding="unicode")
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    (found,) = read(text.encode(), assume_zone=zone).alerts
    return convert(found)


def of(done, changed):
    return [(c.where, c.before, c.after) for c in done.changes if c.changed is changed]


def is_valid(alert):
    (found,) = read(format_alert(alert)).alerts
    return found.schema_valid


class TestConvert:
    @pytest.mark.parametrize("version", OLDER)
    def test_makes_a_valid_alert_of_a_valid_one(self, version):
        done = converted(version)
        assert done.alert.version is Version.V1_2
        assert is_valid(done.alert)
        assert of(done, Changed.VERSION) == [("/alert", version.value, "1.2")]

    def test_leaves_the_newest_as_it_is(self):
        (found,) = read(etree.tostring(whole_alert())).alerts
        done = convert(found)
        assert (done.alert, done.changes) == (found.alert, ())

    @pytest.mark.parametrize(
        ("text", "after"),
        [
            ("2016-06-06T12:00:00Z", "2016-06-06T12:00:00-00:00"),
            (" 2016-06-06T12:00:00.25+06:00 ", "2016-06-06T12:00:00+06:00"),
        ],
    )
    def test_writes_times_in_figures(self, text, after):
        done = converted(Version.V1_1, ("<sent>2016-06-06T12:00:00+06:00", f"<sent>{text}"))
        assert of(done, Changed.TIME_REWRITTEN) == [("/alert/sent[1]", text, after)]
        assert is_valid(done.alert)

    def test_assumes_the_zone_that_it_is_told(self):
        done = converted(Version.V1_0, ("12:00:00+06:00", "12:00:00"), zone="+05:00")
        assert done.alert.sent is not None
        assert done.alert.sent.text == "2016-06-06T12:00:00+05:00"
        assert {where for where, _, _ in of(done, Changed.OFFSET_ASSUMED)} == {
            "/alert/info[1]/effective[1]",
            "/alert/info[1]/onset[1]",
            "/alert/info[1]/expires[1]",
            "/alert/sent[1]",
        }

    def test_guesses_no_zone(self):
        with pytest.raises(Rejected) as rejected:
            converted(
                Version.V1_1, ("<sent>2016-06-06T12:00:00+06:00", "<sent>2016-06-06T12:00:00")
            )
        assert [(p.code, p.where) for p in rejected.value.problems] == [
            (Code.CAP_ZONE_MISSING, "/alert/sent[1]")
        ]

    def test_leaves_what_is_no_time(self):
        done = converted(Version.V1_1, ("<sent>2016-06-06T12:00:00+06:00", "<sent>noon"))
        assert done.alert.sent is not None
        assert done.alert.sent.text == "noon"

    def test_fills_in_what_says_least(self):
        done = converted(
            Version.V1_0,
            ("<scope>Public</scope>", ""),
            ("<category>Geo</category>", ""),
            ("<mimeType>mimeType text</mimeType>", ""),
        )
        assert set(of(done, Changed.FILLED_IN)) == {
            ("/alert/scope[1]", "", "Public"),
            ("/alert/info[1]/resource[1]/mimeType[1]", "", "application/octet-stream"),
            ("/alert/info[1]/category[1]", "", "Other"),
        }
        assert is_valid(done.alert)

    def test_says_what_the_first_version_said_otherwise(self):
        done = converted(Version.V1_0, (">geocode text<", ">fips6=006109<"))
        (info,) = done.alert.infos
        assert of(done, Changed.REPLACED) == [
            ("/alert/info[1]/certainty[1]", "Very Likely", "Likely")
        ]
        assert (info.areas[0].geocodes[0].name, info.areas[0].geocodes[0].value) == (
            "fips6",
            "006109",
        )
        assert {where for where, _, _ in of(done, Changed.SPLIT)} == {
            "/alert/info[1]/eventCode[1]",
            "/alert/info[1]/parameter[1]",
        }
        assert ("/alert/password[1]", "password text", "") in of(done, Changed.LEFT_OUT)

    def test_keeps_a_height_that_is_no_number(self):
        done = converted(Version.V1_1, (">ceiling text<", ">900<"))
        (info,) = done.alert.infos
        assert (info.areas[0].altitude, info.areas[0].ceiling) == (None, "900")
        assert (info.parameters[-1].name, info.parameters[-1].value) == (
            "altitude",
            "altitude text",
        )
        assert of(done, Changed.MOVED_TO_PARAMETER) == [
            ("/alert/info[1]/area[1]/altitude[1]", "altitude text", "altitude")
        ]

    def test_lists_what_no_value_holds(self):
        odd = '<!-- c --><x:y xmlns:x="urn:x"><z/></x:y></info></alert>'
        done = converted(Version.V1_1, ("</info></alert>", odd))
        assert of(done, Changed.LEFT_OUT) == [
            ("/alert/info[1]", "<!-- c -->", ""),
            ("/alert/info[1]", "{urn:x}y", ""),
        ]

    def test_changes_no_alert_without_times(self):
        (found,) = read(b'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.1"/>').alerts
        done = convert(found)
        assert done.alert == attrs.evolve(found.alert, version=Version.V1_2, scope="Public")

    @pytest.mark.skipif(not REAL.is_dir(), reason=NOT_HERE)
    def test_makes_valid_alerts_of_all_real_ones_that_are(self):
        count = 0
        for file in real_files():
            for found in read(file.read_bytes(), assume_zone="+00:00").alerts:
                if found.schema_valid and found.alert.version in OLDER:
                    assert is_valid(convert(found).alert)
                    count += 1
        assert count >= 15
