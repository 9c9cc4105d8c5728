import json
from base64 import urlsafe_b64encode
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.formats.token.jws import (
    Freshness,
    compact,
    freshness,
    parse_token,
    signing_input,
)
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Rejected

CLAIMS = {"iat": 100, "exp": 200, "levels": {"KZ": {"level": "yellow"}}}
SIGNATURE = bytes(range(64))
TOKEN = compact(signing_input(CLAIMS, key="k-1"), SIGNATURE)


def coded(value):
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return urlsafe_b64encode(data).rstrip(b"=")


def token_of(header, claims=CLAIMS, signature=SIGNATURE):
    return b".".join((coded(header), coded(claims), coded(signature)))


GOOD = {"alg": "EdDSA", "kid": "k-1", "typ": "dabyl-status+jwt"}


class TestParseToken:
    def test_undoes_compact(self):
        token = parse_token(TOKEN + b"\n")
        assert token.key == "k-1"
        assert token.claims == CLAIMS
        assert token.signature == SIGNATURE
        assert token.signed == signing_input(CLAIMS, key="k-1")

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"a.b",
            b"a.b.c.d",
            b"!!.e30.e30",
            b"e30=.e30.e30",
            b"e30.e30.e30",
            token_of({**GOOD, "alg": "none"}),
            token_of({**GOOD, "alg": "HS256"}),
            token_of({**GOOD, "typ": "JWT"}),
            token_of({**GOOD, "crit": []}),
            token_of(GOOD, signature=b"short"),
            token_of(GOOD, claims=[]),
            token_of(GOOD, claims={"iat": 1}),
            token_of(GOOD, claims={"iat": 1, "exp": "2"}),
            token_of(GOOD, claims={"iat": True, "exp": 2}),
            token_of(GOOD, claims=b"\xff\xfe"),
            token_of(GOOD, claims=b'{"a":' + b"[" * 50_000),
        ],
        ids=lambda data: f"{len(data)}-{sha256(data).hexdigest()[:8]}",
    )
    def test_rejects_what_is_no_token(self, data):
        with pytest.raises(Rejected) as refusal:
            parse_token(data)
        assert [problem.code for problem in refusal.value.problems] == [Code.TOKEN_UNREADABLE]

    @given(st.binary(max_size=200))
    def test_rejects_any_bytes_in_one_way(self, data):
        with pytest.raises(Rejected):
            parse_token(data)


class TestFreshness:
    @pytest.mark.parametrize(
        ("at", "expected"),
        [
            (99, Freshness.NOT_YET),
            (100, Freshness.FRESH),
            (199, Freshness.FRESH),
            (200, Freshness.STALE),
        ],
    )
    def test_is_from_iat_until_before_exp(self, at, expected):
        assert freshness(parse_token(TOKEN), at=Instant(at)) is expected
