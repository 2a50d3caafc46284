"""``luot-kiosk buttons``: the box of one counter, on a Pi's pins or on a keyboard."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence

from broker import messages as m
from broker import topics
from broker.alive import Alive
from broker.link import Link, LinkSettings
from broker.obeying import Done, Obeying
from broker.presence import Presence
from broker.vitals import vitals
from kiosk.buttons import Box, read_keys
from kiosk.counterbox import CounterBox
from kiosk.lamps import ColourLamp, Lamp, PinLamp, SpokenLamp
from kiosk.settings import password

PINS = {"next": 17, "recall": 27, "pause": 22}
"""BCM numbers of the three buttons of the delivered wiring; recall held is a no-show."""
LED = 18
HEALTH_S = 60.0


def run(argv: Sequence[str]) -> int:
    """Run until told to stop, or until the keyboard's input ends. Raises BadSetting, WireError."""
    asked = parser().parse_args(list(argv))
    presence, began_s = Presence(asked.centre, asked.id), time.monotonic()
    user = os.environ.get("LUOT_MQTT_USER", "") or asked.id
    ca = os.environ.get("LUOT_MQTT_CA") or None
    secret = password(os.environ, role="terminal")
    settings = LinkSettings(asked.mqtt, user, secret, asked.id, asked.centre, ca_file=ca)
    link = Link(settings, will=presence.will, birth=presence.birth)
    box = CounterBox(asked.id, asked.centre, asked.counter, link, _lamp(asked))
    link.on_state(box.on_link)
    box.start()
    stop = threading.Event()
    _obeying(link, presence, box, stop).listen()
    link.start()
    _until_told(asked, box, stop, lambda: _tell_health(link, presence, began_s))
    box.stop()
    link.say(presence.will)
    link.stop()
    return 0


def parser() -> argparse.ArgumentParser:
    """The options of ``luot-kiosk buttons``."""
    made = argparse.ArgumentParser(
        prog="luot-kiosk buttons", description="The buttons and the light of one counter."
    )
    made.add_argument("--id", required=True, help="device id, as added with: luot device add")
    made.add_argument("--centre", required=True, help="id of the centre")
    made.add_argument("--counter", required=True, type=int, help="the counter")
    made.add_argument(
        "--mqtt", default=os.environ.get("LUOT_MQTT", "mqtt://127.0.0.1:1883"), help="the broker"
    )
    made.add_argument(
        "--button", action="append", type=_pin_of, help="NAME=PIN (BCM); may be repeated"
    )
    made.add_argument("--led", type=int, default=LED, help="pin (BCM) of the light")
    made.add_argument("--rgb", type=_pins, help="pins R,G,B of a coloured light, instead of --led")
    made.add_argument("--keys", action="store_true", help="a keyboard instead of pins")
    return made


def _lamp(asked: argparse.Namespace) -> Lamp:
    if asked.keys:
        return SpokenLamp(sys.stdout)
    return ColourLamp(asked.rgb) if asked.rgb else PinLamp(asked.led)


def _obeying(link: Link, presence: Presence, box: CounterBox, stop: threading.Event) -> Obeying:
    def identify(done: Done) -> None:
        box.flash()
        done(None)

    def restart(done: Done) -> None:
        done(None)
        stop.set()

    return Obeying(
        link,
        presence,
        topics.Role.TERMINAL,
        clock=box.clock_ms,
        acts={"identify": identify, "restart": restart},
        follow=lambda settings: "this box has no number" if settings else None,
        on_second=link.stop,
    )


def _tell_health(link: Link, presence: Presence, began_s: float) -> None:
    up_s = int(time.monotonic() - began_s)
    told = m.DeviceHealth(session=presence.session, up_s=up_s, settable=[], **vitals())
    link.publish_message(topics.DEVICE_HEALTH, told, id=presence.device)


def _until_told(
    asked: argparse.Namespace,
    box: CounterBox,
    stop: threading.Event,
    tell_health: Callable[[], None],
) -> None:
    if asked.keys:
        read_keys(sys.stdin, box.push)
        return
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    pins = Box(dict(asked.button) if asked.button else PINS, box.push)
    alive, due_s = Alive(), float("-inf")
    alive.ready()
    while not stop.wait(0.0 if due_s < 0 else min(HEALTH_S, alive.every_s or HEALTH_S)):
        if time.monotonic() >= due_s:
            tell_health()
            due_s = time.monotonic() + HEALTH_S
        alive.beat()
    alive.stopping()
    pins.close()


def _pin_of(text: str) -> tuple[str, int]:
    name, _, pin = text.partition("=")
    if not name or not pin.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r}: write NAME=PIN, as in next=17")
    return name, int(pin)


def _pins(text: str) -> list[int]:
    pins = text.split(",")
    if len(pins) != 3 or not all(pin.isdigit() for pin in pins):
        raise argparse.ArgumentTypeError(f"{text!r}: write three pins, as in 16,20,21")
    return [int(pin) for pin in pins]
