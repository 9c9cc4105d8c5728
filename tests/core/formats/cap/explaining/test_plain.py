import msgspec

from dabyl.core.formats.cap.explaining.plain import explained_plain
from dabyl.core.formats.cap.values import Resource
from dabyl.core.values.instants import parse_instant
from support.cap import CLEAN, CODED, SENDER, an_update, changed, with_area, with_info
from support.explained import beside, explained

LATE = parse_instant("2016-06-06T18:00:00+06:00")


def plain(alert=CLEAN, **context):
    return msgspec.json.decode(msgspec.json.encode(explained_plain(explained(alert, **context))))


class TestPlain:
    def test_says_what_the_alert_is(self):
        row = plain()
        assert row["identifier"] == CLEAN.identifier
        assert row["sent"] == {
            "text": "2016-06-06T12:00:00+06:00",
            "instant": "2016-06-06T06:00:00Z",
        }
        assert (row["force"], row["in_earnest"], row["schema_valid"]) == ("in-force", True, True)
        assert row["language"] == {"wanted": "en", "chosen": "en", "others": ["ru"]}
        assert row["signature"] == {"state": "none", "reason": None, "key": None}
        assert row["at"] == "2016-06-06T06:30:00Z"

    def test_keeps_texts_as_they_are(self):
        text = " a\n\u202eb "
        (block,) = plain(with_info(CLEAN, 0, description=text))["blocks"]
        assert block["description"] == text

    def test_says_where(self):
        (block,) = plain()["blocks"]
        assert block["ground"] == {
            "south": 50.1,
            "west": 57.1,
            "north": 50.3,
            "east": 57.3,
            "undrawn": 0,
        }
        coded = block["areas"][0]["geocodes"]
        assert coded[0] == {"name": "ISO 3166-2:2013", "value": "KZ-15"}
        assert len(coded) == len(CODED)
        (bare,) = plain(with_area(CLEAN, 0, polygons=()))["blocks"]
        assert bare["ground"] is None

    def test_names_files(self):
        picture = Resource("A map", "image/png", None, "m.png", None, None)
        (block,) = plain(with_info(CLEAN, 0, resources=(picture,)))["blocks"]
        assert block["resources"] == [
            {"description": "A map", "mime_type": "image/png", "uri": "m.png"}
        ]

    def test_has_no_instant_where_a_time_cannot_be_read(self):
        for text in ("now", "0001-01-01T00:00:00+06:00"):
            (block,) = plain(with_info(CLEAN, 0, expires=text, onset=None))["blocks"]
            assert block["expires"] == {"text": text, "instant": None}
            assert block["onset"] is None

    def test_says_what_it_refers_to_and_whether_that_was_seen(self):
        update = an_update(references=f"x {SENDER},{CLEAN.identifier},t {SENDER},y,t")
        named = plain(update, seen=beside(CLEAN), at=LATE)["references"]
        assert [each["seen"] for each in named] == [None, True, False]
        assert named[0]["text"] == "x"
        assert [each["seen"] for each in plain(update)["references"]] == [None, None, None]

    def test_says_what_came_after(self):
        assert plain()["later"] is None
        stranger = an_update(identifier="u2", sender="x@example.org")
        later = plain(seen=beside(an_update(), stranger), at=LATE)["later"]
        assert [(each["identifier"], each["counts"], each["doubt"]) for each in later] == [
            ("osland-2016-000018", True, None),
            ("u2", False, "other-sender"),
        ]
        assert plain(changed(CLEAN, sent=None))["sent"] is None
