"""The interface as a whole: its views, its problems, its limits, and its OpenAPI document."""

from typing import Any

from ninja import NinjaAPI
from ninja.throttling import AnonRateThrottle

from dabyl.api import law_views, register_views
from dabyl.api.problems import PROBLEM, handle_problems

_ERRORS_FROM = 400


class Api(NinjaAPI):
    """Ninja's interface, whose problems are documented under their own media type."""

    def get_openapi_schema(  # type: ignore[explicit-override]
        self,
        **given: Any,  # noqa: ANN401 - as the base class has it
    ) -> Any:  # noqa: ANN401
        """Return the OpenAPI document."""
        document = super().get_openapi_schema(**given)
        for operations in document["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= _ERRORS_FROM:
                        answer["content"] = {PROBLEM: answer["content"]["application/json"]}
        return document


api = Api(
    title="Dabyl",
    version="1",
    description="What stands, what happened, and what the law says: read only, for anybody.",
    docs_url=None,
    urls_namespace="api",
    throttle=[AnonRateThrottle()],
)
handle_problems(api)
api.add_router("", register_views.router)
api.add_router("", law_views.router)
