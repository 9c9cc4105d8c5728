"""The summer of 2016 as CAP: without an error, verifiable, and the same as what stood."""

import os
import random

import pytest
import shapely

from dabyl.core.formats.cap.reading import read
from dabyl.core.formats.cap.rules.chain import chain_of, known
from dabyl.core.formats.cap.rules.checking import check_found
from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.kinds import Kind, Profile
from dabyl.core.formats.cap.rules.message import message_of
from dabyl.core.register.register import Register
from dabyl.core.register.standing import standing
from dabyl.core.values.instants import Instant
from support.cap_reader import Read, in_force, read_message
from support.released import released, replay_key
from support.xmlsec import needs_xmlsec, verifies

SCALE = "kz-2013"
PROFILES = (Profile.OASIS, Profile.WMO, Profile.GOOGLE, Profile.DABYL)
TRIES = int(os.environ.get("DABYL_CAP_TRIES", "10000"))


@pytest.fixture(scope="module")
def register() -> Register:
    return released("kazakhstan-2016")


@pytest.fixture(scope="module")
def messages(register) -> list[Read]:
    return [read_message(record.message.text.encode()) for record in register.messages]


def boundaries(messages: list[Read]) -> list[int]:
    """Return the instants at which a message is sent, begins or ends, with the seconds around."""
    edges = {edge for one in messages for edge in (one.sent, one.begins, one.expires)}
    return sorted({edge + off for edge in edges for off in (-1, 0, 1)})


def stands(register: Register, place: str, at: int) -> set[tuple[str, str]] | None:
    """Return layers and levels on a place; None when its parts differ."""
    now = Instant(at)
    found = standing(register, place, scale=SCALE, at=now, known_at=now)
    if found.parts:
        return None
    return {(one.id, one.level) for one in (*found.layers, *found.overruled)}


def moments(register: Register, messages: list[Read]) -> list[int]:
    edges = boundaries(messages)
    chance = random.Random(2016)  # noqa: S311 - no secret
    span = (edges[0] - 86_400, register.recorded_at.s)
    return [*edges, *(chance.randint(*span) for _ in range(max(0, TRIES - len(edges))))]


class TestMessagesOf2016:
    def test_are_eight(self, register):
        kinds = [record.message.kind for record in register.messages]
        assert kinds == ["Alert", "Alert", "Cancel", "Update", "Alert", "Cancel", "Update", "Alert"]

    def test_have_no_error_in_four_profiles(self, register):
        found = [read(r.message.text.encode()).alerts[0] for r in register.messages]
        chain = chain_of(known(message_of(one)) for one in found)
        for one in found:
            sent = one.alert.sent.instant
            context = Context(at=sent, chain=chain)
            checked = check_found(one, PROFILES, context)
            assert one.schema_valid
            assert [f for f in checked.findings if f.kind is Kind.ERROR] == []

    def test_are_verified_by_xmlsec1(self, register, tmp_path):
        needs_xmlsec()
        der = replay_key(shipped_begins(register)).certificate.der
        for record in register.messages:
            data = record.message.text.encode()
            assert verifies(data, der, tmp_path, at=record.recorded_at)

    def test_say_that_they_are_no_warning(self, register):
        for record in register.messages:
            alert = read(record.message.text.encode()).alerts[0].alert
            assert alert.status == "Exercise"
            assert alert.sender.endswith(".invalid")
            assert alert.note == "Replay of past events, not a warning"

    def test_list_what_stood_by_code(self, register, messages):
        chance = random.Random(1)  # noqa: S311 - no secret
        places = register.gazetteer
        compared = 0
        for at in moments(register, messages):
            day = Instant(at).local("Asia/Almaty").date()
            place = chance.choice(places.units_on(day))
            wanted = stands(register, place, at)
            if wanted is None:
                continue
            codes = set()
            for key in places.chain(place, day):
                codes |= {key, *(code.code for code in places.units[key].codes)}
            have = {(one.layer, one.level) for one in in_force(messages, at) if one.codes & codes}
            assert have == wanted, (place, Instant(at).text())
            compared += 1
        assert compared > TRIES // 2

    def test_list_what_stood_by_point(self, register, messages):
        chance = random.Random(2)  # noqa: S311 - no secret
        (borders,) = register.borders
        west, south, east, north = shapely.total_bounds(list(borders.shapes.values()))
        compared = 0
        for at in moments(register, messages):
            lon, lat = chance.uniform(west, east), chance.uniform(south, north)
            place = borders.unit_at(lon, lat)
            wanted = None if place is None else stands(register, place, at)
            if wanted is None:
                continue
            live = in_force(messages, at)
            if any(one.border_km(lat, lon) <= one.error_km for one in live):
                continue
            have = {(one.layer, one.level) for one in live if one.covers(lat, lon)}
            assert have == wanted, (place, lat, lon, Instant(at).text())
            compared += 1
        assert compared > TRIES // 10


def shipped_begins(register: Register) -> Instant:
    """Return when the scenario began: when its first entry was recorded."""
    return register.others.last[0].recorded_at
