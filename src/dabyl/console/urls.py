"""Every address of the console; each has a name, and each name a line in ``permissions``."""

from django.urls import path

from dabyl.console import (
    admitting,
    approving,
    deciding,
    door,
    drafting,
    drafts,
    files,
    joining,
    mapping,
    own,
    previewing,
    retiring,
    staff,
    standing,
    trail,
)

urlpatterns = [
    path("", standing.now, name="now"),
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
    path("staff/retire/<int:number>", retiring.choose, name="retire"),
    path("staff/retire/<int:number>/propose", retiring.propose, name="retire-propose"),
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
    path("drafts", drafts.every, name="drafts"),
    path("drafts/begin", drafting.begin, name="draft-begin"),
    path("drafts/<str:key>", drafting.form, name="draft"),
    path("drafts/<str:key>/save", drafting.save, name="draft-save"),
    path("drafts/<str:key>/comment", drafting.comment, name="draft-comment"),
    path("drafts/<str:key>/withdraw", drafting.withdraw, name="draft-withdraw"),
    path("drafts/<str:key>/preview", previewing.preview, name="draft-preview"),
    path(
        "drafts/<str:key>/forms/<int:version>/<int:at>/<int:number>/<path:path>",
        previewing.one_form,
        name="draft-form",
    ),
    path("drafts/<str:key>/propose", approving.propose, name="draft-propose"),
    path("drafts/<str:key>/review", approving.review, name="draft-review"),
    path("drafts/<str:key>/refuse", approving.refuse, name="draft-refuse"),
    path("drafts/<str:key>/approve", approving.approve, name="draft-approve"),
    path("map", mapping.places, name="map"),
    path("files/<str:name>", files.file, name="file"),
]

handler403 = "dabyl.console.errors.forbidden"
handler404 = "dabyl.console.errors.missing"
handler500 = "dabyl.console.errors.defect"
