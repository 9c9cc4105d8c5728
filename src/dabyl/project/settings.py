"""Settings of Django, parsed once from the environment.

1. ``DABYL_WORKSPACE`` is the folder of the workspace; the default is the current folder.
2. No secret stands here. Keys lie in the workspace, see ``adapters/workspace``.
3. ``DABYL_PROXIES`` is how many proxies stand before the server; their ``X-Forwarded-For`` is then
   believed when requests are counted by source.
4. ``DABYL_API_RATE`` is how often one source may ask for what isn't in memory: ``1200/m``.
5. No database stands here: each workspace that is opened brings its own, see ``adapters/store``.
"""

import os
from pathlib import Path

WORKSPACE = Path(os.environ.get("DABYL_WORKSPACE") or ".")

INSTALLED_APPS = ["dabyl.adapters.store"]
DATABASES: dict[str, dict[str, object]] = {}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOT_URLCONF = "dabyl.project.urls"
ALLOWED_HOSTS = ["*"]  # the machine interface is the same under every name, and has no session
MIDDLEWARE: list[str] = []
LOGGING = {  # faults of our own go to standard error; refused requests are no news
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # sources whose requests are counted
    }
}
NINJA_DEFAULT_THROTTLE_RATES = {"anon": os.environ.get("DABYL_API_RATE") or "1200/m"}
NINJA_NUM_PROXIES = int(os.environ.get("DABYL_PROXIES") or 0)

USE_TZ = True
TIME_ZONE = "UTC"
