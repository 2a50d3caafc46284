"""For staff: devices, how they are, what they are told; for administrators also their secrets."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from apiflask import APIBlueprint
from flask import Response
from pydantic import Field

from server import deviceview
from server.admitting import BY_HAND, Given
from server.domain.permissions import Permission as P
from server.web import answers_devices as a
from server.web import auth
from server.web.asked import idempotency_key
from server.web.context import answer, context
from server.web.permits import needs
from server.web.schemas import Body, Code, CounterNumber

bp = APIBlueprint("devices", __name__, tag="Devices", url_prefix="/api/v1/devices")
Numbers = Annotated[list[CounterNumber], Field(max_length=50)]
Settings = Annotated[dict[str, Any], Field(max_length=10)]


class NewDevice(Body):
    """What it is, and where: its counters or its zone."""

    id: Code
    role: Literal["kiosk", "display", "terminal", "monitor"]
    counters: Numbers = Field(default_factory=list)
    zone: Code | None = None


class Tuning(Body):
    """How it is to be; what is left out is as delivered."""

    settings: Settings


class Ordering(Body):
    """What it is to do once, now."""

    act: Literal["identify", "restart", "test_print", "pattern"]


@bp.get("")
@bp.output(a.Devices)
@bp.doc(security=["officer"])
@needs(P.SEE_DEVICES)
def devices() -> Response:
    """All devices with their health, and what is wrong."""
    parts = context()
    return answer(deviceview.view(parts.devices, parts.desk, parts.accounts, parts.snapshot()))


@bp.post("")
@bp.input(NewDevice)
@bp.output(a.DeviceSecret, 201)
@bp.doc(security=["officer"])
@needs(P.MANAGE_DEVICES)
def add(json_data: NewDevice) -> Response:
    """Add a device; its secret is in this answer and nowhere else."""
    asked, parts = json_data, context()

    def make() -> dict[str, Any]:
        return _told(parts.devices.add(asked.id, asked.role, asked.counters, asked.zone))

    return answer(_once(f"add {asked.model_dump_json()}", make), 201)


@bp.post("/<id>/secret")
@bp.output(a.DeviceSecret)
@bp.doc(security=["officer"])
@needs(P.MANAGE_DEVICES)
def renew(id: str) -> Response:
    """Another secret; the old one opens nothing from now on."""
    devices = context().devices
    return answer(_once(f"renew {id}", lambda: _told(devices.renew(id))))


@bp.post("/<id>/revoke")
@bp.output(a.DeviceRevoked)
@bp.doc(security=["officer"])
@needs(P.MANAGE_DEVICES)
def revoke(id: str) -> Response:
    """It may speak no more; its name stays taken."""
    devices = context().devices

    def make() -> dict[str, Any]:
        return {"id": id, "command": None if devices.revoke(id) else BY_HAND}

    return answer(_once(f"revoke {id}", make))


@bp.post("/<id>/settings")
@bp.input(Tuning)
@bp.output(a.DeviceWished)
@bp.doc(security=["officer"])
@needs(P.MANAGE_DEVICES)
def tune(id: str, json_data: Tuning) -> Response:
    """Want other settings of it; it says itself whether it follows them."""
    by, devices = auth.caller().actor, context().devices

    def make() -> dict[str, Any]:
        return {"id": id, "rev": devices.wish(by, id, json_data.settings).rev}

    return answer(_once(f"tune {id} {json_data.model_dump_json()}", make))


@bp.post("/<id>/order")
@bp.input(Ordering)
@bp.output(a.DeviceOrdered, 202)
@bp.doc(security=["officer"])
@needs(P.COMMAND_DEVICES)
def order(id: str, json_data: Ordering) -> Response:
    """Have it do something once: show which one it is, print a test, show its pattern, restart."""
    by, devices, act = auth.caller().actor, context().devices, json_data.act

    def make() -> dict[str, str]:
        return {"device": id, "order": devices.order(by, id, act).id, "act": act}

    return answer(_once(f"order {id} {act}", make), 202)


@bp.post("/<id>/alarms/<alarm>/taken")
@bp.output(a.DeviceDone)
@bp.doc(security=["officer"])
@needs(P.COMMAND_DEVICES)
def take(id: str, alarm: str) -> Response:
    """Somebody sees to it; whoever said so first stays."""
    context().devices.watch.take(auth.caller().actor, id, alarm)
    return answer({"id": id})


def _told(given: Given) -> dict[str, Any]:
    by_hand = BY_HAND if given.login is not None else None
    return {"id": given.id, "secret": given.secret, "login": given.login, "command": by_hand}


def _once(asked: str, make: Any) -> Any:
    """A repeat of the key gets the first answer, also with its secret, while the server runs.

    Raises Refused when the key was used for something else.
    """
    return context().replays.same_asked(auth.caller().actor, idempotency_key(), asked, make)
