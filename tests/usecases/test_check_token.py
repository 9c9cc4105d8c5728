"""Checking a status token."""

import pytest

from dabyl.adapters.keys import SigningKey
from dabyl.core.formats.token.jws import compact, signing_input
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Refused, Rejected
from dabyl.usecases.check_token import check_signature, check_token

KEY = SigningKey.from_seed(b"1" * 32)
OTHER = SigningKey.from_seed(b"2" * 32)
CLAIMS = {"iat": 1000, "exp": 2000, "places": {"KZ": "yellow"}}


def token(claims=None, key=KEY, *, named=KEY) -> bytes:
    signed = signing_input(claims or CLAIMS, key=named.key_id)
    return compact(signed, key.sign(signed))


def codes(raised: pytest.ExceptionInfo) -> list[Code]:
    return [problem.code for problem in raised.value.problems]


class TestCheckToken:
    def test_trusts_it_from_its_instant_to_its_end(self):
        for s in (1000, 1999):
            assert check_token(token(), KEY.public, at=Instant(s)).claims == CLAIMS

    @pytest.mark.parametrize(("s", "code"), [(999, Code.TOKEN_NOT_YET), (2000, Code.TOKEN_EXPIRED)])
    def test_says_that_it_speaks_of_another_time(self, s, code):
        with pytest.raises(Refused) as raised:
            check_token(token(), KEY.public, at=Instant(s))
        assert codes(raised) == [code]
        assert check_signature(token(), KEY.public).claims == CLAIMS

    def test_tells_another_key_from_a_wrong_signature(self):
        with pytest.raises(Refused) as raised:
            check_token(token(), OTHER.public, at=Instant(1500))
        assert codes(raised) == [Code.TOKEN_KEY]
        with pytest.raises(Refused) as raised:
            check_token(token(key=OTHER), KEY.public, at=Instant(1500))
        assert codes(raised) == [Code.TOKEN_SIGNATURE]

    def test_sees_any_change(self):
        head, _, sign = token().split(b".")
        changed = token({**CLAIMS, "exp": 9000}).split(b".")[1]
        with pytest.raises(Refused) as raised:
            check_token(b".".join((head, changed, sign)), KEY.public, at=Instant(1500))
        assert codes(raised) == [Code.TOKEN_SIGNATURE]

    @pytest.mark.parametrize("data", [b"", b"a.b.c", b"\xff", b"." * 10])
    def test_rejects_what_is_no_token(self, data):
        with pytest.raises(Rejected):
            check_token(data, KEY.public, at=Instant(1500))
