"""The peer of rendering and of the machine interface: the same by Django, from its ORM.

1. Everything that a page says about places, levels, layers and decisions is read from tables by
   queries; the tables are in SQLite, in memory, with indexes. What stands, since when, until when
   and what comes next is worked out from rows in Python.
2. In the peer's favour: the tree is that of the day; texts of a decision, printed remarks, the list
   of latest changes and the whole map lie in the tables as they are to be printed; measures and
   cards are made once and kept, as Dabyl does; templates are compiled once.
3. The templates are Dabyl's, put into Django's language, so that the pages say the same.
4. Settings are the product's, but for the tables, the templates and the addresses.
"""

import os

import django
from django.conf import settings

from dabyl.project import settings as dabyl

TEMPLATES: dict[str, str] = {}
LOADER = ("django.template.loaders.locmem.Loader", TEMPLATES)
ENGINE = {
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "OPTIONS": {"loaders": [("django.template.loaders.cached.Loader", [LOADER])]},
}
DATABASE = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
PRODUCT = {name: getattr(dabyl, name) for name in dir(dabyl) if name.isupper()}
settings.configure(
    **PRODUCT
    | {
        "DATABASES": {"default": DATABASE},
        "TEMPLATES": [ENGINE],
        "INSTALLED_APPS": [*dabyl.INSTALLED_APPS, "_django"],
        "ROOT_URLCONF": "_django.urls",
    }
)
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # queries on the event loop's thread, see ``answers``
django.setup()
