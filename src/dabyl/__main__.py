"""``python -m dabyl`` is ``dabyl``."""

from dabyl.cli.main import main

main()
