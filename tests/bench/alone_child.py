"""A kiosk as its own process, whose clock is moved on by who drives it, a line a touch.

``alone_child.py DATA MQTT ID SHIFT_MS``: the secret comes in LUOT_MQTT_PASSWORD. SHIFT_MS is how
far the machine's clock has gone on already. A line of stdin is a touch with ``step_ms``, or
``state``.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from broker import messages as m
from broker.link import Link, LinkSettings
from broker.presence import Presence
from kiosk import memory
from kiosk.agent import Agent
from kiosk.errors import NoAnswer
from kiosk.outbox import Outbox
from kiosk.printers import open_printer
from kiosk.settings import Settings


def main() -> None:
    """Until stdin ends."""
    data, mqtt, id, shift_ms = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
    memory._wall_ms = lambda: time.time_ns() // 1_000_000 + shift_ms
    settings = Settings(id, "thu", mqtt, os.environ["LUOT_MQTT_PASSWORD"], data=data)
    presence = Presence("thu", id, "s")
    link = Link(
        LinkSettings(mqtt, id, settings.password, id, "thu"),
        will=presence.will,
        birth=presence.birth,
    )
    agent = Agent(settings, link, open_printer("screen"), Outbox(data / f"{id}.db"), "s")
    agent.start()
    link.on_state(agent.on_link)
    link.start()
    _say({"started": id})
    for line in sys.stdin:
        _say(_state(agent) if line.startswith("state") else _touch(agent, json.loads(line)))
    link.stop()
    agent.stop()


def _touch(agent: Agent, told: dict[str, Any]) -> dict[str, Any]:
    agent.hall.ahead_ms += told.pop("step_ms")
    try:
        reply, on_paper = agent.touch(m.KioskRequest.model_validate({"v": 1, **told}))
    except NoAnswer as error:
        return {"id": told["id"], "code": error.code}
    return {"id": told["id"], **reply.model_dump(exclude={"id"}), "on_paper": on_paper}


def _state(agent: Agent) -> dict[str, Any]:
    return {"online": agent.online, **agent.solo.state(), **agent.solo.counts()}


def _say(told: dict[str, Any]) -> None:
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
