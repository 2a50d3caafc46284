"""The public page of what is open now; guides and managers may also close groups on it."""

from __future__ import annotations

from flask import Blueprint, render_template

from server.domain import booking_slots
from server.domain.permissions import Permission as P
from server.web import auth
from server.web.context import context
from server.web.permits import public

page = Blueprint("now", __name__)


@page.get("/now")
@public
def now() -> str:
    """Which groups are open, how many wait, what is left, and the hours; no login."""
    acts = auth.session_caller().may(P.CLOSE_GROUPS)
    plan = context().desk.plan
    books = bool(booking_slots.bookable(plan))
    return render_template("now.html", page="now", centre=plan.centre, acts=acts, books=books)
