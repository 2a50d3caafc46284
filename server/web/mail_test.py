"""``/manage/mail``: an e-mail that only shows whether e-mail goes out."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, make_response, request
from werkzeug.wrappers import Response

from server.domain.permissions import Permission as P
from server.errors import MailFailed
from server.mail import Mailer, Message
from server.settings import Settings
from server.web import pages_alerts
from server.web.context import context
from server.web.permits import needs

bp = Blueprint("mail_test", __name__)
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Outcome:
    """To whom; ``kind`` is empty when it was taken, else what failed, and ``said`` how."""

    to: str
    kind: str = ""
    said: str = ""


@bp.post("/manage/mail")
@needs(P.MANAGE_ALERTS)
def send() -> Response:
    """Send one message now, and say what came of it."""
    parts, to = context(), request.form.get("to", "").strip()[:LONGEST]
    name = parts.desk.plan.centre.name_vi
    text = (
        f"Thư thử của Lượt, {name}. Nhận được thư này là cảnh báo và báo cáo gửi được.\n\n"
        "A test message of Lượt. Alerts and reports can be sent, since you read this.\n\n"
        f"{parts.desk.url}/manage/alerts\n"
    )
    message = Message((to,), f"[{name}] Thư thử", text)
    tried = parts.runtime.offload(_tried, parts.settings, to, message)
    return make_response(pages_alerts.shown(tried), 502 if tried.kind else 200)


def _tried(settings: Settings, to: str, message: Message) -> Outcome:
    """Caught here and not by who waits: the pool prints what leaves one of its threads."""
    try:
        Mailer(settings).send(message)
    except MailFailed as error:
        return Outcome(to, error.kind, "" if error.kind == "unset" else str(error))
    return Outcome(to)
