"""Errors as ``application/problem+json`` (RFC 9457) with a stable ``code`` and both languages."""

from __future__ import annotations

import json
import logging
from typing import Any

from apiflask import APIFlask
from apiflask.exceptions import HTTPError
from flask import Request, Response, render_template, request
from werkzeug.exceptions import HTTPException

from server.domain.errors import Reason, Refused
from server.store.errors import StoreUnavailable

log = logging.getLogger(__name__)
PROBLEM_JSON = "application/problem+json"

_TEXTS: dict[str, tuple[int, str, str, str]] = {
    "malformed-request": (400, "Malformed request", "Yêu cầu không đọc được.",
                          "The request cannot be read; a body must be JSON."),
    "bad-idempotency-key": (400, "Bad Idempotency-Key", "Idempotency-Key dài quá 64 ký tự.",
                            "Idempotency-Key is longer than 64 characters."),
    "not-logged-in": (401, "Not logged in", "Cần đăng nhập.",
                      "Log in, or send a device secret."),
    "bad-credentials": (401, "Bad credentials", "Mã thiết bị không đúng hoặc đã bị thu hồi.",
                        "The device secret is wrong or was revoked."),
    "wrong-pin": (401, "Wrong login or PIN", "Tên đăng nhập hoặc mã PIN không đúng.",
                  "The login or the PIN is wrong."),
    "csrf": (403, "Missing or wrong X-CSRF-Token", "Phiên đã cũ. Tải lại trang.",
             "Send the csrf token of the session as X-CSRF-Token."),
    "not-allowed": (403, "Not allowed", "Tài khoản này không được làm việc này.",
                    "This account may not do that."),
    "not-your-counter": (403, "Not your counter", "Đây không phải quầy của bạn.",
                         "This is not your counter."),
    "not-found": (404, "Not found", "Không có trang này.", "There is no such page."),
    "method-not-allowed": (405, "Method not allowed", "Không dùng được cách gọi này.",
                           "This address does not take that method."),
    "too-large": (413, "Too large", "Yêu cầu quá lớn.", "The request is too large."),
    "not-json": (415, "Not JSON", "Nội dung phải là JSON.",
                 "Send the body with Content-Type application/json."),
    "invalid": (422, "Invalid values", "Có giá trị không hợp lệ.", "Some values are not valid."),
    "too-many-requests": (429, "Too many requests", "Quá nhiều yêu cầu. Thử lại sau ít phút.",
                          "Too many requests. Try again in a moment."),
    "failed": (500, "Internal error", "Máy chủ gặp lỗi. Đã ghi lại.",
               "The server failed; the fault was logged."),
    "unavailable": (503, "Not available", "Chưa ghi được. Thử lại.",
                    "Nothing was written. Try again."),
}  # fmt: skip
CODES = frozenset(_TEXTS)
"""The codes that come from HTTP itself; the rules of the hall add their own."""
_BY_STATUS = {
    400: "malformed-request",
    401: "not-logged-in",
    403: "not-allowed",
    404: "not-found",
    405: "method-not-allowed",
    413: "too-large",
    415: "not-json",
    422: "invalid",
    429: "too-many-requests",
    503: "unavailable",
}


class Problem(Exception):
    """A request that HTTP itself refuses. ``code`` is one of CODES."""

    def __init__(self, code: str, errors: list[dict[str, str]] | None = None) -> None:
        super().__init__(code)
        self.status, self.title, vi, en = _TEXTS[code]
        self.code = code
        self.reason = Reason(vi, en)
        self.errors = errors


def register(app: APIFlask) -> None:
    """Answer every error as a problem (under /api) or a plain page."""
    app.register_error_handler(Problem, _problem)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(StoreUnavailable, _unavailable)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(HTTPError, _invalid)
    app.register_error_handler(Exception, _failed)


def _problem(problem: Problem) -> Response:
    return _answer(
        problem.status, problem.title, problem.code, problem.reason, errors=problem.errors
    )


def _refused(refused: Refused) -> Response:
    title = refused.code.replace("-", " ").capitalize()
    return _answer(refused.status, title, refused.code, refused.reason)


def _unavailable(error: StoreUnavailable) -> Response:
    log.error("%s %s: %s", request.method, request.path, error)
    return _problem(Problem("unavailable"))


def _http(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[return-value]
    answer = _problem(Problem(_BY_STATUS.get(error.code, "malformed-request")))
    if error.code not in _BY_STATUS:
        answer.status_code = error.code
    for name, value in error.get_headers():
        if name.lower() in {"allow", "retry-after"}:
            answer.headers[name] = value
    return answer


def _invalid(error: HTTPError) -> Response:
    detail: dict[str, dict[str, list[str]]] = error.detail or {}
    errors = [
        {"where": place if field == "_schema" else f"{place}.{field}", "message": message}
        for place, fields in detail.items()
        for field, messages in fields.items()
        for message in messages
    ]
    return _problem(Problem("invalid", errors))


def _failed(error: Exception) -> Response:
    log.exception("%s %s failed", request.method, request.path, exc_info=error)
    return _problem(Problem("failed"))


def _answer(status: int, title: str, code: str, reason: Reason, **more: Any) -> Response:
    if not wants_problem(request):
        return _page(status, reason)
    body = {
        "type": f"urn:luot:problem:{code}",
        "title": title,
        "status": status,
        "detail": reason.vi if _asks_vietnamese(request) else reason.en,
        "code": code,
        "reason": {"vi": reason.vi, "en": reason.en},
        **{name: value for name, value in more.items() if value},
    }
    answer = Response(json.dumps(body, ensure_ascii=False), status, content_type=PROBLEM_JSON)
    if status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def _asks_vietnamese(asked: Request) -> bool:
    """English unless the client says that it reads Vietnamese rather."""
    return asked.accept_languages.best_match(("en", "vi"), default="en") == "vi"


def wants_problem(asked: Request) -> bool:
    """Programs get JSON; browsers that came for a page get a page."""
    return asked.path.startswith("/api/") or not asked.accept_mimetypes.accept_html


def _page(status: int, reason: Reason) -> Response:
    said = {"vi": reason.vi, "en": reason.en}
    body = render_template("error.html", page="error", status=status, reason=said)
    return Response(body, status, content_type="text/html; charset=utf-8")
