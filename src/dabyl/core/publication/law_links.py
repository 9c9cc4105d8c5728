"""Where the pages of the law are, below their language."""


def work_tail(key: str) -> str:
    """Return the address of a work's page."""
    return f"law/work/{key}/index.html"


def provision_tail(key: str) -> str:
    """Return the address of a provision's page; a version is at ``#`` and its id."""
    return f"law/provision/{key}/index.html"


def bill_tail(key: str) -> str:
    """Return the address of a bill's page."""
    return f"law/bill/{key}/index.html"


CALENDAR_TAIL = "law/calendar/index.html"
