"""The audit trail, for those who look over the others' shoulders."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dabyl.console.frame import page
from dabyl.wiring_accounts import audit

_SHOWN = 500


@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """Show who did what, and whether the chain holds."""
    number, head = audit.head()
    return page(
        request,
        "trail.html.j2",
        lines=audit.lines(_SHOWN),
        number=number,
        head=head,
        broken_at=audit.broken_at(),
    )
