"""``luot-display board``: the board of a zone on one panel."""

from __future__ import annotations

import argparse
import os
import signal
from collections.abc import Sequence

from broker.alive import Alive
from broker.arguments import whole
from broker.link import Link, LinkSettings
from broker.presence import Presence
from displays import arrows, dimming, options
from displays.panels import open_board, size
from displays.settings import read_secrets
from displays.zoneboard import SPEED, ZoneBoard
from displays.zonecheck import ZoneCheck

HALL = "hall"
"""The board of all zones together."""


def board(arguments: Sequence[str]) -> int:
    """Show a zone's calls until told to stop."""
    return options.told(_run, _parser(), arguments)


def _run(parsed: argparse.Namespace) -> int:
    secret = read_secrets(os.environ, [parsed.id])[parsed.id]
    presence = Presence(parsed.centre, parsed.id)
    ca = os.environ.get("LUOT_MQTT_CA") or None
    link = Link(
        LinkSettings(parsed.mqtt, parsed.id, secret, parsed.id, parsed.centre, ca_file=ca),
        will=presence.will,
        birth=presence.birth,
    )
    shown = ZoneBoard(
        parsed.id,
        parsed.centre,
        parsed.zone,
        link,
        open_board(parsed.panel, parsed.id, size.parse(parsed.size) if parsed.size else None),
        presence.session,
        dimming.parse(parsed.dim),
        arrows=arrows.parse(parsed.arrow),
        langs=tuple(parsed.lang or ["vi"]),
        speed=parsed.speed,
    )
    shown.orders.restart = shown.stop
    shown.orders.step_back = link.stop
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: shown.stop())
    ZoneCheck([parsed.zone], [HALL]).listen(link, parsed.centre)
    shown.listen()
    link.on_state(shown.on_link)
    link.start()
    alive = Alive()
    shown.on_drawn = alive.beat
    alive.ready()
    shown.run()
    alive.stopping()
    link.say(presence.will)
    link.stop()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="luot-display board", description="The board of a zone: its newest calls."
    )
    parser.add_argument("--id", required=True, help="device id, such as board-a")
    parser.add_argument("--zone", required=True, help="the zone, or hall for all zones together")
    options.add_link(parser)
    options.add_panel(parser)
    parser.add_argument(
        "--lang", choices=("vi", "en"), action="append", help="vi; may be repeated, in order"
    )
    parser.add_argument(
        "--speed", type=whole(5, 60), default=int(SPEED), help="dots a second of running text"
    )
    return parser
