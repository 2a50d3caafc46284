"""How requests are read: JSON bodies, and the key that makes a repeat harmless."""

from __future__ import annotations

from typing import Any

from flask import Request, request
from werkzeug.exceptions import BadRequest

from server.web.problems import Problem

LONGEST_KEY = 64


class JsonRequest(Request):
    """A request whose body is JSON or nothing.

    Raises 415 for another content type, 400 for what is not JSON. No body reads as no fields.
    """

    def get_json(self, force: bool = False, silent: bool = False, cache: bool = True) -> Any:
        """The body's value."""
        if not self.get_data(cache=True):
            return {}
        try:
            value = super().get_json(force=False, silent=silent, cache=cache)
        except RecursionError as error:
            raise BadRequest("nested too deep") from error
        if value is None and not silent:
            raise BadRequest("null is not a body")
        return value


def idempotency_key() -> str | None:
    """The Idempotency-Key header, or None. Raises Problem when it is too long."""
    key = request.headers.get("Idempotency-Key") or None
    if key is not None and len(key) > LONGEST_KEY:
        raise Problem("bad-idempotency-key")
    return key
