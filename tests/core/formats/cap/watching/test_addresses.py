import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.formats.cap.watching.addresses import (
    is_public,
    names_scheme,
    parse_address,
    sent_on,
)
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Rejected

FORBIDDEN = [
    "file:///etc/passwd",
    "ftp://example.org/a",
    "gopher://example.org/",
    "javascript:alert(1)",
    "//example.org/a",
    "example.org/a",
    "",
    "http://",
    "http:///a",
    "http://user:word@example.org/",
    "http://user@example.org/",
    "http://example.org:99999/",
    "http://[::1/",
    "http://[fe80::1%25eth0]/",
    "http://" + "a" * 70 + ".example/",
]


class TestAddress:
    @pytest.mark.parametrize("text", FORBIDDEN)
    def test_that_may_not_be_asked_is_rejected(self, text):
        with pytest.raises(Rejected) as rejected:
            parse_address(text)
        assert [problem.code for problem in rejected.value.problems] == [Code.WATCH_ADDRESS]

    def test_has_its_parts(self):
        address = parse_address(" HTTPS://Alerts.Example.:8443/a b/ё?x=1&y=[2]#part ")
        assert (address.scheme, address.host, address.port) == ("https", "alerts.example", 8443)
        assert address.target == "/a%20b/%D1%91?x=1&y=[2]"
        assert address.text == "https://alerts.example:8443/a%20b/%D1%91?x=1&y=[2]"
        assert address.is_secret

    def test_needs_no_port_and_no_path(self):
        address = parse_address("http://alerts.example")
        assert (address.port, address.server, address.target) == (80, "alerts.example", "/")
        assert not address.is_secret

    def test_of_ipv6_is_named_in_brackets(self):
        assert parse_address("http://[2001:db8::1]/").server == "[2001:db8::1]"

    def test_of_another_alphabet_is_asked_by_its_ascii_name(self):
        assert parse_address("https://қаз.example/").host == "xn--80ao21a.example"

    def test_names_a_scheme_or_may_be_a_folder(self):
        assert names_scheme("file:/etc")
        assert names_scheme("HTTP://x")
        assert not names_scheme("archive/2016")
        assert not names_scheme("./a:b")


class TestSentOn:
    def test_is_seen_from_the_address_before(self):
        first = parse_address("https://alerts.example/feeds/a.atom")
        assert sent_on(first, "../b.atom").text == "https://alerts.example/b.atom"
        assert sent_on(first, "//other.example/c").text == "https://other.example/c"

    @pytest.mark.parametrize(
        "location", ["file:///etc/passwd", "http://[", "data:,x", "http://a@b/"]
    )
    def test_is_judged_like_any_other(self, location):
        with pytest.raises(Rejected):
            sent_on(parse_address("https://alerts.example/"), location)


PRIVATE = [
    "0.0.0.0",  # noqa: S104 - an address that is judged
    "10.1.2.3",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.8.8.8",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.9.9",
    "192.0.0.1",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "64:ff9b:1::808:808",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::1",
    "2002:808:808::1",
    "fc00::1",
    "fd12::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
    "4000::1",
    "localhost",
    "8.8.8",
    "2130706433",
]
PUBLIC = [
    "8.8.8.8",
    "1.1.1.1",
    "93.184.215.14",
    "2606:4700::1111",
    "2a00:1450::1",
    "64:ff9b::808:808",
]


class TestPublic:
    @pytest.mark.parametrize("text", PRIVATE)
    def test_is_not_what_only_some_can_reach(self, text):
        assert not is_public(text)

    @pytest.mark.parametrize("text", PUBLIC)
    def test_is_what_anybody_can_reach(self, text):
        assert is_public(text)

    @given(st.ip_addresses(v=4))
    def test_is_never_an_ipv4_address_in_the_clothes_of_ipv6(self, address):
        assert not is_public(f"::ffff:{address}")
        assert is_public(
            str(ipaddress.IPv6Address(int(ipaddress.IPv6Address("64:ff9b::")) + int(address)))
        ) == is_public(str(address))

    @given(st.ip_addresses())
    def test_is_never_private_loopback_linklocal_or_multicast(self, address):
        if (
            address.is_loopback
            or address.is_link_local
            or address.is_multicast
            or address.is_private
        ):
            assert not is_public(str(address))
