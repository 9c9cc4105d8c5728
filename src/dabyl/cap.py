r'''CAP for programs: read, check, convert, write, verify and explain alerts.

Bytes go in, frozen values come out; nothing here opens a file of yours or the network, asks the
time, or raises because of what a message holds. Every example below is run as a test.

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

Verify: a signature counts when a key that is registered for the sender made it, and held both
when the message was sent and when it was first received. The certificate inside proves nothing.

>>> from base64 import b64decode
>>> dsig, algorithm = "http://www.w3.org/2000/09/xmldsig#", "http://www.w3.org/2001/04/xml"
>>> canonical = "http://www.w3.org/2001/10/xml-exc-c14n#"
>>> signed = (
...     '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>vale.2</identifier>'
...     "<sender>duty@vale.example</sender><sent>2016-06-06T12:00:00+06:00</sent>"
...     "<status>Actual</status><msgType>Ack</msgType><scope>Public</scope>"
...     f'<Signature xmlns="{dsig}"><SignedInfo><CanonicalizationMethod Algorithm="{canonical}">'
...     "</CanonicalizationMethod>"
...     f'<SignatureMethod Algorithm="{algorithm}dsig-more#ecdsa-sha256"></SignatureMethod>'
...     f'<Reference URI=""><Transforms><Transform Algorithm="{dsig}enveloped-signature">'
...     f'</Transform><Transform Algorithm="{canonical}"></Transform></Transforms>'
...     f'<DigestMethod Algorithm="{algorithm}enc#sha256"></DigestMethod>'
...     "<DigestValue>J9bFqQfPdFeF5a5WPGWEL1o1oTU/krHcj200E1Q3ucM=</DigestValue></Reference>"
...     "</SignedInfo><SignatureValue>1zJ77oBNkLBGxJUS+hwX6iSQhfpXvgYKlAiCbVa8tBfcLkreieH8R5gAGS6"
...     "gv00o4u0Fbbdb2Q8XSjl+MTyekg==</SignatureValue></Signature></alert>"
... ).encode()
>>> key = cap.RegisteredKey(
...     public=b64decode(
...         "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEDapFoeGriSB9V4UGERKDmZcEqaXkZ2uGIKV00CN05mww"
...         "++niU22b37hgn3k7itEiZDUHdX5S0ZalM5jGndFXNw=="
...     ),
...     senders=frozenset({"duty@vale.example"}),
...     valid=cap.Period(
...         start=cap.parse_instant("2016-01-01T00:00Z"), end=cap.parse_instant("2017-01-01T00:00Z")
...     ),
... )
>>> at = cap.parse_instant("2016-06-06T12:01+06:00")
>>> cap.verify(signed, cap.Keyring.of([key]), received_at=at).state.value
'valid'
>>> changed = signed.replace(b"vale.2", b"vale.3")
>>> verdict = cap.verify(changed, cap.Keyring.of([key]), received_at=at)
>>> verdict.state.value, verdict.reason.value
('invalid', 'digest-mismatch')

An alert of a feed is verified as a document of its own, which is ``found.data``.

Explain: what an alert says to a reader, in English, Russian or Kazakh, at a time that you name.
What else was seen tells whether it was replaced.

>>> seen = cap.Seen.among(reading.alerts)
>>> said = cap.explain(found, at=at, lang="kk", zone="Asia/Almaty", seen=seen)
>>> said.force.value, said.is_in_earnest, said.choice.language, said.later
('no-end', False, 'en-US', ())
>>> print(cap.explained_text([said], "kk").splitlines()[0])
ОҚУ-ЖАТТЫҒУ. Бұл нағыз ескерту емес.
>>> cap.explained_page([said], "kk")[:42]
b'<!DOCTYPE html>\n<html lang="kk" dir="ltr">'
>>> cap.explained_plain(said)["blocks"][0]["ground"]["north"]
49.2

What cannot be read has one problem that says why; it is never an exception.

>>> [problem.flaw.value for problem in cap.read(b"<html><p>Not found").problems]
['cap-file-web-page']
>>> cap.read(message, limits=cap.Limits(bytes_=100)).problems[0].flaw.value
'cap-limit-bytes'
'''

from dabyl.core.formats.cap.converting import Change, Changed, Converted, convert
from dabyl.core.formats.cap.explaining.explain import explain
from dabyl.core.formats.cap.explaining.explanation import Explanation
from dabyl.core.formats.cap.explaining.force import Force
from dabyl.core.formats.cap.explaining.page import explained_page
from dabyl.core.formats.cap.explaining.plain import explained_plain
from dabyl.core.formats.cap.explaining.seen import Seen
from dabyl.core.formats.cap.explaining.text import explained_text
from dabyl.core.formats.cap.limits import LIMITS, Flaw, Limits, ReadProblem
from dabyl.core.formats.cap.reading import Found, Reading, read
from dabyl.core.formats.cap.rewriting import format_file
from dabyl.core.formats.cap.rules.checking import check_found as check
from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.findings import Checked, Finding, NotJudged
from dabyl.core.formats.cap.rules.kinds import Kind, Profile, Subject
from dabyl.core.formats.cap.signature.keyring import Keyring, RegisteredKey
from dabyl.core.formats.cap.signature.verdict import Reason, State, Verdict
from dabyl.core.formats.cap.signature.verify import Policy, verify
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
from dabyl.core.values.instants import Instant, parse_instant
from dabyl.core.values.periods import Period

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
    "Explanation",
    "Finding",
    "Flaw",
    "Force",
    "Found",
    "Info",
    "Instant",
    "Keyring",
    "Kind",
    "Limits",
    "MsgType",
    "NamedValue",
    "NotJudged",
    "Period",
    "Policy",
    "Polygon",
    "Profile",
    "ReadProblem",
    "Reading",
    "Reason",
    "Reference",
    "RegisteredKey",
    "Resource",
    "ResponseType",
    "SchemaProblem",
    "Scope",
    "Seen",
    "Severity",
    "State",
    "Status",
    "Subject",
    "Time",
    "Urgency",
    "Verdict",
    "Version",
    "check",
    "convert",
    "explain",
    "explained_page",
    "explained_plain",
    "explained_text",
    "format_alert",
    "format_file",
    "parse_instant",
    "read",
    "verify",
]
