"""Every address of the console; each has a name, and each name a line in ``permissions``."""

from django.urls import path

from dabyl.console import admitting, deciding, door, files, home, joining, own, staff, trail

urlpatterns = [
    path("", home.now, name="now"),
    path("sign-in", door.sign_in, name="sign-in"),
    path("sign-in/passkey", door.sign_in_by_passkey, name="sign-in-passkey"),
    path("sign-in/with-code", door.code_form, name="code-form"),
    path("sign-in/code", door.sign_in_by_code, name="sign-in-code"),
    path("sign-out", door.sign_out, name="sign-out"),
    path("language", door.choose_language, name="language"),
    path("join", joining.join, name="join"),
    path("join/open", joining.open_invitation, name="join-open"),
    path("join/passkey", joining.make_passkey, name="join-passkey"),
    path("staff", staff.everybody, name="staff"),
    path("staff/invite", staff.invite, name="invite"),
    path("staff/admit/<int:number>", admitting.choose, name="admit"),
    path("staff/admit/<int:number>/propose", admitting.propose, name="admit-propose"),
    path("staff/proposal/<int:number>", deciding.look, name="proposal"),
    path("staff/proposal/<int:number>/confirm", deciding.confirm, name="proposal-confirm"),
    path("staff/proposal/<int:number>/refuse", deciding.refuse, name="proposal-refuse"),
    path("me", own.mine, name="me"),
    path("me/passkey", own.another_passkey, name="me-passkey"),
    path("me/end-others", own.end_others, name="me-end-others"),
    path("me/codes", own.begin_codes, name="me-codes"),
    path("me/codes/prove", own.prove_codes, name="me-codes-prove"),
    path("me/right", own.ask_right, name="me-right"),
    path("trail", trail.trail, name="trail"),
    path("files/<str:name>", files.file, name="file"),
]

handler403 = "dabyl.console.errors.forbidden"
handler404 = "dabyl.console.errors.missing"
handler500 = "dabyl.console.errors.defect"
