"""Standing against SQL: the same question over 100,000 decisions, asked of both in one run.

``python bench/standing.py [DECISIONS] [QUESTIONS]``

The question is the level at a random place, at a random instant, as known at another: the lowest on
its ground, the highest of any part, and the unbroken time at the level. The peer is a PostgreSQL on
this machine that holds the same pieces as rows with two ranges (valid and known), a GiST index over
area and both ranges, B-tree indexes over area and bounds, analysed, asked by prepared statements.
It answers the level first, then walks to the next and the last change as long as the level is the
same, as the register does. All answers are compared before anything is timed. Target: 50 times.
"""

import random
import sys
from collections.abc import Iterator
from contextlib import closing
from time import perf_counter

import psycopg

from _history import SCALE, SPAN_S, a_pack, fold_history
from _peers import postgres
from dabyl.core.levels.pieces import FOREVER, Track
from dabyl.core.register.register import Register
from dabyl.core.register.standing import standing
from dabyl.core.values.instants import Instant

TARGET = 50
Question = tuple[str, int, int]
Answer = tuple[int, int, int | None, int | None]

TABLES = """
create extension btree_gist;
create table piece (area int, rank int, valid int8range, known int8range);
create table chain (atom int, area int, primary key (atom, area));
create table ground (place text, atom int, primary key (place, atom));
create table near (place text, area int, primary key (place, area));
"""
INDEXES = """
create index on piece using gist (area, valid, known);
create index on piece (area, lower(valid));
create index on piece (area, upper(valid));
create index on chain (area);
analyze;
"""
FUNCTIONS = """
create function levels(in text, in int8, in int8, out low int, out high int)
language sql stable as $$
  select min(l.rank), max(l.rank) from ground g cross join lateral (
    select coalesce(max(p.rank), -1) as rank from chain c join piece p on p.area = c.area
    where c.atom = g.atom and p.valid @> $2 and p.known @> $3) l
  where g.place = $1
$$;
create function next_edge(text, int8, int8) returns int8 language sql stable as $$
  select min(e.edge) from near n cross join lateral (
    (select lower(valid) as edge from piece p
      where p.area = n.area and lower(valid) > $2 and p.known @> $3 order by 1 limit 1)
    union all
    (select upper(valid) from piece p
      where p.area = n.area and upper(valid) > $2 and p.known @> $3 order by 1 limit 1)) e
  where n.place = $1
$$;
create function last_edge(text, int8, int8) returns int8 language sql stable as $$
  select max(e.edge) from near n cross join lateral (
    (select lower(valid) as edge from piece p
      where p.area = n.area and lower(valid) <= $2 and p.known @> $3 order by 1 desc limit 1)
    union all
    (select upper(valid) from piece p
      where p.area = n.area and upper(valid) <= $2 and p.known @> $3 order by 1 desc limit 1)) e
  where n.place = $1
$$;
create function standing(place text, at int8, known_at int8,
                         out low int, out high int, out since int8, out until int8)
language plpgsql stable as $$
begin
  select l.low, l.high into low, high from levels(place, at, known_at) l;
  until := next_edge(place, at, known_at);
  while until is not null and (levels(place, until, known_at)).low = low loop
    until := next_edge(place, until, known_at);
  end loop;
  since := last_edge(place, at, known_at);
  while since is not null and (levels(place, since - 1, known_at)).low = low loop
    since := last_edge(place, since - 1, known_at);
  end loop;
end $$;
"""


def main(decisions: int, questions: int) -> bool:
    """Compare, measure, print; return whether the target was met."""
    register, seconds = fold_history(decisions)
    print(f"register of {decisions:,} decisions, folded in {seconds:.1f} s")
    asked = list(_questions(questions))
    with postgres() as conninfo, closing(psycopg.connect(conninfo, autocommit=True)) as sql:
        _load(sql, register)
        for question in asked:
            ours, theirs = _ours(register, question), _theirs(sql, question)
            if ours != theirs:
                raise SystemExit(f"answers differ at {question}: {ours} here, {theirs} in SQL")
        print(f"{len(asked):,} answers are the same")
        slow = _rate(len(asked), lambda: [_theirs(sql, question) for question in asked])
        fast = _rate(len(asked), lambda: [_ours(register, question) for question in asked])
        parents = {dated.key for unit in a_pack().units for dated in unit.parents}
        leaves = [question for question in asked if question[0] not in parents]
        leaves_slow = _rate(len(leaves), lambda: [_theirs(sql, question) for question in leaves])
        leaves_fast = _rate(len(leaves), lambda: [_ours(register, question) for question in leaves])
    print(f"standing        {fast:12,.0f} answers/s")
    print(f"PostgreSQL      {slow:12,.0f} answers/s")
    ratio = fast / slow
    print(f"ratio           {ratio:12.1f}   (target {TARGET})")
    print(
        f"... of places with none below: {leaves_fast / leaves_slow:.1f} ({len(leaves)} questions)"
    )
    return ratio >= TARGET


def _questions(count: int) -> Iterator[Question]:
    dice = random.Random(7)
    places = [unit.key for unit in a_pack().units]
    for _ in range(count):
        yield dice.choice(places), dice.randrange(SPAN_S), dice.randrange(SPAN_S)


def _ours(register: Register, question: Question) -> Answer:
    place, at, known_at = question
    found = standing(register, place, scale=SCALE, at=Instant(at), known_at=Instant(known_at))
    reading = register.epoch.readings[SCALE].every[0]
    ranks = {level.id: level.rank for level in reading.version.levels}
    return (
        -1 if found.rank is None else found.rank,
        -1 if found.highest_part is None else ranks[found.highest_part],
        None if found.since is None else found.since.s,
        None if found.until is None else found.until.s,
    )


def _theirs(sql: "psycopg.Connection[tuple[int, ...]]", question: Question) -> Answer:
    cursor = sql.execute("select * from standing(%s, %s, %s)", question, prepare=True)
    low, high, since, until = cursor.fetchone() or (0, 0, 0, 0)
    return low, high, since, until


def _rate(count: int, work: "object") -> float:
    start = perf_counter()
    work()  # type: ignore[operator]
    return count / (perf_counter() - start)


def _load(sql: "psycopg.Connection[tuple[int, ...]]", register: Register) -> None:
    sql.execute(TABLES)
    epoch = register.epoch
    ledger = epoch.ledger
    grounds = [ground for ground in ledger.members if ground.track is Track.LEVEL]
    atoms = range(len(epoch.gazetteer.atoms))
    day = Instant(0).local("UTC").date()
    with sql.cursor() as cursor:
        with cursor.copy("copy piece from stdin") as rows:
            for area, ground in enumerate(grounds):
                for layer in ledger.members[ground]:
                    for row in ledger.rows(layer):
                        if ground.mask in ledger.masks(row.piece.ground):
                            rank = register.scales[SCALE].versions[0].level(row.piece.layer.level)
                            end = "" if row.end >= FOREVER else row.end
                            gone = "" if row.gone >= FOREVER else row.gone
                            rows.write_row(
                                (
                                    area,
                                    rank.rank if rank else 0,
                                    f"[{row.start},{end})",
                                    f"[{row.known},{gone})",
                                )
                            )
        with cursor.copy("copy chain from stdin") as rows:
            for area, ground in enumerate(grounds):
                for atom in atoms:
                    if ground.mask >> atom & 1:
                        rows.write_row((atom, area))
        with cursor.copy("copy ground from stdin") as rows:
            for key in epoch.gazetteer.units:
                mask = epoch.gazetteer.ground(key, day)
                for atom in atoms:
                    if mask >> atom & 1:
                        rows.write_row((key, atom))
        with cursor.copy("copy near from stdin") as rows:
            for key in epoch.gazetteer.units:
                mask = epoch.gazetteer.ground(key, day)
                for area, ground in enumerate(grounds):
                    if mask & ground.mask:
                        rows.write_row((key, area))
    sql.execute(INDEXES)
    sql.execute(FUNCTIONS)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:3]]
    met = main(*(numbers + [100_000, 400][len(numbers) :]))
    raise SystemExit(0 if met else 1)
