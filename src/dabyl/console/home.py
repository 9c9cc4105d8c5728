"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dabyl.console.frame import page


@require_safe
def now(request: HttpRequest) -> HttpResponse:
    """Show what stands now."""
    return page(request, "now.html.j2")
