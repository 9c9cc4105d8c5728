"""What holds for every answer: who may have it, and what is said about it.

1. No page is kept by a browser or on the way; the style and the script are.
2. The permission table decides before a view runs.
3. What a rule of the core refuses is a page with every reason, never a defect.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.db import DataError
from django.http import HttpRequest, HttpResponse

from dabyl.console import errors
from dabyl.console.frame import see
from dabyl.console.permissions import TABLE, Anyone, Bearers, allows
from dabyl.console.rights import rights_of

Answer = Callable[[HttpRequest], HttpResponse]

_FEATURES = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class Answering:
    """Puts the headers of rule 1 on every answer."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and add what holds for every answer."""
        reply = self._answer(request)
        reply.headers.setdefault("Cache-Control", "no-store")
        reply.headers.setdefault("Permissions-Policy", _FEATURES)
        reply.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return reply


class Gate:
    """Lets a request through when the permission table does."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self._answer(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        arguments: tuple[Any, ...],
        named: dict[str, Any],
    ) -> HttpResponse | None:
        """Return why not, or None to let the view answer."""
        del view, arguments, named
        match = request.resolver_match
        access = TABLE.get(match.url_name or "") if match else None
        if access is None:
            return errors.forbidden(request)
        if isinstance(access, Anyone | Bearers):  # a token is looked at by the operation itself
            return None
        try:
            rights = rights_of(request)
        except (*errors.OUT_OF_REACH, DataError) as error:
            return errors.told(request, error)
        if rights is None:
            return _to_the_door(request)
        return None if allows(access, rights) else errors.forbidden(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page that tells what was refused; None for a defect."""
        return errors.told(request, error)


def _to_the_door(request: HttpRequest) -> HttpResponse:
    """Send whoever is not signed in, or no longer, to the door; a form that was sent is told so."""
    logout(request)
    return see("/sign-in") if request.method in {"GET", "HEAD"} else errors.signed_out(request)
