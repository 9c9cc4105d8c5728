"""The Django app of the accounts' tables."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Names the app; its label is part of the migrations and stays."""

    name = "dabyl.adapters.accounts"
    label = "accounts"
