"""The site: every public path, and what makes its bytes.

1. ``plan`` is cheap: nothing is rendered until it is asked for. The same register, instants and
   theme always give the same bytes.
2. What says *now* is leased and part of every publication; decisions, incidents, history and law
   are part of one only when they could look different since the last (``touched``).
3. What is signed is signed in the shell; the site copies the token that it is given.
4. Stored messages come first, lists that name them later, and the manifest of all hashes last.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from hashlib import sha256

import attrs

from dabyl.core.publication.answers import Answers
from dabyl.core.publication.cap.files import CapFiles, Outgoing
from dabyl.core.publication.cards import Cards
from dabyl.core.publication.chronicle import with_neighbours
from dabyl.core.publication.claims import token_claims
from dabyl.core.publication.decision_page import decision_page
from dabyl.core.publication.feeds import calendar, feed
from dabyl.core.publication.front_page import front_page
from dabyl.core.publication.history_page import history_page, year_page
from dabyl.core.publication.incident_page import incident_page
from dabyl.core.publication.law_pages import law_files
from dabyl.core.publication.links import decision_tail, incident_tail, year_tail
from dabyl.core.publication.manifest import now_manifest, year_manifest
from dabyl.core.publication.maps import Plan, map_plan
from dabyl.core.publication.place_files import paths_elsewhere, place_files
from dabyl.core.publication.press import Press
from dabyl.core.publication.reading_pages import door, help_page, verify_page
from dabyl.core.publication.status import country_status, standing_map
from dabyl.core.publication.theme import Theme
from dabyl.core.register.changes import Touched
from dabyl.core.register.register import Register
from dabyl.core.register.standing import LEASE_S
from dabyl.core.values.instants import Instant

Thunk = Callable[[], bytes]
MANIFEST = "manifest.json"
NOTHING_OUTGOING = Outgoing()
TOKEN = "token.jws"  # noqa: S105 - a file's name


def plan(  # noqa: PLR0913 - a publication is all of this, and each has its name
    register: Register,
    *,
    at: Instant,
    known_at: Instant,
    theme: Theme,
    lease_s: int = LEASE_S,
    archive: bool = False,
    token: bytes | None = None,
    touched: Touched | None = None,
    hashes: Mapping[str, str] | None = None,
    outgoing: Outgoing = NOTHING_OUTGOING,
    ahead_s: int = 0,
) -> "Site":
    """Return the site as it stands at *at*, as known at *known_at*; nothing is rendered yet.

    With *touched* only paths that may differ since the last publication are planned. *hashes* (path
    to SHA-256, in hexadecimal) of files of the history that stand spares making them again. *token*
    and *outgoing* are what the shell signed or holds. *ahead_s* is that of ``Press``.
    """
    answers = Answers(register=register, at=at, known_at=known_at, lease_s=lease_s)
    press = Press(theme=theme, answers=answers, archive=archive, ahead_s=ahead_s)
    cap = CapFiles(press=press, outgoing=outgoing)
    return Site(press=press, token=token, touched=touched, given=hashes or {}, cap=cap)


def render(
    register: Register,
    at: Instant,
    known_at: Instant,
    theme: Theme,
    *,
    archive: bool = False,
    token: bytes | None = None,
) -> dict[str, bytes]:
    """Return every file of the site."""
    site = plan(register, at=at, known_at=known_at, theme=theme, archive=archive, token=token)
    return {path: site.page(path) for path in site.paths()}


@attrs.frozen(kw_only=True, eq=False, slots=False)
class Site:
    """Paths and their bytes. Make one with ``plan``."""

    press: Press
    token: bytes | None
    touched: Touched | None
    given: Mapping[str, str]
    cap: CapFiles
    _hashes: dict[str, str] = attrs.field(init=False, factory=dict)

    def paths(self) -> tuple[str, ...]:
        """Return the paths that are planned, in the order in which they should be written."""
        return (*self._planned_rest, *self._now, MANIFEST)

    def paths_about(self, places: frozenset[str]) -> tuple[str, ...]:
        """Return those of the planned paths that are about *places*, about all, or are lists.

        Manifests, and what the shell signs of the moment, are not among them.
        """
        others = paths_elsewhere(self.press, places)
        every = (*self._planned_rest, *self._now)
        return tuple(p for p in every if p not in others and not p.startswith("manifest/"))

    def has(self, path: str) -> bool:
        """Tell whether the site has a page at a path, planned or not."""
        return path in self._now or path in self._rest

    def page(self, path: str) -> bytes:
        """Return the bytes at a path, planned or not.

        Raises:
            KeyError: the site has no such path.
        """
        thunk = self._now.get(path) or self._planned_rest.get(path)
        if thunk is None:
            thunk = self._manifest if path == MANIFEST else self._rest[path]
        data = thunk()
        self._hashes[path] = sha256(data).hexdigest()
        return data

    def claims(self) -> dict[str, object]:
        """Return the claims of the status token, to be signed by the shell."""
        return token_claims(self.press)

    # --- what stands now ---

    @cached_property
    def _now(self) -> Mapping[str, Thunk]:
        return dict(self._now_items())

    def _now_items(self) -> Iterator[tuple[str, Thunk]]:
        press, cards = self.press, Cards(self.press)
        for key in press.answers.paged:
            yield from place_files(press, cards, key)
        for lang in press.languages:
            yield f"{lang}/verify/index.html", partial(verify_page, press, lang)
            yield f"{lang}/help/index.html", partial(help_page, press, lang)
            yield f"{lang}/index.html", partial(self._front, lang)
        yield "geo/standing.geojson", self._map
        yield "status.json", partial(country_status, press)
        if self.token is not None:
            yield TOKEN, partial(bytes, self.token)
        yield "index.html", partial(door, press)
        yield from self.cap.now()

    @cached_property
    def _plan(self) -> Plan | None:
        return map_plan(self.press.answers)

    def _front(self, lang: str) -> bytes:
        return front_page(self.press, self._plan, lang)

    def _map(self) -> bytes:
        return standing_map(self.press, self._plan)

    # --- the record ---

    @cached_property
    def _rest(self) -> Mapping[str, Thunk]:
        answers, chronicle = self.press.answers, self.press.answers.chronicle
        every = _Record(
            decisions=answers.register.decision_ids(answers.known_at),
            incidents=tuple(answers.incidents),
            years=chronicle.years,
            feeds=chronicle.told_years[:-1],
            manifests=self._years,
            messages=tuple(self.cap.messages),
        )
        return dict(self._record_items(every))

    @cached_property
    def _planned_rest(self) -> Mapping[str, Thunk]:
        if self.touched is None or self.touched.all:
            return self._rest
        return dict(self._record_items(self._touched_record(self.touched)))

    def _record_items(self, record: "_Record") -> Iterator[tuple[str, Thunk]]:
        press = self.press
        yield from self.cap.record(record.messages)
        for lang in press.languages:
            for key in record.decisions:
                yield f"{lang}/{decision_tail(key)}", partial(decision_page, press, key, lang)
            for key in record.incidents:
                yield f"{lang}/{incident_tail(key)}", partial(incident_page, press, key, lang)
            for year in record.years:
                yield f"{lang}/{year_tail(year)}", partial(year_page, press, year, lang)
            for year in record.feeds:
                yield f"feed/{lang}/{year}.atom", partial(feed, press, lang, year)
            if record.newest:
                yield f"{lang}/history/index.html", partial(history_page, press, lang)
                yield f"calendar/{lang}.ics", partial(calendar, press, lang)
                yield f"feed/{lang}.atom", partial(feed, press, lang, None)
        if record.law:
            yield from law_files(press)
        for year in record.manifests:
            yield f"manifest/{year}.json", partial(self._year_manifest, year)

    def _touched_record(self, touched: Touched) -> "_Record":
        answers, chronicle = self.press.answers, self.press.answers.chronicle
        known = [key for key in sorted(touched.decisions) if self._is_known(key)]
        records = [answers.register.record(key) for key in known]
        acts = [*answers.known(known), *(record.decision for record in records)]
        incidents = touched.incidents | {act.incident for act in acts if act.incident is not None}
        years = with_neighbours(touched.years, chronicle.years)
        feeds = with_neighbours(touched.years, chronicle.told_years)
        manifests = {*years, *feeds, *(chronicle.year(one.recorded_at) for one in records)}
        return _Record(
            decisions=tuple(known),
            incidents=tuple(key for key in answers.incidents if key in incidents),
            years=tuple(year for year in chronicle.years if year in years),
            feeds=tuple(year for year in chronicle.told_years[:-1] if year in feeds),
            manifests=tuple(year for year in self._years if year in manifests),
            messages=tuple(key for key in self.cap.messages if key in touched.messages),
            newest=bool(touched.years),
            law=touched.law,
        )

    def _is_known(self, decision: str) -> bool:
        record = self.press.answers.register.decision(decision)
        return record is not None and record.recorded_at <= self.press.answers.known_at

    # --- manifests ---

    @cached_property
    def _years(self) -> tuple[int, ...]:
        chronicle = self.press.answers.chronicle
        found = {
            *chronicle.years,
            *chronicle.told_years,
            *chronicle.recorded_years,
            *self.cap.years,
        }
        return tuple(sorted(found))

    def _hash(self, path: str) -> str:
        known = self._hashes.get(path)
        if known is None:
            self.page(path)
            known = self._hashes[path]
        return known

    def _old_hash(self, path: str) -> str:
        standing = path in self.given and path not in self._planned
        return self.given[path] if standing else self._hash(path)

    @cached_property
    def _planned(self) -> frozenset[str]:
        return frozenset(self.paths())

    def _manifest(self) -> bytes:
        paths = (*self._now, *self._standing_record())
        return now_manifest(self.press, paths, self._years, self._old_hash)

    def _standing_record(self) -> Iterator[str]:
        """Name the files of the record that belong to no year."""
        yield from (path for path, _ in law_files(self.press))
        for lang in self.press.languages:
            yield f"{lang}/history/index.html"
            yield f"calendar/{lang}.ics"
            yield f"feed/{lang}.atom"
            for key in self.press.answers.incidents:
                yield f"{lang}/{incident_tail(key)}"
        for year in self._years:
            yield f"manifest/{year}.json"

    def _year_manifest(self, year: int) -> bytes:
        register = self.press.answers.register
        chronicle = self.press.answers.chronicle
        decisions = chronicle.recorded(year)
        paths = []
        for lang in self.press.languages:
            paths += [f"{lang}/{decision_tail(key)}" for key in decisions]
            paths += [f"{lang}/{year_tail(year)}"] if year in chronicle.years else []
            paths += [f"feed/{lang}/{year}.atom"] if year in chronicle.told_years[:-1] else []
        paths += self.cap.paths_of(year)
        records = [register.record(key) for key in decisions]
        entries = {one.decision.id: (one.number, one.hash) for one in records}
        return year_manifest(year, paths, entries, self._old_hash)


@attrs.frozen(kw_only=True)
class _Record:
    """What of the record is planned."""

    decisions: tuple[str, ...]
    incidents: tuple[str, ...]
    years: tuple[int, ...]
    feeds: tuple[int, ...]
    manifests: tuple[int, ...]
    messages: tuple[str, ...] = ()
    newest: bool = True
    law: bool = True
