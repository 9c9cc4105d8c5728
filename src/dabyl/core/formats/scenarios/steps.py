"""Steps of a scenario: what is recorded when, checked against the steps above."""

from collections.abc import Iterable
from typing import assert_never

import attrs

from dabyl.core.formats.decisions.decision import (
    read_decision,
    rows_of_texts,
    use_source,
    use_sources,
)
from dabyl.core.formats.decisions.effects import Setting
from dabyl.core.formats.decisions.grounds import read_place, texts
from dabyl.core.formats.decisions.times import read_moment
from dabyl.core.formats.law.book import parse_book
from dabyl.core.formats.toml.node import nearest
from dabyl.core.formats.toml.table import Table
from dabyl.core.incidents.incident import Bound, Figure, Incident
from dabyl.core.law.book import LawBook
from dabyl.core.levels.body import corrected
from dabyl.core.levels.decision import (
    Bulletin,
    Change,
    Correct,
    Decision,
    Declare,
    DeclareState,
    EndState,
    Extend,
    Lift,
    Source,
    layer_id,
)
from dabyl.core.register.facts import (
    DecisionMade,
    FigureRecorded,
    IncidentRecorded,
    LawRecorded,
)
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.languages import NO_TEXTS, Texts
from dabyl.core.values.problems import Rejected

Happening = DecisionMade | IncidentRecorded | FigureRecorded | LawRecorded
MOST_PEOPLE = 10**9


@attrs.frozen(kw_only=True)
class Step:
    """One thing that the register learns, and when.

    ``line`` is where it stands in the file; ``remark`` says something about it to whoever watches.
    """

    recorded_at: Instant
    fact: Happening
    line: int
    remark: Texts = NO_TEXTS


class StepReader:
    """Reads steps from the first to the last, and knows what the earlier ones made."""

    def __init__(self, setting: Setting, begins: Instant | None) -> None:
        self._setting = setting
        self._before = begins
        self._decisions: dict[str, Decision] = {}
        self._layers: dict[str, None] = {}
        self._incidents: dict[str, None] = {}
        self._figures: dict[str, str] = {}  # figure -> incident

    def read(self, table: Table) -> Step:
        """Read one step."""
        recorded_at = self._recorded_at(table)
        remark = texts(table, "remark")
        line = table.line()
        return Step(recorded_at=recorded_at, fact=self._fact(table), line=line, remark=remark)

    def _recorded_at(self, table: Table) -> Instant:
        moment = read_moment(table, "recorded_at", self._setting.zone)
        before = self._before
        if "recorded_at" not in table:
            return moment.instant
        if before is not None and moment.instant < before:
            data = {"recorded_at": moment.text(), "before": before.text(self._setting.zone)}
            table.problem(Code.STEP_OUT_OF_ORDER, "recorded_at", **data)
        self._before = moment.instant
        return moment.instant

    def _fact(self, table: Table) -> Happening:
        match table.plain("do"):
            case "incident":
                return IncidentRecorded(incident=self._incident(table))
            case "figure":
                return FigureRecorded(figure=self._figure(table))
            case "law":
                return _law(table)
            case _:
                return DecisionMade(decision=self._decision(table))

    # --- decisions ---

    def _decision(self, table: Table) -> Decision:
        decision = read_decision(table, self._setting)
        if decision.id in self._decisions:
            table.problem(Code.DUPLICATE, "id", value=decision.id)
        rows = table.tables("effect") or (table,)
        for number, (row, effect) in enumerate(zip(rows, decision.effects, strict=True)):
            match effect:
                case Declare() | DeclareState() | Bulletin():
                    pass
                case Extend(layers=layers) | Change(layers=layers) | Lift(layers=layers):
                    self._use_layers(row, "layers", layers)
                case EndState(states=states):
                    self._use_layers(row, "states", states)
                case Correct():
                    self._correct(row, effect)
                case _:
                    assert_never(effect)
            self._layers[layer_id(decision.id, number)] = None
        if decision.incident is not None and decision.incident not in self._incidents:
            _unknown(table, "incident", decision.incident, "incident", self._incidents)
        self._decisions[decision.id] = decision
        return decision

    def _use_layers(self, table: Table, field: str, layers: tuple[str, ...]) -> None:
        for layer in layers:
            if layer not in self._layers:
                _unknown(table, field, layer, "layer", self._layers)

    def _correct(self, table: Table, effect: Correct) -> None:
        before = self._decisions.get(effect.decision)
        if before is None:
            _unknown(table, "decision", effect.decision, "decision", self._decisions)
            return
        try:
            self._decisions[effect.decision] = corrected(before, effect.changes)
        except Rejected as rejected:
            for problem in rejected.problems:
                where = f"{effect.decision} {problem.where}"
                table.problem(problem.code, "set", **{**problem.data, "field": where})

    # --- incidents and figures ---

    def _incident(self, table: Table) -> Incident:
        incident = Incident(
            id=table.id("id"),
            place=read_place(table, "where", self._setting.find),
            started=read_moment(table, "started", self._setting.zone),
            names=table.texts("name"),
            summary=texts(table, "summary"),
            sources=use_sources(table, self._setting.sources),
            unresolved=rows_of_texts(table, "unresolved"),
        )
        self._incidents[incident.id] = None
        return incident

    def _figure(self, table: Table) -> Figure:
        low, high, bound = self._count(table)
        incident = table.id("incident")
        if incident and incident not in self._incidents:
            _unknown(table, "incident", incident, "incident", self._incidents)
        source = use_source(table, self._setting.sources)
        supersedes = table.ids("supersedes")
        known = [figure for figure, of in self._figures.items() if of == incident]
        for figure in supersedes:
            if figure not in known:
                _unknown(table, "supersedes", figure, "figure", known)
        figure_id = table.id("id")
        if figure_id in self._figures:
            table.problem(Code.DUPLICATE, "id", value=figure_id)
        self._figures[figure_id] = incident
        return Figure(
            id=figure_id,
            incident=incident,
            category=table.id("category"),
            low=low,
            high=high,
            bound=bound,
            as_of=read_moment(table, "as_of", self._setting.zone),
            source=self._setting.sources.get(source, Source(id=source)),
            supersedes=supersedes,
            note=texts(table, "note"),
        )

    @staticmethod
    def _count(table: Table) -> tuple[int, int, Bound]:
        """Read ``count``, or ``low`` and ``high``; a range is one by itself."""
        if "count" in table:
            count = _people(table, "count")
            return count, count, table.optional_choice("bound", Bound) or Bound.EXACT
        if "low" not in table and "high" not in table:
            table.problem(Code.MISSING_FIELD, field="count")
            return 0, 0, Bound.EXACT
        low, high = _people(table, "low"), _people(table, "high")
        if high < low:
            data = {"field": "high", "least": low, "most": MOST_PEOPLE}
            table.problem(Code.OUT_OF_RANGE, "high", **data)
        return low, high, table.optional_choice("bound", Bound) or Bound.RANGE


def _people(table: Table, field: str) -> int:
    count = table.integer(field)
    if not 0 <= count <= MOST_PEOPLE:
        table.problem(Code.OUT_OF_RANGE, field, field=field, least=0, most=MOST_PEOPLE)
        return 0
    return count


def _law(table: Table) -> LawRecorded:
    """Read law that stands as a text of its own in the step; its mistakes are told by its lines."""
    pack, text = table.id("pack"), table.text("text")
    book = LawBook()
    try:
        book = parse_book(text, file=table.where("text"), onto=None)
    except Rejected as rejected:
        table.findings.take(rejected, file=table.file)
    return LawRecorded(pack=pack, book=book, text=text)


def _unknown(table: Table, field: str, name: str, kind: str, known: Iterable[str]) -> None:
    near = nearest(name, known)
    table.problem(Code.UNKNOWN_REFERENCE, field, value=name, kind=kind, near=near)
