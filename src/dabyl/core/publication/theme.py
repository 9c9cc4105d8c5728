"""Themes: templates, style, script and words, as the shell read them; compiled once.

1. A template that names what it was not given is an error, never an empty place.
2. Everything put into a page is escaped, unless it was made as markup here.
3. The style and the one script stand inline, each allowed by its hash; nothing else is allowed.
"""

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256

import attrs
from jinja2 import DictLoader, Environment, StrictUndefined, Template

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AROUND = re.compile(r"\s*([{};,>])\s*")
_SPACES = re.compile(r"\s+")


@attrs.frozen(kw_only=True, eq=False)
class Theme:
    """How pages look and what they say: ``words`` is by language, then by key."""

    templates: Mapping[str, str]
    style: str
    script: str
    words: Mapping[str, Mapping[str, str]]
    _environment: Environment = attrs.field(init=False)

    @_environment.default
    def _make_environment(self) -> Environment:
        return Environment(
            loader=DictLoader(dict(self.templates)),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )

    def template(self, name: str) -> Template:
        """Return the compiled template."""
        return self._environment.get_template(name)

    def languages(self, wanted: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of the *wanted* languages that have words; English when none has."""
        return tuple(lang for lang in wanted if lang in self.words) or ("en",)


def minified(css: str) -> str:
    """Return the style without comments and needless space."""
    return _AROUND.sub(r"\1", _SPACES.sub(" ", _COMMENT.sub("", css))).replace(";}", "}").strip()


def policy(style: str, script: str | None) -> str:
    """Return the content security policy that allows this style and this script, and no request."""
    allowed = [
        "default-src 'none'",
        f"style-src {_hash(style)}",
        "img-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    if script is not None:
        allowed.append(f"script-src {_hash(script)}")
    return ";".join(allowed)


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
