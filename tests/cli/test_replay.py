"""Replays heed what the workspace's keeper chose."""

from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.values.instants import parse_instant
from dabyl.wiring import make_workspace, play
from support.processes import osland_folder

SCENARIO = """\
id = "drill"
title = {{ en = "Drill", fr = "Exercice" }}
packs = ["{pack}"]
zone = "Europe/Oslo"
scale = "xo-alert"
begins = 2021-01-01T00:00:00

[[step]]
recorded_at = 2021-01-05T12:00:00
do = "declare"
id = "amber"
office = "xo-hq"
where = "XO"
level = "amber"
from = 2021-01-05T12:00:00
for_days = 1
"""


class TestPlay:
    def test_sends_on_the_channels_of_the_settings(self, tmp_path):
        pack, folder = str(osland_folder(tmp_path)), tmp_path / "drill"
        at = parse_instant("2020-12-31T00:00:00Z")
        made = make_workspace(folder, kind=WorkspaceKind.REPLAY, packs=[pack], at=at)
        made.workspace.close()
        text = '[messages]\nchannels = ["feed", "cell"]\n'
        (folder / "settings.toml").write_text(text, encoding="utf-8")
        (tmp_path / "drill.toml").write_text(SCENARIO.format(pack=pack), encoding="utf-8")
        house = play(str(tmp_path / "drill.toml"), folder, on_step=lambda *_: None)
        messages = house.register().messages.backwards()
        assert {one.message.channel for one in messages} == {"feed", "cell"}
        house.workspace.close()
