"""Alerts for tests of explaining: written as XML, read, and explained for a reader in Almaty."""

from typing import Any

from dabyl.core.formats.cap.explaining.explain import explain
from dabyl.core.formats.cap.explaining.explanation import Explanation
from dabyl.core.formats.cap.explaining.seen import Seen
from dabyl.core.formats.cap.explaining.text import explained_text
from dabyl.core.formats.cap.reading import Found, read
from dabyl.core.formats.cap.values import Alert
from dabyl.core.formats.cap.writing import format_alert
from dabyl.core.values.instants import Instant, parse_instant
from support.cap import CLEAN

ZONE = "Asia/Almaty"
AT = parse_instant("2016-06-06T12:30:00+06:00")


def found(alert: Alert = CLEAN) -> Found:
    """Return an alert as a file of its own gives it."""
    return read(format_alert(alert)).alerts[0]


def explained(
    alert: Alert | bytes = CLEAN, *, at: Instant = AT, lang: str = "en", **context: Any
) -> Explanation:
    """Return what an alert, or the first one of a file, says in Almaty."""
    one = read(alert).alerts[0] if isinstance(alert, bytes) else found(alert)
    return explain(one, at=at, lang=lang, zone=ZONE, **context)


def shown(alert: Alert | bytes = CLEAN, *, lang: str = "en", **context: Any) -> str:
    """Return the text of what an alert says."""
    return explained_text([explained(alert, lang=lang, **context)], lang)


def beside(*alerts: Alert) -> Seen:
    """Return that these alerts were seen."""
    return Seen.among(found(each) for each in alerts)
