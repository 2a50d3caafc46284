"""Errors as ``application/problem+json`` (RFC 9457) with a stable ``code`` and both languages."""

from __future__ import annotations

import json
import logging
import re
from typing import Any

from apiflask import APIFlask
from apiflask.exceptions import HTTPError
from flask import Request, Response, render_template, request
from werkzeug.exceptions import HTTPException

from server.domain.errors import Reason, Refused
from server.store.errors import StoreUnavailable

log = logging.getLogger(__name__)
_ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
"""A day of a plan or an account, which Vietnamese writes day first."""
PROBLEM_JSON = "application/problem+json"

_TEXTS: dict[str, tuple[int, str, str, str]] = {
    "malformed-request": (400, "Malformed request", "Yêu cầu không đọc được.",
                          "The request cannot be read; a body must be JSON."),
    "bad-idempotency-key": (400, "Bad Idempotency-Key", "Idempotency-Key dài quá 64 ký tự.",
                            "Idempotency-Key is longer than 64 characters."),
    "plan-wrong": (422, "The plan has errors", "Cấu hình có lỗi; chưa có gì thay đổi.",
                   "The plan has errors; nothing was changed."),
    "plan-needed": (400, "No plan", "Hãy gửi cấu hình: toml hoặc plan, chỉ một trong hai.",
                    "Send a plan: toml or plan, one of the two."),
    "no-plan-change": (422, "Nothing for a plan",
                       "Giờ mở quầy không nằm trong cấu hình; hãy xếp ở bảng phân công.",
                       "Hours of counters are no part of the plan; the roster keeps them."),
    "hours-backwards": (422, "Hours that end before they begin",
                        "Giờ bắt đầu phải trước giờ kết thúc: {hours} thì không được.",
                        "Hours must begin before they end: {hours} do not."),
    "no-such-counter": (422, "No such counter", "Không có quầy như vậy: {change}.",
                        "There is no such counter: {change}."),
    "draft-there": (409, "A draft is there", "Bạn đang có bản nháp. Áp dụng hoặc bỏ nó trước.",
                    "You have a draft of the plan. Adopt it or throw it away first."),
    "version-needed": (428, "Version needed", "Hãy cho biết bản đang sửa (base hoặc If-Match).",
                       "Say which version you change (base or If-Match)."),
    "not-logged-in": (401, "Not logged in", "Cần đăng nhập.",
                      "Log in, or send a device secret."),
    "bad-credentials": (401, "Bad credentials",
                        "Mã khóa không đúng, đã hết hạn hoặc đã bị thu hồi.",
                        "The secret is wrong, has ended or was revoked."),
    "wrong-pin": (401, "Wrong login or PIN", "Tên đăng nhập hoặc mã PIN không đúng.",
                  "The login or the PIN is wrong."),
    "not-media": (415, "Not a picture or film", "Chỉ nhận ảnh JPEG, PNG, WebP hoặc phim MP4, WebM.",
        "Only JPEG, PNG and WebP pictures or MP4 and WebM films can be shown."),
    "disk-full": (507, "No room", "Máy chủ không đủ chỗ cho tệp này. Bỏ bớt ảnh, phim cũ.",
        "The server has no room for this file. Remove old pictures or films."),
    "csrf": (403, "Missing or wrong X-CSRF-Token", "Phiên đã cũ. Tải lại trang.",
             "Send the csrf token of the session as X-CSRF-Token."),
    "not-allowed": (403, "Not allowed", "Tài khoản này không được làm việc này.",
                    "This account may not do that."),
    "not-your-counter": (403, "Not your counter",
                         "Quầy {counter} hôm nay không phải của bạn. Hỏi văn phòng trung tâm.",
                         "Counter {counter} is not yours today. Ask the centre's office."),
    "taken-over": (401, "Counter taken over", "Quầy này vừa được đăng nhập ở máy khác.",
                   "Somebody signed in to this counter elsewhere, and took over."),
    "session-over": (401, "Session over", "Trung tâm đã đóng cửa, phiên làm việc đã kết thúc.",
                     "The centre has closed, and the session ended with it."),
    "account-off": (401, "Account switched off",
                    "Tài khoản này đã ngừng dùng. Liên hệ văn phòng trung tâm.",
                    "This account was switched off. Ask the centre's office."),
    "secret-changed": (401, "Secret changed", "Mã PIN hoặc mật khẩu vừa được đổi. Đăng nhập lại.",
                       "The PIN or password has just been changed. Sign in again."),
    "not-here-today": (401, "Not here today",
                       "Thời gian biệt phái không gồm hôm nay. Liên hệ văn phòng trung tâm.",
                       "The secondment does not include today. Ask the centre's office."),
    "secondment-over": (403, "Secondment over",
                        "Thời gian biệt phái đã hết ngày {day}. Liên hệ văn phòng trung tâm.",
                        "The secondment ended on {day}. Ask the centre's office."),
    "secondment-not-begun": (403, "Secondment not begun",
                             "Thời gian biệt phái bắt đầu từ ngày {day}, chưa đăng nhập được.",
                             "The secondment begins on {day}; signing in works from then on."),
    "counter-taken": (409, "Counter taken", "{name} đang đăng nhập ở quầy này. Ngồi thay người đó?",
                      "{name} is signed in at this counter. Take their place?"),
    "sits-elsewhere": (409, "Sits elsewhere",
                       "Bạn đang đăng nhập ở quầy {counter}. Chuyển sang quầy này?",
                       "You are signed in at counter {counter}. Move to this one?"),
    "moved-on": (401, "Moved on", "Bạn vừa đăng nhập ở quầy khác; mỗi người ngồi một quầy.",
                 "You have just signed in at another counter: one person, one counter."),
    "change-first": (403, "Choose a new secret first",
                     "Mã dùng một lần: hãy đặt mã mới trước khi làm việc.",
                     "This secret was for one sign-in: choose a new one first."),
    "oidc-away": (502, "No sign-in provider",
                  "Không kết nối được hệ thống tài khoản chung. Hãy đăng nhập bằng mã PIN.",
                  "The sign-in provider cannot be reached. Sign in with your PIN."),
    "oidc-failed": (401, "Sign-in failed",
                    "Đăng nhập bằng tài khoản chung không thành công. Hãy thử lại từ đầu.",
                    "Signing in by the provider failed. Begin again."),
    "oidc-only": (403, "Shared account only",
                  "Mã PIN chỉ dùng khi ngồi quầy: hãy ghi số quầy, hoặc dùng tài khoản chung.",
                  "PINs are for counters only: name yours, or use the shared account."),
    "oidc-unknown": (403, "No account here",
                     "Tài khoản này chưa được cấp quyền ở trung tâm. Hãy gọi quản trị.",
                     "This account is not known at the centre. Please call the administrator."),
    "not-found": (404, "Not found", "Không có trang này.", "There is no such page."),
    "method-not-allowed": (405, "Method not allowed", "Không dùng được cách gọi này.",
                           "This address does not take that method."),
    "too-large": (413, "Too large", "Nội dung hoặc tệp gửi lên quá lớn.",
                  "The request, or the file in it, is too large."),
    "not-json": (415, "Not JSON", "Nội dung phải là JSON.",
                 "Send the body with Content-Type application/json."),
    "day-far": (422, "No such day", "Chỉ xem được các ngày từ 01/01/2000 đến 31/12/2099.",
                "Only days from 2000-01-01 to 2099-12-31 can be shown."),
    "first-day-needed": (422, "First day needed", "Hãy chọn cả ngày đầu của những ngày so sánh.",
                         "Choose also the first of the other days to compare with."),
    "invalid": (422, "Invalid values", "Có giá trị không hợp lệ.", "Some values are not valid."),
    "too-many-requests": (429, "Too many requests", "Quá nhiều yêu cầu. Thử lại sau ít phút.",
                          "Too many requests. Try again in a moment."),
    "locked": (429, "Too many wrong tries",
               "Nhập sai quá nhiều lần. Thử lại sau {minutes} phút.",
               "Too many wrong tries. Try again in {told}."),
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

    def __init__(self, code: str, errors: list[dict[str, str]] | None = None, **told: str) -> None:
        super().__init__(code)
        self.status, self.title, vi, en = _TEXTS[code]
        self.code = code
        as_vi = {name: _ISO_DAY.sub(r"\3/\2/\1", value) for name, value in told.items()}
        self.reason = Reason(vi.format(**as_vi), en.format(**told))
        self.retry_s: int | None = None
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
    answer = _answer(
        problem.status, problem.title, problem.code, problem.reason, errors=problem.errors
    )
    if problem.retry_s is not None:
        answer.headers["Retry-After"] = str(problem.retry_s)
    return answer


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
