"""Who books: staff for anybody, and a stranger for so many a day."""

from __future__ import annotations

from flask import request

from server.web import auth
from server.web.context import context


def client() -> str | None:
    """The address as today's hash, or None for staff and kiosks, who book for others."""
    if auth.caller().known:
        return None
    parts = context()
    return parts.desk.clients.of_address(parts.desk.snapshot().hall.day, request.remote_addr or "")
