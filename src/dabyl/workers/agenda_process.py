"""The agenda loop as a process of its own, beside the web server: ``python -m`` this module.

1. It ends on SIGTERM and SIGINT, and when its standard input ends: so it outlives nobody.
2. It reports one JSON object a line on standard output.
3. Letters are sent by a thread of their own, and another one looks whether readers get what was
   published: a server that hangs holds up no publication.
"""

import os
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import attrs
import msgspec

from dabyl.core.register.agenda import agenda
from dabyl.core.register.events import Due
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import DabylError, Refused, Unavailable
from dabyl.ports.journal import Overtaken
from dabyl.wiring import (
    LEASE_S,
    House,
    agenda_book,
    clock,
    install_faults,
    open_workspace,
    publisher,
    release_now,
    tell_of,
    words_of,
)
from dabyl.wiring_after import after_book, publish_noted, read_back
from dabyl.wiring_mail import mail_told, post, sending, sent_book
from dabyl.workers.agenda import AgendaLoop
from dabyl.workers.mail import MailLoop
from dabyl.workers.selfcheck import SelfCheck

FRESH_S = 60
LETTER_S = 10.0


@attrs.define
class HouseSite:
    """The journal of a workspace and the place where its site is published."""

    house: House
    out: Path
    see: Callable[[Register], None]
    begun: bool = False

    def register(self) -> Register:
        """Return the register of everything in the journal by now; letters are written from it."""
        register = self.house.register()
        self.see(register)
        return register

    def journal_number(self) -> int:
        """Return the number of the journal's last entry."""
        return self.house.desk.journal.head().number

    def due(self, register: Register, after: Instant, known_at: Instant) -> tuple[Due, ...]:
        """Return what falls due after *after*, in order."""
        return agenda(register, after=after, known_at=known_at)

    def publish(self, register: Register, at: Instant) -> None:
        """Publish what stands at *at*, unless whoever started us just has."""
        register = self._released(register, at)
        begun, self.begun = self.begun, True
        if not begun and self._is_fresh(register, at):
            return
        try:
            outcome = publish_noted(self.house, self.out, register, at=at)
        except Refused as refusal:  # another one publishes there: the next turn tries again
            raise Unavailable("; ".join(_words(refusal))) from refusal
        if outcome.written or outcome.removed:
            report("published", at=at.text(), written=len(outcome.written))
        if trouble := tell_of(self.house, outcome.written):
            report("trouble", text=trouble)
        with publisher(self.out).turn() as turn:
            turn.make_ready()

    def _released(self, register: Register, at: Instant) -> Register:
        """Release what is due; what is refused is reported, and the site goes out all the same."""
        try:
            return release_now(self.house, register, at=at)
        except Overtaken:
            return self.house.register()  # the next turn releases
        except Refused as refusal:
            for words in _words(refusal):
                report("trouble", text=words)
        return register

    def _is_fresh(self, register: Register, at: Instant) -> bool:
        with publisher(self.out).turn() as turn:
            last = turn.last()
        return (
            last is not None
            and last.leased
            and last.number == register.number
            and at.s - last.at.s < FRESH_S
        )


def report(event: str, **fields: str | int) -> None:
    """Write one line; where nobody reads any more, into nothing: the end of the input ends us."""
    try:
        sys.stdout.buffer.write(msgspec.json.encode({"event": event, **fields}) + b"\n")
        sys.stdout.flush()
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def main(arguments: Sequence[str]) -> int:
    """Run the loop until it is told to end."""
    parser = ArgumentParser(prog="python -m dabyl.workers.agenda_process")
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--check", default="", help="where a server shows the site")
    given = parser.parse_args(arguments)
    install_faults()
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    Thread(target=_end_with_input, args=(stop,), daemon=True).start()
    try:
        house = open_workspace(given.workspace)
        book, shown = after_book(house), read_back(given.out, given.check)
        check = SelfCheck(book=book, shown=shown, clock=house.clock, trouble=_trouble)
        Thread(target=check.run, args=(stop,), daemon=True).start()
        with _mail(house, stop) as see:
            loop = AgendaLoop(
                site=HouseSite(house, given.out, see),
                book=agenda_book(house),
                clock=house.clock,
                lease_s=LEASE_S,
                report=_due,
                trouble=_trouble,
            )
            loop.run(stop)
    except DabylError as error:
        report("failed", text=str(error))
        return 1
    return 0


@contextmanager
def _mail(house: House, stop: Event) -> Iterator[Callable[[Register], None]]:
    """Send letters beside the loop until *stop* is set; give what is to be shown each register."""
    settings = house.settings.mail
    if settings is None:
        yield lambda _: None
        return
    mail = MailLoop(
        told=mail_told(house, settings),
        post=post(house, settings),
        book=sent_book(house),
        is_ours=sending(house),
        clock=house.clock,
        machine=clock(),
        report=lambda letter: report("mail", about=letter.about),
        trouble=_trouble,
    )
    thread = Thread(target=mail.run, args=(stop,), daemon=True)
    thread.start()
    try:
        yield mail.see
    finally:
        stop.set()
        thread.join(LETTER_S)


def _words(refusal: Refused) -> list[str]:
    return [f"{problem.where}: {': '.join(words_of(problem))}" for problem in refusal.problems]


def _trouble(text: str) -> None:
    report("trouble", text=text)


def _due(due: Due) -> None:
    report("due", at=due.at.text(), kind=due.kind, subject=due.subject, hours=due.hours_before)


def _end_with_input(stop: Event) -> None:
    while os.read(sys.stdin.fileno(), 1024):  # sys.stdin would be locked when we end before it does
        pass
    stop.set()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
