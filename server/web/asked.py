"""How requests are read: JSON bodies, and the key that makes a repeat harmless."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

from apiflask import APIFlask
from flask import Flask, Request, Response, g, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask.typing import ResponseReturnValue
from itsdangerous import URLSafeTimedSerializer
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from server.web.problems import Problem

LONGEST_KEY = 64
KNOWN_S, MOST_KNOWN = 60.0, 500
"""How long a cookie's signature is not looked at again, and of how many cookies that is kept."""


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


class CookieSessions(SecureCookieSessionInterface):
    """Sessions in a signed cookie; who brings none costs no cryptography.

    A cookie whose signature was good is known again for a minute: an officer brings the same one
    hundreds of times a day. Whether the session has ended is asked of others, each time.
    """

    def __init__(self) -> None:
        self._signer: URLSafeTimedSerializer | None = None
        self._known: OrderedDict[str, tuple[float, dict[str, Any]]] = OrderedDict()

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """What signs cookies; made once, for the key does not change."""
        if self._signer is None:
            self._signer = super().get_signing_serializer(app)
        return self._signer

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The cookie's session, or an empty one."""
        cookie = request.cookies.get(self.get_cookie_name(app))
        if not cookie:
            return self.session_class()
        now_s = time.monotonic()
        read_s, held = self._known.get(cookie, (-KNOWN_S, None))
        if held is not None and now_s - read_s < KNOWN_S:
            return self.session_class(held)
        found = super().open_session(app, request)
        if found:
            self._known[cookie] = now_s, dict(found)
            self._known.move_to_end(cookie)
            while len(self._known) > MOST_KNOWN:
                self._known.popitem(last=False)
        return found


class Application(APIFlask):
    """APIFlask that reads requests as above and knows that no view is a coroutine.

    A device has no cookie, no page and no limit. So its requests pass ``lean_before`` (true when
    a device asks) and ``lean_after`` instead of the hooks that guard browsers: a third less work.
    """

    request_class = JsonRequest
    largest: Mapping[str, int] = {
        "media.upload": 256 * 2**20,
        "procedures_page.upload": 8 * 2**20,
        "slip.edit": 2 * 2**20,
        "slip.draft": 2 * 2**20,
    }
    """Bytes of the body of the few routes that take a file."""
    lean_before: Callable[[], bool] = staticmethod(lambda: False)
    lean_after: Callable[[Response], None] = staticmethod(lambda response: None)
    permit: Callable[[], ResponseReturnValue | None] = staticmethod(lambda: None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session_interface = CookieSessions()

    def ensure_sync(self, func: Any) -> Any:
        """``func`` itself: asking each of the fifteen hooks of a request takes a tenth of it."""
        return func

    def preprocess_request(self) -> ResponseReturnValue | None:
        """The hooks before a view, then ``permit``: whether who asks may have what it answers."""
        most = self.largest.get(request.endpoint or "")
        if most is not None:
            request.max_content_length = most
        g.lean = self.lean_before()
        answered = None if g.lean else super().preprocess_request()
        if answered is None:
            answered = self.permit()
        if (request.content_length or 0) > (most or self.config["MAX_CONTENT_LENGTH"]):
            raise RequestEntityTooLarge  # before a view that would not even read it acts
        return answered

    def process_response(self, response: Response) -> Response:
        """The hooks after a view."""
        if not g.get("lean"):
            return super().process_response(response)
        self.lean_after(response)
        return response


def idempotency_key() -> str | None:
    """The Idempotency-Key header, or None. Raises Problem when it is too long."""
    key = request.headers.get("Idempotency-Key") or None
    if key is not None and len(key) > LONGEST_KEY:
        raise Problem("bad-idempotency-key")
    return key
