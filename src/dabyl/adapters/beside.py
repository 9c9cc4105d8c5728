"""A process beside the web server: kept running, told what it reports, ended with us."""

import asyncio
import sys
from collections.abc import Callable, Sequence

import attrs
import msgspec

_FIRST_WAIT_S, _LAST_WAIT_S = 1.0, 60.0
_PATIENCE_S = 15.0


@attrs.frozen(kw_only=True)
class Beside:
    """Runs ``python -m module arguments`` again and again, until told to stop.

    *heard* is given each JSON object that the process writes; *trouble*, why it ended.
    """

    module: str
    arguments: Sequence[str]
    heard: Callable[[dict[str, object]], None]
    trouble: Callable[[str], None]

    async def run(self, stop: asyncio.Event) -> None:
        """Keep the process running until *stop* is set; then end it in order."""
        wait_s = _FIRST_WAIT_S
        while not stop.is_set():
            code = await self._once(stop)
            if stop.is_set():
                return
            self.trouble(f"{self.module} ended with {code}; it is started again in {wait_s:.0f} s")
            await _until(stop, wait_s)
            wait_s = min(wait_s * 2, _LAST_WAIT_S)

    async def _once(self, stop: asyncio.Event) -> int:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            self.module,
            *self.arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        hearing = asyncio.create_task(self._hear(process))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({hearing, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if process.stdin is not None:
            process.stdin.close()
        try:
            return await asyncio.wait_for(process.wait(), _PATIENCE_S)
        except TimeoutError:
            process.kill()
            return await process.wait()
        finally:
            await hearing

    async def _hear(self, process: asyncio.subprocess.Process) -> None:
        while process.stdout is not None and (line := await process.stdout.readline()):
            try:
                self.heard(msgspec.json.decode(line, type=dict[str, object]))
            except msgspec.DecodeError:
                self.trouble(line.decode("utf-8", "replace").strip())


async def _until(stop: asyncio.Event, wait_s: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), wait_s)
    except TimeoutError:
        return
