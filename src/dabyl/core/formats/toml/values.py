"""Single values and lists of a table: text, ids, numbers, days, instants, zones, choices."""

from datetime import date, datetime

from dabyl.core.formats.toml.node import Choice, Node
from dabyl.core.values.codes import Code
from dabyl.core.values.ids import is_id
from dabyl.core.values.instants import EARLIEST, Instant, from_datetime, parse_instant
from dabyl.core.values.zones import is_zone

NO_DAY = date.min


class Values(Node):
    """Reads single values and lists; readers use `Table`."""

    def text(self, field: str) -> str:
        """Return a text that is not empty."""
        return self._wanted(field, self.optional_text(field), "")

    def optional_text(self, field: str) -> str | None:
        """Return a text that is not empty, or None."""
        found = self._typed(field, str)
        if found is None:
            return None
        if not found.strip():
            self.problem(Code.TEXT_EMPTY, field, field=field)
        return found.strip()

    def id(self, field: str) -> str:
        """Return an id."""
        return self._wanted(field, self.optional_id(field), "")

    def optional_id(self, field: str) -> str | None:
        """Return an id, or None."""
        found = self._typed(field, str)
        if found is not None and not is_id(found):
            self.problem(Code.NOT_AN_ID, field, value=found)
        return found

    def integer(self, field: str, *, at_least: int | None = None) -> int:
        """Return a whole number."""
        return self._wanted(field, self.optional_integer(field, at_least=at_least), at_least or 0)

    def optional_integer(self, field: str, *, at_least: int | None = None) -> int | None:
        """Return a whole number, or None."""
        found = self._typed(field, int)
        if found is not None and at_least is not None and found < at_least:
            self.problem(Code.NUMBER_TOO_SMALL, field, value=found, least=at_least)
            return at_least
        return found

    def number(self, field: str) -> float:
        """Return a number, whole or not."""
        return self._wanted(field, self.optional_number(field), 0.0)

    def optional_number(self, field: str) -> float | None:
        """Return a number, whole or not, or None."""
        found = self.plain(field)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int | float):
            self._wrong(field, found, float)
            return None
        return float(found)

    def flag(self, field: str, *, default: bool) -> bool:
        """Return true or false, or *default* when the field is not there."""
        found = self.optional_flag(field)
        return default if found is None else found

    def optional_flag(self, field: str) -> bool | None:
        """Return true or false, or None."""
        return self._typed(field, bool)

    def day(self, field: str) -> date:
        """Return a day: ``valid_from = 2016-06-06``."""
        return self._wanted(field, self.optional_day(field), NO_DAY)

    def optional_day(self, field: str) -> date | None:
        """Return a day, or None."""
        return self._typed(field, date)

    def instant(self, field: str) -> Instant:
        """Return an instant: a TOML time with an offset, or RFC 3339 text."""
        return self._wanted(field, self.optional_instant(field), EARLIEST)

    def optional_instant(self, field: str) -> Instant | None:
        """Return an instant, or None."""
        found = self.plain(field)
        if found is None:
            return None
        try:
            if isinstance(found, datetime):
                return from_datetime(found)
            if isinstance(found, str):
                return parse_instant(found)
        except ValueError:
            self.problem(Code.TIME_UNREADABLE, field, value=str(found))
            return EARLIEST
        self._wrong(field, found, datetime)
        return EARLIEST

    def zone(self, field: str) -> str:
        """Return the name of a time zone."""
        return self._wanted(field, self.optional_zone(field), "UTC")

    def optional_zone(self, field: str) -> str | None:
        """Return the name of a time zone, or None."""
        found = self._typed(field, str)
        if found is None or is_zone(found):
            return found
        self.problem(Code.ZONE_UNKNOWN, field, value=found)
        return "UTC"

    def choice(self, field: str, kinds: type[Choice]) -> Choice:
        """Return one of the values of *kinds*."""
        return self._wanted(field, self.optional_choice(field, kinds), next(iter(kinds)))

    def optional_choice(self, field: str, kinds: type[Choice]) -> Choice | None:
        """Return one of the values of *kinds*, or None."""
        found = self._typed(field, str)
        return None if found is None else self._chosen(found, kinds, field)

    def strings(self, field: str, *, required: bool = False) -> tuple[str, ...]:
        """Return a list of texts that are not empty."""
        return self._list(field, str, required=required)

    def ids(self, field: str, *, required: bool = False) -> tuple[str, ...]:
        """Return a list of ids."""
        found = self._list(field, str, required=required)
        for place, item in enumerate(found):
            if not is_id(item):
                self.problem(Code.NOT_AN_ID, field, place, value=item)
        return found

    def choices(
        self, field: str, kinds: type[Choice], *, required: bool = False
    ) -> tuple[Choice, ...]:
        """Return a list of values of *kinds*."""
        found = self._list(field, str, required=required)
        chosen = (self._chosen(item, kinds, field, place) for place, item in enumerate(found))
        return tuple(item for item in chosen if item is not None)
