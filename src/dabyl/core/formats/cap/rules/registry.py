"""Rules: what each is, and how to add one.

To add a rule:

1. Write one function in a module of this folder, decorated with ``@rule``. It takes a
   ``Message`` and a ``Context`` and yields ``Fault`` for what is wrong and ``Gap`` for a fact that
   it was not given::

       @rule(
           number=16,
           code="cap-system-with-info",
           subject=Subject.MESSAGE,
           source="NAADS LMD guide, 4.1",
           kinds=kinds(E, oasis=I),
       )
       def system_has_no_info(message: Message, context: Context) -> Judged:
           \"\"\"A System message carries no information block.\"\"\"
           if message.alert.status == Status.SYSTEM and message.alert.infos:
               yield Fault("info[1]")

2. Give its words in ``locale/cap.toml``: a table of the code's name with ``message`` and ``fix``
   in en, ru and kk. A fault with ``case="form"`` takes those of ``[code.form]``. Slots such as
   ``{value}`` are filled from the fault's data.
3. A new module is named once in ``everything.py``.
4. Write two tests: one changes one thing in a clean message (``tests/support/cap.py``) and names
   the exact set of codes, the other is a clean message on which the rule is silent.

5. Run ``make docs``.

The first line of the docstring is the rule in one sentence and goes to ``docs/reference/``.
A silent rule should cost next to nothing: test the cheap condition first, build data last.
"""

from collections.abc import Callable

import attrs

from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.findings import Judged, Need
from dabyl.core.formats.cap.rules.kinds import Kinds, Subject
from dabyl.core.formats.cap.rules.message import Message

Judge = Callable[[Message, Context], Judged]


@attrs.frozen(kw_only=True)
class Rule:
    """A rule: its number in the rule table, its code, and the function that judges.

    ``needs`` are the facts of the context without which it may not be able to tell. A rule
    ``after_all`` others sees in the context in which profiles they found errors.
    """

    number: int
    code: str
    subject: Subject
    source: str
    kinds: Kinds
    judge: Judge
    needs: tuple[Need, ...] = ()
    after_all: bool = False

    @property
    def sentence(self) -> str:
        """The rule in one sentence."""
        return (self.judge.__doc__ or "").partition("\n")[0]


def rule(
    *,
    number: int,
    code: str,
    subject: Subject,
    source: str,
    kinds: Kinds,
    needs: tuple[Need, ...] = (),
    after_all: bool = False,
) -> Callable[[Judge], Rule]:
    """Make a rule of a function that judges."""

    def made(judge: Judge) -> Rule:
        return Rule(
            number=number,
            code=code,
            subject=subject,
            source=source,
            kinds=kinds,
            judge=judge,
            needs=needs,
            after_all=after_all,
        )

    return made
