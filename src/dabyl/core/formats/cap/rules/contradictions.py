"""Contradictions: where no message can please two profiles, or where one asks what another forbids.

Each names the rules that it is about, what the sides say, and what our own messages do.
"""

from typing import Final

import attrs


@attrs.frozen
class Contradiction:
    """Two sides on one subject, with the rules, by number, that judge it."""

    about: str
    rules: tuple[int, ...]
    one: str
    other: str
    ours: str


CONTRADICTIONS: Final = (
    Contradiction(
        "the version",
        (1,),
        "IPAWS, CAP-CP and CAP-AU are written for CAP 1.2 alone",
        "Google takes CAP 1.1 as well",
        "1.2; older ones are converted on input",
    ),
    Contradiction(
        "UTC",
        (10, 12),
        "the standard demands `-00:00` for UTC; IPAWS and Google take a zero offset for a mistake",
        "CAP-AU asks for UTC where an area spans time zones; the UK has it in winter",
        "the local time of the area with its offset",
    ),
    Contradiction(
        "tests",
        (14, 20),
        "Google asks for `Test` messages in the feed, to try the whole way",
        "CAP-AU only logs them; readers of public feeds have shown them to the public",
        "no `Test` on a public channel; a rehearsal has a workspace and a sender of its own",
    ),
    Contradiction(
        "heartbeats",
        (16, 49),
        "NAADS sends `System` messages without `info`",
        "Google wants at least one `info` in every alert",
        "heartbeats are apart from the feeds of alerts",
    ),
    Contradiction(
        "empty elements",
        (23,),
        "the standard allows an element without a value",
        "Google and receivers take it for a mistake",
        "what says nothing is left out",
    ),
    Contradiction(
        "references of an end",
        (30, 31),
        "IPAWS, CAP-CP and CAP-AU want every unexpired message referenced",
        "Google also wants one of them unexpired: the end of what has expired is no Update",
        "an end before the end is an Update or a Cancel; after it, a new Alert without references",
    ),
    Contradiction(
        "information in a Cancel",
        (36,),
        "CAP-CP, CAP-AU and Google want an `info`",
        "the standard and IPAWS do without",
        "a Cancel tells what ended and what to do",
    ),
    Contradiction(
        "`effective` in a Cancel",
        (37,),
        "CAP-AU forbids it",
        "the standard allows it, and several authorities write it",
        "it is left out",
    ),
    Contradiction(
        "the event code",
        (46, 52),
        "IPAWS wants exactly one SAME code, CAP-AU one of its own list",
        "CAP-CP wants exactly one of the Canadian list",
        "the OASIS event term; a national code only where that nation's channel is served",
    ),
    Contradiction(
        "unknown values",
        (53,),
        "the standard lists `Unknown` for urgency, severity and certainty; American feeds use it",
        "Google and the WMO's practice advise against it",
        "it is never written",
    ),
    Contradiction(
        "`expires`",
        (57,),
        "IPAWS and Google demand it",
        "the standard leaves it out, CAP-CP and CAP-AU only advise it",
        "it is always written",
    ),
    Contradiction(
        "a later start",
        (60,),
        "the standard has `effective` and `onset` for it",
        "IPAWS ignores both: what is received is in force",
        "a message is sent when it begins, or says the start in words",
    ),
    Contradiction(
        "the headline",
        (61,),
        "the standard suggests 160 characters",
        "Google asks for 140",
        "140",
    ),
    Contradiction(
        "texts for phones",
        (66, 67),
        "American phone alerts are parameters of 90 and 360 septets",
        "the British system sends the `description`, up to 1,395 septets or 615 units",
        "headline and description; no parameter repeats them for phones",
    ),
    Contradiction(
        "codes of places",
        (77, 78, 91),
        "IPAWS asks for SAME and CAP-CP for Canadian location codes, with or without geometry",
        "the standard discourages a code that stands alone",
        "geometry with a code beside it",
    ),
    Contradiction(
        "names of codes",
        (77, 91),
        "IPAWS prescribes `SAME`, without a version",
        "CAP-CP names its list with the version; without one a code changes its meaning",
        "scheme and day, such as `KATO:2016-06-06`; `SAME` as it is",
    ),
    Contradiction(
        "places that lie apart",
        (94,),
        "Google wants a message of its own for each place",
        "the standard, IPAWS, CAP-CP and CAP-AU have several areas in one block",
        "one message a decision, with an area for each unit",
    ),
    Contradiction(
        "size of a file",
        (72,),
        "the standard calls it approximate",
        "Google refuses one below zero; a size that is off is taken for a broken download",
        "the exact number of bytes",
    ),
    Contradiction(
        "shapes that overlap",
        (86,),
        "the standard calls the shapes of an area a union, in which overlap says nothing",
        "Google, and the British broadcast system, refuse overlapping shapes",
        "shapes are merged before they are written",
    ),
    Contradiction(
        "a circle without a radius",
        (89,),
        "the standard's own example of an earthquake is a circle of 0 km, and feeds follow it",
        "Google shows nobody an alert whose circle has no radius, or a very small one",
        "a radius that covers the people who are warned",
    ),
)
