"""``/manage/alerts``: what stands out, by which rules, who is told, and what was before."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, make_response, request
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from server import incidentview
from server.domain import incident_texts
from server.domain.incidents import KINDS, RuleId
from server.domain.permissions import Permission as P
from server.web import alerts_form, auth
from server.web.context import context
from server.web.permits import needs
from server.web.shells import page

bp = Blueprint("alerts_page", __name__)
HOME = "/manage/alerts"
SPANS = (7, 30, 90)
"""Days of history that can be asked for."""


@bp.get(HOME)
@needs(P.SEE_HALL, "not_a_manager")
def alerts() -> str:
    """Drawn whole; what stands then follows the hall by itself."""
    return _page(None, {}, set())


@bp.post(f"{HOME}/<rule>")
@needs(P.MANAGE_ALERTS)
def change(rule: str) -> Response:
    """Set one rule; nothing changes when a field is wrong."""
    rule_id = next((one for one in RuleId if one == rule), None)
    if rule_id is None:
        raise NotFound
    made, wrong = alerts_form.read(rule_id, request.form)
    if made is None:
        return make_response(_page(rule_id, request.form.to_dict(), wrong), 422)
    context().incidents.set_rule(auth.caller().actor, rule_id, made)
    return redirect(f"{HOME}?saved={rule_id}#r-{rule_id}", 303)


def shown(mailed: object) -> str:
    """The page, with what came of a test message."""
    return _page(None, {}, set(), mailed)


def _page(
    wrong_rule: RuleId | None, sent: dict[str, str], wrong: set[str], mailed: object = None
) -> str:
    parts, who = context(), auth.caller()
    hall = parts.snapshot().hall
    days = request.args.get("days", "")
    span = int(days) if days in map(str, SPANS) else SPANS[0]
    since = parts.desk.now() - timedelta(days=span)
    log = parts.runtime.offload(parts.incidents.log, since)
    rules = [
        {
            "id": id.value,
            "name": incident_texts.NAMES[id],
            "limited": KINDS[id].least is not None,
            "least": KINDS[id].least,
            "most": KINDS[id].most,
            "percent": not KINDS[id].is_most,
            "typed": sent if id is wrong_rule else alerts_form.typed(rule),
            "wrong": wrong if id is wrong_rule else set(),
        }
        for id, rule in parts.incidents.book.rules.items()
    ]
    return page(
        "alerts",
        name=who.name,
        standing=incidentview.standing(parts.incidents, parts.accounts, hall),
        rules=rules,
        wrong=wrong,
        saved=request.args.get("saved", ""),
        past=incidentview.rows(reversed(log), parts.accounts, hall),
        span=span,
        spans=SPANS,
        mailed=mailed,
        mails=bool(parts.settings.smtp_host),
        mail_error=parts.incidents.mail_error(),
        acts=who.may(P.RUN_HALL),
        manages=who.may(P.MANAGE_ALERTS),
        most_hold_min=alerts_form.MOST_HOLD_MIN,
        csrf=auth.csrf_token(),
    )
