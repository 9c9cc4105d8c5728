"""The addresses of the console, those of its machine interface as well."""

from collections.abc import Iterable, Iterator

from django.urls import URLPattern, URLResolver


def patterns(of: Iterable[URLPattern | URLResolver] | None = None) -> Iterator[URLPattern]:
    """Give every address; the console must be open."""
    from dabyl.console.urls import urlpatterns  # noqa: PLC0415 - Django must be ready

    for one in urlpatterns if of is None else of:
        if isinstance(one, URLPattern):
            yield one
        else:
            yield from patterns(one.url_patterns)
