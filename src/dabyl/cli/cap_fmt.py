"""``dabyl cap fmt``: files of alerts, written again in one form and without loss."""

from pathlib import Path

from dabyl.cli.cap_files import Batch, Files, To, put, read_alerts
from dabyl.core.formats.cap.rewriting import format_file

EXAMPLES = """
dabyl cap fmt warning.cap                        # the same in UTF-8, on standard output
dabyl cap fmt feed/*.xml --to feed-utf-8         # each under its name; signed ones untouched
"""


def command(files: Files, to: To = None) -> None:
    """Write files again in UTF-8, with one XML declaration and nothing lost; signed ones stay."""
    batch = Batch()
    put(dict(batch.each(files, _again)), to)
    batch.end()


def _again(file: Path) -> tuple[str, bytes]:
    data, reading = read_alerts(file)
    return file.name, format_file(reading, data)
