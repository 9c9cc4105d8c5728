"""An open workspace, asked by several threads."""

import attrs
from typing_extensions import override

from dabyl.core.journal.keys import WorkspaceKind
from dabyl.core.register.register import Register
from dabyl.usecases.desk import Known
from dabyl.usecases.take_decision import take_decision
from dabyl.wiring import clock, make_workspace, open_workspace
from support.desks import a_level
from support.processes import osland_folder


class Shared(Known):
    """What is known where another thread, which began earlier, is done a moment later."""

    earlier: Register | None = None

    @override
    def __setattr__(self, name: str, value: object) -> None:
        late = self.earlier if name == "register" and self.earlier is not None else value
        super().__setattr__(name, late)


class TestHouse:
    def test_gives_each_thread_what_it_found_itself(self, tmp_path):
        at = clock().now()
        packs = [str(osland_folder(tmp_path))]
        make_workspace(
            tmp_path / "hq", kind=WorkspaceKind.LIVE, packs=packs, at=at
        ).workspace.close()
        opened = open_workspace(tmp_path / "hq")
        shared = Shared()
        opened.desk = attrs.evolve(opened.desk, known=shared)
        shared.earlier = opened.register()
        take_decision(opened.desk, a_level("xo-1"), at=at)
        assert opened.register().number == shared.earlier.number + 1
        opened.workspace.close()
