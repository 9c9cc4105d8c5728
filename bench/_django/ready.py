"""Makes the peer ready: its tables, and Dabyl's templates in Django's language."""

import re
from collections.abc import Mapping

from django.db import connection

from _django import TEMPLATES
from _django.models import TABLES


def make_tables() -> None:
    """Make the tables, empty."""
    with connection.schema_editor() as editor:
        for table in TABLES:
            editor.create_model(table)


def take_templates(theme: Mapping[str, str]) -> None:
    """Put Dabyl's templates into Django's language."""
    for name in ("base", "front", "place", "foreign", "card", "measures"):
        TEMPLATES[f"{name}.html"] = _in_django(theme[f"{name}.html.j2"])
    macros = re.findall(
        r"{% macro (\w+)\(.*?\) %}(.*?){% endmacro %}", theme["_now.html.j2"], re.DOTALL
    )
    for name, body in macros:
        TEMPLATES[f"{name}.html"] = _in_django(body)


def _in_django(text: str) -> str:
    text = re.sub(r'{% import ".*?" as parts %}\n?', "", text).replace(".html.j2", ".html")
    text = re.sub(r"{{ parts\.(\w+)\(.*?\) }}", r'{% include "\1.html" %}', text)
    text = re.sub(r'{{ (\S+) or "(.*?)" }}', r'{{ \1|default:"\2" }}', text)
    return re.sub(
        r"{% if map %}.*?<figure.*?</figure>\s*{% endif %}", "{{ map }}", text, flags=re.DOTALL
    )
