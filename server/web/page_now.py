"""The public page of what is open now; guides and managers may also close groups on it."""

from __future__ import annotations

from flask import Blueprint, render_template

from server.web import auth
from server.web.api_groups import CLOSERS
from server.web.context import context

page = Blueprint("now", __name__)


@page.get("/now")
def now() -> str:
    """Which groups are open, how many wait, what is left, and the hours; no login."""
    acts = not CLOSERS.isdisjoint(auth.session_caller().roles)
    centre = context().desk.plan.centre
    return render_template("now.html", page="now", centre=centre, acts=acts)
