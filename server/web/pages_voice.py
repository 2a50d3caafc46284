"""``/voice``: the recordings with which boards read calls aloud."""

from __future__ import annotations

import logging
import re
from functools import cache

from flask import Blueprint, Response, send_file

from broker.numerals import pack_folder
from server.settings import Settings
from server.web.context import context
from server.web.permits import public
from server.web.problems import Problem

bp = Blueprint("voice", __name__)
log = logging.getLogger(__name__)
KEPT_S = 3600
"""So long a board plays what it has before it asks whether the recording was replaced."""
_NAME = re.compile(r"[a-z0-9-]{1,24}")


def for_board(settings: Settings, asked: str) -> dict[str, object]:
    """What a board's page must know of its voice; ``asked`` is ``voice`` of its address.

    Without recordings it cannot read: the log says so once, and what to do.
    """
    if asked and settings.voice is None:
        _tell_unset()
    return {
        "pack": settings.voice is not None,
        "style": settings.voice_style,
        "notices": settings.voice_notices,
    }


@cache
def _tell_unset() -> None:
    log.warning(
        "a board is asked to read calls (?voice=), but LUOT_VOICE is not set: write a pack with "
        "`luot-display clips render DIR`, then start the server with LUOT_VOICE=DIR"
    )


@bp.get("/voice/<any(vi,en):lang>/<name>.wav")
@public
def clip(lang: str, name: str) -> Response:
    """One recording of the operator's pack; names and format are those of loudspeakers."""
    parts = context()
    folder = parts.settings.voice
    if folder is None or not _NAME.fullmatch(name):
        raise Problem("not-found")
    pack = pack_folder(lang, parts.settings.voice_accent)
    path = (folder / pack / f"{name}.wav").resolve()
    if not path.is_file():
        parts.metrics.no_clip()
        log.warning("a board lacks %s and only rings; see `luot-display clips check`", path)
        raise Problem("not-found")
    sent = send_file(path, mimetype="audio/wav", conditional=True, max_age=KEPT_S)
    sent.headers["Content-Security-Policy"] = "default-src 'none'"
    return sent
