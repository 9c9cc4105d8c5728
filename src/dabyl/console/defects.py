"""What a log says about a defect: its kind and its place, never what was asked or by whom."""

import logging
import traceback

from typing_extensions import override


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
