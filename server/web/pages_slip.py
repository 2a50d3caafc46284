"""``/manage/slip``: how tickets look on paper; a draft is looked at, then every kiosk follows it.

Plain forms, so that they work without scripts. What is typed goes into a draft of whoever types.
"""

from __future__ import annotations

import copy
import tomllib
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as Answer

from broker import slips
from server.domain import facts as f
from server.domain import sessions
from server.domain.permissions import Permission as P
from server.store.slip_drafts import Draft
from server.web import auth, slip_form
from server.web.context import context
from server.web.i18n import chosen
from server.web.permits import needs
from server.web.shells import page
from server.web.slip_form import Drawn

bp = Blueprint("slip", __name__)
HOME = "/manage/slip"
Shown = str | tuple[str, int] | Answer


@bp.get(HOME)
@needs(P.MANAGE_LAYOUT, "not_of_office")
def slip() -> str:
    """The draft or the slip in force, with its picture, the kiosks and the history."""
    return _page()


@bp.post(HOME)
@needs(P.MANAGE_LAYOUT)
def edit() -> Shown:
    """Keep what was typed in the draft, and look at it, or have every kiosk follow it."""
    old = _draft()
    document = slip_form.document_of(request.form, old.document)
    sent = request.files.get("file")
    png = sent.read(slips.LARGEST_LOGO + 1) if sent else b""
    if png:
        document["logo"] = slips.OWN_LOGO
    base = request.form.get("base", "")
    made = Draft(
        int(base) if base.isascii() and base.isdigit() and len(base) < 10 else old.base,
        document,
        png or old.logo,
    )
    _keep(made)
    if request.form.get("deed") == "save":
        return _save(made)
    return redirect(f"{HOME}#look", 303)


@bp.post(f"{HOME}/draft")
@needs(P.MANAGE_LAYOUT)
def draft() -> Shown:
    """Throw the draft away, take in a file, or bring an older version back."""
    deed = request.form.get("deed")
    if deed == "import":
        return _take_in()
    context().slip_drafts.pop(auth.caller().actor.id, None)
    if deed == "restore":
        return _restore(request.form.get("no", ""))
    return redirect(HOME, 303)


@bp.get(f"{HOME}/picture")
@needs(P.MANAGE_LAYOUT)
def picture() -> Response:
    """The draft, or the slip in force, on paper of ``?width=`` millimetres."""
    made, width = _draft(), request.args.get("width", "")
    if width not in map(str, slip_form.WIDTHS_MM) or slip_form.wrongs(made):
        raise NotFound
    drawn = _drawn(made, int(width))
    if not drawn.png:
        raise NotFound
    return Response(drawn.png, mimetype="image/png", headers={"Cache-Control": "no-store"})


@bp.get(f"{HOME}/export")
@needs(P.MANAGE_LAYOUT)
def export() -> Response:
    """``?name=slip.toml`` or ``logo.png`` of the slip in force: what ``--template`` reads."""
    made, name = _in_force(), request.args.get("name", "")
    files = {"slip.toml": slips.to_toml(made.document).encode(), slips.OWN_LOGO: made.logo}
    body = files.get(name)
    if body is None:
        raise NotFound
    kind = "image/png" if name == slips.OWN_LOGO else "application/toml"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return Response(body, mimetype=kind, headers=headers)


def _in_force() -> Draft:
    parts = context()
    now = parts.layouts.slip
    return Draft(now.no, now.document, now.logo) if now else Draft(0, slips.shipped())


def _draft() -> Draft:
    kept = context().slip_drafts.get(auth.caller().actor.id)
    now = _in_force()
    return kept or replace(now, document=copy.deepcopy(now.document))


def _keep(made: Draft) -> None:
    context().slip_drafts[auth.caller().actor.id] = made


def _save(made: Draft) -> Shown:
    wrong = slip_form.wrongs(made)
    drawn = Drawn() if wrong else _drawn(made, slip_form.WIDTHS_MM[0])
    if drawn.refused:
        vi = "Không in được ảnh này: hãy dùng ảnh PNG đen trắng, không trống."
        wrong = [slips.Wrong("logo", vi, drawn.refused)]
    if wrong:
        return _page(wrong), 422
    own = made.document["logo"] == slips.OWN_LOGO
    if not _follow(replace(made, logo=made.logo if own else None), None):
        return _page(moved=True), 409
    context().slip_drafts.pop(auth.caller().actor.id, None)
    return redirect(f"{HOME}?saved=1", 303)


def _restore(no: str) -> Shown:
    parts = context()
    good = no.isascii() and no.isdigit() and len(no) < 10
    found = parts.layouts.shelf.find("slip", int(no)) if good else None
    if found is None:
        raise NotFound
    made = Draft(parts.layouts.slip_no, found.document, found.logo)
    if not _follow(made, found.no):
        return _page(moved=True), 409
    return redirect(f"{HOME}?saved=1", 303)


def _follow(made: Draft, restored: int | None) -> bool:
    parts, by = context(), auth.caller().actor
    kept = parts.layouts.save(
        "slip",
        made.base,
        made.document,
        made.logo,
        by=str(by),
        at=parts.desk.now(),
        restored=restored,
    )
    if kept:
        parts.desk.keep_fact(by, f.SlipChanged(made.base + 1, restored))
    return kept


def _take_in() -> Shown:
    """A file and its logo become the draft; nothing is followed by that."""
    sent, logo = request.files.get("file"), request.files.get("logo")
    png = logo.read(slips.LARGEST_LOGO + 1) if logo else b""
    try:
        document = tomllib.loads((sent.read() if sent else b"").decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        vi = "Không đọc được tệp: cần TOML, UTF-8."
        return _page([slips.Wrong("file", vi, f"this is no TOML in UTF-8: {error}")]), 422
    made = Draft(context().layouts.slip_no, {**slips.shipped(), **document}, png or _draft().logo)
    if wrong := slip_form.wrongs(made):
        return _page(wrong, refused_file=True), 422
    _keep(made)
    return redirect(f"{HOME}#look", 303)


def _drawn(made: Draft, width_mm: int) -> Drawn:
    """From memory when it was drawn before."""
    parts, lang = context(), chosen(request)
    kept, name = parts.drawings, f"{slip_form.name_of(made)} {width_mm} {lang}"
    if name not in kept:
        drawn = slip_form.draw(parts.slips, made, width_mm, lang)
        if drawn.missing:
            return drawn
        kept[name] = drawn
        while len(kept) > slip_form.MOST_DRAWN:
            kept.popitem(last=False)
    return kept[name]


def _page(
    wrong: list[slips.Wrong] | None = None, *, moved: bool = False, refused_file: bool = False
) -> str:
    parts, by, made = context(), auth.caller(), _draft()
    found = slip_form.wrongs(made)
    drawn = Drawn() if found else _drawn(made, slip_form.WIDTHS_MM[0])
    every = parts.layouts.shelf.all("slip")
    zone = sessions.zone_of(parts.desk.plan)
    blocks = [one for one in made.document["blocks"] if one in slips.BLOCKS]
    return page(
        "slip",
        name=by.name,
        draft=made,
        doc=made.document,
        order=[*blocks, *(one for one in slips.BLOCKS if one not in blocks)],
        needed=slips.NEEDED,
        limits=slips.LIMITS_MM,
        most=slips.MOST_LINES,
        longest=slips.LONGEST_LINE,
        own=slips.OWN_LOGO,
        is_draft=by.actor.id in parts.slip_drafts,
        wrong=found if wrong is None else wrong,
        refused_file=refused_file,
        moved=moved,
        saved="saved" in request.args,
        drawn=drawn,
        drawable=not found,
        stamp=None if found else slip_form.name_of(made),
        widths=slip_form.WIDTHS_MM,
        versions=[
            (one, slip_form.changed(before.document if before else None, one.document))
            for one, before in zip(every, [*every[1:], None], strict=False)
        ],
        when=lambda at: at.astimezone(zone).strftime("%d/%m/%Y %H:%M"),
        kiosks=_kiosks(),
        version=parts.layouts.version,
        pairs=_pairs,
        csrf=auth.csrf_token(),
    )


def _kiosks() -> list[tuple[str, Any]]:
    parts = context()
    ids = [one.id for one in parts.accounts.list_devices() if one.role == "kiosk"]
    return [(id, seen) for id in ids if (seen := parts.desk.seen.devices.get(id))]


def _pairs(words: str) -> dict[str, str]:
    return dict(one.split("=", 1) for one in words.split("|"))
