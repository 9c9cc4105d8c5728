"""The addresses of the console, those of its machine interface as well."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import URLPattern


def patterns(of: Iterable[Any] | None = None) -> Iterator[URLPattern]:
    """Give every address; the console must be open."""
    from dabyl.console.urls import urlpatterns  # noqa: PLC0415 - Django must be ready

    every: Iterable[Any] = urlpatterns if of is None else of
    for one in every:
        if isinstance(one, URLPattern):
            yield one
        else:
            yield from patterns(one.url_patterns)
