"""The interface as a whole: its views, its problems, its limits, and its OpenAPI document."""

from ninja.throttling import AnonRateThrottle

from dabyl.api import law_views, register_views
from dabyl.api.document import Api
from dabyl.api.problems import handle_problems

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
