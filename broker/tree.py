"""The topic tree itself: every topic once, with what it carries and who may write and read it."""

from __future__ import annotations

from broker import messages as m
from broker.roles import DEVICES, Role, TopicSpec


def _spec(
    name: str,
    pattern: str,
    message: type[m.Message] | tuple[type[m.Message], ...],
    *,
    qos: int = 1,
    retain: bool = False,
    writers: frozenset[Role] | set[Role],
    readers: frozenset[Role] | set[Role],
    about: str,
) -> TopicSpec:
    kinds = message if isinstance(message, tuple) else (message,)
    seen = frozenset(readers) | {Role.MONITOR}
    return TopicSpec(name, pattern, kinds, qos, retain, frozenset(writers), seen, about)


_SERVER = {Role.SERVER}
_LIGHTS = {Role.DISPLAY, Role.TERMINAL}

TIME = _spec(
    "time",
    "sys/time",
    m.Heartbeat,
    qos=0,
    writers=_SERVER,
    readers=DEVICES,
    about="Heartbeat, every 5 seconds.",
)
CENTRE = _spec(
    "centre",
    "centre",
    m.CentreInfo,
    retain=True,
    writers=_SERVER,
    readers=DEVICES,
    about="The centre's names, zones, address for phones, and whether it is open.",
)
CATALOGUE = _spec(
    "catalogue",
    "catalogue/{zone}",
    m.Catalogue,
    retain=True,
    writers=_SERVER,
    readers={Role.KIOSK},
    about="The groups of a zone with their queues.",
)
CALL = _spec(
    "call",
    "call/{zone}",
    m.Call,
    writers=_SERVER,
    readers=_LIGHTS,
    about="A ticket is called, recalled, or its call is taken back.",
)
BOARD = _spec(
    "board",
    "board/{zone}",
    m.Board,
    retain=True,
    writers=_SERVER,
    readers=_LIGHTS,
    about="A zone's whole board.",
)
COUNTER_STATE = _spec(
    "counter_state",
    "counter/{n}/state",
    m.CounterState,
    retain=True,
    writers=_SERVER,
    readers=_LIGHTS,
    about="What the light at a counter shows.",
)
PRESS = _spec(
    "press",
    "counter/{n}/press",
    m.Press,
    writers={Role.TERMINAL},
    readers=_SERVER,
    about="A button at a counter.",
)
ACK = _spec(
    "ack",
    "counter/{n}/ack",
    m.Ack,
    writers=_SERVER,
    readers={Role.TERMINAL},
    about="The answer to a press.",
)
SHOWN = _spec(
    "shown",
    "shown/{id}",
    m.Shown,
    writers=_LIGHTS,
    readers=_SERVER,
    about="A display has a call on its panel.",
)
KIOSK_REQUEST = _spec(
    "kiosk_request",
    "kiosk/{id}/request",
    m.KioskRequest,
    writers={Role.KIOSK},
    readers=_SERVER,
    about="A touch for a number.",
)
KIOSK_REPLY = _spec(
    "kiosk_reply",
    "kiosk/{id}/reply",
    (m.TicketReply, m.RefusalReply),
    writers=_SERVER,
    readers={Role.KIOSK},
    about="The ticket, or why not.",
)
KIOSK_PRINTED = _spec(
    "kiosk_printed",
    "kiosk/{id}/printed",
    m.Printed,
    writers={Role.KIOSK},
    readers=_SERVER,
    about="What became of the paper.",
)
KIOSK_LEASE = _spec(
    "kiosk_lease",
    "kiosk/{id}/lease",
    m.Lease,
    retain=True,
    writers=_SERVER,
    readers={Role.KIOSK},
    about="Numbers a kiosk may issue alone.",
)
KIOSK_ISSUED = _spec(
    "kiosk_issued",
    "kiosk/{id}/issued",
    m.IssuedAlone,
    writers={Role.KIOSK},
    readers=_SERVER,
    about="A ticket issued alone.",
)
KIOSK_REPRINT = _spec(
    "kiosk_reprint",
    "kiosk/{id}/reprint",
    m.Reprint,
    writers=_SERVER,
    readers={Role.KIOSK},
    about="Print a ticket once more, as a copy.",
)
PERSON_KEY = _spec(
    "person_key",
    "kiosk/{id}/person-key",
    m.PersonKey,
    writers=_SERVER,
    readers={Role.KIOSK},
    about="Today's key for hashes of card numbers.",
)
DEVICE_STATUS = _spec(
    "device_status",
    "device/{id}/status",
    m.DeviceStatus,
    retain=True,
    writers=DEVICES,
    readers=_SERVER,
    about="Birth and last will.",
)
DEVICE_HEALTH = _spec(
    "device_health",
    "device/{id}/health",
    m.DeviceHealth,
    retain=True,
    writers=DEVICES,
    readers=_SERVER,
    about="Vital signs, each minute.",
)
DEVICE_APPLIED = _spec(
    "device_applied",
    "device/{id}/config",
    m.Config,
    retain=True,
    writers=DEVICES,
    readers=_SERVER,
    about="Settings as applied.",
)
CONFIG = _spec(
    "config",
    "config/{id}",
    m.Config,
    retain=True,
    writers=_SERVER,
    readers=DEVICES,
    about="Settings as wanted.",
)

SPECS: tuple[TopicSpec, ...] = (
    TIME,
    CENTRE,
    CATALOGUE,
    CALL,
    BOARD,
    COUNTER_STATE,
    PRESS,
    ACK,
    SHOWN,
    KIOSK_REQUEST,
    KIOSK_REPLY,
    KIOSK_PRINTED,
    KIOSK_LEASE,
    KIOSK_ISSUED,
    KIOSK_REPRINT,
    PERSON_KEY,
    DEVICE_STATUS,
    DEVICE_HEALTH,
    DEVICE_APPLIED,
    CONFIG,
)
