"""Makes Django ready, for commands and tests that start without it."""

import os

import django
from django.apps import apps

VARIABLE = "DJANGO_SETTINGS_MODULE"
SETTINGS = "dabyl.project.settings"
CONSOLE = "dabyl.project.console_settings"


def make_ready(wanted: str = SETTINGS) -> None:
    """Set Django up, once; models can be imported only after this.

    What is wanted here is not left in the environment: a process that this one starts may want
    other settings.
    """
    if apps.ready:
        return
    given = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = given or wanted
    django.setup()
    if given is None:
        del os.environ[VARIABLE]
