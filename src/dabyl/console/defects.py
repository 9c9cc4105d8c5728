"""What a log says about a defect: its kind and its place, never what was asked or by whom.

What is unavailable is no defect: the log says what, and why, for whoever runs the server.
"""

import logging
import traceback

from typing_extensions import override

from dabyl.core.values.problems import Unavailable
from dabyl.wiring_console import why_database

_unavailable = logging.getLogger("dabyl.unavailable")


def log_unavailable(error: Exception) -> None:
    """Tell whoever runs the server why the disk or the database can't be reached."""
    said = str(error) if isinstance(error, Unavailable) else f"the accounts: {why_database(error)}"
    _unavailable.error(said)


class PlaceOnly(logging.Formatter):
    """Writes the type of an error and where it was raised; no message, no values, no address."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        _, error, trace = record.exc_info or (None, None, None)
        if error is None:
            return f"console: {record.levelname.lower()} in {record.name}"
        places = " < ".join(
            f"{frame.filename.rpartition('/')[2]}:{frame.lineno}"
            for frame in reversed(traceback.extract_tb(trace))
        )
        return f"console: defect {type(error).__name__} at {places}"
