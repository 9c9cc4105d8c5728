"""The staff's interface as a whole: its operations, its limits, and its document."""

from typing import Any

import msgspec
from django.http import HttpRequest
from ninja.errors import ValidationErrorContext
from ninja.parser import Parser
from ninja.throttling import AuthRateThrottle
from typing_extensions import override

from dabyl.api.document import Api
from dabyl.console.machine import draft_views, incident_views, preview_views, register_views
from dabyl.console.machine.answering import handle_problems
from dabyl.console.machine.misshapen import Misshapen, misshapen
from dabyl.console.machine.shapes import LARGEST, OF_PLAIN, PLAIN, PLAIN_VALUE


def _number(text: str) -> int | float:
    """Return a number with a point or an exponent; what is whole all the same is a whole one."""
    value = float(text)
    return int(value) if value.is_integer() and abs(value) <= LARGEST else value


_read = msgspec.json.Decoder(float_hook=_number).decode


class Strict(Parser):
    """Reads bodies as JSON has it: no NaN, no half of a character, no nesting without end."""

    @override
    def parse_body(self, request: HttpRequest) -> Any:
        """Return what was sent."""
        return _read(request.body)


class StaffApi(Api):
    """The interface, whose document says as well what may stand in a draft; it is made once."""

    _made: dict[str, Any] | None = None

    @override
    def validation_error_from_error_contexts(
        self, error_contexts: list[ValidationErrorContext[Any]]
    ) -> Misshapen:
        """Return what is not of its shape, with words in every language."""
        return misshapen(error_contexts)

    @override
    def get_openapi_schema(self, **given: Any) -> Any:
        """Return the OpenAPI document."""
        if self._made is None:
            self._made = super().get_openapi_schema(**given)
            shapes = self._made["components"]["schemas"]
            for shape in shapes.values():
                if "content" in shape.get("properties", {}):
                    shape["properties"]["content"]["additionalProperties"] = OF_PLAIN
            shapes[PLAIN] = PLAIN_VALUE
        return self._made


api = StaffApi(
    title="Dabyl: staff",
    version="1",
    description="Drafts, incidents, what stands, and the audit trail, for programs with a token. "
    "It proposes and approves nothing: that needs a person with a passkey.",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="staff",
    parser=Strict(),
    throttle=[AuthRateThrottle()],
)
handle_problems(api)
api.add_router("", register_views.router)
api.add_router("", draft_views.router)
api.add_router("", preview_views.router)
api.add_router("", incident_views.router)
