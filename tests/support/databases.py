"""Makes Django ready before test modules import models; every workspace is a file of its own."""

import pytest

from dabyl.adapters.store.ready import CONSOLE, make_ready


def pytest_configure(config: pytest.Config) -> None:
    """Set Django up."""
    del config
    make_ready(CONSOLE)
