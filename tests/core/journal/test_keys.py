import pytest

from dabyl.core.journal.entry import Unsealed
from dabyl.core.journal.keys import (
    PublicKey,
    WorkspaceKind,
    first_keyring,
    key_draft,
    key_id,
    next_keyring,
    signature_holds,
    workspace_draft,
)
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Rejected
from support.journals import KEEPER, LATECOMER, OFFICE, STRANGER, a_journal, a_note, sealed

FIRST = a_journal(1)[0]
RING = first_keyring(FIRST)
NEW = STRANGER.public.as_body()


def first(**body):
    return sealed(Unsealed(kind="workspace", body={**FIRST.body, **body}), FIRST.head)


def key_entry(**body):
    return sealed(Unsealed(kind="key", body={"key": NEW, "retired": False, **body}), FIRST.head)


def rejected(call, *args):
    with pytest.raises(Rejected) as rejection:
        call(*args)
    return [(problem.code, problem.where) for problem in rejection.value.problems]


class TestPublicKey:
    def test_has_an_id_that_follows_from_its_bytes(self):
        assert key_id(b"\0" * 32) == "66687aadf862bd77"
        assert OFFICE.public.id == key_id(OFFICE.public.public)

    def test_has_32_bytes(self):
        with pytest.raises(ValueError, match="32 bytes"):
            PublicKey(public=b"short", office=None)

    def test_belongs_to_an_office_with_an_id(self):
        with pytest.raises(ValueError, match="no id of an office"):
            PublicKey(public=b"\0" * 32, office="../keeper")


class TestSignature:
    def test_holds_for_its_key_and_hash_only(self):
        assert signature_holds(KEEPER.public.public, FIRST.signature, FIRST.hash)
        assert not signature_holds(OFFICE.public.public, FIRST.signature, FIRST.hash)
        assert not signature_holds(KEEPER.public.public, FIRST.signature, "0" * 64)


class TestTheFirstEntry:
    def test_names_the_workspace_and_its_keys(self):
        assert (RING.workspace, RING.kind) == ("kz-2016", WorkspaceKind.REPLAY)
        assert RING.active() == (KEEPER.public, OFFICE.public)

    @pytest.mark.parametrize(
        "body", [{"id": 1}, {"id": "no id"}, {"kind": "serious"}, {"kind": []}, {"kind": None}]
    )
    def test_is_rejected_when_it_makes_no_workspace(self, body):
        assert rejected(first_keyring, first(**body)) == [(Code.JOURNAL_NO_WORKSPACE, "")]

    def test_is_rejected_when_it_is_of_another_kind(self):
        assert rejected(first_keyring, a_journal(2)[1]) == [(Code.JOURNAL_NO_WORKSPACE, "")]

    @pytest.mark.parametrize("keys", [None, [], {}])
    def test_is_rejected_without_keys(self, keys):
        assert rejected(first_keyring, first(keys=keys)) == [(Code.KEYS_UNREADABLE, "body.keys")]

    @pytest.mark.parametrize(
        "change",
        [
            {"id": "0" * 16},
            {"office": "No Office"},
            {"office": 1},
            {"office": ["kz"]},
            {"public": None},
            {"public": "AAAA"},
            {"public": "я"},
            {"public": NEW["public"] + "="},
            {"more": 1},
        ],
    )
    def test_is_rejected_with_a_key_that_is_not_right(self, change):
        keys = [KEEPER.public.as_body(), {**NEW, **change}]
        found = rejected(first_keyring, first(keys=keys))
        assert found == [(Code.KEYS_UNREADABLE, "body.keys[1]")]

    def test_is_rejected_with_a_key_twice(self):
        keys = [KEEPER.public, KEEPER.public]
        entry = sealed(workspace_draft("kz", WorkspaceKind.LIVE, keys), FIRST.head)
        assert rejected(first_keyring, entry) == [(Code.KEY_ALREADY_KNOWN, "key")]


class TestLaterEntries:
    def test_of_other_kinds_change_no_keys(self):
        assert next_keyring(RING, a_journal(2)[1]) is RING

    def test_add_a_key(self):
        ring = next_keyring(RING, sealed(key_draft(LATECOMER.public), FIRST.head))
        assert ring.active() == (KEEPER.public, OFFICE.public, LATECOMER.public)

    def test_retire_a_key_but_know_it_on(self):
        ring = next_keyring(RING, sealed(key_draft(OFFICE.public, retired=True), FIRST.head))
        assert ring.active() == (KEEPER.public,)
        assert OFFICE.public.id in ring.known

    def test_make_no_second_workspace(self):
        assert rejected(next_keyring, RING, first()) == [(Code.JOURNAL_WORKSPACE_TWICE, "")]

    def test_of_an_office_change_no_keys(self):
        draft = Unsealed(
            kind="key", body=key_draft(LATECOMER.public).body, office="kz-headquarters"
        )
        entry = sealed(draft, FIRST.head, by=OFFICE)
        assert rejected(next_keyring, RING, entry) == [(Code.KEY_OF_ANOTHER_OFFICE, "key")]

    @pytest.mark.parametrize(
        ("body", "problem"),
        [
            ({"key": None}, (Code.KEYS_UNREADABLE, "body.key")),
            ({"retired": "no"}, (Code.KEYS_UNREADABLE, "body.retired")),
            ({"retired": True}, (Code.KEY_UNKNOWN, "key")),
            ({"key": OFFICE.public.as_body()}, (Code.KEY_ALREADY_KNOWN, "key")),
        ],
    )
    def test_are_rejected_when_they_make_no_sense(self, body, problem):
        assert rejected(next_keyring, RING, key_entry(**body)) == [problem]


class TestKeyring:
    def test_lets_the_keeper_sign_for_all_and_an_office_for_itself(self):
        drafts = [
            (a_note(), KEEPER),
            (a_note("", "x"), KEEPER),
            (a_note("", OFFICE.office), OFFICE),
        ]
        entries = [sealed(draft, FIRST.head, by=key) for draft, key in drafts]
        assert [RING.objection(entry) for entry in entries] == [None, None, None]

    @pytest.mark.parametrize("office", [None, "kz-almaty"])
    def test_lets_no_office_sign_for_others(self, office):
        problem = RING.objection(sealed(a_note("", office), FIRST.head, by=OFFICE))
        assert problem is not None
        assert problem.code == Code.KEY_OF_ANOTHER_OFFICE

    def test_objects_to_a_key_that_it_does_not_know(self):
        problem = RING.objection(sealed(a_note(), FIRST.head, by=STRANGER))
        assert problem is not None
        assert problem.code == Code.KEY_UNKNOWN

    def test_objects_to_a_retired_key(self):
        retire = sealed(key_draft(OFFICE.public, retired=True), FIRST.head)
        entry = sealed(a_note("", OFFICE.office), retire.head, by=OFFICE)
        problem = next_keyring(RING, retire).objection(entry)
        assert problem is not None
        assert problem.code == Code.KEY_RETIRED
