"""Joining: an invited person makes a passkey, and hears what to read to an administrator.

The code of the invitation is typed or pasted; it stands in no address, so in no history or log.
"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from dabyl.console import asking
from dabyl.console.frame import page
from dabyl.wiring_accounts import audit, passkeys, people, tickets
from dabyl.wiring_console import console

PURPOSE = "join"


@require_safe
def join(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the invitation."""
    return page(request, "join.html.j2", invited=None)


@require_POST
def open_invitation(request: HttpRequest) -> HttpResponse:
    """Greet the invited person and ask for a passkey."""
    code = request.POST.get("code", "").strip()
    invited = people.invited_by_link(code, at=console().now())
    asked = asking.to_make(PURPOSE, invited)
    return page(request, "join.html.j2", invited=invited, code=code, asked=asked)


@require_POST
def make_passkey(request: HttpRequest) -> HttpResponse:
    """Keep the passkey, and show its fingerprint."""
    at = console().now()
    invited = people.invited_by_link(request.POST.get("code", ""), at=at)
    challenge = tickets.redeem(request.POST.get("ticket", ""), PURPOSE, at=at)
    answer, label = request.POST.get("answer", ""), request.POST.get("label", "")[:60]
    made = passkeys.make(invited, answer, challenge, console().origin, label=label, at=at)
    people.spend_link(invited)
    audit.note("made a passkey", by=invited, subject=invited, at=at)
    return page(request, "waiting.html.j2", fingerprint=passkeys.fingerprint(made))
