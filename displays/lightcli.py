"""``luot-display``: the lights of one or many counters."""

from __future__ import annotations

import argparse
import os
import signal
import threading
from collections.abc import Sequence

from broker import __version__
from broker.alive import Alive
from broker.arguments import whole
from broker.link import Link, LinkSettings
from broker.presence import Presence
from displays import arrows, dimming, options
from displays.light import Light
from displays.moving import Moving
from displays.panels import open_panel, size
from displays.settings import Settings, device_id, read_secrets

COMMANDS = """\
luot-display board     the board of a zone on one panel
luot-display speak     the loudspeaker of one or more zones
luot-display clips     check a pack of recordings, or render a whole one
luot-display words N   how a number is spoken
luot-display pattern   light every dot of a panel in turn
luot-display sheet     a picture of every state on every panel

Each has a --help of its own.
"""


def lights(arguments: Sequence[str]) -> int:
    """Drive lights; what goes wrong is one line on stderr."""
    return options.told(lambda parsed: run(_settings(parsed)), _parser(), arguments)


def run(settings: Settings) -> int:
    """Drive every light until told to stop."""
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    driven = [_light(settings, counter, stopped) for counter in settings.counters]
    threads = [threading.Thread(target=light.run) for light, _, _ in driven]
    moving = Moving(light for light, _, _ in driven)
    for thread in threads:
        thread.start()
    Alive().wait(stopped, moving.works)
    for light, link, presence in driven:
        light.stop()
        link.say(presence.will)
        link.stop()
    for thread in threads:
        thread.join()
    return 0


def _light(
    settings: Settings, counter: int, stopped: threading.Event
) -> tuple[Light, Link, Presence]:
    device = settings.device(counter)
    presence = Presence(settings.centre, device)
    secret = settings.secrets[device]
    link = Link(
        LinkSettings(
            settings.mqtt, device, secret, device, settings.centre, ca_file=settings.ca or None
        ),
        will=presence.will,
        birth=presence.birth,
    )
    panel = open_panel(settings.panel, device, settings.size)
    light = Light(
        device,
        settings.centre,
        counter,
        link,
        panel,
        presence.session,
        settings.dimming,
        settings.arrows,
    )
    light.orders.restart = stopped.set
    light.orders.step_back = link.stop
    light.listen()
    link.on_state(light.on_link)
    link.start()
    return light, link, presence


def _settings(parsed: argparse.Namespace) -> Settings:
    counters = tuple(dict.fromkeys(parsed.counter))
    devices = [device_id(counter) for counter in counters]
    return Settings(
        centre=parsed.centre,
        mqtt=parsed.mqtt,
        panel=parsed.panel,
        counters=counters,
        secrets=read_secrets(os.environ, devices),
        size=size.parse(parsed.size) if parsed.size else None,
        dimming=dimming.parse(parsed.dim),
        arrows=arrows.parse(parsed.arrow),
        ca=os.environ.get("LUOT_MQTT_CA", ""),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="luot-display",
        description="The lights of counters. Other displays and tools are commands below.",
        epilog=COMMANDS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"luot-display {__version__}")
    options.add_link(parser)
    options.add_panel(parser)
    parser.add_argument(
        "--counter",
        type=whole(1, 999),
        action="append",
        required=True,
        help="a counter; may be repeated",
    )
    return parser
