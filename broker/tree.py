"""The topic tree itself: every topic once, with what it carries and who may write and read it."""

from __future__ import annotations

from broker import messages as m
from broker.kiosktree import (
    KIOSK_ALERT,
    KIOSK_DESK,
    KIOSK_ISSUED,
    KIOSK_LAYOUT,
    KIOSK_LEASE,
    KIOSK_PART,
    KIOSK_PING,
    KIOSK_PONG,
    KIOSK_PRINTED,
    KIOSK_REPLY,
    KIOSK_REPRINT,
    KIOSK_REQUEST,
    KIOSK_TAKEN,
    KIOSK_WANT,
    LAYOUT,
    PERSON_KEY,
    PROCEDURES,
)
from broker.roles import DEVICES, Role, TopicSpec
from broker.topicspec import spec

_SERVER = {Role.SERVER}
_LIGHTS = {Role.DISPLAY, Role.TERMINAL}

TIME = spec(
    "time",
    "sys/time",
    m.Heartbeat,
    qos=0,
    writers=_SERVER,
    readers=DEVICES,
    about="Heartbeat, every 5 seconds and when a device comes.",
)
CENTRE = spec(
    "centre",
    "centre",
    m.CentreInfo,
    retain=True,
    writers=_SERVER,
    readers=DEVICES,
    about="The centre's names, zones, address for phones, and whether it is open.",
)
CATALOGUE = spec(
    "catalogue",
    "catalogue/{zone}",
    m.Catalogue,
    retain=True,
    writers=_SERVER,
    readers={Role.KIOSK},
    about="The groups of a zone with their queues.",
)
CALL = spec(
    "call",
    "call/{zone}",
    m.Call,
    writers=_SERVER,
    readers=_LIGHTS,
    about="A ticket is called, recalled, or its call is taken back.",
)
BOARD = spec(
    "board",
    "board/{zone}",
    m.Board,
    retain=True,
    writers=_SERVER,
    readers=_LIGHTS,
    about="A zone's whole board.",
)
COUNTER_STATE = spec(
    "counter_state",
    "counter/{n}/state",
    m.CounterState,
    retain=True,
    writers=_SERVER,
    readers=_LIGHTS,
    about="What the light at a counter shows.",
)
PRESS = spec(
    "press",
    "counter/{n}/press",
    m.Press,
    writers={Role.TERMINAL},
    readers=_SERVER,
    about="A button at a counter.",
)
ACK = spec(
    "ack",
    "counter/{n}/ack",
    m.Ack,
    writers=_SERVER,
    readers={Role.TERMINAL},
    about="The answer to a press.",
)
SHOWN = spec(
    "shown",
    "shown/{id}",
    m.Shown,
    writers=_LIGHTS,
    readers=_SERVER,
    about="A display has a call on its panel.",
)
DEVICE_STATUS = spec(
    "device_status",
    "device/{id}/status",
    m.DeviceStatus,
    retain=True,
    writers=DEVICES,
    readers=_SERVER,
    about="Birth and last will.",
)
DEVICE_HEALTH = spec(
    "device_health",
    "device/{id}/health",
    m.DeviceHealth,
    retain=True,
    writers=DEVICES,
    readers=_SERVER,
    about="Vital signs, each minute.",
)
DEVICE_APPLIED = spec(
    "device_applied",
    "device/{id}/config",
    m.DeviceApplied,
    retain=True,
    writers=DEVICES,
    readers=_SERVER,
    about="Settings as applied.",
)
CONFIG = spec(
    "config",
    "config/{id}",
    m.DeviceSettings,
    retain=True,
    writers=_SERVER,
    readers=DEVICES,
    about="Settings as wanted.",
)
ORDER = spec(
    "order",
    "do/{id}",
    m.Order,
    writers=_SERVER,
    readers=DEVICES,
    about="Something to be done once, now.",
)
ORDER_DONE = spec(
    "order_done",
    "device/{id}/did",
    m.OrderDone,
    writers=DEVICES,
    readers=_SERVER,
    about="What became of an order.",
)
TWIN = spec(
    "twin",
    "twin/{id}",
    m.Twin,
    retain=True,
    writers=_SERVER,
    readers=DEVICES,
    about="Two processes use one name: which of them steps back.",
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
    KIOSK_TAKEN,
    KIOSK_PING,
    KIOSK_PONG,
    KIOSK_REPRINT,
    PERSON_KEY,
    PROCEDURES,
    KIOSK_WANT,
    KIOSK_PART,
    LAYOUT,
    KIOSK_LAYOUT,
    KIOSK_ALERT,
    KIOSK_DESK,
    DEVICE_STATUS,
    DEVICE_HEALTH,
    DEVICE_APPLIED,
    CONFIG,
    ORDER,
    ORDER_DONE,
    TWIN,
)
