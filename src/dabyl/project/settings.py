"""Settings of Django, parsed once from the environment.

1. ``DABYL_WORKSPACE`` is the folder of the workspace; the default is the current folder.
2. No secret stands here. Keys lie in the workspace, see ``adapters/workspace``.
3. No database stands here: each workspace that is opened brings its own, see ``adapters/store``.
"""

import os
from pathlib import Path

WORKSPACE = Path(os.environ.get("DABYL_WORKSPACE") or ".")

INSTALLED_APPS = ["dabyl.adapters.store"]
DATABASES: dict[str, dict[str, object]] = {}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_TZ = True
TIME_ZONE = "UTC"
