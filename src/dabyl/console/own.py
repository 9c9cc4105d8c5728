"""One's own page: keys, sessions, codes, single sign-on, and asking for a right for an hour.

Whatever changes a key or a right waits for a second person, see ``deciding``.
"""

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from dabyl.console import asking
from dabyl.console.door import elsewhere
from dabyl.console.frame import language, page, see
from dabyl.console.key_areas import area_named, area_sent, place_choices
from dabyl.console.proposals import Kind
from dabyl.console.rights import keys_of, me, rights_of
from dabyl.core.staff.keys import Role
from dabyl.core.values.codes import Code
from dabyl.core.values.instants import Instant
from dabyl.core.values.problems import Problem, Refused
from dabyl.wiring_accounts import (
    audit,
    bindings,
    end_sessions,
    otp,
    passkeys,
    proposals,
    sessions_of,
    tickets,
)
from dabyl.wiring_console import console

ANOTHER = "another"


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show one's own keys, rights and sessions."""
    person, register, lang = me(request), console().house.register(), language(request)
    counting = {key.credential for key in keys_of(register, person.key)}
    return page(
        request,
        "mine.html.j2",
        keys=[
            (one, passkeys.fingerprint(one), one.credential in counting)
            for one in person.passkeys.all()
        ],
        rights=[(one, area_named(one.area, lang)) for one in rights_of(request) or ()],
        places=place_choices(lang),
        sessions=[
            (one, when(one.begun_at_s), one.session_key == request.session.session_key)
            for one in sessions_of(person)
        ],
        asked=asking.to_make(ANOTHER, person),
        elsewhere=elsewhere(request),
        binding=bindings.binding_of(person),
        binding_waits=proposals.is_open(Kind.OIDC, person, at=console().now()),
        binds=asking.to_sign(Kind.OIDC, person=person),
        roles=tuple(Role),
        offices=tuple(register.offices),
    )


@require_POST
def another_passkey(request: HttpRequest) -> HttpResponse:
    """Keep another passkey; it counts when two administrators admitted it."""
    at, person = console().now(), me(request)
    challenge = tickets.redeem(request.POST.get("ticket", ""), ANOTHER, at=at)
    answer, label = request.POST.get("answer", ""), request.POST.get("label", "")[:60]
    made = passkeys.make(person, answer, challenge, console().origin, label=label, at=at)
    audit.note("made a passkey", by=person, subject=person, at=at)
    return page(request, "waiting.html.j2", fingerprint=passkeys.fingerprint(made))


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End all sessions but this one."""
    end_sessions(me(request), but=request.session.session_key)
    audit.note("ended sessions", by=me(request), subject=me(request), at=console().now())
    return see("/me")


@require_POST
def begin_codes(request: HttpRequest) -> HttpResponse:
    """Show what a device needs to make one-time codes."""
    set_up = otp.begin(me(request), console().origin.host)
    return page(request, "codes.html.j2", set_up=set_up)


@require_POST
def prove_codes(request: HttpRequest) -> HttpResponse:
    """Show the recovery codes once, and let a second person confirm."""
    person, at = me(request), console().now()
    password, code = request.POST.get("password", ""), request.POST.get("code", "")
    recovery = otp.prove(person, password, code, at=at)
    update_session_auth_hash(request, person)  # a new password ends every other session, not this
    proposals.propose(Kind.CODES, person, by=person, at=at, data={})
    return page(request, "recovery.html.j2", recovery=recovery)


@require_POST
def ask_right(request: HttpRequest) -> HttpResponse:
    """Ask for a role for an hour."""
    role, office = request.POST.get("role", ""), request.POST.get("office", "")
    person, register = me(request), console().house.register()
    if role not in tuple(Role) or (office and office not in register.offices):
        raise Refused([Problem(code=Code.MISSING_FIELD, where="role", data={"field": "role"})])
    area = area_sent(request.POST.getlist("area"))
    data = {"role": role, "office": office, "area": list(area)}
    proposals.propose(Kind.ELEVATE, person, by=person, at=console().now(), data=data)
    return see("/me")


def when(second: int) -> str:
    """Return an instant as staff reads it: in UTC, whole minutes."""
    return Instant(second).text()[:16].replace("T", " ") + " UTC"
