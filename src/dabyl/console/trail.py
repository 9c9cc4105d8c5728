"""The audit trail, for those who look over the others' shoulders."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dabyl.console.frame import page
from dabyl.usecases.anchor_audit import last_anchor
from dabyl.wiring_accounts import audit
from dabyl.wiring_console import console

_SHOWN = 500


@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """Show who did what, and whether the chain holds."""
    number, head = audit.head()
    anchored = last_anchor(console().house.register())
    return page(
        request,
        "trail.html.j2",
        lines=audit.lines(_SHOWN),
        number=number,
        head=head,
        broken_at=audit.broken_at(),
        anchored=anchored,
        is_anchored=anchored is None or audit.has(anchored.number, anchored.hash),
    )
