"""The staff's interface as a whole: its operations, its limits, and its document."""

from typing import Any

import msgspec
from django.http import HttpRequest
from ninja.parser import Parser
from ninja.throttling import AuthRateThrottle
from typing_extensions import override

from dabyl.api.document import Api
from dabyl.console.machine import draft_views, preview_views, register_views
from dabyl.console.machine.answering import handle_problems


class Strict(Parser):
    """Reads bodies as JSON has it: no NaN, no half of a character, no nesting without end."""

    @override
    def parse_body(self, request: HttpRequest) -> Any:
        """Return what was sent."""
        return msgspec.json.decode(request.body)


api = Api(
    title="Dabyl: staff",
    version="1",
    description="Drafts, what stands, and the audit trail, for programs that send a token. "
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
