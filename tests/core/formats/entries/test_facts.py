from importlib.resources import files

import attrs
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabyl.core.formats.entries.facts import fact_of, numbered, unsealed_of
from dabyl.core.formats.entries.staff import WireStaffKey, wire_staff_key
from dabyl.core.formats.packs.pack import parse_pack
from dabyl.core.formats.places.borders import format_borders, parse_borders
from dabyl.core.journal.canonical import format_canonical, parse_canonical
from dabyl.core.journal.entry import START, Entry, Unsealed, seal
from dabyl.core.journal.keys import PublicKey, WorkspaceKind, key_draft, workspace_draft
from dabyl.core.law.book import LawBook
from dabyl.core.levels.decision import Mode
from dabyl.core.register import facts
from dabyl.core.register.facts import (
    AuditAnchored,
    BordersAdopted,
    Ceremony,
    DecisionMade,
    FigureRecorded,
    IncidentRecorded,
    KeyChanged,
    LawRecorded,
    MessageReleased,
    OfficeKey,
    PackAdopted,
    StaffKeyAdmitted,
    StaffKeyRetired,
    WorkspaceMade,
)
from dabyl.core.staff.assertions import text_of
from dabyl.core.staff.consents import Approval, Consent
from dabyl.core.staff.keys import Role, StaffKey
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant, parse_instant
from dabyl.core.values.problems import Rejected
from dabyl.core.values.wire import below, read
from support.authenticator import Passkey
from support.desks import a_level
from support.packs import FILES
from support.staffed import ROOT, admission, approved, officers
from support.strategies import decisions, figures, ids, incidents, plain, words

AT = parse_instant("2016-06-06T09:00:00Z")
ADA, BEA, _ = officers("xo-hq")
TAKEN = a_level("xo-1", mode=Mode.TAKEN)
KEYS = (PublicKey(public=b"k" * 32, office=None), PublicKey(public=b"o" * 32, office="xx-hq"))

office_keys = st.builds(OfficeKey, id=ids, office=st.none() | ids, public=words)
defects = st.lists(st.tuples(ids, words), max_size=2).map(tuple)
consents = st.builds(
    Consent,
    person=ids,
    credential=st.binary(max_size=9).map(text_of),
    authenticator_data=st.binary(max_size=9),
    client_data=st.binary(max_size=9),
    signature=st.binary(max_size=9),
)
approvals = st.builds(
    Approval,
    number=st.integers(0, 9),
    consents=st.lists(consents, max_size=2).map(tuple),
    forms=words,
    editors=st.lists(ids, max_size=2).map(tuple),
    countersigns=words,
)
staff_keys = st.builds(
    StaffKey,
    person=ids,
    office=st.none() | ids,
    roles=st.lists(st.sampled_from(Role), max_size=3).map(tuple),
    credential=st.binary(max_size=9).map(text_of),
    cose=st.sampled_from([Passkey.of("officer-1").key.cose, Passkey.of("officer-2").key.cose]),
    site=words,
)
on_the_word = approvals | st.sampled_from(Ceremony)
some_facts = st.one_of(
    st.builds(
        WorkspaceMade,
        id=ids,
        kind=st.sampled_from(facts.WorkspaceKind),
        keys=st.lists(office_keys, max_size=2).map(tuple),
    ),
    st.builds(KeyChanged, key=office_keys, retired=st.booleans()),
    st.builds(DecisionMade, decision=decisions, defects=defects, approval=st.none() | approvals),
    st.builds(AuditAnchored, number=st.integers(1, 9), hash=st.just("a" * 64)),
    st.builds(StaffKeyAdmitted, key=staff_keys, by=on_the_word),
    st.builds(StaffKeyRetired, credential=st.binary(max_size=9).map(text_of), by=on_the_word),
    st.builds(IncidentRecorded, incident=incidents),
    st.builds(FigureRecorded, figure=figures()),
    st.builds(
        MessageReleased,
        channel=ids,
        identifier=ids,
        sender=words,
        sent=words,
        kind=words,
        chain=words,
        layer=words,
        mark=words,
        ends=st.integers(0, 4_000_000_000).map(Instant),
        supersedes=st.lists(ids, max_size=2).map(tuple),
        text=words,
    ),
)

BOX = '{"type":"Polygon","coordinates":[[[70,50],[71,50],[71,51],[70,51],[70,50]]]}'
GEOJSON = (
    '{"type":"FeatureCollection","borders":{"id":"xx-1","source":"made up",'
    '"licence":"CC0-1.0","attribution":"nobody"},"features":[{"type":"Feature",'
    f'"properties":{{"code":"E"}},"geometry":{BOX}}}]}}'
)


def sealed(unsealed: Unsealed) -> Entry:
    """Seal a draft with a signature that nobody checks here."""
    return seal(unsealed, head=START, recorded_at=AT, key_id="0" * 16, sign=lambda _: b"\0" * 64)


def stored(unsealed: Unsealed) -> Entry:
    """Return the entry as it comes back from the journal's bytes."""
    body = parse_canonical(format_canonical(unsealed.body))
    return sealed(Unsealed(kind=unsealed.kind, body=body, office=unsealed.office))


def problems(kind, body):
    with pytest.raises(Rejected) as rejection:
        fact_of(sealed(Unsealed(kind=kind, body=body)))
    return [(problem.where, problem.code) for problem in rejection.value.problems]


class TestFactOf:
    @given(some_facts)
    def test_undoes_unsealed_of(self, fact):
        assert fact_of(stored(unsealed_of(fact))) == fact

    @given(approvals)
    def test_reads_who_changed_the_library(self, word):
        book, files = 'languages = ["en"]\n', tuple(sorted(FILES.items()))
        for fact in (
            BordersAdopted(borders=parse_borders(GEOJSON, "x"), geojson=GEOJSON, approval=word),
            LawRecorded(pack="xo", book=LawBook(), text=book, approval=word),
            PackAdopted(pack=parse_pack(FILES), files=files, approval=word),
        ):
            read = fact_of(stored(unsealed_of(fact)))
            assert isinstance(read, type(fact))
            assert read.approval == word

    @given(
        st.sampled_from(
            (
                "workspace",
                "key",
                "pack",
                "borders",
                "law",
                "decision",
                "incident",
                "figure",
                "staff",
            )
        ),
        st.dictionaries(words, plain, max_size=3),
    )
    def test_rejects_any_other_body(self, kind, body):
        assert problems(kind, body)

    def test_rejects_an_unknown_kind_and_names_those_that_there_are(self):
        assert problems("rumour", {}) == [("entry 1 kind", Code.UNKNOWN_VALUE)]

    def test_reads_the_first_entry_as_the_journal_writes_it(self):
        draft = workspace_draft("xx-demo", WorkspaceKind.REPLAY, KEYS)
        fact = fact_of(stored(draft))
        assert isinstance(fact, WorkspaceMade)
        assert (fact.kind, fact.keys[1].office) == ("replay", "xx-hq")
        assert unsealed_of(fact) == draft

    def test_reads_a_retired_key_as_the_journal_writes_it(self):
        draft = key_draft(KEYS[1], retired=True)
        fact = fact_of(stored(draft))
        assert isinstance(fact, KeyChanged)
        assert (fact.key.office, fact.retired) == ("xx-hq", True)
        assert unsealed_of(fact) == draft

    def test_reads_borders_from_the_text_in_the_entry(self):
        fact = BordersAdopted(borders=parse_borders(GEOJSON, "x"), geojson=GEOJSON)
        read = fact_of(stored(unsealed_of(fact)))
        assert isinstance(read, BordersAdopted)
        assert read.geojson == GEOJSON
        assert format_borders(read.borders) == format_borders(fact.borders)

    def test_rejects_borders_of_another_id(self):
        assert problems("borders", {"id": "xx-2", "geojson": GEOJSON}) == [
            ("entry 1 id", Code.UNKNOWN_VALUE)
        ]

    def test_reads_a_pack_from_the_texts_in_the_entry(self):
        folder = files("dabyl.packs").joinpath("kz")
        names = tuple(
            f"{name}.toml" for name in ("pack", "places", "scale", "offices", "statutes", "law")
        )
        texts = tuple(f"texts/{lang}.toml" for lang in ("kk", "ru", "en"))
        body = {name: folder.joinpath(name).read_text("utf-8") for name in names + texts}
        fact = fact_of(stored(Unsealed(kind="pack", body={"id": "kz", "files": body})))
        assert isinstance(fact, PackAdopted)
        assert (fact.pack.id, dict(fact.files)) == ("kz", body)
        assert fact_of(stored(unsealed_of(fact))) == fact

    def test_rejects_a_pack_with_its_own_problems(self):
        found = problems("pack", {"id": "xx", "files": {"pack.toml": "id ="}})
        assert found[0] == ("entry 1 files pack.toml:1", Code.SYNTAX)

    def test_names_the_path_of_what_is_wrong(self):
        figure = {"id": "F 1", "incident": "i", "category": "c", "low": -1, "high": 2}
        assert problems("figure", figure) == [
            ("entry 1 low", Code.OUT_OF_RANGE),
            ("entry 1 as_of", Code.MISSING_FIELD),
            ("entry 1 source", Code.MISSING_FIELD),
        ]

    def test_rejects_a_message_that_ends_at_no_instant(self):
        names = (
            "channel",
            "identifier",
            "sender",
            "sent",
            "kind",
            "chain",
            "layer",
            "mark",
            "text",
        )
        body = {**dict.fromkeys(names, "x"), "supersedes": [], "ends": "soon"}
        assert problems("message", body) == [("entry 1 ends", Code.UNKNOWN_VALUE)]

    @pytest.mark.parametrize(
        "fact",
        [
            StaffKeyAdmitted(key=ROOT.key, by=Ceremony.FIRST),
            admission(ADA, 4),
            StaffKeyRetired(credential=ADA.credential, by=Ceremony.RECOVERY),
            DecisionMade(decision=TAKEN, approval=approved(TAKEN, ADA, BEA, 4, forms="ab" * 32)),
            DecisionMade(
                decision=TAKEN,
                approval=attrs.evolve(approved(TAKEN, ADA, BEA, 4), deadline=AT, countersigns="x"),
            ),
        ],
        ids=["first", "admission", "recovery", "approval", "emergency"],
    )
    def test_reads_what_persons_signed(self, fact):
        assert fact_of(stored(unsealed_of(fact))) == fact

    @pytest.mark.parametrize(
        ("deadline", "field", "code"),
        [
            ("soon", "deadline", Code.UNKNOWN_VALUE),
            ("2016-06-06T12:00:00Z", "consents", Code.LIST_EMPTY),
        ],
    )
    def test_rejects_an_emergency_without_a_time_or_a_person(self, deadline, field, code):
        by = {"kind": "persons", "number": 1, "consents": [], "deadline": deadline}
        body = {"staff": {"kind": "retired", "credential": "AAAA", "by": by}}
        assert problems("staff", body) == [(f"entry 1 staff.by.{field}", code)]

    def test_rejects_a_key_of_a_person_that_makes_no_sense(self):
        key = {
            "person": "Ada Lovelace",
            "office": None,
            "roles": ["officer"],
            "credential": "AA==",
            "cose": "AAAA",
            "site": "example.kz",
        }
        by = {"kind": "ceremony", "ceremony": "first"}
        assert problems("staff", {"staff": {"kind": "admitted", "key": key, "by": by}}) == [
            ("entry 1 staff.key.person", Code.NOT_AN_ID),
            ("entry 1 staff.key.credential", Code.UNKNOWN_VALUE),
            ("entry 1 staff.key.cose", Code.STAFF_KEY_UNREADABLE),
        ]

    @pytest.mark.parametrize("text", ["A", "AA=", "AB", "жжжж", "!!!!"])
    def test_rejects_bytes_of_a_consent_that_have_another_spelling(self, text):
        fields = ("credential", "authenticator_data", "client_data", "signature")
        consent = {"person": "officer-1", **dict.fromkeys(fields, text)}
        by = {"kind": "persons", "number": 1, "consents": [consent]}
        body = {"staff": {"kind": "retired", "credential": "AAAA", "by": by}}
        assert problems("staff", body) == [
            (f"entry 1 staff.by.consents[0].{field}", Code.UNKNOWN_VALUE) for field in fields
        ]

    def test_rejects_an_id_that_is_none(self):
        started = {"at": "2016-06-05T00:00:00Z", "zone": "Asia/Almaty"}
        incident = {"id": "A B", "place": "KZ", "started": started, "names": {"en": "x"}}
        assert problems("incident", incident) == [("entry 1 id", Code.NOT_AN_ID)]
        text = 'languages = ["en"]\n[[work]]\nid = "Act 1"\ncountry = "xo"\n'
        found = [("entry 1 text:3 work[0].id", Code.NOT_AN_ID)]
        assert problems("law", {"pack": "xo", "text": text}) == found

    def test_rejects_a_range_that_goes_down(self):
        at = {"at": "2016-06-06T00:00:00Z", "zone": "UTC"}
        figure = {"id": "f", "incident": "i", "category": "c", "low": 3, "high": 2, "as_of": at}
        body = {**figure, "source": {"id": "s"}}
        assert problems("figure", body) == [("entry 1 high", Code.OUT_OF_RANGE)]


class TestUnsealedOf:
    @given(decisions)
    def test_writes_a_taken_decision_in_the_name_of_its_office(self, decision):
        entry = unsealed_of(DecisionMade(decision=decision), office="keeper")
        taken = decision.mode is Mode.TAKEN
        assert entry.office == (decision.office if taken else "keeper")


class TestNumbered:
    @given(incidents)
    def test_keeps_the_place_in_the_journal(self, incident):
        entry = sealed(unsealed_of(IncidentRecorded(incident=incident)))
        found = numbered(entry)
        assert (found.number, found.recorded_at, found.hash) == (1, AT, entry.hash)
        assert found.fact == IncidentRecorded(incident=incident)


class TestAPasskey:
    def read(self, plain):
        return read(plain, WireStaffKey, below("key")).value()

    def test_comes_back_as_it_was(self):
        assert self.read(msgspec.to_builtins(wire_staff_key(ADA.key))) == ADA.key

    def test_may_have_an_area_and_one_of_old_has_none(self):
        eastern = attrs.evolve(ADA.key, area=("XO-N",))
        assert self.read(msgspec.to_builtins(wire_staff_key(eastern))) == eastern
        assert "area" not in msgspec.to_builtins(wire_staff_key(ADA.key))
