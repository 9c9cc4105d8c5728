"""Addresses: what a watcher may ask, before and after a name was resolved.

1. An address is http or https, with a host and without a user; ``file:`` and others are refused.
2. A host is asked only at a public address. Private, loopback, link-local, shared (CGNAT),
   multicast and reserved ones are not public, nor is an IPv4 address written as IPv6.
3. Of IPv6 only global unicast is public. An address of a NAT64 is judged by the IPv4 one inside it;
   6to4 and Teredo lead anywhere, and are refused.
4. Where a server sends on to is an address like any other, and judged anew.

Source: RFC 6890; RFC 6598; RFC 6052.
"""

import re
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

import attrs

from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem, Rejected

_PORTS: Final = {"http": 80, "https": 443}
_GLOBAL: Final = IPv6Network("2000::/3")
_NAT64: Final = IPv6Network("64:ff9b::/96")
_LEADING_ANYWHERE: Final = (IPv6Network("2001::/32"), IPv6Network("2002::/16"))
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]+:", re.ASCII | re.IGNORECASE)
_KEPT: Final = "!#$%&'()*+,/:;=?@[]~"
"""What may stand in the target of a request, beside letters and digits."""


@attrs.frozen(kw_only=True)
class Address:
    """An address in its parts; ``target`` is the path with the query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def is_secret(self) -> bool:
        """Whether the connection is encrypted."""
        return self.scheme == "https"

    @property
    def server(self) -> str:
        """The host as a request names it: with the port, when it isn't the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def text(self) -> str:
        """The whole address."""
        return f"{self.scheme}://{self.server}{self.target}"


def names_scheme(text: str) -> bool:
    """Tell whether *text* names a scheme, and so can be no folder."""
    return _SCHEME.match(text) is not None


def parse_address(text: str) -> Address:
    """Return the address that *text* is.

    Raises:
        Rejected: it is none that may be asked.
    """
    try:
        parts = urlsplit(text.strip())
        host = (parts.hostname or "").rstrip(".").encode("idna").decode()
        port = parts.port or _PORTS[parts.scheme]
    except (ValueError, KeyError):
        raise _rejected(text) from None
    if not host or "%" in host or parts.username is not None:
        raise _rejected(text)
    query = f"?{parts.query}" if parts.query else ""
    target = quote((parts.path or "/") + query, safe=_KEPT)
    return Address(scheme=parts.scheme, host=host, port=port, target=target)


def sent_on(address: Address, location: str) -> Address:
    """Return the address that *location* names, seen from *address*.

    Raises:
        Rejected: it is none that may be asked.
    """
    try:
        return parse_address(urljoin(address.text, location.strip()))
    except ValueError:
        raise _rejected(location) from None


def is_public(text: str) -> bool:
    """Tell whether the numeric address *text* is one that anybody may be asked at."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    match address:
        case IPv4Address():
            return address.is_global and not address.is_multicast
        case IPv6Address() if address in _NAT64:
            return is_public(str(IPv4Address(address.packed[-4:])))
        case _:
            return (
                address in _GLOBAL
                and address.is_global
                and not any(address in network for network in _LEADING_ANYWHERE)
            )


def _rejected(text: str) -> Rejected:
    shown = text[:200]
    return Rejected([Problem(code=Code.WATCH_ADDRESS, where=shown, data={"address": shown})])
