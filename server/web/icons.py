"""The line icons of the pages for templates: the drawings of ``static/lib/icons.js``."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from markupsafe import Markup

_DRAWING = re.compile(r'^  (\w+): "([^"]+)",$', re.MULTILINE)


@cache
def _paths() -> dict[str, str]:
    script = files("server.web").joinpath("static", "lib", "icons.js")
    return dict(_DRAWING.findall(script.read_text(encoding="utf-8")))


@cache
def icon(name: str) -> Markup:
    """The drawing of this name; read out by nobody."""
    path = Markup('<path d="{}"></path>').format(_paths()[name])
    return Markup('<svg viewBox="0 0 24 24" class="icon" aria-hidden="true">{}</svg>').format(path)
