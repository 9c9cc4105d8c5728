"""Makes Django ready, for commands and tests that start without it."""

import os

import django
from django.apps import apps

SETTINGS = "dabyl.project.settings"


def make_ready() -> None:
    """Set Django up, once; models can be imported only after this."""
    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
        django.setup()
