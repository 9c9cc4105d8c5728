"""What was in force, as known when: the same question asked of Dabyl and of SQL in one run.

``python bench/law.py [PROVISIONS] [VERSIONS] [QUESTIONS]``

A random provision, a random day, as known at a random instant; some answers are unknown. Versions
became known by gazettes, each an entry of the journal, and the register is asked as the product
asks it. The peer is a PostgreSQL on this machine, asked over a Unix socket by prepared statements.
It holds the answers ready as rows with two ranges (valid and known), and keeps the faster of a GiST
index over provision and both ranges and a B-tree over provisions. Turns are made when they are
first asked for, so that every question is asked once before it is timed, and the rate of that first
time is printed, too. Then the whole register is consolidated on a day as known at an instant, and
bills are applied to a tenth of the register and to all of it. All answers are compared before
anything is timed. Targets: 50 times the answers; consolidating at least level; applying a bill at
most 2 times as long on ten times the register.
"""

import gc
import random
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from resource import getpagesize
from time import perf_counter
from typing import TypeVar

import psycopg
from psycopg import sql as sql_text

import _law
from _peers import postgres
from dabyl.core.law.amending import apply_bill
from dabyl.core.law.bills import Bill
from dabyl.core.law.states import state_on
from dabyl.core.law.turns import InForce, NotInForce, State, Unknown
from dabyl.core.law.works import Clause, Statutes
from dabyl.core.register.register import Register
from dabyl.core.values.instants import Instant

TARGET, LEVEL, GROWTH = 50, 1, 2
ROUNDS = 3
TRIED = 200
Question = tuple[str, int, date, Instant]  # provision and its number, day, as known at
Answer = tuple[int, ...]
T = TypeVar("T")
Sql = psycopg.Connection[tuple[int, ...]]

INDEXES = ("by_ranges", "by_provision")
TABLE = """
create extension btree_gist;
create table piece (provision int, version int2, valid daterange, known int8range);
"""
ONE = """
select version from piece
where provision = %s::int4 and valid @> %s::date and known @> %s::int8
"""
WHOLE = "select provision, version from piece where valid @> %s::date and known @> %s::int8"


def main(provisions: int, versions: int, questions: int) -> bool:
    """Compare, measure, print; return whether the targets were met."""
    gc.disable()
    dice = random.Random(7)
    drawn = [_law.draw(dice, versions) for _ in range(provisions)]
    drawn = _law.gazettes(drawn, max(1, provisions // 100))
    before = _resident()
    register, built = _timed(lambda: _law.register(drawn))
    plain = _resident()
    asked = [_question(dice, provisions, versions) for _ in range(questions)]
    _, first = _timed(lambda: [_ours(register, question) for question in asked])
    count = provisions * versions
    entries = len(register.laws.values)
    print(f"{provisions:,} provisions x {versions} versions by {entries:,} entries: {built:.1f} s")
    print(f"memory a version: {(plain - before) / count:,.0f} bytes", end=", ")
    turns = (_resident() - plain) / questions
    print(f"and {turns:,.0f} for the turns of one that was asked for, as known at an instant")
    with postgres() as conninfo, closing(psycopg.connect(conninfo, autocommit=True)) as sql:
        _, loaded = _timed(lambda: _load(sql, drawn))
        size = sql.execute("select pg_total_relation_size('piece')").fetchone() or (0,)
        print(
            f"PostgreSQL loaded and indexed in {loaded:.1f} s, {size[0] / count:,.0f} bytes", end=""
        )
        print(" a version on disk")
        _keep_the_better_index(sql, asked[:TRIED])
        answers = [_ours(register, question) for question in asked]
        for question, answer in zip(asked, answers, strict=True):
            if (theirs := _theirs(sql, question)) != _read(answer):
                raise SystemExit(f"answers differ at {question}: {answer} here, {theirs} in SQL")
        unknown = sum(isinstance(answer, Unknown) for answer in answers)
        print(f"{questions:,} answers are the same, {unknown:,} of them unknown")
        met = _in_force(sql, register, asked, first)
        met &= _consolidating(sql, register, [_question(dice, 1, versions) for _ in range(ROUNDS)])
    return _applying(register) and met


def _keep_the_better_index(sql: Sql, asked: list[Question]) -> None:
    """Try both indexes, each without the other, and drop the slower one."""
    taken = {}
    for index, other in (INDEXES, INDEXES[::-1]):
        with sql.transaction(force_rollback=True):
            sql.execute(sql_text.SQL("drop index {}").format(sql_text.Identifier(other)))
            _, taken[index] = _timed(lambda: [_theirs(sql, question) for question in asked])
    better, worse = sorted(taken, key=taken.__getitem__)
    for index in (better, worse):
        print(f"PostgreSQL with {index}: {len(asked) / taken[index]:,.0f} answers/s")
    sql.execute(sql_text.SQL("drop index {}").format(sql_text.Identifier(worse)))


def _question(dice: random.Random, provisions: int, versions: int) -> Question:
    days = _law.span_days(versions)
    on, known_at = _law.on_day(dice.randrange(days)), Instant(dice.randrange(days * _law.DAY_S))
    number = dice.randrange(provisions)
    return _law.name(number), number, on, known_at


def _ours(register: Register, question: Question) -> State:
    provision, _, on, known_at = question
    return register.in_force(provision, on, known_at)


def _theirs(sql: Sql, question: Question) -> Answer:
    _, provision, on, known_at = question
    found = sql.execute(ONE, (provision, on, known_at.s), prepare=True).fetchall()
    return _told(version for (version,) in found)


def _told(versions: Iterable[int]) -> Answer:
    told = tuple(sorted(versions))
    return () if told == (_law.NOTHING,) else told


def _read(state: State) -> Answer:
    match state:
        case NotInForce():
            return ()
        case InForce(wording=wording):
            return (int(wording.id),)
        case Unknown(candidates=candidates, may_have_lapsed=lapsed):
            return _told([*(int(w.id) for w in candidates), *([_law.NOTHING] if lapsed else [])])


def _in_force(sql: Sql, register: Register, asked: list[Question], first: float) -> bool:
    ask = register.in_force
    _, fast = _timed(lambda: [ask(name, on, known) for name, _, on, known in asked])
    _, slow = _timed(lambda: [_theirs(sql, question) for question in asked])
    ratio = slow / fast
    print(f"in force         {len(asked) / fast:12,.0f} answers/s")
    print(f"... never asked before {len(asked) / first:6,.0f} answers/s")
    print(f"PostgreSQL       {len(asked) / slow:12,.0f} answers/s")
    print(f"ratio            {ratio:12.1f}   (target {TARGET})")
    return ratio >= TARGET


def _consolidating(sql: Sql, register: Register, asked: list[Question]) -> bool:
    first = ours = theirs = 0.0
    count = len(register.law.statutes.clauses)
    for *_, on, known_at in asked:
        clauses = register.law_at(known_at).statutes.clauses
        _, once = _timed(lambda: _whole(clauses, on))  # noqa: B023  # called at once
        first += once
        start = perf_counter()
        states = _whole(clauses, on)
        middle = perf_counter()
        found = sql.execute(WHOLE, (on, known_at.s), prepare=True).fetchall()
        ours, theirs = ours + middle - start, theirs + perf_counter() - middle
        grouped: dict[int, list[int]] = {}
        for provision, version in found:
            grouped.setdefault(provision, []).append(version)
        told = [_told(grouped.get(number, ())) for number in range(count)]
        ours_told = [
            _read(states[name]) if (name := _law.name(n)) in states else () for n in range(count)
        ]
        if ours_told != told:
            raise SystemExit(f"the whole differs on {on} as known at {known_at}")
    ratio = theirs / ours
    print(f"the whole        {ours / len(asked) * 1000:12,.0f} ms")
    print(f"... never asked before {first / len(asked) * 1000:6,.0f} ms")
    print(f"PostgreSQL       {theirs / len(asked) * 1000:12,.0f} ms")
    print(f"ratio            {ratio:12.1f}   (target {LEVEL})")
    return ratio >= LEVEL


def _whole(clauses: Mapping[str, Clause], on: date) -> dict[str, State]:
    return {name: state_on(clause, on) for name, clause in clauses.items()}


def _applying(register: Register) -> bool:
    every = list(register.law.statutes.clauses.values())
    small, large = len(every) // 10, len(every)
    few, many = max(1, small // 50), max(2, small // 5)
    taken = {}
    for provisions in (small, large):
        names = [_law.name(number) for number in range(provisions)]
        clauses = [register.law.statutes.clauses[name] for name in names]
        statutes = Statutes.of(_law.works(provisions), clauses)
        for amendments in (few, many):
            bill = _law.a_bill(provisions, amendments)
            taken[provisions, amendments] = seconds = _best(statutes, bill)
            print(f"a bill of {amendments:5,} on {provisions:6,}: {seconds * 1000:8.1f} ms")
    growth = taken[large, many] / taken[small, many]
    print(f"ten times the register {growth:6.2f}   (target: at most {GROWTH})")
    print(f"{many / few:.0f} times the bill     {taken[large, many] / taken[large, few]:8.2f}")
    return growth <= GROWTH


def _best(statutes: Statutes, bill: Bill) -> float:
    return min(_timed(lambda: apply_bill(statutes, bill))[1] for _ in range(ROUNDS))


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    start = perf_counter()
    done = work()
    return done, perf_counter() - start


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * getpagesize()


def _load(sql: Sql, drawn: list[list[_law.Drawn]]) -> None:
    sql.execute(TABLE)
    with sql.cursor() as cursor, cursor.copy("copy piece from stdin") as copy:
        for number, each in enumerate(drawn):
            for row in _law.rows(number, each):
                copy.write_row(row)
    sql.execute("set maintenance_work_mem = '1GB'")
    sql.execute("create index by_ranges on piece using gist (provision, valid, known)")
    sql.execute("create index by_provision on piece (provision)")
    sql.execute("vacuum analyze piece")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:4]]
    met = main(*(numbers + [50_000, 20, 10_000][len(numbers) :]))
    raise SystemExit(0 if met else 1)
