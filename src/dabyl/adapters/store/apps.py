"""The Django app of the journal's tables."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Names the app; its label is part of the migrations and stays."""

    name = "dabyl.adapters.store"
    label = "store"
