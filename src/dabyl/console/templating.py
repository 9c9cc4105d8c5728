"""Templates: Jinja as on the public pages, with escaping; a name that was not given is an error."""

from typing import Any

from jinja2 import Environment, StrictUndefined


def environment(**options: Any) -> Environment:  # noqa: ANN401 - Django's own options
    """Return the environment that Django's engine renders with."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    return Environment(**options)  # noqa: S701 - Django asks for escaping
