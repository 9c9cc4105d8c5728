import gzip
from pathlib import Path

import pytest

from dabyl.core.formats.cap.limits import LIMITS, Flaw, Limits
from dabyl.core.formats.cap.reading import read
from dabyl.core.formats.cap.vocabulary import Version
from dabyl.core.formats.cap.wrappers import Wrapper

SPACE = Version.V1_2.namespace
HEAD = """<identifier>vale.1</identifier><sender>duty@vale.invalid</sender>
<sent>2016-06-06T12:00:00+06:00</sent><status>Actual</status><msgType>Alert</msgType>
<scope>Public</scope>"""
INFO = """<info><language>en</language><category>Security</category><event>Level raised</event>
<urgency>Immediate</urgency><severity>Severe</severity><certainty>Likely</certainty>
<parameter><valueName>level</valueName><value>yellow</value></parameter>
<area><areaDesc>Vale</areaDesc><polygon>1,1 1,2 2,2 1,1</polygon><circle>1,1 5</circle>
<geocode><valueName>KATO</valueName><value>150000000</value></geocode></area></info>"""


def an_alert(inside=HEAD + INFO, space=SPACE, more=""):
    return f'<alert xmlns="{space}"{more}>{inside}</alert>'


def only(data, **changes):
    if isinstance(data, str):
        data = data.encode()
    reading = read(data, **changes)
    assert (reading.wellformed, reading.problems) == (True, ())
    (found,) = reading.alerts
    return found


def flaws(data, **changes):
    return [problem.flaw for problem in read(data, **changes).problems]


class TestRead:
    def test_says_what_the_message_says(self):
        found = only(an_alert())
        (info,) = found.alert.infos
        (area,) = info.areas
        assert found.schema_valid
        assert (found.index, found.alert.version, found.alert.identifier) == (0, "1.2", "vale.1")
        assert found.alert.sent is not None
        assert found.alert.sent.text == "2016-06-06T12:00:00+06:00"
        assert (info.event, info.categories, info.line) == ("Level raised", ("Security",), 3)
        assert [(p.name, p.value) for p in info.parameters] == [("level", "yellow")]
        assert area.polygons[0].points == ((1, 1), (1, 2), (2, 2), (1, 1))
        assert (area.circles[0].radius_km, area.geocodes[0].value) == (5, "150000000")

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
    def test_takes_every_form_of_unicode(self, encoding):
        text = an_alert().replace("Level raised", "Деңгей көтерілді")
        if encoding in {"utf-16-le", "utf-16-be"}:
            text = '<?xml version="1.0" encoding="UTF-16"?>' + text
        assert only(text.encode(encoding)).alert.infos[0].event == "Деңгей көтерілді"

    @pytest.mark.parametrize("encoding", ["ISO-8859-1", "windows-1252", "us-ascii"])
    def test_takes_older_encodings_that_the_file_declares(self, encoding):
        event = "Level raised" if encoding == "us-ascii" else "Séisme"
        text = f'<?xml version="1.0" encoding="{encoding}"?>' + an_alert()
        data = text.replace("Level raised", event).encode(encoding)
        assert only(data).alert.infos[0].event == event

    def test_takes_any_prefix(self):
        text = f'<c:alert xmlns:c="{SPACE}"><c:identifier>vale.2</c:identifier></c:alert>'
        assert only(text).alert.identifier == "vale.2"

    @pytest.mark.parametrize(
        ("inside", "means"),
        [
            ("Le<!-- c -->vel", "Level"),
            ("Le<?pi pi?>vel", "Level"),
            ("<![CDATA[Le]]>vel", "Level"),
            ("<![CDATA[a < b & c]]>", "a < b & c"),
            ("L&#101;vel &amp; &lt;b&gt;", "Level & <b>"),
            (" Level\n", " Level\n"),
            ("Le<b>v</b>el", "Level"),
            ("", ""),
        ],
    )
    def test_takes_all_text_of_an_element(self, inside, means):
        found = only(an_alert().replace("Level raised", inside))
        assert found.alert.infos[0].event == means

    def test_takes_no_element_of_another_namespace_for_one_of_its_own(self):
        other = '<x:identifier xmlns:x="urn:x">no</x:identifier>'
        found = only(an_alert(other + HEAD))
        assert (found.alert.identifier, found.schema_valid) == ("vale.1", False)

    def test_takes_the_first_of_what_may_stand_once(self):
        found = only(
            an_alert(HEAD + "<note>1</note><note>2</note>" + "<code>a</code><code>b</code>")
        )
        assert (found.alert.note, found.alert.codes) == ("1", ("a", "b"))

    def test_takes_the_first_of_a_pair_that_may_stand_once(self):
        more = "<value>150000000<!-- c --></value><value>2</value><x/>"
        found = only(an_alert().replace("<value>150000000</value>", more))
        (geocode,) = found.alert.infos[0].areas[0].geocodes
        assert (geocode.name, geocode.value) == ("KATO", "150000000")

    def test_reads_the_first_version(self):
        space = Version.V1_0.namespace
        text = an_alert(
            HEAD.replace("<scope>", "<password>open</password><scope>")
            + INFO.replace("<valueName>level</valueName><value>yellow</value>", "level=yellow")
            .replace("<valueName>KATO</valueName><value>150000000</value>", "150000000")
            .replace("Likely", "Very Likely"),
            space,
        )
        found = only(text)
        (info,) = found.alert.infos
        assert (found.schema_problems, found.alert.version) == ((), "1.0")
        assert (found.alert.password, info.certainty) == ("open", "Very Likely")
        assert [(p.name, p.value) for p in info.parameters] == [("level", "yellow")]
        assert [(g.name, g.value) for g in info.areas[0].geocodes] == [(None, "150000000")]

    def test_assumes_a_zone_where_an_older_version_states_none(self):
        text = an_alert(HEAD.replace("+06:00", ""), Version.V1_1.namespace)
        bare, told = only(text).alert.sent, only(text, assume_zone="+06:00").alert.sent
        assert bare is not None
        assert told is not None
        assert (bare.instant, told.offset_s) == (None, 21600)
        newest = only(text.replace("cap:1.1", "cap:1.2"), assume_zone="+06:00").alert.sent
        assert newest is not None
        assert newest.offset_s is None


class TestWrappers:
    @pytest.mark.parametrize(
        ("head", "tail", "wrapper"),
        [
            ('<feed xmlns="http://www.w3.org/2005/Atom"><entry>', "</entry></feed>", Wrapper.ATOM),
            ("<rss><channel><item>", "</item></channel></rss>", Wrapper.RSS),
            ('<EDXLDistribution xmlns="urn:de"><x>', "</x></EDXLDistribution>", Wrapper.EDXL_DE),
            ("<alerts>", "</alerts>", Wrapper.ALERTS),
            ("<soap>", "</soap>", Wrapper.OTHER),
        ],
    )
    def test_give_their_alerts_in_order(self, head, tail, wrapper):
        second = an_alert("<identifier>vale.3</identifier>")
        reading = read(f"{head}{an_alert()}\n{second}{tail}".encode())
        assert reading.wrapper is wrapper
        assert [found.alert.identifier for found in reading.alerts] == ["vale.1", "vale.3"]
        assert [found.schema_valid for found in reading.alerts] == [True, False]
        assert [found.index for found in reading.alerts] == [0, 1]

    def test_do_not_hide_an_alert_in_an_alert(self):
        signed = f'<Signature xmlns="http://www.w3.org/2000/09/xmldsig#">{an_alert()}</Signature>'
        whole = an_alert(HEAD + INFO + signed)
        assert only(whole).schema_valid
        assert only(f"<alerts>{whole}</alerts>").schema_valid

    def test_leave_each_alert_a_document_of_its_own(self):
        inside = HEAD + '<x:y xmlns:x="urn:x" xmlns:unused="urn:u"/><z xmlns=""/>'
        alert = an_alert(inside, more=' xmlns:own="urn:own"')
        found = only(f'<alerts xmlns:other="urn:o">{alert} t</alerts>')
        assert found.data.startswith(b"<alert xmlns=")
        assert b"urn:own" in found.data
        assert b"urn:u" in found.data
        assert b'<z xmlns="" />' in found.data.replace(b"/>", b" />")
        assert b'urn:o"' not in found.data
        again = only(found.data)
        assert [p.message for p in again.schema_problems] == [
            p.message for p in found.schema_problems
        ]
        assert again.data == found.data

    @pytest.mark.parametrize("space", ["relative", "http/:/relative", ""])
    def test_may_have_a_namespace_that_no_canonical_form_takes(self, space):
        wrapped = f'<alerts xmlns="{space}">{an_alert()}</alerts>'
        assert only(only(wrapped).data).schema_valid

    def test_of_one_alert_have_the_bytes_of_the_file(self):
        data = b"<?xml version='1.0'?><!-- c -->" + an_alert().encode()
        assert only(data).data is data


class TestLines:
    def test_are_those_of_the_file(self):
        wrong = an_alert().replace("Severe<", "Grave<")
        found = only(f"<alerts>\n\n\n{wrong}</alerts>")
        assert found.alert.line == 4
        (problem,) = found.schema_problems
        assert (problem.line, problem.where) == (7, "/alert/info[1]/severity[1]")
        assert (problem.kind, problem.element) == ("cvc-enumeration-valid", "severity")

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_are_exact_in_long_files(self, encoding):
        wrong = an_alert().replace("Severe<", "Grave<")
        found = only(("<alerts>" + "\n" * 100_000 + wrong + "</alerts>").encode(encoding))
        assert found.alert.line == 100_001
        assert found.alert.infos[0].line == 100_003
        assert found.alert.infos[0].areas[0].polygons[0].line == 100_006
        assert found.schema_problems[0].line == 100_004

    def test_are_near_where_an_encoding_is_rare(self):
        head = '<?xml version="1.0" encoding="GBK"?>'
        found = only((head + "<alerts>" + "\n" * 100_000 + an_alert() + "</alerts>").encode())
        assert found.alert.line == pytest.approx(100_001, abs=3)


class TestFlaws:
    @pytest.mark.parametrize(
        ("data", "flaw"),
        [
            (b"", Flaw.EMPTY),
            (b" \n\t ", Flaw.EMPTY),
            (gzip.compress(an_alert().encode(), mtime=0), Flaw.COMPRESSED),
            (b"<!DOCTYPE html><html><p>Not found<br></html>", Flaw.WEB_PAGE),
            (b"<html><p>Not found<br></html>", Flaw.WEB_PAGE),
            (b"<html><p>Not found</p></html>", Flaw.WEB_PAGE),
            (b"404 not found", Flaw.NOT_XML),
            (an_alert().encode()[:-10], Flaw.BROKEN),
            (an_alert().replace("Level", "Le\0vel").encode(), Flaw.BROKEN),
            (an_alert().encode().replace(b"Level", b"L\xffvel"), Flaw.BROKEN),
            (b"<c:alert/>", Flaw.BROKEN),
            (an_alert().replace("Level", "&nbsp;").encode(), Flaw.BROKEN),
            (b"<feed/>", Flaw.NO_ALERT),
            (b'<alert xmlns="urn:x"/>', Flaw.VERSION_UNKNOWN),
            (b"<alert/>", Flaw.VERSION_UNKNOWN),
            (b'<?xml version="1.0" encoding="UTF-7"?><a/>', Flaw.ENCODING),
            ("<a/>".encode("utf-32"), Flaw.ENCODING),
        ],
    )
    def test_name_why_a_file_holds_no_alert(self, data, flaw):
        reading = read(data)
        assert (reading.wellformed, reading.alerts) == (False, ())
        assert [problem.flaw for problem in reading.problems] == [flaw]

    def test_tell_the_line(self):
        (problem,) = read(b"<a>\n\n<b></a>").problems
        assert (problem.line, problem.flaw) == (3, Flaw.BROKEN)

    @pytest.mark.parametrize(
        ("limits", "flaw"),
        [
            (Limits(bytes_=100), Flaw.TOO_LARGE),
            (Limits(tags=10), Flaw.TOO_MANY_TAGS),
            (Limits(depth=5), Flaw.TOO_DEEP),
            (Limits(attributes=3), Flaw.TOO_MANY_ATTRIBUTES),
            (Limits(prefixes=1), Flaw.TOO_MANY_PREFIXES),
            (Limits(text_chars=14), Flaw.TEXT_TOO_LONG),
            (Limits(alerts=1), Flaw.TOO_MANY_ALERTS),
        ],
    )
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-16"])
    def test_name_the_limit_that_a_file_is_over(self, limits, flaw, encoding):
        odd = '<code xmlns:p="urn:p" xmlns:q="urn:q" a="" b="" c="" d="">a long code here</code>'
        text = f"<alerts>{an_alert(HEAD + odd + INFO)}{an_alert()}</alerts>"
        if "16" in encoding:
            text = '<?xml version="1.0" encoding="UTF-16"?>' + text
        data = text.encode(encoding)
        assert flaws(data, limits=limits) == [flaw]
        assert flaws(data) == []

    def test_name_an_element_that_is_cut_to_pieces(self):
        most = an_alert(HEAD + f"<note>{'a<!---->' * 1_000}</note>").encode()
        assert flaws(most) == []
        for pieces in ("a<!---->", "a<?b?>", "a<b/>"):  # a million of them would take half an hour
            data = an_alert(HEAD + f"<note>{pieces * 1_000_000}</note>").encode()
            assert flaws(data) == [Flaw.TOO_MANY_TAGS]

    def test_name_a_block_that_is_cut_to_pieces(self):
        data = an_alert(HEAD + f"<info>{'<!---->' * 1_001}</info>").encode()
        assert flaws(data) == [Flaw.TOO_MANY_TAGS]

    def test_end_at_once_what_is_deeper_than_a_parser_goes(self):
        assert flaws(b"<a>" * 1_000_000) == [Flaw.TOO_DEEP]

    def test_admit_sixteen_mebibytes_and_two_thousand_alerts(self):
        data = f"<alerts>{an_alert() * 2_000}".encode()
        data += b" " * (LIMITS.bytes_ - len(data) - len("</alerts>")) + b"</alerts>"
        reading = read(data)
        assert (len(data), len(reading.alerts)) == (16 * 1024 * 1024, 2_000)
        assert all(found.schema_valid for found in reading.alerts)
        assert flaws(data + b" ") == [Flaw.TOO_LARGE]


class TestManyProblems:
    def test_of_one_file_are_told_briefly_after_five_hundred(self):
        wrong = an_alert(HEAD + f"<info>{'<category>x</category>' * 30}</info>")
        reading = read(f"<alerts>{wrong * 23}{an_alert()}</alerts>".encode())
        told = [len(found.schema_problems) for found in reading.alerts]
        assert told == [25] * 21 + [1, 1, 0]
        assert len({found.schema_problems[0].kind for found in reading.alerts[:-1]}) == 1


class TestDoctype:
    def test_makes_an_alert_invalid_and_leaves_it_readable(self):
        data = ("<!DOCTYPE alert>" + an_alert(more=' xml:lang="en"')).encode()
        reading = read(data)
        (found,) = reading.alerts
        assert [problem.flaw for problem in reading.problems] == [Flaw.DOCTYPE]
        assert (reading.wellformed, found.schema_valid) == (True, False)
        assert (found.alert.identifier, found.alert.infos[0].line) == ("vale.1", 3)

    def test_that_is_only_written_of_is_none(self):
        assert only("<!-- <!DOCTYPE alert> -->" + an_alert()).schema_valid
        assert only(an_alert().replace("Level", "<![CDATA[<!DOCTYPE x>]]>")).schema_valid

    def test_brings_nothing_in(self, tmp_path: Path):
        secret = tmp_path / "secret.txt"
        secret.write_text("secret")
        entity = f'<!DOCTYPE alert [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY y "more">]>'
        text = entity + an_alert().replace("Level raised", "Level &x;&y; raised")
        (found,) = read(text.encode()).alerts
        assert found.alert.infos[0].event == "Level  raised"

    def test_opens_no_file_that_it_names(self, tmp_path: Path):
        broken = tmp_path / "broken.dtd"
        broken.write_text("<<<")
        text = f'<!DOCTYPE alert SYSTEM "{broken}">' + an_alert()
        assert flaws(text.encode()) == [Flaw.DOCTYPE]
        assert len(read(text.encode()).alerts) == 1

    @pytest.mark.parametrize("place", ["<a>&l9;</a>", '<a b="&l9;"/>'])
    def test_cannot_grow(self, place):
        bombs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 99}">' for n in range(1, 10))
        text = f'<!DOCTYPE a [<!ENTITY l0 "lol">{bombs}]>{place}'
        assert flaws(text.encode()) == [Flaw.DOCTYPE]

    @pytest.mark.parametrize(
        "text", ["<a>", "<}x:a xmlns='urn:x'/>", "<a xmlns='a}b'/>", "<a/>", "<a", ""]
    )
    def test_is_the_one_problem_of_a_file_that_cannot_be_read(self, text):
        assert flaws(f"<!DOCTYPE a>{text}".encode()) == [Flaw.DOCTYPE]

    def test_is_found_in_every_encoding(self):
        text = '<?xml version="1.0" encoding="{}"?><!DOCTYPE alert>' + an_alert()
        for encoding in ("utf-16", "utf-16-be", "utf-16-le", "koi8-r", "utf-8-sig"):
            assert flaws(text.format("KOI8-R").encode(encoding)) == [Flaw.DOCTYPE]
        assert flaws(text.format("GB18030").encode("gb18030")) == [Flaw.DOCTYPE]

    def test_of_a_deep_file_is_left_at_the_limit(self):
        assert flaws(b"<!DOCTYPE a>" + b"<a>" * 1_000_000) == [Flaw.TOO_DEEP]


class TestLargeAlerts:
    def test_are_judged_as_small_ones_are(self):
        codes = "<code>x</code>\n" * 3_000
        assert only(an_alert(HEAD + codes + INFO)).schema_valid
        found = only(an_alert(HEAD + codes + INFO.replace("Severe<", "Grave<")))
        (problem,) = found.schema_problems
        assert (problem.line, problem.where) == (3_004, "/alert/info[1]/severity[1]")

    @pytest.mark.parametrize("cut", ["<sender>duty@vale.invalid</sender>", "<scope>Public</scope>"])
    def test_miss_what_small_ones_miss(self, cut):
        found = only(an_alert((HEAD + "<code>x</code>" * 3_000).replace(cut, "")))
        assert not found.schema_valid
        assert not only(an_alert("\n<identifier/>" * 3_000)).schema_valid

    def test_that_are_wrong_everywhere_are_told_the_first_problem(self):
        found = only(an_alert(HEAD + "<info/>" * 100_000))
        assert len(found.schema_problems) == 1

    def test_that_end_too_early_are_wrong(self):
        assert not only(an_alert("<identifier/>" + "<!-- -->" * 5)).schema_valid
        many = "<info>" + "<category>Met</category>" * 3_000 + "</info>"
        assert not only(an_alert(HEAD + many)).schema_valid
