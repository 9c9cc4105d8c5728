"""Events: their categories and codes, pairs of names and values, and words for gravity.

1. A threat level is a matter of security, and carries a code of the OASIS event terms list.
2. A pair has a name and a value. A name that is an acronym is in capitals, without dots.
3. A nation's list gives exactly one code. It is judged by form: the lists themselves are not here.
   A code that is missing is told of the first block without it.
   In our own profile that is asked of messages that claim the nation's profile.
4. Unknown urgency, severity or certainty tells nobody anything.

Source: CAP 1.2, 3.2.2 and 3.2.4; OASIS Event Terms List 1.2 (2020), whose codes are OET-000 to
OET-223; IPAWS profile 1.0, eventCode; CAP-CP 1.0, 6; CAP-AU 1.0, eventCode.
"""

import re
from collections.abc import Iterator
from typing import Final

import attrs

from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.envelope import MARKERS
from dabyl.core.formats.cap.rules.findings import Fault, Gap, Judged, Need
from dabyl.core.formats.cap.rules.kinds import E, I, Profile, Subject, W, kinds
from dabyl.core.formats.cap.rules.message import Message
from dabyl.core.formats.cap.rules.registry import rule
from dabyl.core.formats.cap.values import Info, NamedValue
from dabyl.core.formats.cap.vocabulary import Category

_OURS: Final = frozenset({Profile.DABYL})
_TERMS: Final = re.compile(r"OET\b", re.ASCII | re.IGNORECASE)
_TERMS_LIST: Final = re.compile(r"OET:v\d{1,3}(?:\.\d{1,3})*", re.ASCII)
_TERM: Final = re.compile(r"OET-(\d{3})", re.ASCII)
_LAST_TERMS: Final = {"OET:v1.2": 223}
"""The last number of a version of the list, where it is known."""
_DOTTED: Final = re.compile(r"[A-Za-z](?:\.[A-Za-z]){1,9}\.?", re.ASCII)
_ACRONYMS: Final = ("SAME", "FIPS", "FIPS6", "UGC", "ZIP", "VTEC", "NUTS", "NUTS3", "WMO", "ISO")
_UNCAPITALISED: Final = frozenset(
    text for name in _ACRONYMS for text in (name.lower(), name.capitalize())
)
_UNKNOWN: Final = "Unknown"
_VERY_LIKELY: Final = re.compile(r"\s*very\s+likely\s*", re.IGNORECASE)


@attrs.frozen
class NationalList:
    """A list of event codes that a profile demands: how it is named, and the form of its codes."""

    profile: Profile
    name: re.Pattern[str]
    code: re.Pattern[str]
    shown: str


NATIONAL_LISTS: Final = (
    NationalList(
        Profile.IPAWS,
        re.compile(r"SAME"),
        re.compile(r"[A-Z]{3}", re.ASCII),
        "SAME",
    ),
    NationalList(
        Profile.CAP_CP,
        re.compile(r"profile:CAP-CP:Event:\S+"),
        re.compile(r"\S{4,12}"),
        "profile:CAP-CP:Event:1.0",
    ),
    NationalList(
        Profile.CAP_AU,
        re.compile(
            r"https?://(?:www\.)?govshare\.gov\.au/\S*|\S*(?:CAP-AU|AUeventLIST)\S*", re.IGNORECASE
        ),
        re.compile(r"\S+"),
        "https://govshare.gov.au/xmlui/handle/10772/6495",
    ),
)


@rule(
    number=50,
    code="cap-event-term",
    subject=Subject.MESSAGE,
    source="OASIS Event Terms List 1.2; own: a threat level is a matter of security",
    kinds=kinds(W, oasis=I, elsewhere=W),
    needs=(Need.EVENTS,),
)
def events_are_terms_of_the_list(message: Message, context: Context) -> Judged:
    """A threat level has the category Security and a code of the OASIS event terms list."""
    for number, info in enumerate(message.alert.infos, 1):
        if Category.SECURITY not in info.categories:
            yield Fault(f"info[{number}]/category", "category", only=_OURS)
        terms = []
        for place, code in enumerate(info.event_codes, 1):
            if code.name and _TERMS.match(code.name.lstrip()):
                terms.append(code)
                if not _is_term(code):
                    data = {"name": code.name, "value": code.value or ""}
                    yield Fault(f"info[{number}]/eventCode[{place}]", data=data)
        if not terms:
            yield Fault(f"info[{number}]/eventCode", "none", only=_OURS)
        elif context.events is None:
            yield Gap(Need.EVENTS)
        elif not any(code.value in context.events for code in terms):
            data = {"value": terms[0].value or "", "events": ", ".join(sorted(context.events))}
            yield Fault(f"info[{number}]/eventCode", "other", data, only=_OURS)


@rule(
    number=51,
    code="cap-empty-pair",
    subject=Subject.MESSAGE,
    source="CAP 1.2, 3.2.2 and 3.2.4; Google validator",
    kinds=kinds(E, oasis=W, elsewhere=W, google=E),
)
def pairs_have_a_name_and_a_value(message: Message, context: Context) -> Judged:
    """``valueName`` and ``value`` are not empty; acronyms are in capitals, without dots."""
    del context
    for number, info in enumerate(message.alert.infos, 1):
        yield from _bare(info.event_codes, f"info[{number}]/eventCode")
        yield from _bare(info.parameters, f"info[{number}]/parameter")
        for place, area in enumerate(info.areas, 1):
            yield from _bare(area.geocodes, f"info[{number}]/area[{place}]/geocode")


@rule(
    number=52,
    code="cap-event-code",
    subject=Subject.MESSAGE,
    source="IPAWS profile 1.0, eventCode; CAP-CP 1.0, 6; CAP-AU 1.0, eventCode",
    kinds=kinds(E, oasis=I, ipaws=E, cap_cp=E, cap_au=E),
)
def national_lists_give_one_code(message: Message, context: Context) -> Judged:
    """A national profile has exactly one event code of its list, in the form of that list."""
    del context
    if not message.alert.infos:
        return
    for each in NATIONAL_LISTS:
        claimed = any(marker in message.alert.codes for marker in MARKERS[each.profile])
        only = frozenset({each.profile}) | (_OURS if claimed else frozenset())
        lacks_told = False
        for number, info in enumerate(message.alert.infos, 1):
            for case, value in _codes_beside(each, info):
                if case == "none" and lacks_told:
                    continue
                lacks_told = lacks_told or case == "none"
                data = {"name": each.shown, "value": value}
                yield Fault(f"info[{number}]/eventCode", case, data, only=only)


@rule(
    number=53,
    code="cap-unknown",
    subject=Subject.MESSAGE,
    source="Google validator; WMO practice",
    kinds=kinds(E, oasis=I, google=W, wmo=W),
)
def gravity_is_known(message: Message, context: Context) -> Judged:
    """Urgency, severity and certainty are never ``Unknown``."""
    del context
    for number, info in enumerate(message.alert.infos, 1):
        if _UNKNOWN in (info.urgency, info.severity, info.certainty):
            for name, value in (
                ("urgency", info.urgency),
                ("severity", info.severity),
                ("certainty", info.certainty),
            ):
                if value == _UNKNOWN:
                    yield Fault(f"info[{number}]/{name}", data={"name": name})


@rule(
    number=54,
    code="cap-very-likely",
    subject=Subject.READER,
    source="CAP 1.2, 3.2.2, certainty",
    kinds=kinds(I, oasis=I),
)
def very_likely_is_likely(message: Message, context: Context) -> Judged:
    """The certainty ``Very Likely`` of CAP 1.0 is read as ``Likely`` and never written."""
    del context
    for number, info in enumerate(message.alert.infos, 1):
        if info.certainty and _VERY_LIKELY.fullmatch(info.certainty):
            yield Fault(f"info[{number}]/certainty")


def _is_term(code: NamedValue) -> bool:
    """Tell whether a code has the form of the list, and is of it where its end is known."""
    name, match = code.name or "", _TERM.fullmatch(code.value or "")
    if match is None or _TERMS_LIST.fullmatch(name) is None:
        return False
    return int(match[1]) <= _LAST_TERMS.get(name, 999)


def _bare(pairs: tuple[NamedValue, ...], path: str) -> Iterator[Fault]:
    """Yield a fault for each pair without a name or a value, or with an acronym written wrong."""
    for place, pair in enumerate(pairs, 1):
        name = pair.name
        if not name or name.isspace():
            yield Fault(f"{path}[{place}]/valueName", data={"name": "valueName"})
        elif name in _UNCAPITALISED or ("." in name and _DOTTED.fullmatch(name)):
            right = name.replace(".", "").upper()
            yield Fault(
                f"{path}[{place}]/valueName", "acronym", {"value": name, "right": right}, at_most=W
            )
        if not pair.value or pair.value.isspace():
            yield Fault(f"{path}[{place}]/value", data={"name": "value"})


def _codes_beside(each: NationalList, info: Info) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the codes of a list, as a case of the words with the value.

    An empty code is left to the rule on pairs.
    """
    values = [
        (code.value or "").strip()
        for code in info.event_codes
        if code.name and each.name.fullmatch(code.name.strip())
    ]
    if not values:
        yield "none", ""
    elif len(values) > 1:
        yield "several", ", ".join(values)
    for value in values:
        if value and not each.code.fullmatch(value):
            yield "", value
