"""Every address of the console; each has a name, and each name a line in ``permissions``."""

from django.urls import path

from dabyl.console import door, files

urlpatterns = [
    path("sign-in", door.sign_in, name="sign-in"),
    path("language", door.choose_language, name="language"),
    path("files/<str:name>", files.file, name="file"),
]

handler403 = "dabyl.console.errors.forbidden"
handler404 = "dabyl.console.errors.missing"
handler500 = "dabyl.console.errors.defect"
