"""The peer of rendering: the same place and front pages by Django, from its ORM.

1. Everything that a page says about places, levels, layers and decisions is read from tables by
   queries; the tables are in SQLite, in memory, with indexes. What stands, since when, until when
   and what comes next is worked out from rows in Python.
2. In the peer's favour: the tree is that of the day; texts of a decision, printed remarks, the list
   of latest changes and the whole map lie in the tables as they are to be printed; measures and
   cards are made once and kept, as Dabyl does; templates are compiled once.
3. The templates are Dabyl's, put into Django's language, so that the pages say the same.
"""

import django
from django.conf import settings

TEMPLATES: dict[str, str] = {}
LOADER = ("django.template.loaders.locmem.Loader", TEMPLATES)
ENGINE = {
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "OPTIONS": {"loaders": [("django.template.loaders.cached.Loader", [LOADER])]},
}
DATABASE = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
settings.configure(
    DATABASES={"default": DATABASE}, TEMPLATES=[ENGINE], USE_TZ=True, INSTALLED_APPS=["_django"]
)
django.setup()
