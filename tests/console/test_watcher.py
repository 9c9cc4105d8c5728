"""Listening: who comes as another goes hears all the same, and one thread is enough."""

import asyncio
import threading

import pytest

from dabyl.console.watcher import Listener, Watcher
from dabyl.core.staff.keys import Role
from support.consoles import a_console, a_passkey, at_the_desk, seat, session_of

PATIENCE_S = 60.0
CLEO = a_passkey("cleo", "xo-hq", Role.OFFICER)


@pytest.fixture
def console(tmp_path):
    with a_console(tmp_path) as opened:
        seat(opened, CLEO)
        yield opened


class TestAPageThatIsLeftForAnother:
    def test_leaves_one_thread_that_sends_nobody_away(self, console):
        from dabyl.adapters.accounts.models import Person  # noqa: PLC0415 - Django is ready

        session, person = session_of(at_the_desk(CLEO)), Person.objects.get(key="cleo")

        def listening() -> Listener:
            return Listener(session=session, person=person, credential=CLEO.credential, since=None)

        async def turned(pages: int) -> int:
            watching, before = Watcher(console), listening()
            before.listen()
            watching.join(before)
            for _ in range(pages):
                now = listening()
                now.listen()
                watching.leave(before)
                watching.join(now)
                before = now
            for one in watchers()[:-1]:  # those of pages that were left end by themselves
                await asyncio.to_thread(one.join, PATIENCE_S)
            (last,) = watchers()
            watching.leave(before)
            await asyncio.to_thread(last.join, PATIENCE_S)
            return before.waiting.qsize()

        others = set(threading.enumerate())

        def watchers() -> list[threading.Thread]:
            every = threading.enumerate()
            return [one for one in every if one.name == "watcher" and one not in others]

        assert asyncio.run(turned(20)) == 0
