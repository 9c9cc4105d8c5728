r'''CAP for programs: read, check, convert and write alerts of the Common Alerting Protocol.

Bytes go in, frozen values come out; nothing here opens a file or the network, asks the time, or
raises because of what a message holds. Every example below is run as a test.

>>> from dabyl import cap
>>> message = b"""<alert xmlns="urn:oasis:names:tc:emergency:cap:1.1">
... <identifier>vale.1</identifier><sender>duty@vale.invalid</sender>
... <sent>2016-06-06T12:00:00</sent><status>Exercise</status><msgType>Alert</msgType>
... <scope>Public</scope><info><category>Security</category><event>Level raised</event>
... <urgency>Immediate</urgency><severity>Severe</severity><certainty>Likely</certainty>
... <area><areaDesc>Vale</areaDesc><polygon>49.1,57.1 49.1,57.2 49.2,57.2 49.1,57.1</polygon></area>
... </info></alert>"""

Read: a file holds any number of alerts, in a feed or alone. Each comes with the verdict of the
schema of its own version, and with what is wrong by line.

>>> reading = cap.read(message, assume_zone="+06:00")
>>> reading.wellformed, reading.problems, reading.wrapper
(True, (), None)
>>> (found,) = reading.alerts
>>> found.schema_valid, found.alert.version.value, found.alert.line
(True, '1.1', 1)

Look: text is kept as it stands; times and coordinates are read out of it when asked for.

>>> found.alert.identifier, found.alert.sent.text, found.alert.sent.instant.text()
('vale.1', '2016-06-06T12:00:00', '2016-06-06T06:00:00Z')
>>> found.alert.infos[0].areas[0].polygons[0].points[0]
(49.1, 57.1)

Check: 108 rules, each with a kind in eight profiles; what can't be told is said, too.

>>> checked = cap.check(found, [cap.Profile.GOOGLE])
>>> [finding.kind.value for finding in checked.findings if finding.rule == 1]
['W']
>>> (4, "chain") in {(gap.rule, gap.missing.value) for gap in checked.not_judged}
True

Convert: CAP 1.1 and 1.0 become 1.2, and every change is listed.

>>> converted = cap.convert(found)
>>> [(change.where, change.after) for change in converted.changes]
[('/alert', '1.2'), ('/alert/sent[1]', '2016-06-06T12:00:00+06:00')]

Write: canonical bytes, ready to be signed; or the file again, with all that is in it.

>>> cap.format_alert(converted.alert)[:71]
b'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">\n<identifier>vale.1'
>>> cap.format_file(reading, message)[:38]
b'<?xml version="1.0" encoding="UTF-8"?>'

What cannot be read has one problem that says why; it is never an exception.

>>> [problem.flaw.value for problem in cap.read(b"<html><p>Not found").problems]
['cap-file-web-page']
>>> cap.read(message, limits=cap.Limits(bytes_=100)).problems[0].flaw.value
'cap-limit-bytes'
'''

from dabyl.core.formats.cap.converting import Change, Changed, Converted, convert
from dabyl.core.formats.cap.limits import LIMITS, Flaw, Limits, ReadProblem
from dabyl.core.formats.cap.reading import Found, Reading, read
from dabyl.core.formats.cap.rewriting import format_file
from dabyl.core.formats.cap.rules.checking import check_found as check
from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.findings import Checked, Finding, NotJudged
from dabyl.core.formats.cap.rules.kinds import Kind, Profile, Subject
from dabyl.core.formats.cap.values import (
    Alert,
    Area,
    Circle,
    Info,
    NamedValue,
    Polygon,
    Reference,
    Resource,
    Time,
)
from dabyl.core.formats.cap.verdict import SchemaProblem
from dabyl.core.formats.cap.vocabulary import (
    Category,
    Certainty,
    MsgType,
    ResponseType,
    Scope,
    Severity,
    Status,
    Urgency,
    Version,
)
from dabyl.core.formats.cap.writing import format_alert

__all__ = [
    "LIMITS",
    "Alert",
    "Area",
    "Category",
    "Certainty",
    "Change",
    "Changed",
    "Checked",
    "Circle",
    "Context",
    "Converted",
    "Finding",
    "Flaw",
    "Found",
    "Info",
    "Kind",
    "Limits",
    "MsgType",
    "NamedValue",
    "NotJudged",
    "Polygon",
    "Profile",
    "ReadProblem",
    "Reading",
    "Reference",
    "Resource",
    "ResponseType",
    "SchemaProblem",
    "Scope",
    "Severity",
    "Status",
    "Subject",
    "Time",
    "Urgency",
    "Version",
    "check",
    "convert",
    "format_alert",
    "format_file",
    "read",
]
