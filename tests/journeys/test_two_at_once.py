"""Two officers at the same instant, as real processes: one wins, and the other loses nothing."""

import os
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

from dabyl.adapters.store.database import Database
from dabyl.core.calendars.endings import ForDays
from dabyl.core.drafts.draft import State
from dabyl.core.journal.chain import Verified, verify_chain
from dabyl.core.journal.entry import START, seal
from dabyl.core.journal.keys import WorkspaceKind, workspace_draft
from dabyl.core.levels.decision import Extend, Lift, Mode
from dabyl.core.register.countersigned import Fate, fate_of
from dabyl.usecases.adopt_pack import adopt_pack
from dabyl.usecases.desk import load
from dabyl.usecases.drafts.draft_desk import draft_of
from dabyl.usecases.take_decision import take_decision
from dabyl.usecases.verify_consents import verify_consents
from support import deciding, library
from support.authenticator import WORKSPACE
from support.deciding import AT, opened, word_of
from support.desks import HEADQUARTERS, KEEPER, MADE, OSLAND, a_level, a_moment, noon
from support.postgres import a_server
from support.staffed import BEA, EDA, EVA, begun, put_forward, released_alone, with_staff

PATIENCE_S = 120
LAW = OSLAND.texts["law.toml"].replace("max_days = 40\n", "max_days = 40\nemergency_hours = 6\n", 1)
LONELY = attrs.evolve(OSLAND, texts={**OSLAND.texts, "law.toml": LAW})
"""Osland with a power by which one may release alone."""


@pytest.fixture(params=["disk", pytest.param("server", marks=pytest.mark.postgres)])
def database(request, tmp_path):
    is_disk = request.param == "disk"
    found = Database(tmp_path / "journal.sqlite3" if is_disk else a_server(request))
    found.make_tables()
    yield found
    found.close()


@pytest.fixture
def desk(database):
    desk = opened(database)
    keys = [KEEPER.public, HEADQUARTERS.public]
    draft = workspace_draft(WORKSPACE, WorkspaceKind.LIVE, keys)
    first = seal(draft, head=START, recorded_at=MADE, key_id=KEEPER.key_id, sign=KEEPER.sign)
    desk.desk.journal.append([first], expected=0)
    adopt_pack(desk.desk, load(desk.desk), LONELY, at=MADE)
    with_staff(desk.desk)
    return desk


def at_once(database, *attempts):
    """Approve drafts, each as a person, in processes that go off together."""
    env = {**os.environ, "PYTHONPATH": str(Path(deciding.__file__).parents[1])}
    started = [
        subprocess.Popen(
            [sys.executable, deciding.__file__, word_of(database.where), draft, person],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=env,
        )
        for draft, person in attempts
    ]
    assert [process.stdout.readline() for process in started] == ["ready\n"] * len(started)
    for process in started:
        process.stdin.write("go\n")
        process.stdin.flush()
    return [process.communicate(timeout=PATIENCE_S)[0].strip() for process in started]


def proposed(desk, *decisions):
    for decision in decisions:
        begun(desk, decision, at=AT)
        put_forward(desk, decision.id, at=AT)


def whole(desk):
    found = verify_chain(desk.desk.journal.lines())
    assert isinstance(found, Verified)
    return verify_consents(found, desk.desk.journal.entries) == found


class TestTwoAtOnce:
    def test_approve_the_same_draft_and_it_is_released_once(self, database, desk):
        proposed(desk, a_level("xo-1", mode=Mode.TAKEN))
        told = at_once(database, ("xo-1", "officer-2"), ("xo-1", "officer-3"))
        won = [one for one in told if one.startswith("released")]
        (lost,) = [one for one in told if not one.startswith("released")]
        register = load(desk.desk)
        assert won == [f"released {register.number}"]
        assert register.decision_ids() == ("xo-1",)
        assert lost in {"overtaken xo-1", "refused decision-exists", "refused draft-state"}
        assert draft_of(desk, "xo-1").state is State.RELEASED
        assert whole(desk)

    def test_extend_and_lift_and_one_of_them_wins(self, database, desk):
        take_decision(desk.desk, a_level("xo-0"), at=noon(5))
        base = a_level("xo-1", mode=Mode.TAKEN, start=6)
        longer = Extend(layers=("xo-0",), start=a_moment(6), ending=ForDays(days=20))
        over = Lift(layers=("xo-0",), start=a_moment(6))
        extend = attrs.evolve(base, id="xo-extend", effects=(longer,))
        lift = attrs.evolve(base, id="xo-lift", effects=(over,))
        proposed(desk, extend, lift)
        before = {key: draft_of(desk, key) for key in ("xo-extend", "xo-lift")}
        told = at_once(database, ("xo-extend", "officer-2"), ("xo-lift", "officer-3"))
        (winner,) = [key for key in load(desk.desk).decision_ids() if key != "xo-0"]
        loser = ({*before} - {winner}).pop()
        (lost,) = [one for one in told if not one.startswith("released")]
        assert lost.split()[0] in {"overtaken", "refused"}
        assert lost != "overtaken"
        assert draft_of(desk, winner).state is State.RELEASED
        assert draft_of(desk, loser) == before[loser]
        assert whole(desk)

    def test_countersign_what_was_released_alone_and_it_is_so_once(self, database, desk):
        begun(desk, a_level("xo-1", mode=Mode.TAKEN), by=BEA, at=AT)
        released_alone(desk, "xo-1", at=AT)
        before = load(desk.desk).number
        attempts = [("countersign/xo-1", person) for person in ("officer-3", "officer-4")]
        told = at_once(database, *attempts)
        (lost,) = [one for one in told if not one.startswith("released")]
        register = load(desk.desk)
        assert register.number == before + 1
        assert lost.split()[0] in {"overtaken", "refused"}
        assert lost not in {"overtaken", "refused"}
        assert fate_of(register, "xo-1", at=AT, known_at=AT) is Fate.COUNTERSIGNED
        assert draft_of(desk, "xo-1").state is State.RELEASED
        assert whole(desk)

    def test_change_one_library_and_one_of_them_wins(self, database, desk):
        shelf = opened(database, library=True)
        for key, by, name in (("lib-1", EVA, "Up"), ("lib-2", EDA, "Down")):
            library.begun(shelf, library.places(name), key=key, by=by)
            library.put_forward(shelf, key, by=by)
        told = at_once(database, ("library/lib-1", "editor-2"), ("library/lib-2", "editor-2"))
        (won,) = [one for one in told if one.startswith("released")]
        (lost,) = [one for one in told if not one.startswith("released")]
        register = load(desk.desk)
        assert won == f"released {register.number}"
        assert lost.split()[0] in {"overtaken", "refused"}
        states = [draft_of(shelf, key).state for key in ("lib-1", "lib-2")]
        assert sorted(states) == [State.PROPOSED, State.RELEASED]
        assert whole(desk)
