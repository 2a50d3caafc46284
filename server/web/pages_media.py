"""``/manage/media``: pictures and films that boards show while nobody is called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

from flask import Blueprint, Response, request, send_file
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as Answer

from server.boards import HALL
from server.domain import facts as f
from server.domain.errors import refuse
from server.domain.permissions import Permission as P
from server.store.media import Media
from server.web import auth
from server.web.context import answer, context
from server.web.people_form import is_day
from server.web.permits import needs, public
from server.web.problems import Problem
from server.web.shells import page

bp = Blueprint("media", __name__)
HOME = "/manage/media"
SHOW_S, LEAST_S, MOST_S = 12, 3, 600
"""How long a picture stands: at first, and what may be chosen. A film runs to its end."""
CHUNK = 256 * 1024
_YEAR_S = 365 * 24 * 3600


@bp.get(HOME)
@needs(P.MANAGE_MEDIA, "not_a_manager")
def media() -> str:
    """All of them in their order, each with where, when and how long."""
    parts = context()
    return page(
        "media",
        name=auth.caller().name,
        media=parts.media.all(),
        zones=parts.desk.plan.zones.values(),
        hall=HALL,
        today=parts.today,
        wrong=request.args.get("wrong"),
        csrf=auth.csrf_token(),
    )


@bp.post(HOME)
@needs(P.MANAGE_MEDIA)
def upload() -> Response:
    """The bytes of one file; ``?name=`` is its name. Nothing of a broken upload stays."""
    parts, name = context(), request.args.get("name", "")[:120].strip() or "?"
    if not parts.media.has_room(request.content_length or 0):
        raise Problem("disk-full")
    digest, mime, size = parts.media.keep(_chunks())
    if mime is None:
        raise Problem("not-media")
    one = Media(uuid4().hex[:12], digest, mime, size, name, "", SHOW_S, None, None)
    parts.media.add(one)
    parts.desk.keep_fact(auth.caller().actor, f.MediaAdded(one.id, one.name, digest))
    return answer({"id": one.id}, 201)


def _chunks() -> Iterator[bytes]:
    while chunk := request.stream.read(CHUNK):
        yield chunk


@bp.post(f"{HOME}/<id>")
@needs(P.MANAGE_MEDIA)
def change(id: str) -> Answer:
    """Where, how long and on which days; or one place up; or away."""
    parts, by, one = context(), auth.caller().actor, _known(id)
    deed = request.form.get("deed")
    if deed == "remove":
        parts.media.remove(one)
        parts.desk.keep_fact(by, f.MediaRemoved(one.id, one.name))
    elif deed == "up":
        parts.media.up(one.id)
        parts.desk.keep_fact(by, f.MediaChanged(one.id))
    else:
        changed = _sent(one)
        if changed is None:
            return redirect(f"{HOME}?wrong={one.id}#m-{one.id}", 303)
        parts.media.change(changed)
        parts.desk.keep_fact(by, f.MediaChanged(one.id))
    return redirect(HOME, 303)


def _sent(one: Media) -> Media | None:
    """What the form says, or None when it cannot be so."""
    zone, show = request.form.get("zone", ""), request.form.get("show_s", "")
    first, last = (request.form.get(name, "") or None for name in ("first_day", "last_day"))
    days = [day for day in (first, last) if day is not None]
    known = zone in ("", HALL) or zone in context().desk.plan.zones
    if not known or not all(map(is_day, days)) or days != sorted(days):
        return None
    if not show.isascii() or not show.isdigit() or not LEAST_S <= int(show) <= MOST_S:
        return None
    return replace(one, zone=zone, show_s=int(show), first_day=first, last_day=last)


def _known(id: str) -> Media:
    found = context().media.find(id)
    if found is None:
        raise refuse("unknown-media")
    return found


@bp.get("/media/<digest>")
@public
def file(digest: str) -> Response:
    """The bytes; they never change under their name, so that a board asks once."""
    one = context().media.of_digest(digest)
    if one is None or not context().media.path(digest).exists():
        raise refuse("unknown-media")
    sent = send_file(
        context().media.path(digest), mimetype=one.mime, conditional=True, max_age=_YEAR_S
    )
    sent.headers["Content-Security-Policy"] = "default-src 'none'"
    return sent


@bp.get("/api/v1/boards/<zone>/media")
@public
def playlist(zone: str) -> Response:
    """What a board shows today while nobody is called, in its order."""
    parts = context()
    shown = [one for one in parts.media.all() if one.is_shown(zone, parts.today)]
    return answer({"media": [_told(one) for one in shown]})


def _told(one: Media) -> dict[str, Any]:
    kind = "video" if one.is_film else "image"
    return {"kind": kind, "url": f"/media/{one.digest}", "show_s": one.show_s}
