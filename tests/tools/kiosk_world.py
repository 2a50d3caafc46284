"""A kiosk's surroundings in memory: tickets, a wire with a server behind it, a printer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from broker import messages as m
from broker import topics
from kiosk.agent import Agent
from kiosk.errors import PaperError
from kiosk.outbox import Outbox
from kiosk.settings import Settings
from kiosk.statuses import Confirmed, Look

CENTRE = "thu"


def ticket(**changes: Any) -> m.TicketReply:
    """A ticket of the story: driving licence, number 3127, Monday 12/10/2026 at 9:25."""
    told: dict[str, Any] = {
        "request": "r-1",
        "id": "t-1",
        "key": "k" * 22,
        "number": 3127,
        "group": "LX1",
        "zone": "3",
        "counters": [11, 12, 13, 14, 15, 16],
        "ahead": 7,
        "wait": m.Wait(
            low_s=16 * 60,
            high_s=24 * 60,
            at_low="2026-10-12T09:41:00+07:00",
            at_high="2026-10-12T09:49:00+07:00",
        ),
        "issued_at": "2026-10-12T09:25:14+07:00",
        "url": "https://luot.example/v/" + "k" * 22,
        "group_name": m.Bilingual(vi="Cấp, đổi giấy phép lái xe", en="Driving licences"),
        "zone_name": m.Bilingual(vi="Khu vực số 3", en="Area 3"),
    }
    return m.TicketReply.model_validate({**told, **changes})


def refusal(request: str) -> m.RefusalReply:
    """A group that has had enough for today."""
    reason = m.Bilingual(vi="Hôm nay nhóm này hết số.", en="No numbers left today.")
    return m.RefusalReply(id=request, request=request, code="cap-reached", reason=reason)


class MemoryWire:
    """A link and a server in one: keeps what is said and answers requests by ``on_request``."""

    def __init__(self) -> None:
        self.said: list[tuple[str, bytes]] = []
        self.delivers = True
        self.on_request: Callable[[m.KioskRequest, int], m.Message | None] = lambda request, _: (
            ticket(request=request.id)
        )
        self._handlers: dict[str, Callable[[Any], None]] = {}
        self._answers: list[threading.Thread] = []
        self._news = threading.Condition()

    def subscribe(self, filter: str, handler: Callable[[Any], None]) -> Callable[[], None]:
        """As a link does."""
        self._handlers[filter] = handler
        return lambda: None

    def publish(
        self,
        topic: str,
        payload: bytes,
        *,
        qos: int = 1,
        retain: bool = False,
        on_delivered: Callable[[], None] | None = None,
    ) -> None:
        """Keep it; a request is answered at once, from another thread, as on a real wire."""
        with self._news:
            self.said.append((topic, payload))
            self._news.notify_all()
        if on_delivered is not None and self.delivers:
            on_delivered()
        if topic.endswith("/request"):
            self._serve(m.decode(m.KioskRequest, payload))

    def hear(self, topic: str, payload: bytes) -> None:
        """Something comes in."""
        spec = topics.parse(CENTRE, topic).spec
        wanted = {topic, topics.subscription(CENTRE, spec)}
        for filter in wanted & set(self._handlers):
            self._handlers[filter](SimpleNamespace(topic=topic, payload=payload))

    def tell(self, spec: topics.TopicSpec, message: m.Message, **where: Any) -> None:
        """``hear`` of a message."""
        self.hear(topics.build(CENTRE, spec, **where), m.encode(message))

    def on(self, tail: str) -> list[bytes]:
        """Everything said on topics that end so."""
        with self._news:
            return [payload for topic, payload in self.said if topic.endswith(tail)]

    def wait_on(self, tail: str, count: int, timeout_s: float = 30.0) -> list[bytes]:
        """``on``, once there are ``count``."""
        with self._news:
            assert self._news.wait_for(
                lambda: sum(topic.endswith(tail) for topic, _ in self.said) >= count, timeout_s
            ), [topic for topic, _ in self.said]
        return self.on(tail)

    def _serve(self, request: m.KioskRequest) -> None:
        answer = self.on_request(request, len(self.on("/request")))
        if answer is not None:
            reply = topics.build(CENTRE, topics.KIOSK_REPLY, id="kiosk-1")
            args = (reply, m.encode(answer))
            thread = threading.Thread(target=self.hear, args=args)
            thread.start()
            self._answers.append(thread)

    def settle(self) -> None:
        """Until every answer has been heard, however late."""
        for answer in list(self._answers):
            answer.join()


class Tray:
    """A printer that keeps pictures. ``paper`` may be set; ``out`` and ``broken`` refuse.

    While ``held`` is clear a slip is under way; ``trouble`` is what a look finds.
    """

    def __init__(self) -> None:
        self.slips: list[Any] = []
        self.paper: Any = "ok"
        self.trouble: Any = None
        self.broken = False
        self.held = threading.Event()
        self.held.set()

    def print(self, image: Any) -> Confirmed:
        """Keep it, or refuse."""
        assert self.held.wait(30)
        if self.paper == "out" or self.broken:
            raise PaperError("no paper, or the cover is open")
        self.slips.append(image)
        return "status"

    def look(self) -> Look:
        """As set."""
        return Look(self.paper, self.trouble or ("out" if self.paper == "out" else None))


class Kiosk:
    """An agent with its surroundings; ``restart`` is a power cut of the kiosk alone."""

    def __init__(self, data: Path) -> None:
        self.settings = Settings(
            "kiosk-1", CENTRE, "mqtt://127.0.0.1:1", "secret", data=data, voice="none"
        )
        self.wire = MemoryWire()
        self.tray: Any = Tray()
        self._started = False
        self._make()

    def start(self) -> None:
        """Listen, and hear the server."""
        self.agent.start()
        self._started = True
        self.beat()

    def beat(self) -> None:
        """One heartbeat of the server."""
        self.wire.tell(topics.TIME, m.Heartbeat(ep=1, ms=1_791_772_800_000, tz="Asia/Ho_Chi_Minh"))

    def touch(self, id: str = "r-1", **more: Any) -> Any:
        """A touch for driving licences: the reply, and whether it is on paper."""
        return self.agent.touch(
            m.KioskRequest.model_validate({"v": 1, "id": id, "group": "LX1", **more})
        )

    def printed(self) -> list[m.Printed]:
        """What the server was told of the paper."""
        return [m.decode(m.Printed, payload) for payload in self.wire.on("/printed")]

    def use(self, printer: Any) -> None:
        """Print there from now on; before ``start``."""
        self.outbox.close()
        self.tray = printer
        self._make()

    def restart(self) -> None:
        """A new agent over the same file."""
        self.stop()
        self._make()
        self.start()

    def stop(self) -> None:
        """End the agent and close its file."""
        self.wire.settle()
        if self._started:
            self.agent.stop()
        self._started = False
        self.outbox.close()

    def _make(self) -> None:
        self.outbox = Outbox(self.settings.data / "kiosk-1.db")
        self.agent = Agent(self.settings, self.wire, self.tray, self.outbox, "session-1")
