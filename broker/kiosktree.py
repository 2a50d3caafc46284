"""The topics between kiosks and the server."""

from __future__ import annotations

from broker import messages as m
from broker.roles import Role
from broker.topicspec import spec

_SERVER = {Role.SERVER}

KIOSK_REQUEST = spec(
    "kiosk_request",
    "kiosk/{id}/request",
    m.KioskRequest,
    writers={Role.KIOSK},
    readers=_SERVER,
    about="A touch for a number.",
)
KIOSK_REPLY = spec(
    "kiosk_reply",
    "kiosk/{id}/reply",
    (m.TicketReply, m.RefusalReply),
    writers=_SERVER,
    readers={Role.KIOSK},
    about="The ticket, or why not.",
)
KIOSK_PRINTED = spec(
    "kiosk_printed",
    "kiosk/{id}/printed",
    m.Printed,
    writers={Role.KIOSK},
    readers=_SERVER,
    about="What became of the paper.",
)
KIOSK_LEASE = spec(
    "kiosk_lease",
    "kiosk/{id}/lease",
    m.Lease,
    retain=True,
    writers=_SERVER,
    readers={Role.KIOSK},
    about="Numbers a kiosk may issue alone.",
)
KIOSK_ISSUED = spec(
    "kiosk_issued",
    "kiosk/{id}/issued",
    m.IssuedAlone,
    writers={Role.KIOSK},
    readers=_SERVER,
    about="A ticket issued alone.",
)
KIOSK_TAKEN = spec(
    "kiosk_taken",
    "kiosk/{id}/taken",
    m.Taken,
    writers=_SERVER,
    readers={Role.KIOSK},
    about="A ticket issued alone has arrived, or is refused.",
)
KIOSK_PING = spec(
    "kiosk_ping",
    "kiosk/{id}/ping",
    m.Ping,
    qos=0,
    writers={Role.KIOSK},
    readers=_SERVER,
    about="Is the server there? Twice a second.",
)
KIOSK_PONG = spec(
    "kiosk_pong",
    "kiosk/{id}/pong",
    m.Pong,
    qos=0,
    writers=_SERVER,
    readers={Role.KIOSK},
    about="It is.",
)
PERSON_KEY = spec(
    "person_key",
    "kiosk/{id}/person-key",
    m.PersonKey,
    writers=_SERVER,
    readers={Role.KIOSK},
    about="Today's key for hashes of card numbers.",
)
PROCEDURES = spec(
    "procedures",
    "sys/procedures",
    m.ProceduresInForce,
    retain=True,
    writers=_SERVER,
    readers={Role.KIOSK},
    about="Which list of procedures is in force.",
)
KIOSK_WANT = spec(
    "kiosk_want",
    "kiosk/{id}/want",
    m.Wanted,
    writers={Role.KIOSK},
    readers=_SERVER,
    about="A kiosk asks for a part of the list, or of the layout.",
)
KIOSK_PART = spec(
    "kiosk_part",
    "kiosk/{id}/part",
    m.Part,
    writers=_SERVER,
    readers={Role.KIOSK},
    about="A part of the list of procedures.",
)
LAYOUT = spec(
    "layout",
    "sys/layout",
    m.LayoutInForce,
    retain=True,
    writers=_SERVER,
    readers={Role.KIOSK},
    about="Which slip and texts of the centre are in force.",
)
KIOSK_LAYOUT = spec(
    "kiosk_layout",
    "kiosk/{id}/layout",
    m.Part,
    writers=_SERVER,
    readers={Role.KIOSK},
    about="A part of the centre's slip and texts.",
)
KIOSK_ALERT = spec(
    "kiosk_alert",
    "kiosk/{id}/alert",
    m.KioskAlert,
    writers={Role.KIOSK},
    readers=_SERVER,
    about="Somebody at a kiosk calls for staff.",
)
KIOSK_DESK = spec(
    "kiosk_desk",
    "kiosk/{id}/desk",
    m.DeskAnswer,
    retain=True,
    writers=_SERVER,
    readers={Role.KIOSK},
    about="Whether staff were called, and come.",
)
KIOSK_REPRINT = spec(
    "kiosk_reprint",
    "kiosk/{id}/reprint",
    m.Reprint,
    writers=_SERVER,
    readers={Role.KIOSK},
    about="Print a ticket once more, as a copy.",
)
