"""Checking alerts: schema and every rule, against xmlschema's verdict on the schema alone.

``python bench/cap_check.py [ALERTS] [FILES]``

ALERTS distinct alerts in three languages, some 8 KB each, over 200 places, unsigned. The verdicts
of both sides are compared before anything is timed. Then FILES files are checked from the disk by
one process and by all cores, and the memory of this process is looked at after a tenth and at the
end. Targets: 2 x xmlschema per core; memory within 20 MB of what it was after a tenth.
"""

import os
import resource
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time

import xmlschema

from dabyl.adapters.alertchecks import Part, Question, check_files
from dabyl.adapters.alertreports import Form
from dabyl.core.formats.cap.report import report
from dabyl.core.formats.cap.rules.context import Context
from dabyl.core.formats.cap.rules.kinds import Profile
from dabyl.core.formats.cap.schema import schema_text
from dabyl.core.formats.cap.vocabulary import Version
from dabyl.core.values.instants import parse_instant

AT = parse_instant("2016-06-06T12:00:00+06:00")
PLACES, POINTS = 200, 40
MOST_GROWTH_MB = 20
TEXT = "A moderate level of terrorist threat holds here; carry papers, report forgotten things. "


def main(count: int, files: int) -> bool:
    """Compare, measure, print; return whether the targets were met."""
    alerts = [alert(number).encode() for number in range(count)]
    peer = xmlschema.XMLSchema(schema_text(Version.V1_2))
    theirs = [peer.is_valid(text.decode()) for text in alerts]
    if [ours(data) for data in alerts] != theirs:
        raise SystemExit("the verdicts differ")
    print(f"{count} verdicts are the same; {sum(map(len, alerts)) // count:,} bytes an alert")
    start = process_time()
    for data in alerts:
        ours(data)
    rate = count / (process_time() - start)
    start = process_time()
    for data in alerts:
        peer.is_valid(data.decode())
    slow = count / (process_time() - start)
    print(f"schema and all rules {rate:,.0f} alerts/s, xmlschema {slow:,.0f}: {rate / slow:.1f} x")
    with tempfile.TemporaryDirectory() as folder:
        return files_of(Path(folder), alerts, files) and rate >= 2 * slow


def ours(data: bytes) -> bool:
    rows = list(report(data, (Profile.OASIS,), Context(), received_at=AT))
    return all(row.schema_valid for row in rows)


def files_of(folder: Path, alerts: list[bytes], count: int) -> bool:
    """Check files on one core and on all; return whether memory stayed as it was."""
    for number, data in enumerate(alerts):
        (folder / f"{number:06}.xml").write_bytes(data)
    names = [str(folder / f"{number % len(alerts):06}.xml") for number in range(count)]
    question = Question(
        profiles=(Profile.OASIS,), context=Context(), received_at=AT, form=Form.JSON, lang="en"
    )
    rates, grown = [], 0.0
    for workers in (1, os.cpu_count() or 1):
        start = perf_counter()
        parts = check_files(names, question, workers=workers)
        done = sum(part.files for part in until(parts, count // 10))
        early = peak_mb()
        done += sum(part.files for part in parts)
        grown = max(grown, peak_mb() - early)
        rates.append(done / (perf_counter() - start))
        print(f"{done:,} files on {workers}: {rates[-1]:,.0f} files/s")
    print(f"all cores are {rates[1] / rates[0]:.1f} x one; memory grew by {grown:.1f} MB")
    return grown < MOST_GROWTH_MB


def until(parts: Iterator[Part], count: int) -> Iterator[Part]:
    """Yield parts until they hold *count* files."""
    done = 0
    for part in parts:
        yield part
        done += part.files
        if done >= count:
            return


def peak_mb() -> float:
    """Return the most memory that this process or one of its children has had."""
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(each).ru_maxrss for each in whose) / 1024


def alert(number: int) -> str:
    """Return a distinct alert in three languages."""
    place = number % PLACES
    south, west = 40 + place / 20, 50 + place / 10
    ring = [f"{south + at / 1000:.4f},{west + at * at / 90_000:.4f}" for at in range(POINTS)]
    polygon = " ".join([*ring, f"{south + 0.05:.4f},{west - 0.05:.4f}", ring[0]])
    infos = "".join(block(language, number, polygon) for language in ("kk", "ru", "en"))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">\n'
        f"<identifier>osland-2016-{number:06}</identifier>\n<sender>desk@osland.example</sender>\n"
        "<sent>2016-06-06T12:00:00+06:00</sent>\n<status>Actual</status>\n"
        f"<msgType>Alert</msgType>\n<scope>Public</scope>\n{infos}</alert>\n"
    )


def block(language: str, number: int, polygon: str) -> str:
    codes = "".join(
        f"<parameter>\n<valueName>name-{at}</valueName>\n<value>{number}-{at}</value>\n</parameter>\n"
        for at in range(6)
    )
    return (
        f"<info>\n<language>{language}</language>\n<category>Security</category>\n"
        f"<event>Threat level {language}</event>\n<responseType>Monitor</responseType>\n"
        "<urgency>Expected</urgency>\n<severity>Moderate</severity>\n"
        "<certainty>Possible</certainty>\n<expires>2016-06-07T12:00:00+06:00</expires>\n"
        f"<senderName>Headquarters</senderName>\n<headline>Level {number} {language}</headline>\n"
        f"<description>{TEXT * 4}</description>\n<instruction>{TEXT * 2}{language}</instruction>\n"
        f"<web>https://osland.example/{number}</web>\n<contact>+7 700 000 00 00</contact>\n{codes}"
        f"<area>\n<areaDesc>Place {number}</areaDesc>\n<polygon>{polygon}</polygon>\n"
        "<geocode>\n<valueName>ISO 3166-2:2013</valueName>\n<value>KZ-15</value>\n</geocode>\n"
        "</area>\n</info>\n"
    )


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:3]]
    raise SystemExit(0 if main(*(numbers + [1000, 100_000][len(numbers) :])) else 1)
