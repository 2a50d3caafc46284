"""The mouth that speaks MQTT: what devices ask, and what the hall must show.

Nothing here decides anything: a message becomes one verb of the desk, a commit becomes documents.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from broker import messages as m
from broker import topics
from broker.errors import MessageRefused, UnknownTopic
from server import boards
from server.desk import Actor, Answer, Desk
from server.domain.errors import Refused
from server.domain.permissions import may_say
from server.presses import Presses
from server.runtime import Runtime
from server.store.errors import StoreUnavailable
from server.wireneeds import Link, Received, Register

log = logging.getLogger(__name__)
M = TypeVar("M", bound=m.Message)

MOST_TOLD = 1_000
"""Of how many topics a refusal is logged; all are counted."""


class Wire:
    """Listens to devices. ``register`` tells those that are unknown or revoked."""

    def __init__(self, desk: Desk, link: Link, runtime: Runtime, register: Register) -> None:
        self._desk = desk
        self._link = link
        self._runtime = runtime
        self._register = register
        self._centre = desk.plan.centre.id
        self._presses = Presses(desk)
        self._told: set[str] = set()
        self._keyed: dict[str, str] = {}
        self._greeters: list[Callable[[], None]] = []

    def on_birth(self, greet: Callable[[], None]) -> None:
        """Call ``greet`` when a device in force comes."""
        self._greeters.append(greet)

    def listen(self) -> None:
        """Subscribe to everything that devices may say."""
        for spec, handler in (
            (topics.PRESS, self._press),
            (topics.SHOWN, self._shown),
            (topics.KIOSK_REQUEST, self._kiosk_request),
            (topics.KIOSK_PRINTED, self._printed),
            (topics.KIOSK_ALERT, self._alert),
            (topics.DEVICE_HEALTH, self._health),
        ):
            self.hear(spec, handler)
        status = topics.subscription(self._centre, topics.DEVICE_STATUS)
        self._link.subscribe(status, self._edge_of_status)

    def hear(self, spec: topics.TopicSpec, handler: Callable[[topics.Parsed, bytes], None]) -> None:
        """Have ``handler`` take what devices say on a kind of topic; what it refuses is counted."""
        self._link.subscribe(topics.subscription(self._centre, spec), self._edge(handler))

    def hear_from(
        self, spec: topics.TopicSpec, role: topics.Role, handler: Callable[[str, bytes], None]
    ) -> None:
        """Hand what devices of ``role`` say there to ``handler``, with the device's id."""

        def take(parsed: topics.Parsed, payload: bytes) -> None:
            handler(self.device(parsed, role), payload)

        self.hear(spec, take)

    def _edge(self, handler: Callable[[topics.Parsed, bytes], None]) -> Callable[[Received], None]:
        def take(received: Received) -> None:
            self._runtime.spawn(lambda: self._handle(handler, received))

        return take

    def _edge_of_status(self, received: Received) -> None:
        status = partial(self._status, kept=received.retain)
        self._runtime.spawn(lambda: self._handle(status, received))

    def _handle(self, handler: Callable[[topics.Parsed, bytes], None], received: Received) -> None:
        try:
            handler(topics.parse(self._centre, received.topic), received.payload)
        except (MessageRefused, UnknownTopic, Refused) as refused:
            self._count(received.topic, refused)
        except StoreUnavailable as error:
            log.error("a message on %s was not taken: %s", received.topic, error)
        except Exception:
            self._desk.seen.refused += 1
            log.exception("a message on %s failed", received.topic)

    def _count(self, topic: str, refused: Exception) -> None:
        """A device that repeats itself all day fills no log: one line a topic, then a count."""
        self._desk.seen.refused += 1
        if isinstance(refused, MessageRefused) and (speaker := self._speaker(topic)):
            self._desk.seen.garble(speaker)
        if topic not in self._told and len(self._told) < MOST_TOLD:
            self._told.add(topic)
            log.warning("refused a message on %s (told once): %s", topic, refused)

    def _speaker(self, topic: str) -> str | None:
        """The device in force whose topic it is; None when it may be one of several, or nobody."""
        parsed = topics.parse(self._centre, topic)
        if parsed.counter is not None:
            boxes = self._register.terminals(parsed.counter)
            return next(iter(boxes)) if len(boxes) == 1 else None
        id = parsed.id or ""
        is_known = any(self._register.entitled(id, role) for role in topics.DEVICES)
        return id if is_known else None

    def _press(self, parsed: topics.Parsed, payload: bytes) -> None:
        counter = parsed.counter or 0
        press = m.decode(m.Press, payload)
        by = Actor("device", self._box(counter, press.device))
        if press.device is not None:
            self._desk.seen.heard(press.device, self._desk.now())
        self._ack(counter, self._presses.take(by, counter, press))

    def _box(self, counter: int, device: str | None) -> str:
        """Who presses: the box that says so, or some box of the counter.

        Raises MessageRefused when no box in force is bound to the counter, or not this one.
        """
        boxes = self._register.terminals(counter)
        if not boxes:
            raise MessageRefused(f"press: no terminal is bound to counter {counter}")
        if device is not None and device not in boxes:
            raise MessageRefused(f"press: device {device!r} is no terminal of counter {counter}")
        return device or f"counter-{counter}"

    def _ack(self, counter: int, ack: m.Ack) -> None:
        """Say it after what the commit has to tell: people look at the light, not at the button."""
        self._runtime.post(lambda: self._link.publish_message(topics.ACK, ack, counter=counter))

    def _kiosk_request(self, parsed: topics.Parsed, payload: bytes) -> None:
        kiosk = self.device(parsed, topics.Role.KIOSK)
        asked = m.decode(m.KioskRequest, payload)
        try:
            answer = self._asked(Actor("device", kiosk), asked)
        except Refused as refused:
            reason = m.Bilingual(vi=refused.reason.vi, en=refused.reason.en)
            reply: m.Message = m.RefusalReply(
                id=asked.id, request=asked.id, code=refused.code, reason=reason
            )
        else:
            reply = m.TicketReply.model_validate({**answer, "request": asked.id})
        self._link.publish_message(topics.KIOSK_REPLY, reply, id=kiosk)

    def _asked(self, by: Actor, asked: m.KioskRequest) -> Answer:
        """A number for an appointment, or one for whoever walks in. Raises Refused."""
        if asked.booking is not None:
            return self._desk.check_in(
                by,
                asked.id,
                asked.booking,
                priority=asked.priority,
                dossiers=asked.dossiers,
                lang=asked.lang,
            )
        return self._desk.issue(
            by,
            asked.id,
            group=asked.group,
            priority=asked.priority,
            dossiers=asked.dossiers,
            channel="kiosk",
            lang=asked.lang,
            person=asked.person,
        )

    def _printed(self, parsed: topics.Parsed, payload: bytes) -> None:
        kiosk = self.device(parsed, topics.Role.KIOSK)
        told = m.decode(m.Printed, payload)
        self._desk.seen.paper(kiosk, told.paper)
        by = Actor("device", kiosk)
        self._desk.printed(by, told.id, told.ticket, told.ok, told.paper, told.confirmed)

    def _alert(self, parsed: topics.Parsed, payload: bytes) -> None:
        kiosk = self.device(parsed, topics.Role.KIOSK)
        told = m.decode(m.KioskAlert, payload)
        self._desk.ask_help(Actor("device", kiosk), told.id, kiosk, told.kind)
        snap = self._desk.snapshot()
        self._link.publish_message(topics.KIOSK_DESK, boards.desk_answer(snap, kiosk), id=kiosk)

    def _shown(self, parsed: topics.Parsed, payload: bytes) -> None:
        display = self.device(parsed, topics.Role.DISPLAY, topics.Role.TERMINAL)
        self._desk.seen.show(display, m.decode(m.Shown, payload).call)
        self._desk.seen.heard(display, self._desk.now())

    def _status(self, parsed: topics.Parsed, payload: bytes, kept: bool) -> None:
        device = self.device(parsed, *topics.DEVICES)
        told = m.decode(m.DeviceStatus, payload)
        self._desk.seen.status(device, told.state, told.session, told.version, kept=kept)
        if told.state == "online":
            self._desk.seen.heard(device, self._desk.now())
            self._keyed.pop(device, None)
            self._tell_key(device)
            for greet in self._greeters:
                greet()

    def _health(self, parsed: topics.Parsed, payload: bytes) -> None:
        device = self.device(parsed, *topics.DEVICES)
        told = m.decode(m.DeviceHealth, payload)
        self._desk.seen.health(device, told.paper, told.trouble, told.queue, told.alone)
        self._desk.seen.layout(device, told.layout, told.layout_error)
        kept = {"session", "up_s", "temp_c", "printer", "rssi", "mem", "said", "shows", "silence"}
        vitals = told.model_dump(include=kept)
        seen = self._desk.seen.of(device)
        seen.vitals = vitals
        seen.settable = None if told.settable is None else tuple(told.settable)
        if seen.state == "online":  # what the broker kept of one that is away is no sign of life
            self._desk.seen.heard(device, self._desk.now())
        self._tell_key(device)

    def _tell_key(self, device: str) -> None:
        """Give a kiosk today's key once; its health comes each minute, also after midnight."""
        day = self._desk.snapshot().hall.day
        if self._keyed.get(device) == day or not self._register.entitled(device, topics.Role.KIOSK):
            return
        self._keyed[device] = day
        key = m.PersonKey(v=1, day=day, key=self._desk.persons.key_of(day))
        self._link.publish_message(topics.PERSON_KEY, key, id=device)

    def device(self, parsed: topics.Parsed, *roles: topics.Role) -> str:
        """Who says it. Raises MessageRefused unless it is a device in force with such a role."""
        device = parsed.id or ""
        may = (role for role in roles if may_say(role, parsed.spec.name))
        if not any(self._register.entitled(device, role) for role in may):
            raise MessageRefused(f"{parsed.spec.name}: device {device!r} may not say this")
        return device
