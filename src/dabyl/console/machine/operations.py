"""Operations: how each is put onto the interface, with its name, its token and its problems."""

import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dabyl.api.asking import refuse_unknown
from dabyl.api.shapes import Trouble
from dabyl.console.machine.bearing import Bearing

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

BAD: Final = {401: Trouble, 403: Trouble, 413: Trouble, 422: Trouble, 429: Trouble, 503: Trouble}
NONE: Final = {404: Trouble, **BAD}
NOT_THAT: Final = {**NONE, 409: Trouble}
SENT: Final = {400: Trouble, **BAD}
CHANGED: Final = {404: Trouble, 409: Trouble, **SENT}


def operation(
    router: Router,
    method: str,
    path: str,
    name: str,
    *,
    answers: Mapping[int, Any],
    summary: str,
    extra: dict[str, Any] | None = None,
) -> Callable[[View[P]], View[P]]:
    """Put a view onto a router under the *name* that the permission table has it by."""
    put = router.api_operation(
        [method],
        path,
        url_name=name,
        operation_id=name,
        auth=Bearing(name),
        response=dict(answers),
        summary=summary,
        openapi_extra=extra,
    )

    def made(view: View[P]) -> View[P]:
        named = list(inspect.signature(view).parameters)[1:]

        @wraps(view)
        def answering(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            refuse_unknown(request, [one for one in named if one != BODY])
            return view(request, *args, **kwargs)

        put(answering)
        return answering

    return made


BODY: Final = "sent"
"""What the parameter is called that takes the body."""
