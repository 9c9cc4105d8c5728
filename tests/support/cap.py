"""Clean CAP messages, and what the rules say about changed ones.

``CLEAN`` is one message on which no rule has anything to say. A test changes one thing in it, by
``changed(CLEAN, sent=...)``, ``with_info(CLEAN, 2, expires=None)`` (blocks count from 1, 0 is
each of them) and ``with_area``, and asks for ``codes(...)``. What must be equal in all languages,
such as times and shapes, is changed in each block, or in ``ALONE``, which speaks one language.
"""

from collections.abc import Iterable
from typing import Any

import attrs

from dabyl.core.formats.cap.feeds import Entry, Feed, Link
from dabyl.core.formats.cap.reading import read
from dabyl.core.formats.cap.rules.chain import Chain, Known, chain_of, known
from dabyl.core.formats.cap.rules.checking import check
from dabyl.core.formats.cap.rules.context import Context, Release
from dabyl.core.formats.cap.rules.findings import Checked
from dabyl.core.formats.cap.rules.kinds import Profile
from dabyl.core.formats.cap.rules.message import Message, message_of
from dabyl.core.formats.cap.signature.verdict import State, Verdict
from dabyl.core.formats.cap.values import Alert, Area, Info, NamedValue, Polygon, Time
from dabyl.core.values.instants import Instant, parse_instant

SENDER = "warnings@osland.example"
SENT = "2016-06-06T12:00:00+06:00"
MARKED = (
    "IPAWSv1.0",
    "profile:CAP-CP:1.0",
    "urn:oasis:names:tc:emergency:cap:1.2:profile:CAP-AU:1.0",
)
CODED = (
    NamedValue("ISO 3166-2:2013", "KZ-15"),
    NamedValue("SAME", "000000"),
    NamedValue("profile:CAP-CP:Location:1.0", "00"),
)
EVENT_CODES = (
    NamedValue("OET:v1.2", "OET-177"),
    NamedValue("SAME", "CEM"),
    NamedValue("profile:CAP-CP:Event:1.0", "terrorism"),
    NamedValue("https://govshare.gov.au/xmlui/handle/10772/6495", "terrorism"),
)
AT = parse_instant("2016-06-06T12:01:00+06:00")


def an_area(**changes: Any) -> Area:
    area = Area(
        description="Vale",
        polygons=(Polygon("50.10,57.10 50.10,57.30 50.30,57.30 50.30,57.10 50.10,57.10"),),
        circles=(),
        geocodes=CODED,
        altitude=None,
        ceiling=None,
    )
    return attrs.evolve(area, **changes)


def an_info(**changes: Any) -> Info:
    info = Info(
        language="en",
        categories=("Security",),
        event="Terrorism threat level",
        response_types=("Monitor",),
        urgency="Expected",
        severity="Moderate",
        certainty="Possible",
        audience=None,
        event_codes=EVENT_CODES,
        effective=Time(SENT),
        onset=Time(SENT),
        expires=Time("2016-06-07T12:00:00+06:00"),
        sender_name="Anti-terrorist headquarters of Osland",
        headline="Moderate threat level in Vale",
        description="A moderate level of terrorist threat holds in Vale for one day.",
        instruction="Carry papers and report forgotten things to the police.",
        web="https://osland.example/vale",
        contact="+7 700 000 00 00",
        parameters=(),
        resources=(),
        areas=(an_area(),),
    )
    return attrs.evolve(info, **changes)


def _russian() -> Info:
    return an_info(
        language="ru",
        event="Уровень террористической опасности",
        sender_name="Антитеррористический штаб Осланда",
        headline="Умеренный уровень опасности в Долине",
        description="В Долине на одни сутки установлен умеренный уровень опасности.",
        instruction="Носите с собой документы и сообщайте полиции о забытых вещах.",
        areas=(an_area(description="Долина"),),
    )


def an_alert(**changes: Any) -> Alert:
    alert = Alert(
        identifier="osland-2016-000017",
        sender=SENDER,
        sent=Time(SENT),
        status="Actual",
        msg_type="Alert",
        source=None,
        scope="Public",
        restriction=None,
        addresses=None,
        codes=MARKED,
        note=None,
        references=None,
        incidents=None,
        infos=(an_info(), _russian()),
    )
    return attrs.evolve(alert, **changes)


CLEAN = an_alert()
ALONE = an_alert(infos=CLEAN.infos[:1])
"""A clean message in one language, so that a change sets no language against another."""


def changed(alert: Alert, **changes: Any) -> Alert:
    """Return the alert with other fields; a text given for ``sent`` becomes a time."""
    if isinstance(changes.get("sent"), str):
        changes["sent"] = Time(changes["sent"])
    return attrs.evolve(alert, **changes)


def with_info(alert: Alert, number: int, **changes: Any) -> Alert:
    """Return the alert with fields of one block changed, from 1; of each block for 0."""
    times: dict[str, Any] = {
        name: Time(value)
        if isinstance(value, str) and name in {"effective", "onset", "expires"}
        else value
        for name, value in changes.items()
    }
    infos = tuple(
        attrs.evolve(info, **times) if number in {0, at} else info
        for at, info in enumerate(alert.infos, 1)
    )
    return attrs.evolve(alert, infos=infos)


def with_area(alert: Alert, number: int, **changes: Any) -> Alert:
    """Return the alert with fields of the first area of one block changed; of each block for 0."""
    infos = tuple(
        attrs.evolve(info, areas=(attrs.evolve(info.areas[0], **changes), *info.areas[1:]))
        if number in {0, at}
        else info
        for at, info in enumerate(alert.infos, 1)
    )
    return attrs.evolve(alert, infos=infos)


def an_update(of: Alert = CLEAN, **changes: Any) -> Alert:
    """Return an Update, an hour later, that refers to *of*."""
    sent = of.sent or Time("")
    update = attrs.evolve(
        of,
        identifier="osland-2016-000018",
        sent=Time("2016-06-06T13:00:00+06:00"),
        msg_type="Update",
        references=f"{of.sender},{of.identifier},{sent.text}",
    )
    return changed(with_info(update, 0, effective=None, onset=None), **changes)


def a_chain(*alerts: Alert) -> Chain:
    return chain_of(known(Message(alert)) for alert in alerts)


def a_release(at: Instant, **facts: Any) -> Release:
    """Return a release of what a second implementation has verified."""
    return Release(at=at, verified=Verdict(state=State.VALID), **facts)


def a_feed(of: Alert = CLEAN) -> Feed:
    """Return a feed of one alert."""
    name = of.identifier or ""
    link = Link(href=f"../cap/{name}.xml", type="application/cap+xml")
    return Feed(
        id="urn:feed",
        title="All",
        date=SENT,
        links=(Link(href="feed/cap.atom", rel="self"),),
        entries=(Entry(id=name, title="One", date=SENT, links=(link,)),),
        size_bytes=5000,
        valid_until="2016-06-06T12:05:00+06:00",
    )


def as_known(alert: Alert) -> Known:
    return known(Message(alert))


def checked(
    alert: Alert, *profiles: Profile, context: Context | None = None, at: Instant | None = None
) -> Checked:
    """Return what all rules say, in ``dabyl`` unless profiles are named."""
    given = Context() if context is None else context
    if at is not None:
        given = attrs.evolve(given, at=at)
    return check(Message(alert), profiles or (Profile.DABYL,), given)


def codes(alert: Alert, *profiles: Profile, context: Context | None = None) -> set[str]:
    """Return the codes of all findings."""
    return codes_in(checked(alert, *profiles, context=context).findings)


def message_in(xml: str | bytes) -> Message:
    """Return the first alert of a document."""
    found = read(xml.encode() if isinstance(xml, str) else xml)
    return message_of(found.alerts[0])


def codes_of(message: Message, *profiles: Profile, context: Context | None = None) -> set[str]:
    return codes_in(check(message, profiles or (Profile.DABYL,), context).findings)


def codes_in(findings: Iterable[Any]) -> set[str]:
    return {finding.code for finding in findings}


def gaps(alert: Alert, *profiles: Profile, context: Context | None = None) -> set[tuple[int, str]]:
    """Return the rules that could not tell, with what was missing."""
    return {
        (each.rule, each.missing.value)
        for each in checked(alert, *profiles, context=context).not_judged
    }
