"""Scenarios: dated steps that a replay plays on a simulated clock.

1. A scenario is a closed world: it begins with an empty workspace and the packs that it names, and
   a step speaks only of decisions, layers, incidents and figures of the steps above it.
2. Steps are in the order of ``recorded_at``, the instant at which the register learns of them.
3. A scenario is played into a replay or an exercise, never into a live workspace.

``docs/reference/scenario.md`` lists every field with an example.
"""

import attrs

from dabyl.core.formats.decisions.decision import read_sources
from dabyl.core.formats.decisions.effects import Setting
from dabyl.core.formats.decisions.grounds import Find, own_key, texts
from dabyl.core.formats.decisions.times import optional_moment
from dabyl.core.formats.scenarios.steps import Step, StepReader
from dabyl.core.formats.toml.reader import read_toml
from dabyl.core.formats.toml.table import Table
from dabyl.core.levels.decision import Mode, Source
from dabyl.core.register.facts import WorkspaceKind
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.languages import Texts


@attrs.frozen(kw_only=True)
class Scenario:
    """What happened, step by step.

    ``begins`` is when the workspace is made and the packs are adopted.
    """

    id: str
    title: Texts
    about: Texts
    kind: WorkspaceKind
    packs: tuple[str, ...]
    zone: str
    begins: Instant
    sources: tuple[Source, ...]
    steps: tuple[Step, ...]


def parse_scenario(text: str, *, file: str = "scenario.toml", find: Find = own_key) -> Scenario:
    """Read a scenario from TOML; *find* turns codes and names of places into keys.

    Raises:
        Rejected: with every problem found, in file order.
    """
    table = read_toml(text, file=file)
    scenario = _scenario(table, find)
    table.done()
    table.findings.reject()
    return scenario


def scenario_packs(text: str, *, file: str = "scenario.toml") -> tuple[str, ...]:
    """Return the packs that a scenario names, so that its places can be found in them.

    Raises:
        Rejected: the text is not TOML, or names no packs.
    """
    table = read_toml(text, file=file)
    packs = table.strings("packs", required=True)
    table.findings.reject()
    return packs


def _scenario(table: Table, find: Find) -> Scenario:
    sources = read_sources(table)
    setting = Setting(
        zone=table.zone("zone"),
        mode=table.optional_choice("mode", Mode) or Mode.RECORDED,
        scale=table.optional_id("scale"),
        sources=sources,
        find=find,
    )
    begins = optional_moment(table, "begins", setting.zone)
    reader = StepReader(setting, None if begins is None else begins.instant)
    steps = tuple(reader.read(row) for row in table.tables("step", required=True))
    return Scenario(
        id=table.id("id"),
        title=table.texts("title"),
        about=texts(table, "about"),
        kind=_kind(table),
        packs=table.strings("packs", required=True),
        zone=setting.zone,
        begins=begins.instant if begins else min((s.recorded_at for s in steps), default=_NEVER),
        sources=tuple(sources.values()),
        steps=steps,
    )


_NEVER = Instant(0)


def _kind(table: Table) -> WorkspaceKind:
    kind = table.optional_choice("kind", WorkspaceKind) or WorkspaceKind.REPLAY
    if kind is WorkspaceKind.LIVE:
        table.problem(Code.SCENARIO_LIVE, "kind")
    return kind
