"""Rules 69 to 74: resources."""

import hashlib
from base64 import b64encode

import attrs
import pytest

from dabyl.core.formats.cap.rules.context import Channel, Context, Served
from dabyl.core.formats.cap.rules.kinds import E, I, Profile, W
from dabyl.core.formats.cap.rules.resources import FAMILIES, SHA_256
from dabyl.core.formats.cap.values import NamedValue, Resource
from dabyl.core.formats.cap.vocabulary import Version
from support.cap import CLEAN, changed, checked, codes, gaps, with_info

FILE = b"\x89PNG a map"
URI = "https://osland.example/cap/map.png"
MAP = Resource(
    description="Map of Vale",
    mime_type="image/png",
    size=str(len(FILE)),
    uri=URI,
    deref_uri=None,
    digest=hashlib.sha1(FILE, usedforsecurity=False).hexdigest(),
)
SECOND = NamedValue(SHA_256, f"{URI} {hashlib.sha256(FILE).hexdigest()}")
CARRIED = b64encode(FILE).decode()
SERVED = Served(body=FILE, headers={"cache-control": "max-age=31536000, immutable"})
FULL = Context(
    channel=Channel(name="feed"), files={URI: FILE}, served={"cap/map.png": SERVED}, at=None
)
RADIO = attrs.evolve(FULL, channel=Channel(name="radio", is_one_way=True))


def with_resource(parameters=(SECOND,), **changes):
    resource = attrs.evolve(MAP, **changes)
    return with_info(CLEAN, 1, resources=(resource,), parameters=parameters)


def said(alert, *profiles, context=FULL):
    found = checked(alert, *profiles, context=context).findings
    return [(one.code, one.case, one.kind, one.where) for one in found if 69 <= one.rule <= 74]


class TestAResource:
    def test_is_clean(self):
        assert codes(with_resource(), context=FULL) == codes(CLEAN, context=FULL)
        assert said(with_resource(), *Profile) == []

    def test_needs_the_file_and_the_site(self):
        assert gaps(with_resource()) - gaps(CLEAN) == {
            (72, "files"),
            (73, "files"),
            (74, "files"),
            (74, "served"),
        }

    def test_that_is_not_there_needs_nothing(self):
        assert not {number for number, _ in gaps(CLEAN)} & set(range(69, 75))


class TestKind:
    @pytest.mark.parametrize("text", [None, "", " \n", "\u00a0"])
    def test_has_a_description(self, text):
        [found] = said(with_resource(description=text))
        assert found == ("cap-resource-kind", "no-description", E, "/alert/info[1]/resource[1]")

    @pytest.mark.parametrize("text", [None, "", "\t"])
    def test_has_a_type(self, text):
        [found] = said(with_resource(mime_type=text))
        assert found == ("cap-resource-kind", "no-type", E, "/alert/info[1]/resource[1]")

    def test_had_to_have_no_type_before(self):
        old = changed(with_resource(mime_type=None), version=Version.V1_1)
        assert [each[:3] for each in said(old, Profile.GOOGLE)] == [
            ("cap-resource-kind", "no-type", W)
        ]

    @pytest.mark.parametrize(
        "text", ["png", "image/", "/png", "image png", "im\u00e4ge/png", "a/b/c"]
    )
    def test_is_a_type_and_a_subtype(self, text):
        where = "/alert/info[1]/resource[1]/mimeType"
        assert said(with_resource(mime_type=text), Profile.DABYL, Profile.OASIS) == [
            ("cap-resource-kind", "", E, where),
            ("cap-resource-kind", "", W, where),
        ]

    @pytest.mark.parametrize("text", ["img/png", "example/x", "chemical/x-pdb", "x-world/x"])
    def test_is_of_a_registered_family(self, text):
        [found] = said(with_resource(mime_type=text))
        assert found[:3] == ("cap-resource-kind", "family", E)

    @pytest.mark.parametrize(
        "text",
        [
            *(f"{family}/x" for family in FAMILIES),
            "IMAGE/PNG",
            " image/png\n",
            "text/html; charset=utf-8",
            "application/vnd.google-earth.kml+xml",
        ],
    )
    def test_may_be_any_of_those(self, text):
        assert said(with_resource(mime_type=text)) == []


class TestAddress:
    @pytest.mark.parametrize(
        "text",
        ["map.png", "/map.png", "//osland.example/map.png", "https:map.png", "https://", "a b"],
    )
    def test_is_absolute(self, text):
        found = said(with_resource(uri=text), Profile.GOOGLE, Profile.OASIS, context=Context())
        where = "/alert/info[1]/resource[1]/uri"
        assert found == [("cap-resource-uri", "", E, where), ("cap-resource-uri", "", W, where)]

    @pytest.mark.parametrize("text", [None, "", "  "])
    def test_is_there_or_the_file_is(self, text):
        assert said(with_resource(uri=text, digest=None, size=None)) == [
            ("cap-resource-uri", "missing", E, "/alert/info[1]/resource[1]")
        ]

    @pytest.mark.parametrize("text", [None, "map.png"])
    def test_may_be_a_name_of_the_file_that_is_carried(self, text):
        parameters = () if text is None else (NamedValue(SHA_256, SECOND.value.replace(URI, text)),)
        alert = with_resource(parameters, uri=text, deref_uri=CARRIED)
        context = Context(channel=RADIO.channel)
        assert said(alert, context=context) == []

    @pytest.mark.parametrize(
        "text",
        ["HTTP://a.example", "https://карта.example/a", "ftp://a/b", "urn:oid:1.2", "cid:1@a"],
    )
    def test_may_be_any_absolute_one(self, text):
        assert "cap-resource-uri" not in codes(with_resource(uri=f" {text}\n"), Profile.GOOGLE)


class TestCarriedFile:
    WHERE = "/alert/info[1]/resource[1]/derefUri"

    @pytest.mark.parametrize(
        "text", ["abc", "****", "YWJj YQ", "YWJj=", "\u0660\u0661\u0662\u0663"]
    )
    def test_is_base64(self, text):
        profiles = (Profile.DABYL, Profile.GOOGLE, Profile.OASIS, Profile.UK)
        found = said(with_resource(deref_uri=text), *profiles, context=RADIO)
        kinds = [
            kind for code, case, kind, _ in found if (code, case) == ("cap-resource-deref", "")
        ]
        assert kinds == [E, E, W, W]

    def test_may_be_broken_into_lines(self):
        assert (
            said(with_resource(deref_uri=f"\n{CARRIED[:4]}\n\t{CARRIED[4:]} "), context=RADIO) == []
        )

    def test_may_be_empty(self):
        assert said(with_resource(deref_uri=" "), context=RADIO) == []

    def test_goes_over_one_way_links_only(self):
        assert said(with_resource(deref_uri=CARRIED), Profile.OASIS) == [
            ("cap-resource-deref", "two-way", E, self.WHERE)
        ]

    def test_is_not_judged_without_a_channel(self):
        context = attrs.evolve(FULL, channel=None)
        assert (71, "channel") in gaps(with_resource(deref_uri=CARRIED), context=context)
        assert said(with_resource(deref_uri=CARRIED), context=context) == []


class TestSize:
    WHERE = "/alert/info[1]/resource[1]/size"

    @pytest.mark.parametrize("text", ["-1", "many", "1.5", "9" * 19, "9" * 5000, "\u0661"])
    def test_is_a_number_of_bytes(self, text):
        assert said(with_resource(size=text), Profile.DABYL, Profile.OASIS) == [
            ("cap-resource-size", "form", E, self.WHERE),
            ("cap-resource-size", "form", W, self.WHERE),
        ]

    def test_is_that_of_the_file(self):
        profiles = (Profile.DABYL, Profile.OASIS, Profile.GOOGLE)
        assert said(with_resource(size="12"), *profiles) == [
            ("cap-resource-size", "", E, self.WHERE),
            ("cap-resource-size", "", I, self.WHERE),
            ("cap-resource-size", "", I, self.WHERE),
        ]

    def test_is_that_of_the_file_that_is_carried(self):
        alert = with_resource(size="12", deref_uri=CARRIED)
        found = said(alert, context=Context(channel=RADIO.channel))
        assert found == [("cap-resource-size", "", E, self.WHERE)]

    @pytest.mark.parametrize("text", [None, "", f" +{len(FILE)}\n"])
    def test_may_be_left_out(self, text):
        assert said(with_resource(size=text)) == []


class TestDigest:
    WHERE = "/alert/info[1]/resource[1]/digest"

    @pytest.mark.parametrize(
        "text", ["digest", "a" * 39, "g" * 40, hashlib.sha256(FILE).hexdigest()]
    )
    def test_is_a_sha_1(self, text):
        assert said(with_resource(digest=text)) == [("cap-resource-digest", "form", E, self.WHERE)]

    def test_is_that_of_the_file(self):
        assert said(with_resource(digest="a" * 40), Profile.DABYL, Profile.OASIS) == [
            ("cap-resource-digest", "", E, self.WHERE),
            ("cap-resource-digest", "", W, self.WHERE),
        ]

    @pytest.mark.parametrize("text", [None, "", f" {MAP.digest.upper()}\n"])
    def test_may_be_left_out(self, text):
        assert said(with_resource(digest=text)) == []


class TestSecondDigest:
    @pytest.mark.parametrize(
        "parameters",
        [
            (),
            (NamedValue(SHA_256, None),),
            (NamedValue(SHA_256, SECOND.value.replace("map", "other")),),
        ],
    )
    def test_is_added_by_us(self, parameters):
        assert said(with_resource(parameters), Profile.DABYL, Profile.OASIS) == [
            ("cap-resource-digest", "no-sha-256", W, "/alert/info[1]/resource[1]")
        ]

    @pytest.mark.parametrize("value", [URI, f"{URI} {'a' * 64}", f"{SECOND.value} more"])
    def test_is_that_of_the_file(self, value):
        assert said(with_resource((NamedValue(SHA_256, value),)), Profile.DABYL, Profile.OASIS) == [
            ("cap-resource-digest", "sha-256", E, "/alert/info[1]/resource[1]")
        ]

    def test_may_have_capital_digits(self):
        address, digits = SECOND.value.split()
        value = f"{address}  {digits.upper()}"
        assert said(with_resource((NamedValue(SHA_256, value),))) == []


class TestStoredFile:
    WHERE = "/alert/info[1]/resource[1]/uri"

    def told(self, **changes):
        return said(with_resource(), context=attrs.evolve(FULL, **changes))

    def test_is_stored(self):
        found = self.told(files={})
        assert found == [("cap-resource-stored", "", E, self.WHERE)]

    @pytest.mark.parametrize("uri", ["https://elsewhere.example", "https://[osland/cap/map.png"])
    def test_is_somewhere_else(self, uri):
        value = SECOND.value.replace(URI, uri)
        alert = with_resource((NamedValue(SHA_256, value),), uri=uri)
        context = attrs.evolve(FULL, files={uri: FILE})
        assert said(alert, context=context) == [
            ("cap-resource-stored", "unreachable", E, self.WHERE)
        ]

    def test_is_served(self):
        assert self.told(served={}) == [("cap-resource-stored", "unreachable", E, self.WHERE)]

    def test_is_served_as_stored(self):
        other = attrs.evolve(SERVED, body=b"other")
        assert self.told(served={"cap/map.png": other}) == [
            ("cap-resource-stored", "other-bytes", E, self.WHERE)
        ]

    def test_never_changes(self):
        short = attrs.evolve(SERVED, headers={"cache-control": "max-age=60"})
        assert self.told(served={"cap/map.png": short}) == [
            ("cap-resource-stored", "may-change", E, self.WHERE)
        ]

    def test_is_not_judged_by_headers_that_are_unknown(self):
        context = attrs.evolve(FULL, served={"cap/map.png": attrs.evolve(SERVED, headers=None)})
        assert said(with_resource(), context=context) == []
        assert (74, "served") in gaps(with_resource(), context=context)

    def test_is_found_by_its_spelt_out_path(self):
        uri = "https://osland.example/cap/m%61p.png"
        value = SECOND.value.replace(URI, uri)
        alert = with_resource((NamedValue(SHA_256, value),), uri=uri)
        assert said(alert, context=attrs.evolve(FULL, files={uri: FILE})) == []

    def test_is_no_matter_of_what_is_carried(self):
        alert = with_resource((), uri=None, deref_uri=CARRIED)
        context = attrs.evolve(RADIO, served=None, files=None)
        assert said(alert, context=context) == []
        assert 74 not in {number for number, _ in gaps(alert, context=context)}

    def test_is_reachable_though_its_bytes_are_unknown(self):
        context = attrs.evolve(FULL, files=None)
        assert said(with_resource(), context=context) == []
