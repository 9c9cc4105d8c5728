import attrs
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from dabyl.core.formats.cap.signature.algorithms import KeyKind
from dabyl.core.formats.cap.signature.canonical import final_form
from dabyl.core.formats.cap.signature.publickeys import public_bytes
from dabyl.core.formats.cap.signature.signing import Template
from support.alertkeys import CAP, a_key, an_alert, signed


@pytest.mark.parametrize("kind", KeyKind)
class TestASignedAlert:
    def test_is_canonical_from_end_to_end(self, kind):
        data = signed(an_alert(), a_key(kind=kind))
        assert final_form(data) == data

    def test_is_its_unsigned_bytes_with_one_element_more(self, kind):
        data = signed(an_alert(), a_key(kind=kind))
        start, end = data.index(b"<Signature"), data.index(b"</Signature>") + 12
        assert data[:start] + data[end:] == an_alert()

    def test_comes_out_the_same_each_time(self, kind):
        key = a_key(kind=kind)
        assert signed(an_alert(), key) == signed(an_alert(), key)


class TestATemplate:
    def test_is_of_a_key_that_every_receiver_knows(self):
        other = public_bytes(ec.generate_private_key(ec.SECP521R1()).public_key())
        with pytest.raises(ValueError, match="not on P-256"):
            Template.of(attrs.evolve(a_key().certificate, public=other))

    def test_takes_an_alert_under_a_prefix(self):
        alert = f'<cap:alert xmlns:cap="{CAP}"></cap:alert>'.encode()
        assert signed(alert, a_key()).endswith(b"</Signature></cap:alert>")

    @pytest.mark.parametrize("end", [b"\n", b"<?x?>", b"</other>"])
    def test_refuses_bytes_that_do_not_end_with_the_alert(self, end):
        with pytest.raises(ValueError, match="end tag"):
            signed(an_alert() + end, a_key())
