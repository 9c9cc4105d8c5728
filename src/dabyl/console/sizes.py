"""What the server stopped because it is too large, answered with 413 in the reader's words."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse

from dabyl.console import errors
from dabyl.console.machine import answering
from dabyl.core.values.codes import Code
from dabyl.core.values.problems import Problem
from dabyl.wiring_console import TOO_LARGE

_API: Final = "/api/"


class Sizes:
    """Answers what the server has stopped."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with 413, or let the others answer."""
        most = getattr(request, "scope", {}).get(TOO_LARGE)
        if most is None:
            return self._answer(request)
        problem = Problem(code=Code.BODY_TOO_LARGE, where="body", data={"most": most})
        if request.path.startswith(_API):
            return answering.told(request, [problem])
        return errors.refused(request, [problem], HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
