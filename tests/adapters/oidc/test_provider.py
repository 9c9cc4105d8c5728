"""An OpenID provider: whom it names is believed when everything fits, and else nobody."""

from base64 import urlsafe_b64encode
from urllib.parse import parse_qsl, urlsplit

import attrs
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from dabyl.adapters.oidc.errand import Errand
from dabyl.adapters.oidc.fetching import MOST_BYTES, Fetcher
from dabyl.adapters.oidc.provider import Provider, Subject
from dabyl.adapters.settings import parse_settings
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Refused, Unavailable
from dabyl.wiring import clock
from support.mailservers import a_certificate, a_server_that_says
from support.providers import CLIENT, DOCUMENT, LIFE_S, SECRET, a_provider, follow, unsigned
from support.providers import Code as Given

BACK = "https://console.example.org/sign-in/oidc/back"
ERRAND = Errand(ticket="t", state="s" * 43, nonce="n" * 43, proof="p" * 43)
OTHER = RSAKey.generate_key(2048, {"kid": "RS256"})


@pytest.fixture(scope="module")
def running():
    with a_provider(BACK) as provider:
        yield provider


@pytest.fixture
def right(running):
    """The provider as it should be, whatever a test before told it."""
    fresh = type(running)(running.back)
    for field in attrs.fields(type(running)):
        if field.name not in {"back", "port", "keys", "scheme"}:
            setattr(running, field.name, getattr(fresh, field.name))
    return running


def ours(provider, *, secret=SECRET, patience_s=5.0, **changes) -> Provider:
    settings = parse_settings(provider.settings()).oidc
    assert settings is not None
    return Provider(
        settings=attrs.evolve(settings, **changes),
        back=BACK,
        secret=lambda: secret,
        fetcher=Fetcher(patience_s=patience_s),
    )


def come_back(provider, us=None, errand=ERRAND, **said):
    us = us or ours(provider)
    where = urlsplit(follow(us.way(errand)))
    return us.subject(errand, {**dict(parse_qsl(where.query)), **said}, at=clock().now())


def why(provider, us=None, **said) -> str:
    with pytest.raises(Refused) as refusal:
        come_back(provider, us, **said)
    (problem,) = refusal.value.problems
    assert problem.code is Code.OIDC_ANSWER
    return problem.data["why"]


def away(provider, us=None) -> str:
    with pytest.raises(Unavailable) as caught:
        come_back(provider, us)
    return str(caught.value)


class TestTheWayThere:
    def test_asks_for_a_code_that_only_we_can_use(self, right):
        asked = dict(parse_qsl(urlsplit(ours(right).way(ERRAND)).query))
        assert asked == {
            "response_type": "code",
            "client_id": CLIENT,
            "redirect_uri": BACK,
            "scope": "openid",
            "state": ERRAND.state,
            "nonce": ERRAND.nonce,
            "code_challenge": ERRAND.challenge,
            "code_challenge_method": "S256",
        }
        assert ERRAND.proof not in ours(right).way(ERRAND)

    def test_asks_anew_who_is_there_when_it_matters(self, right):
        assert "prompt=login" in ours(right).way(ERRAND, anew=True)

    def test_keeps_what_the_provider_asks_by_itself(self, right):
        right.document = {"authorization_endpoint": f"{right.issuer}/authorize?p=staff"}
        assert "/authorize?p=staff&response_type=code" in ours(right).way(ERRAND)

    @pytest.mark.parametrize(
        "place",
        ["http://id.example/authorize", "javascript:alert(1)", "//id.example/", "", None, 7],
    )
    def test_is_never_unsafe(self, right, place):
        right.document = {"authorization_endpoint": place}
        with pytest.raises(Unavailable, match="no authorization_endpoint that is safe"):
            ours(right).way(ERRAND)


class TestWhoComesBack:
    @pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
    def test_is_whom_a_good_token_names(self, right, algorithm):
        right.signs_with = algorithm
        assert come_back(right) == Subject(right.issuer, "7f3a")
        used = dict(right.asked)["/token"]
        assert used["code_verifier"] == ERRAND.proof
        assert "client_secret" not in used

    def test_may_use_the_secret_in_the_form_where_the_provider_wants_that(self, right):
        right.document = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
        assert come_back(right).subject == "7f3a"
        assert dict(right.asked)["/token"]["client_secret"] == SECRET

    def test_may_come_from_a_provider_that_gave_us_no_secret(self, right):
        right.secret = None
        assert come_back(right, ours(right, secret=None)).subject == "7f3a"

    def test_may_come_with_a_name_of_the_provider_when_it_is_right(self, right):
        right.document = {"authorization_response_iss_parameter_supported": True}
        assert come_back(right, iss=right.issuer).subject == "7f3a"
        assert why(right) == "iss"
        assert why(right, iss="https://evil.example") == "iss"

    def test_is_nobody_when_the_provider_let_nobody_through(self, right):
        for said, told in (
            ({"error": "access_denied"}, "access_denied"),
            ({"error": "<b>Come to evil.example</b>", "code": "x"}, "no code"),
            ({}, "no code"),
        ):
            with pytest.raises(Refused) as refusal:
                ours(right).subject(ERRAND, said, at=clock().now())
            (problem,) = refusal.value.problems
            assert (problem.code, problem.data["error"]) == (Code.OIDC_DECLINED, told)


def without(name):
    return lambda claims: {key: value for key, value in claims.items() if key != name}


def changed(**more):
    return lambda claims: {**claims, **more}


NOW = clock().now().s
WRONG = {
    "another-nonce": (changed(nonce="x" * 43), "invalid_claim nonce"),
    "no-nonce": (without("nonce"), "missing_claim nonce"),
    "another-audience": (changed(aud="somebody"), "invalid_claim aud"),
    "no-audience": (without("aud"), "missing_claim aud"),
    "audience-of-others": (changed(aud=["a", "b"]), "invalid_claim aud"),
    "audience-of-anything": (changed(aud={CLIENT: 1}), "invalid_claim aud"),
    "shared-without-party": (changed(aud=[CLIENT, "other"]), "azp"),
    "another-party": (changed(aud=[CLIENT, "other"], azp="other"), "azp"),
    "another-party-alone": (changed(azp="other"), "azp"),
    "another-issuer": (changed(iss="https://evil.example"), "invalid_claim iss"),
    "no-issuer": (without("iss"), "missing_claim iss"),
    "over": (changed(exp=NOW - 120), "expired_token exp"),
    "never-over": (without("exp"), "missing_claim exp"),
    "over-as-text": (changed(exp="9999999999"), "invalid_claim exp"),
    "over-as-nothing": (changed(exp=float("nan")), "invalid_claim exp"),
    "of-tomorrow": (changed(iat=NOW + 86_400), "invalid_claim iat"),
    "not-yet": (changed(nbf=NOW + 86_400), "invalid_claim nbf"),
    "no-subject": (without("sub"), "missing_claim sub"),
    "empty-subject": (changed(sub=""), "invalid_claim sub"),
    "subject-of-many": (changed(sub=["7f3a"]), "invalid_claim sub"),
    "long-subject": (changed(sub="7" * 256), "sub"),
    "unsayable-subject": (changed(sub="7f3a\0"), "sub"),
}
SIGNED = {
    "nobody": (unsigned, "unsupported_algorithm"),
    "another-key": (
        lambda claims: jwt.encode({"alg": "RS256", "kid": "RS256"}, claims, OTHER),
        "bad_signature",
    ),
    "a-key-of-no-set": (
        lambda claims: jwt.encode({"alg": "RS256", "kid": "x"}, claims, OTHER),
        "invalid_key_id",
    ),
    "the-secret": (
        lambda claims: jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET * 3)),
        "unsupported_algorithm",
    ),
    "no-words": (lambda _: "a.b.c", "decode_error"),
    "nothing": (lambda _: "", "decode_error"),
    "five-parts": (lambda _: "a.b.c.d.e", "decode_error"),
}


class TestABadToken:
    @pytest.mark.parametrize("wrong", sorted(WRONG))
    def test_names_nobody(self, right, wrong):
        right.claims, told = WRONG[wrong]
        assert why(right) == told

    @pytest.mark.parametrize("signer", sorted(SIGNED))
    def test_that_the_provider_did_not_sign_names_nobody(self, right, signer):
        right.sign, told = SIGNED[signer]
        assert why(right) == told

    def test_signed_by_a_key_that_was_withdrawn_names_nobody(self, right):
        assert come_back(right).subject == "7f3a"
        right.published = ["RS256"]
        assert why(right) in {"invalid_key_id", "invalid_key_type", "bad_signature"}

    def test_may_be_of_a_clock_that_is_a_little_wrong(self, right):
        soon = clock().now().s + 30
        right.claims = lambda claims: {**claims, "iat": soon, "exp": soon + LIFE_S}
        assert come_back(right).subject == "7f3a"

    @pytest.mark.parametrize(
        "keys",
        [
            {},
            {"keys": None},
            {"keys": [None, 7, {}, {"kty": "oct", "k": "AAAA"}, {"kty": "RSA", "n": "x"}]},
        ],
        ids=["none", "nothing", "useless"],
    )
    def test_has_no_key_to_be_checked_with(self, right, keys):
        right.instead = {"/keys": lambda: (200, {"x": 1, **keys}, [])}
        assert why(right) == "invalid_key_id"

    def test_signed_by_a_weak_key_names_nobody(self, right):
        weak = generate_private_key(65_537, 1024).public_key()  # noqa: S505 - on purpose
        number = urlsafe_b64encode(weak.public_numbers().n.to_bytes(128, "big")).rstrip(b"=")
        key = {"kty": "RSA", "kid": "ES256", "n": number.decode(), "e": "AQAB"}
        right.instead = {"/keys": lambda: (200, {"keys": [key]}, [])}
        assert why(right) == "invalid_key_id"


class TestAnEncryptedWay:
    def test_is_needed_all_the_way_and_to_the_right_machine(self, tmp_path):
        context, ca = a_certificate(tmp_path)
        with a_provider(BACK, tls=context) as provider:
            us = ours(provider)
            assert "SSLCertVerificationError" in away(provider, us)
            us = attrs.evolve(us, fetcher=Fetcher(ca))
            assert us.way(ERRAND).startswith(f"{provider.issuer}/authorize?")
            for name in ("token_endpoint", "jwks_uri"):
                provider.document = {name: f"http://127.0.0.1:{provider.port}/x"}
                said = {"code": code_of(provider)}
                with pytest.raises(Unavailable, match=f"no {name} that is safe"):
                    us.subject(ERRAND, said, at=clock().now())
            provider.document = {}
            said = {"code": code_of(provider)}
            assert us.subject(ERRAND, said, at=clock().now()).issuer == provider.issuer


def code_of(provider) -> str:
    """Let the provider give a code for the errand, without going there."""
    given = Given("c", BACK, "7f3a", ERRAND.nonce, ERRAND.challenge, "S256")
    provider.given["c"] = given
    return given.code


class TestAMisbehavingProvider:
    def test_takes_no_code_twice_and_no_other_proof(self, right):
        us = ours(right)
        said = dict(parse_qsl(urlsplit(follow(us.way(ERRAND))).query))
        with pytest.raises(Refused) as refusal:
            us.subject(attrs.evolve(ERRAND, proof="q" * 43), said, at=clock().now())
        assert refusal.value.problems[0].data["why"] == "invalid_grant"
        assert us.subject(ERRAND, said, at=clock().now()).subject == "7f3a"
        with pytest.raises(Refused):
            us.subject(ERRAND, said, at=clock().now())

    def test_does_not_know_our_secret(self, right):
        assert why(right, ours(right, secret=SECRET[1:])) == "invalid_client"

    def test_states_another_issuer(self, right):
        right.document = {"issuer": "https://evil.example"}
        assert "states another issuer" in away(right)

    @pytest.mark.parametrize("place", [DOCUMENT, "/keys", "/token"])
    def test_answers_too_much(self, right, place):
        right.instead = {place: lambda: (200, {"x": "x" * MOST_BYTES}, [])}
        us = ours(right)
        if place == DOCUMENT:
            assert "more than" in away(right)
            return
        assert f"{place} answers more than" in away(right, us)

    @pytest.mark.parametrize("place", [DOCUMENT, "/keys", "/token"])
    def test_sends_us_elsewhere(self, right, place):
        moved = (302, {}, [("Location", f"{right.issuer}/elsewhere")])
        right.instead = {place: lambda: moved}
        if place == "/token":
            assert why(right) == "302"
        else:
            assert "answers 302" in away(right)
        assert "/elsewhere" not in dict(right.asked)

    @pytest.mark.parametrize("body", ["[]", "nothing", "[" * 100_000, "null", ""])
    def test_talks_nonsense(self, right, body):
        right.instead = {"/token": lambda: (200, body, [])}
        assert why(right) == "200"
        right.instead = {"/keys": lambda: (200, body, [])}
        assert "without an object" in away(right)

    def test_fails(self, right):
        right.instead = {"/token": lambda: (503, {"error": "temporarily_unavailable"}, [])}
        assert "/token answers 503" in away(right)

    def test_is_not_there(self, right):
        us = ours(right, issuer="http://127.0.0.1:9")
        with pytest.raises(Unavailable, match="cannot be asked: ConnectionRefusedError"):
            us.way(ERRAND)

    @pytest.mark.parametrize("drip", [None, 0.02], ids=["silent", "dripping"])
    def test_keeps_nobody_waiting(self, right, drip):
        head = b"HTTP/1.0 200 OK\r\nContent-Length: 100000\r\n\r\n"
        with a_server_that_says(head, drip=drip) as port:
            us = ours(right, issuer=f"http://127.0.0.1:{port}", patience_s=0.3)
            with pytest.raises(Unavailable, match="cannot be asked: TimeoutError"):
                us.way(ERRAND)
