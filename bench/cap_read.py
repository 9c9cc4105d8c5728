"""Reading CAP: bytes to typed values with the schema's verdict, beside its peers in the same run.

``python bench/cap_read.py [ALERTS] [ROUNDS]``

1,000 different alerts of about 8 KB in three languages, over 200 places, are read by each; then the
real files beside the checkout, by size, where there are any. All on one core, each peer in turn in
every round, the best round counts; nothing is kept from one alert to the next. All verdicts are
compared before anything is timed. Peers: expat without handlers, lxml with the compiled schema, the
same with the tree turned into dicts, and `xmlschema.is_valid`. Targets: 10 times `xmlschema`, half
of lxml with dicts.
"""

import gc
import os
import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any
from xml.parsers import expat

import xmlschema
from lxml import etree

from dabyl.core.formats.cap.reading import read
from dabyl.core.formats.cap.schema import schema_text
from dabyl.core.formats.cap.vocabulary import Version
from dabyl.core.formats.cap.writing import format_alert
from support.tree import ROOT

OF_XMLSCHEMA, OF_DICTS = 10, 0.5
PLACES = 200
REAL = Path(os.environ.get("DABYL_SHARED", ROOT.parent / "shared")) / "data/cap"
SIZES = ((0, 4_000), (4_000, 16_000), (16_000, 64_000), (64_000, 16_000_000))

SCHEMA = etree.XMLSchema(etree.fromstring(schema_text(Version.V1_2).encode()))
PURE = xmlschema.XMLSchema(schema_text(Version.V1_2))
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)

WORDS = {
    "kk": "халықты қорғау үшін қауіптілік деңгейі белгіленді құжатты өзіңізбен алып жүріңіз",
    "ru": "для защиты населения установлен уровень опасности имейте при себе документы",
    "en": "to protect the public a level of danger was set carry your papers with you",
}
Read = Callable[[bytes], object]


def ring(rng: random.Random) -> str:
    lat, lon = rng.uniform(41, 55), rng.uniform(47, 86)
    corners = [f"{lat + rng.random() / 9:.5f},{lon + rng.random() / 9:.5f}" for _ in range(60)]
    return " ".join([*corners, corners[0]])


def said(rng: random.Random, language: str, words: int) -> str:
    return " ".join(rng.choice(WORDS[language].split()) for _ in range(words))


def information(rng: random.Random, language: str, place: str) -> str:
    parameters = "".join(
        f"<parameter><valueName>level-{n}</valueName>"
        f"<value>{said(rng, language, 2)}</value></parameter>"
        for n in range(4)
    )
    return f"""<info>
<language>{language}</language><category>Security</category><event>{said(rng, language, 3)}</event>
<responseType>Monitor</responseType><urgency>Immediate</urgency><severity>Severe</severity>
<certainty>Likely</certainty>
<eventCode><valueName>OET:v1.0</valueName><value>OET-180</value></eventCode>
<effective>2016-06-06T12:00:00+06:00</effective><onset>2016-06-06T12:00:00+06:00</onset>
<expires>2016-07-15T12:00:00+06:00</expires><senderName>{said(rng, language, 4)}</senderName>
<headline>{said(rng, language, 8)}</headline><description>{said(rng, language, 30)}</description>
<instruction>{said(rng, language, 20)}</instruction><web>https://vale.invalid/{language}</web>
<contact>112</contact>
{parameters}
<area><areaDesc>{said(rng, language, 2)}</areaDesc><polygon>{place}</polygon>
<geocode><valueName>ISO 3166-2</valueName><value>KZ-15</value></geocode>
<geocode><valueName>KATO</valueName><value>{rng.randrange(10**9)}</value></geocode></area>
</info>
"""


def alerts(count: int) -> list[bytes]:
    rng = random.Random(2016)
    places = [ring(rng) for _ in range(PLACES)]
    made = []
    for n in range(count):
        place = rng.choice(places)
        infos = "".join(information(rng, language, place) for language in WORDS)
        head = f"""<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="{Version.V1_2.namespace}">
<identifier>vale.{n}</identifier><sender>duty@vale.invalid</sender>
<sent>2016-06-06T12:00:{n % 60:02}+06:00</sent><status>Exercise</status><msgType>Alert</msgType>
<scope>Public</scope><code>vale:1</code><note>exercise {n}</note>
"""
        made.append(f"{head}{infos}</alert>".encode())
    return made


def by_dabyl(data: bytes) -> object:
    return [found.schema_valid for found in read(data).alerts]


def by_expat(data: bytes) -> object:
    return expat.ParserCreate().Parse(data, True)


def by_lxml(data: bytes) -> object:
    return [SCHEMA.validate(etree.fromstring(data, PARSER))]


def as_dict(element: Any) -> dict[str, list[Any]]:  # noqa: ANN401 - an element
    found: dict[str, list[Any]] = {}
    for child in element:
        found.setdefault(child.tag, []).append(as_dict(child) if len(child) else child.text)
    return found


def by_lxml_with_dicts(data: bytes) -> object:
    root = etree.fromstring(data, PARSER)
    return [SCHEMA.validate(root)], as_dict(root)


def by_xmlschema(data: bytes) -> object:
    return [PURE.is_valid(data.decode())]


PEERS: dict[str, Read] = {
    "Dabyl: values and verdict": by_dabyl,
    "expat, nothing kept": by_expat,
    "lxml and schema": by_lxml,
    "lxml, schema, dicts": by_lxml_with_dicts,
    "xmlschema.is_valid": by_xmlschema,
}
SLOW = {"xmlschema.is_valid"}


def measure(files: Sequence[bytes], rounds: int, peers: dict[str, Read]) -> dict[str, float]:
    """Return the files that each peer reads in a second, of its best round."""
    best = dict.fromkeys(peers, float("inf"))
    for _ in range(rounds):
        for name, reader in peers.items():
            some = files[: max(1, len(files) // 10)] if name in SLOW else files
            gc.collect()
            start = perf_counter()
            for data in some:
                reader(data)
            best[name] = min(best[name], (perf_counter() - start) / len(some))
    return {name: 1 / seconds for name, seconds in best.items()}


def show(title: str, files: Sequence[bytes], rates: dict[str, float]) -> None:
    size = sum(map(len, files)) / len(files)
    print(f"{title}: {len(files)} files of {size / 1000:.1f} KB, one core")
    for name, rate in rates.items():
        print(f"  {name:<28}{rate:>10,.0f} files/s {rate * size / 1e6:>9.1f} MB/s")


def real_files(least: int, most: int) -> list[bytes]:
    space = f'xmlns="{Version.V1_2.namespace}"'.encode()
    files = [path.read_bytes() for path in REAL.glob("*/*") if path.parent.name != "schema"]
    alone = [data for data in files if space in data and b"<!DOCTYPE" not in data]
    return [data for data in alone if least <= len(data) < most and read(data).wrapper is None]


def main(count: int, rounds: int) -> int:
    files = alerts(count)
    for data in files[:50]:
        wrong = data.replace(b">Severe<", b">Grave<", 1)
        for each, valid in ((data, [True]), (wrong, [False])):
            if not by_dabyl(each) == by_lxml(each) == by_xmlschema(each) == valid:
                raise SystemExit("the verdicts differ")
    print(f"{min(len(files), 50) * 2} verdicts are the same")
    rates = measure(files, rounds, PEERS)
    show("made", files, rates)
    values = [read(data).alerts[0].alert for data in files]
    start = perf_counter()
    for value in values:
        format_alert(value)
    print(f"  {'Dabyl: written again':<28}{len(values) / (perf_counter() - start):>10,.0f} files/s")
    if REAL.is_dir():
        peers = {name: reader for name, reader in PEERS.items() if name not in SLOW}
        for least, most in SIZES:
            if real := real_files(least, most):
                show(f"real, {least:,} to {most:,} bytes", real, measure(real, rounds, peers))
    ours = rates["Dabyl: values and verdict"]
    pure = ours / rates["xmlschema.is_valid"]
    dicts = ours / rates["lxml, schema, dicts"]
    print(f"{pure:.1f} times xmlschema (target {OF_XMLSCHEMA})")
    print(f"{dicts:.2f} of lxml with dicts (target {OF_DICTS})")
    return 0 if pure >= OF_XMLSCHEMA and dicts >= OF_DICTS else 1


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(given or [1_000]), *([] if len(given) > 1 else [5])))
