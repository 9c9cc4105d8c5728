"""Write the OpenAPI document of the staff's machine interface into docs/reference/.

The same bytes come out each time; a test holds the file against the interface.
"""

import json
from pathlib import Path

from dabyl.adapters.store.ready import CONSOLE, make_ready

FILE = Path(__file__).parents[1] / "docs/reference/staff-api.json"


def document() -> str:
    """Return the document as it is served, laid out to be read."""
    make_ready(CONSOLE)
    from dabyl.console.machine.service import api  # noqa: PLC0415 - Django must be ready

    told = api.get_openapi_schema(path_prefix="/api/v1/staff/")
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(document(), encoding="utf-8")
