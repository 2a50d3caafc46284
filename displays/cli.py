"""``luot-display``: the lights of one or many counters; ``luot-display words N`` speaks."""

from __future__ import annotations

import argparse
import logging
import os
import secrets
import signal
import sys
import threading
from collections.abc import Sequence

from broker import __version__, topics
from broker.errors import WireError
from broker.link import Link, LinkSettings, Said
from displays.agent import Light, status
from displays.errors import DisplayError
from displays.panels import open_panel
from displays.settings import Settings, device_id, read_secrets
from displays.voice.words import spoken


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0 on success, 2 on wrong usage, 1 on failure with one line that says what to do."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    if arguments[:1] == ["words"]:
        return _words(arguments[1:])
    parsed = _parser().parse_args(arguments)
    logging.basicConfig(level="WARNING", format="%(levelname)s %(name)s: %(message)s")
    try:
        return run(_settings(parsed))
    except (DisplayError, WireError, OSError) as error:
        print(f"luot-display: {error}", file=sys.stderr)
        return 1


def run(settings: Settings) -> int:
    """Drive every light until told to stop."""
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    driven = [_light(settings, counter) for counter in settings.counters]
    threads = [threading.Thread(target=light.run) for light, _, _ in driven]
    for thread in threads:
        thread.start()
    stopped.wait()
    for light, link, session in driven:
        light.stop()
        topic = topics.build(settings.centre, topics.DEVICE_STATUS, id=light.device)
        link.publish(topic, status("offline", session), retain=True)
        link.stop()
    for thread in threads:
        thread.join()
    return 0


def _light(settings: Settings, counter: int) -> tuple[Light, Link, str]:
    device, session = settings.device(counter), secrets.token_hex(8)
    topic = topics.build(settings.centre, topics.DEVICE_STATUS, id=device)
    secret = settings.secrets[device]
    link = Link(
        LinkSettings(
            settings.mqtt, device, secret, device, settings.centre, ca_file=settings.ca or None
        ),
        will=Said(topic, status("offline", session)),
        birth=Said(topic, status("online", session)),
    )
    panel = open_panel(settings.panel, device)
    light = Light(device, settings.centre, counter, link, panel, session)
    light.listen()
    link.on_state(light.on_link)
    link.start()
    return light, link, session


def _settings(parsed: argparse.Namespace) -> Settings:
    counters = tuple(dict.fromkeys(parsed.counter))
    devices = [device_id(counter) for counter in counters]
    return Settings(
        centre=parsed.centre,
        mqtt=parsed.mqtt,
        panel=parsed.panel,
        counters=counters,
        secrets=read_secrets(os.environ, devices),
        ca=os.environ.get("LUOT_MQTT_CA", ""),
    )


def _words(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="luot-display words", description="How a number is spoken."
    )
    parser.add_argument("number")
    parser.add_argument("--style", choices=("cardinal", "digits"), default="cardinal")
    parser.add_argument("--lang", choices=("vi", "en"), default="vi")
    parser.add_argument("--accent", choices=("north", "south"), default="north")
    parsed = parser.parse_args(arguments)
    try:
        said = spoken(parsed.number, style=parsed.style, lang=parsed.lang, accent=parsed.accent)
    except ValueError as error:
        parser.error(str(error))
    print(said)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="luot-display",
        description="The lights of counters. `luot-display words N` prints a number as spoken.",
    )
    parser.add_argument("--version", action="version", version=f"luot-display {__version__}")
    parser.add_argument("--centre", required=True, help="id of the centre")
    parser.add_argument(
        "--mqtt", default=os.environ.get("LUOT_MQTT", "mqtt://127.0.0.1:1883"), help="the broker"
    )
    parser.add_argument("--panel", default="terminal", help="terminal or png:DIR")
    parser.add_argument(
        "--counter",
        type=_counter,
        action="append",
        required=True,
        help="a counter; may be repeated",
    )
    return parser


def _counter(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 999):
        raise argparse.ArgumentTypeError(f"{text!r}: counters are 1 to 999")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
