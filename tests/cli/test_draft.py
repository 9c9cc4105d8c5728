"""``dabyl draft``: what is told of a draft that is released, by two persons or by one."""

import json

import pytest

from dabyl.cli.main import run
from dabyl.core.levels.decision import Mode
from dabyl.usecases.desk import load
from dabyl.usecases.drafts.countersigning import challenge_alone, preview_alone, release_alone
from dabyl.usecases.drafts.draft_desk import draft_of
from dabyl.wiring import clock, open_workspace
from dabyl.wiring_drafts import draft_desk
from support.desks import OSLAND, a_level
from support.processes import osland_folder
from support.staffed import BEA, begun, let_go, put_forward, with_staff

LAW = OSLAND.texts["law.toml"].replace("max_days = 40\n", "max_days = 40\nemergency_hours = 6\n", 1)


@pytest.fixture
def folder(tmp_path):
    pack = osland_folder(tmp_path)
    (pack / "law.toml").write_text(LAW, encoding="utf-8")
    words = ["init", str(tmp_path / "hq"), "--pack", str(pack), "--kind", "live"]
    assert run(words) == 0
    return tmp_path / "hq"


@pytest.fixture
def desk(folder):
    house, at = open_workspace(folder), clock().now()
    with_staff(house.desk, at=at)
    yield draft_desk(house, at=at)
    house.workspace.close()


def shown(capsys, folder, *words):
    capsys.readouterr()
    assert run(["draft", "show", "xo-1", "--workspace", str(folder), *words]) == 0
    return capsys.readouterr().out


class TestShow:
    def test_of_what_two_persons_released(self, capsys, folder, desk):
        at = clock().now()
        begun(desk, a_level("xo-1", mode=Mode.TAKEN), at=at)
        put_forward(desk, "xo-1", at=at)
        let_go(desk, "xo-1", at=at)
        told = json.loads(shown(capsys, folder, "--json"))
        assert (told["state"], told["against"], told["deadline"]) == ("released", [], None)
        assert "released: entry" in shown(capsys, folder)

    def test_of_what_one_person_released(self, capsys, folder, desk):
        at = clock().now()
        begun(desk, a_level("xo-1", mode=Mode.TAKEN), by=BEA, at=at)
        found = preview_alone(desk, load(desk.desk), draft_of(desk, "xo-1"), at=at)
        consent = BEA.sign(challenge_alone(found))
        release_alone(desk, "xo-1", seen=found.seen, consent=consent, at=at)
        told = json.loads(shown(capsys, folder, "--json"))
        assert told["deadline"] == found.deadline.text()
        assert "one person released it: it ends" in shown(capsys, folder)
