"""The OpenAPI document of an interface: problems under their own media type."""

from typing import Any

from ninja import NinjaAPI

from dabyl.api.problems import PROBLEM

_ERRORS_FROM = 400


class Api(NinjaAPI):
    """Ninja's interface, whose problems are documented under their own media type."""

    def get_openapi_schema(  # type: ignore[explicit-override]  # typing has it from 3.12 on
        self,
        **given: Any,  # noqa: ANN401 - as the base class has it
    ) -> Any:  # noqa: ANN401 - as above
        """Return the OpenAPI document."""
        document = super().get_openapi_schema(**given)
        for operations in document["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= _ERRORS_FROM:
                        answer["content"] = {PROBLEM: answer["content"]["application/json"]}
        return document
