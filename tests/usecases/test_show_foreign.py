"""Showing warnings of others: a real store, real signatures, and a journal in memory."""

from datetime import timedelta

import pytest

from dabyl.adapters.watchstore import WatchFolder
from dabyl.core.formats.cap.signature.keyring import NO_KEYS
from dabyl.core.formats.cap.values import Time
from dabyl.core.formats.cap.watching.contents import contents
from dabyl.core.formats.cap.watching.kept import kept_of
from dabyl.core.formats.cap.writing import format_alert
from dabyl.core.formats.snapshots.register import format_register, parse_register
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import parse_instant
from dabyl.core.values.periods import Period
from dabyl.core.values.problems import Refused
from dabyl.usecases.desk import load
from dabyl.usecases.show_foreign import confirm, show_signed, withdraw
from support.alertkeys import a_key, registered, ring, signed
from support.desks import a_desk
from support.foreign import RECEIVED, SENDER, SOURCE, act, warning
from support.osland import HQ

AT = parse_instant("2021-03-03T11:02:00+01:00")
VALID = Period(start=parse_instant("2021-01-01T00:00Z"), end=parse_instant("2022-01-01T00:00Z"))
KEY = a_key(SENDER, valid=VALID)
KEYS = ring(KEY)


@pytest.fixture
def desk():
    return a_desk()


@pytest.fixture
def store(tmp_path):
    with WatchFolder(tmp_path / "watched").turn() as kept:
        yield kept


def keep(store, alert, *, keyring=KEYS, key=KEY, after=0):
    """Keep an alert as if it had been read, signed when there is a key; return its hash."""
    data = format_alert(alert)
    (document,) = contents(data if key is None else signed(data, key), SOURCE).documents
    received = RECEIVED.plus(timedelta(seconds=after))
    store.keep(kept_of(document, SOURCE, keyring, received_at=received), document.data)
    return document.hash


def shown(desk):
    return [each.identifier for each in load(desk).foreign_at(AT).values()]


def by_themselves(desk, store, *, keyring=KEYS):
    told = []

    def became(kept, refused):
        codes = [] if refused is None else [problem.code for problem in refused.problems]
        told.append((kept.identifier, codes))

    after = show_signed(desk, load(desk), store, keyring, at=AT, became=became)
    assert after.number == load(desk).number
    return told


def codes(refusal):
    return [problem.code for problem in refusal.value.problems]


class TestByItself:
    def test_is_shown_what_a_registered_key_of_its_sender_signed(self, desk, store):
        keep(store, warning())
        assert by_themselves(desk, store) == [("storm-1", [])]
        (fact,) = load(desk).foreign_at(AT).values()
        assert (fact.signature, fact.key, fact.office) == ("valid", registered(KEY).id, None)
        assert by_themselves(desk, store) == []

    def test_is_shown_nothing_without_a_signature(self, desk, store):
        keep(store, warning(), key=None)
        assert by_themselves(desk, store) == []
        assert shown(desk) == []

    def test_is_refused_what_another_key_signed_whatever_the_store_says(self, desk, store):
        keep(store, warning(), key=a_key("somebody@else.example", valid=VALID))
        keep(store, warning("storm-2", sent=Time("2021-03-03T10:00:30+01:00")))
        assert by_themselves(desk, store, keyring=NO_KEYS) == [
            ("storm-1", [Code.FOREIGN_UNSIGNED]),
            ("storm-2", [Code.FOREIGN_UNSIGNED]),
        ]
        assert shown(desk) == []

    def test_is_shown_once_its_key_is_registered(self, desk, store):
        keep(store, warning(), keyring=NO_KEYS)
        assert by_themselves(desk, store) == [("storm-1", [])]

    def test_is_shown_an_update_after_what_it_ends(self, desk, store):
        keep(store, act("storm-2", "Update"))
        keep(store, warning(), after=60)
        assert by_themselves(desk, store) == [("storm-1", []), ("storm-2", [])]

    def test_does_not_come_back_when_an_officer_withdrew_it(self, desk, store):
        keep(store, warning())
        by_themselves(desk, store)
        withdraw(desk, "storm-1", office=HQ, reason="wrong place", at=AT)
        assert by_themselves(desk, store) == []
        assert shown(desk) == []


class TestConfirming:
    def test_shows_what_nobody_signed_in_the_name_of_the_office(self, desk, store):
        keep(store, warning(), key=None)
        confirm(desk, store, "storm-1", office=HQ, at=AT)
        assert shown(desk) == ["storm-1"]
        last = list(desk.journal.entries())[-1]
        assert (last.kind, last.office) == ("foreign", HQ)

    def test_is_done_by_hash_where_several_have_the_identifier(self, desk, store):
        hashes = [keep(store, warning(note=note), key=None) for note in ("one", "two")]
        with pytest.raises(Refused) as refusal:
            confirm(desk, store, "storm-1", office=HQ, at=AT)
        assert codes(refusal) == [Code.FOREIGN_SEVERAL]
        confirm(desk, store, hashes[1], office=HQ, at=AT)
        assert list(load(desk).foreign_at(AT)) == [hashes[1]]

    def test_is_refused_for_what_was_never_read(self, desk, store):
        with pytest.raises(Refused) as refusal:
            confirm(desk, store, "storm-1", office=HQ, at=AT)
        assert codes(refusal) == [Code.FOREIGN_UNKNOWN]

    def test_is_refused_for_an_office_that_there_is_not(self, desk, store):
        keep(store, warning())
        with pytest.raises(Refused) as refusal:
            confirm(desk, store, "storm-1", office="nobody", at=AT)
        assert codes(refusal) == [Code.OFFICE_UNKNOWN]


class TestWithdrawing:
    def test_is_refused_for_what_is_not_shown(self, desk):
        with pytest.raises(Refused) as refusal:
            withdraw(desk, "storm-1", office=HQ, reason="x", at=AT)
        assert codes(refusal) == [Code.FOREIGN_NOT_SHOWN]


class TestSnapshot:
    def test_knows_the_warnings_that_the_journal_knows(self, desk, store):
        keep(store, warning())
        by_themselves(desk, store)
        register = load(desk)
        restored = parse_register(format_register(register))
        assert list(restored.foreign) == list(register.foreign)
        assert restored.foreign_at(AT) == register.foreign_at(AT)
