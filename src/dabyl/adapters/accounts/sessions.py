"""Sessions that know whose they are, and end a shift after they began, whatever is done in them."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DbStore
from typing_extensions import override

from dabyl.adapters.accounts.models import ConsoleSession, Person
from dabyl.core.values.instants import Instant

BEGUN, MEANS, BROWSER = "begun_at_s", "means", "browser"


class SessionStore(DbStore):
    """Keeps sessions in the console's table."""

    @classmethod
    @override
    def get_model_class(cls) -> type[ConsoleSession]:
        """Return the table."""
        return ConsoleSession

    @override
    def get_expiry_date(self, **kwargs: Any) -> datetime:
        """Return when the session is over: a shift after it began, or after now when it begins."""
        begun_at_s = self.get(BEGUN)
        if begun_at_s is None:
            return super().get_expiry_date(**kwargs)
        shift = timedelta(seconds=settings.SESSION_COOKIE_AGE)
        return datetime.fromtimestamp(begun_at_s, UTC) + shift

    @override
    def create_model_instance(self, data: dict[str, Any]) -> ConsoleSession:
        """Return the row of a session, with the person it belongs to."""
        return ConsoleSession(
            session_key=self._get_or_create_session_key(),  # type: ignore[attr-defined]  # untyped
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            person_id=int(data[SESSION_KEY]) if SESSION_KEY in data else None,
            begun_at_s=data.get(BEGUN, 0),
            means=data.get(MEANS, ""),
            browser=data.get(BROWSER, ""),
        )


def sessions_of(person: Person) -> tuple[ConsoleSession, ...]:
    """Return a person's sessions, the newest first."""
    return tuple(person.sessions.order_by("-begun_at_s"))


def end_sessions(person: Person, *, but: str | None = None) -> int:
    """End all sessions of a person, but the one with this key; return how many ended."""
    ended, _ = person.sessions.exclude(session_key=but or "").delete()
    return ended


def living_sessions(keys: Collection[str], *, at: Instant) -> frozenset[str]:
    """Return those of these sessions that nobody ended and that are not over."""
    rows = ConsoleSession.objects.filter(session_key__in=keys, expire_date__gt=at.local("UTC"))
    return frozenset(rows.values_list("session_key", flat=True))
