"""The mail loop: hands letters to the post, each once, beside the agenda loop.

1. It is shown the register at each turn of the agenda loop, which wakes when a reminder falls due;
   which letters are of use is computed from it, and those in the book are left out.
2. A letter goes into the book after it was handed over. A process killed in between hands it over
   again, with the same id; none is lost.
3. What fails is reported and tried again, later each time, until the letter is of no use; that it
   was given up is reported too. One letter that fails holds up no other.
4. When the book can't be written the letter isn't sent again as long as the process lives.
5. One process sends for a workspace. Another one waits until that ends, and says so once. Where it
   can't be known whether there is another, letters are sent: twice is better than never.
"""

import traceback
from collections.abc import Callable
from datetime import timedelta
from threading import Event

import attrs

from dabyl.core.register.register import Register
from dabyl.core.values.instants import EARLIEST, Instant
from dabyl.core.values.problems import Unavailable
from dabyl.ports.clock import Clock
from dabyl.ports.post import Letter, Post, SentBook
from dabyl.usecases.remind import Told, letters, unheard

_ANOTHER = "another process sends this workspace's letters; this one waits until that ends"


@attrs.frozen
class _Waiting:
    """A letter that is not handed over yet: how often that failed, and when it is tried again."""

    letter: Letter
    failures: int = 0
    again: Instant = EARLIEST


@attrs.define(kw_only=True, eq=False)
class MailLoop:
    """The loop with all that it needs; ``report`` is told each letter, ``trouble`` each failure."""

    told: Told
    post: Post
    book: SentBook
    clock: Clock
    """By which it is told what letters say, and how long they are of use."""
    machine: Clock
    """By which they are dated and tried again: an exercise's clock can show another time."""
    report: Callable[[Letter], None]
    trouble: Callable[[str], None]
    is_ours: Callable[[], bool]
    """Whether letters are ours to send; see rule 5."""
    poll_s: float = 1.0
    retry_s: int = 30
    retry_at_most_s: int = 1800
    _shown: tuple[Register, ...] = attrs.field(init=False, default=())
    _taken: tuple[Register, ...] = attrs.field(init=False, default=())
    _waiting: dict[str, _Waiting] = attrs.field(init=False, factory=dict)
    _sent: set[str] = attrs.field(init=False, factory=set)
    _unheard: set[str] = attrs.field(init=False, factory=set)
    _said: str = attrs.field(init=False, default="")

    def see(self, register: Register) -> None:
        """Take a register to write letters from; another thread calls this."""
        self._shown = (register,)  # a new tuple each time: the same register may have more due

    def run(self, stop: Event) -> None:
        """Go on until *stop* is set."""
        while not stop.wait(self.poll_s):
            try:
                self.turn(stop)
            except Exception as defect:  # noqa: BLE001 - told, and the next register is tried
                self.trouble(_named(defect))

    def turn(self, stop: Event) -> None:
        """Hand over what is to be handed over now, when that is ours to do."""
        if not self._may_send():
            return
        now = self.clock.now()
        self._give_up(now)
        shown = self._shown
        if shown is not self._taken:
            self._taken = shown
            self._write(shown[0], now)
        for key, waiting in tuple(self._waiting.items()):
            really = self.machine.now()
            if waiting.again <= really and not stop.is_set():
                self._hand_over(key, waiting, really)

    def _may_send(self) -> bool:
        try:
            may = self.is_ours()
            said = "" if may else _ANOTHER
        except Unavailable as error:
            may, said = True, str(error)
        if said and said != self._said:
            self.trouble(said)
        self._said = said
        return may

    def _give_up(self, now: Instant) -> None:
        for key, waiting in tuple(self._waiting.items()):
            if waiting.letter.useful_until <= now:
                del self._waiting[key]
                self.trouble(f"{waiting.letter.about}: given up, it is of no use any more")

    def _write(self, register: Register, now: Instant) -> None:
        done = self._sent | self.book.sent()
        wanted = {
            letter.id: letter
            for letter in letters(register, self.told, at=now)
            if letter.id not in done
        }
        known = self._waiting
        self._waiting = {
            key: attrs.evolve(known[key], letter=letter) if key in known else _Waiting(letter)
            for key, letter in wanted.items()
        }
        for office in unheard(register, self.told, at=now):
            if office not in self._unheard:
                self._unheard.add(office)
                self.trouble(f"no address under [mail.to] for {office or 'no office'}")

    def _hand_over(self, key: str, waiting: _Waiting, now: Instant) -> None:
        letter = waiting.letter
        try:
            self.post.send(letter, at=now)
        except Exception as error:  # noqa: BLE001 - told; a letter with a defect holds up no other
            wait_s = min(self.retry_s << min(waiting.failures, 16), self.retry_at_most_s)
            again = self.machine.now().plus(timedelta(seconds=wait_s))
            self._waiting[key] = _Waiting(letter, waiting.failures + 1, again)
            self.trouble(f"{letter.about}: {_named(error)}; again in {wait_s} s")
            return
        self._sent.add(key)
        del self._waiting[key]
        try:
            self.book.note(letter, at=now)
        except Unavailable as error:
            self.trouble(f"{letter.about}: {error}; after a restart it may be sent again")
        self.report(letter)


def _named(error: Exception) -> str:
    """Return why something failed; a defect goes to standard error in full."""
    if isinstance(error, Unavailable):
        return str(error)
    traceback.print_exception(error)
    return f"a defect of Dabyl, {type(error).__name__}"
