"""The console's style and scripts, made once and kept by browsers until they change."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dabyl.wiring_console import load_theme

_HERE = Path(__file__).parent / "static"
STYLE = "console.css"
_JAVASCRIPT = "text/javascript; charset=utf-8"
_TYPES = {
    STYLE: "text/css; charset=utf-8",
    **dict.fromkeys(sorted(file.name for file in _HERE.glob("*.js")), _JAVASCRIPT),
}


@cache
def body(name: str) -> str:
    """Return a file: the style begins with that of the public pages."""
    own = (_HERE / name).read_text("utf-8")
    return load_theme().style + own if name == STYLE else own


@cache
def version() -> str:
    """Return what changes whenever the style or the script does."""
    return sha256("".join(map(body, _TYPES)).encode()).hexdigest()[:12]


@require_safe
def file(request: HttpRequest, name: str) -> HttpResponse:
    """Answer with the style or the script."""
    del request
    if name not in _TYPES:
        raise Http404
    reply = HttpResponse(body(name), content_type=_TYPES[name])
    reply["Cache-Control"] = "public, max-age=31536000, immutable"
    return reply
