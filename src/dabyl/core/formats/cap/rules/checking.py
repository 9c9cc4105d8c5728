"""Checking: every rule on one message, in every profile asked for.

1. Findings come by rule, then as the rule yields them, then by profile. A rule that finds nothing
   costs one call.
2. The line of a finding is that of its element, or of the nearest one above it that is there.
3. Test and Exercise are held to every rule (rule 15): an error in such a message is said once more,
   after all others, so that nobody takes the status for an excuse.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

import attrs

from dabyl.core.formats.cap.reading import Found
from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.everything import RULES
from dabyl.core.formats.cap.rules.findings import Checked, Fault, Finding, Gap, NotJudged
from dabyl.core.formats.cap.rules.kinds import Kind, Profile
from dabyl.core.formats.cap.rules.message import Message, message_of
from dabyl.core.formats.cap.rules.registry import Rule
from dabyl.core.formats.cap.where import line_in_tree

OASIS_ONLY: Final = (Profile.OASIS,)


def check(
    message: Message,
    profiles: Iterable[Profile] = OASIS_ONLY,
    context: Context | None = None,
    *,
    rules: tuple[Rule, ...] = RULES,
) -> Checked:
    """Return what the *rules* say about a message in *profiles*."""
    asked = tuple(dict.fromkeys(profiles))
    given = Context() if context is None else context
    findings: list[Finding] = []
    gaps: dict[NotJudged, None] = {}
    for rule in rules:
        if rule.after_all:
            given = attrs.evolve(given, errors_in=_profiles_with_errors(findings))
        for said in rule.judge(message, given):
            if isinstance(said, Gap):
                gaps[NotJudged(rule.number, said.need)] = None
            else:
                findings.extend(_findings(rule, said, asked, message))
    return Checked(tuple(findings), tuple(gaps))


def check_found(
    found: Found,
    profiles: Iterable[Profile] = OASIS_ONLY,
    context: Context | None = None,
) -> Checked:
    """Return what all rules say about an alert of a file in *profiles*."""
    return check(message_of(found), profiles, context)


def _findings(
    rule: Rule, fault: Fault, asked: tuple[Profile, ...], message: Message
) -> Iterator[Finding]:
    concerned = asked if fault.only is None else [each for each in asked if each in fault.only]
    if not concerned:
        return
    where, line = _place(message, fault.where)
    for profile in concerned:
        kind = min(rule.kinds[profile], fault.at_most, key=_weight)
        yield Finding(
            code=rule.code,
            case=fault.case,
            rule=rule.number,
            profile=profile,
            kind=kind,
            where=where,
            line=line,
            data=fault.data,
        )


def _profiles_with_errors(findings: Iterable[Finding]) -> frozenset[Profile]:
    return frozenset(finding.profile for finding in findings if finding.kind is Kind.ERROR)


def _weight(kind: Kind) -> int:
    return kind.weight


def _place(message: Message, path: str) -> tuple[str, int]:
    where = f"/alert/{path}" if path else "/alert"
    element = message.element
    if element is None:
        return where, message.alert.line
    space = element.tag[: element.tag.find("}") + 1]
    for step in path.split("/") if path else ():
        name, _, number = step.partition("[")
        same = element.iterchildren(space + name)
        inner = next(islice(same, int(number[:-1]) - 1 if number else 0, None), None)
        if inner is None:
            break
        element = inner
    return where, line_in_tree(element)
