"""``/manage/texts``: what the centre says to citizens in its own words, with its versions."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from server.domain import facts as f
from server.domain import sessions
from server.domain.permissions import Permission as P
from server.web import auth, own_texts
from server.web.context import context
from server.web.own_texts import Own
from server.web.permits import needs
from server.web.shells import page

bp = Blueprint("texts", __name__)
HOME = "/manage/texts"
Shown = str | tuple[str, int] | Response


@bp.get(HOME)
@needs(P.MANAGE_LAYOUT, "not_of_office")
def texts() -> str:
    """Each text with the delivered one, and the history."""
    return _page(context().layouts.texts)


@bp.post(HOME)
@needs(P.MANAGE_LAYOUT)
def save() -> Shown:
    """Say all of them as typed, or none and what is wrong with which; ``back`` names one."""
    typed = own_texts.read(request.form)
    typed.pop(request.form.get("back", ""), None)
    if wrong := own_texts.wrongs(typed):
        return _page(typed, wrong), 422
    base = request.form.get("base", "")
    good = base.isascii() and base.isdigit() and len(base) < 10
    if not good or not _follow(int(base), typed, None):
        return _page(typed, moved=True), 409
    return redirect(f"{HOME}?saved=1", 303)


@bp.post(f"{HOME}/restore")
@needs(P.MANAGE_LAYOUT)
def restore() -> Shown:
    """An earlier version becomes the newest."""
    layouts, no = context().layouts, request.form.get("no", "")
    good = no.isascii() and no.isdigit() and len(no) < 10
    found = layouts.shelf.find("texts", int(no)) if good else None
    if found is None:
        raise NotFound
    if not _follow(layouts.texts_no, found.document, found.no):
        return _page(layouts.texts, moved=True), 409
    return redirect(f"{HOME}?saved=1", 303)


def _follow(base: int, said: Own, restored: int | None) -> bool:
    parts, by = context(), auth.caller().actor
    at = parts.desk.now()
    kept = parts.layouts.save("texts", base, said, None, by=str(by), at=at, restored=restored)
    if kept:
        parts.desk.keep_fact(by, f.TextsChanged(base + 1, restored))
    return kept


def _page(
    typed: Own, wrong: dict[str, tuple[str, int]] | None = None, *, moved: bool = False
) -> str:
    parts = context()
    zone, every = sessions.zone_of(parts.desk.plan), parts.layouts.shelf.all("texts")
    pairs = zip(every, [*every[1:], None], strict=False)
    return page(
        "texts",
        name=auth.caller().name,
        typed=typed,
        wrong=wrong or {},
        moved=moved,
        saved="saved" in request.args,
        base=parts.layouts.texts_no,
        places=own_texts.PLACES,
        wheres=own_texts.WHERES,
        shipped=own_texts.shipped,
        versions=[
            (one, _changed(before.document if before else {}, one.document))
            for one, before in pairs
        ],
        when=lambda at: at.astimezone(zone).strftime("%d/%m/%Y %H:%M"),
        pairs=lambda words: dict(one.split("=", 1) for one in words.split("|")),
        csrf=auth.csrf_token(),
    )


def _changed(old: Own, new: Own) -> list[str]:
    return [one.name for one in own_texts.PLACES if old.get(one.name) != new.get(one.name)]
