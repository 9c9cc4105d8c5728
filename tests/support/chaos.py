"""``--chaos-every-write`` makes the tests that kill processes kill at every write.

Without it each distinct place in the code that writes is struck once. Tests ask
``chaos_every_write``.
"""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--chaos-every-write``."""
    parser.addoption(
        "--chaos-every-write", action="store_true", help="kill at every write, not once per place"
    )


@pytest.fixture
def chaos_every_write(request: pytest.FixtureRequest) -> bool:
    """Tell whether processes are killed at every write."""
    return bool(request.config.getoption("--chaos-every-write"))
