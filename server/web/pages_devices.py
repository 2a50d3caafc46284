"""``/manage/devices``: the plan of the hall with every device, what is wrong, and the register."""

from __future__ import annotations

from flask import Blueprint

from server import deviceview
from server.domain import hall_places
from server.domain.permissions import Permission as P
from server.web import auth
from server.web.context import context
from server.web.permits import needs
from server.web.shells import page

bp = Blueprint("devices_page", __name__)


@bp.get("/manage/devices")
@needs(P.SEE_DEVICES, "not_a_guide")
def devices() -> str:
    """Drawn whole with what is known now; the page then follows the hall by itself."""
    parts, who = context(), auth.caller()
    made = deviceview.view(parts.devices, parts.desk, parts.accounts, parts.snapshot())
    plan = parts.desk.plan
    return page(
        "devices",
        name=who.name,
        hall=hall_places.layout(plan),
        zones=plan.zones,
        devices=made["devices"],
        commands=who.may(P.COMMAND_DEVICES),
        manages=who.may(P.MANAGE_DEVICES),
    )
