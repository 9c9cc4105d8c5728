"""A process beside the server: kept running, heard, and ended in order."""

import asyncio

from dabyl.adapters import beside as module
from dabyl.adapters.beside import Beside

WORKER = """
import json, sys
print(json.dumps({"event": "begun", "with": sys.argv[1:]}), flush=True)
print("not json", flush=True)
if "die" in sys.argv:
    sys.exit(7)
sys.stdin.read()
print(json.dumps({"event": "ended"}), flush=True)
"""


class World:
    def __init__(self, folder, monkeypatch) -> None:
        (folder / "worker_for_tests.py").write_text(WORKER, encoding="utf-8")
        monkeypatch.setenv("PYTHONPATH", str(folder))
        monkeypatch.setattr(module, "_FIRST_WAIT_S", 0.01)
        self.heard: list[dict[str, object]] = []
        self.troubles: list[str] = []

    def run(self, *arguments: str, until) -> None:
        async def main() -> None:
            stop = asyncio.Event()
            beside = Beside(
                module="worker_for_tests",
                arguments=arguments,
                heard=self.heard.append,
                trouble=self.troubles.append,
            )
            running = asyncio.create_task(beside.run(stop))
            for _ in range(3000):
                if until():
                    break
                await asyncio.sleep(0.02)
            stop.set()
            await asyncio.wait_for(running, 60)

        asyncio.run(main())


class TestBeside:
    def test_hears_what_the_process_reports_and_ends_it_through_its_input(
        self, tmp_path, monkeypatch
    ):
        world = World(tmp_path, monkeypatch)
        world.run("a", until=lambda: world.troubles)
        assert world.heard == [{"event": "begun", "with": ["a"]}, {"event": "ended"}]
        assert world.troubles == ["not json"]

    def test_starts_it_again_when_it_ends_by_itself(self, tmp_path, monkeypatch):
        world = World(tmp_path, monkeypatch)
        world.run("die", until=lambda: len(world.heard) > 1)
        assert any("ended with 7" in text for text in world.troubles)
