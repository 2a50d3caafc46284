"""Pages of feedback: the form for anybody, its answer by the code, and the inbox of the staff.

Plain forms, so that they work without scripts; a form sent twice is kept once.
"""

from __future__ import annotations

import secrets

from flask import Blueprint, redirect, request
from flask_limiter.util import get_remote_address
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from server.domain.errors import Refused
from server.domain.feedback import LONGEST, plain_code
from server.domain.permissions import Permission as P
from server.web import auth
from server.web.api_feedback import MOST, Door, kept_view, public_view
from server.web.context import context
from server.web.i18n import chosen
from server.web.permits import needs, public
from server.web.shells import notice, page

STATES = ("new", "answered", "closed")
_LONGEST_NUMBER = 5


def blueprint(door: Door) -> Blueprint:
    """The pages, with ``door`` before what anybody may send."""
    bp = Blueprint("feedback_pages", __name__)

    @bp.get("/feedback")
    @public
    def form() -> Response | str:
        """The form, and the way to an answer."""
        if typed := request.args.get("code"):
            return redirect(f"/feedback/{plain_code(typed)}")
        return _form("", request.args.get("number", ""))

    @bp.post("/feedback")
    @public
    def give() -> Response | tuple[str, int]:
        """Keep what was written, and lead to its page."""
        sent = request.form
        text, number = sent.get("text", "")[: 2 * LONGEST], sent.get("number", "").strip()
        try:
            door.enter(get_remote_address())
            code = _give(text, number, sent.get("once") or None)
        except TooManyRequests:
            return _form(text, number, "many"), 429
        except Refused:
            return _form(text, number, "empty"), 422
        return redirect(f"/feedback/{code}", 303)

    @bp.get("/feedback/<code>")
    @public
    def view(code: str) -> Response | str:
        """What was written, and the answer."""
        found = context().desk.feedback.find(plain_code(code))
        if found is None:
            return notice("no_feedback", 404, plain_code(code))
        return page("feedback", view="read", told=public_view(found), centre=_centre())

    _inbox(bp)
    return bp


def _give(text: str, number: str, once: str | None) -> str:
    known = int(number) if number.isdecimal() and len(number) <= _LONGEST_NUMBER else None
    text = text.replace("\r\n", "\n")[:LONGEST]
    key = once[:64] if once else None
    desk = context().desk
    return desk.give_feedback(auth.NOBODY.actor, key, text, known, chosen(request))


def _form(text: str, number: str, wrong: str = "") -> str:
    return page(
        "feedback",
        view="form",
        text=text,
        number=number[:_LONGEST_NUMBER],
        wrong=wrong,
        once=secrets.token_urlsafe(12),
        longest=LONGEST,
        centre=_centre(),
    )


def _centre() -> object:
    return context().desk.plan.centre


def _inbox(bp: Blueprint) -> None:
    @bp.get("/manage/feedback")
    @needs(P.KEEP_FEEDBACK, "not_a_keeper")
    def inbox() -> Response | str:
        """What came in, by state."""
        who = auth.session_caller()
        state = request.args.get("state", "new")
        state = state if state in STATES else "new"
        box = context().desk.feedback
        return page(
            "inbox",
            name=who.name,
            state=state,
            states=STATES,
            counts=box.counts(),
            rows=[kept_view(one) for one in box.newest(state, MOST)],
            late=request.args.get("late") == "1",
            longest=LONGEST,
            csrf=auth.csrf_token(),
            guides=who.may(P.GUIDE),
            sees_hall=who.may(P.SEE_HALL),
        )

    @bp.post("/manage/feedback/<code>/<any(answer, close):step>")
    @needs(P.KEEP_FEEDBACK)
    def move(code: str, step: str) -> Response:
        """Answer or close by the form; a step that somebody else took is shown, not lost."""
        by = auth.caller().actor
        desk, late = context().desk, ""
        try:
            if step == "answer":
                desk.answer_feedback(by, code, request.form.get("text", "")[:LONGEST])
            else:
                desk.close_feedback(by, code)
        except Refused:
            late = "&late=1"
        back = "new" if step == "answer" else "answered"
        return redirect(f"/manage/feedback?state={back}{late}", 303)
