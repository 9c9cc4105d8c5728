"""Keeps the machine's settings out of the tests."""

import os

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Forget what the shell that started the tests had set."""
    del config
    for name in [name for name in os.environ if name.startswith("DABYL_") and name not in KEPT]:
        del os.environ[name]


KEPT = frozenset({"DABYL_PICTURES", "DABYL_SHARED"})
"""Where some tests find data that they use in addition, and skip without."""
