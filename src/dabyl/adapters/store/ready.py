"""Makes Django ready, for commands and tests that start without it."""

import os

import django
from django.apps import apps

SETTINGS = "dabyl.project.settings"
CONSOLE = "dabyl.project.console_settings"


def make_ready(wanted: str = SETTINGS) -> None:
    """Set Django up, once; models can be imported only after this."""
    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", wanted)
        django.setup()
