"""``--skips-to FILE`` writes one line: which tests were skipped and why, or that none was."""

from collections import Counter
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--skips-to``."""
    parser.addoption("--skips-to", type=Path, help="write one line about skipped tests to a file")


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Write the line once all reports are in; under xdist only the controller has them."""
    target = config.getoption("--skips-to")
    if target is not None:
        skipped = terminalreporter.stats.get("skipped", [])
        target.write_text(skips_line(skipped) + "\n", encoding="utf-8")


def skips_line(skipped: "list[pytest.TestReport]") -> str:
    """Return the line that names the files of *skipped*, grouped by reason."""
    if not skipped:
        return "skipped: nothing"
    found = Counter((_reason(report), report.nodeid.partition("::")[0]) for report in skipped)
    reasons = sorted({reason for reason, _ in found})
    return "skipped: " + "; ".join(
        f"{reason}: "
        + ", ".join(f"{path} ({n})" for (why, path), n in sorted(found.items()) if why == reason)
        for reason in reasons
    )


def _reason(report: pytest.TestReport) -> str:
    where = report.longrepr
    text = where[2] if isinstance(where, tuple) else str(where)
    return text.removeprefix("Skipped: ")
