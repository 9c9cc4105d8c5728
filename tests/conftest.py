"""What all tests share; the fixtures stand in ``tests/support/``, one idea a module."""

pytest_plugins = [
    "support.isolation",
    "support.databases",
    "support.profiles",
    "support.skips",
    "support.chaos",
    "support.postgres",
    "support.browser",
]
