"""``luot-kiosk``: one kiosk; ``luot-kiosk slip`` shows what its slips look like."""

from __future__ import annotations

import argparse
import logging
import os
import secrets
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from broker import __version__, topics
from broker.errors import WireError
from broker.link import Link, LinkSettings, Said
from kiosk import preview
from kiosk.agent import Agent, status
from kiosk.errors import BadSetting, KioskError
from kiosk.outbox import Outbox
from kiosk.printers import find_printer, open_printer
from kiosk.scanner import Scanner, find_scanner
from kiosk.settings import Settings, password
from kiosk.touch.app import PageServer, make_page_server

LARGEST_PORT = 65_535


def main(argv: Sequence[str] | None = None) -> int:
    """Run until told to stop. Exit 1 with one line when a setting cannot be used."""
    words = sys.argv[1:] if argv is None else list(argv)
    is_preview = words[:1] == ["slip"]
    arguments = None if is_preview else _parser().parse_args(words)
    logging.basicConfig(level="WARNING", format="%(levelname)s %(name)s: %(message)s")
    try:
        if arguments is None:
            print(preview.write(words[1:]))
            return 0
        return run(_settings(arguments))
    except (KioskError, WireError, OSError) as error:
        print(f"luot-kiosk: {error}", file=sys.stderr)
        return 1


def run(settings: Settings) -> int:
    """The agent, its link and its page. Works, and says so, while the broker is away."""
    session = secrets.token_hex(8)
    link = _link(settings, session)
    printer = open_printer(settings.printer)
    with closing(Outbox(settings.data / f"{settings.id}.db")) as outbox:
        agent = Agent(settings, link, printer, outbox, session)
        server = make_page_server(agent, settings.port)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
        _serve(settings, agent, link, server)
        link.publish(_status_topic(settings), status("offline", session), retain=True)
        link.stop()
    return 0


def _serve(settings: Settings, agent: Agent, link: Link, server: PageServer) -> None:
    """Until the server is shut down."""
    agent.start()
    open_source = find_scanner(settings.scanner)
    scanner = Scanner(open_source, agent.scanning.heard) if open_source else None
    if scanner is not None:
        scanner.start()
    link.on_state(agent.on_link)
    link.start()
    print(f"Kiosk {settings.id}: http://127.0.0.1:{server.port}", flush=True)
    if settings.open_hint:
        print(_hint(server.port), flush=True)
    server.serve_forever()
    server.server_close()
    if scanner is not None:
        scanner.stop()
    agent.stop()


def _link(settings: Settings, session: str) -> Link:
    topic = _status_topic(settings)
    return Link(
        LinkSettings(
            settings.mqtt,
            settings.user or settings.id,
            settings.password,
            settings.id,
            settings.centre,
            ca_file=settings.ca or None,
        ),
        will=Said(topic, status("offline", session)),
        birth=Said(topic, status("online", session)),
    )


def _status_topic(settings: Settings) -> str:
    return topics.build(settings.centre, topics.DEVICE_STATUS, id=settings.id)


def _hint(port: int) -> str:
    page = f"http://127.0.0.1:{port}/"
    return f"On the kiosk's screen: chromium --kiosk --noerrdialogs --app={page}"


def _settings(arguments: argparse.Namespace) -> Settings:
    return Settings(
        id=arguments.id,
        centre=arguments.centre,
        mqtt=arguments.mqtt,
        password=password(os.environ),
        user=os.environ.get("LUOT_MQTT_USER", ""),
        ca=os.environ.get("LUOT_MQTT_CA", ""),
        printer=arguments.printer,
        width_mm=arguments.width_mm,
        template=arguments.template,
        port=arguments.port,
        data=arguments.data,
        scanner=arguments.scanner,
        priority_age=arguments.priority_age,
        voice=arguments.voice,
        open_hint=arguments.open_hint,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="luot-kiosk", description="A ticket kiosk of Lượt.")
    parser.add_argument("--version", action="version", version=f"luot-kiosk {__version__}")
    parser.add_argument("--id", required=True, help="device id, as added with: luot device add")
    parser.add_argument("--centre", required=True, help="id of the centre")
    parser.add_argument(
        "--mqtt", default=os.environ.get("LUOT_MQTT", "mqtt://127.0.0.1:1883"), help="the broker"
    )
    parser.add_argument(
        "--printer",
        type=_printer,
        default="screen",
        help="screen, tcp://HOST:PORT, usb:VID:PID or file:PATH",
    )
    parser.add_argument(
        "--width-mm", type=int, choices=(58, 80), default=80, help="width of the paper"
    )
    parser.add_argument(
        "--template", type=Path, help="TOML file with the layout of the slip; the delivered one"
    )
    parser.add_argument("--port", type=_port, default=8091, help="port of the touch page")
    parser.add_argument("--data", type=Path, default=Path("kiosk-data"), help="its own folder")
    parser.add_argument(
        "--scanner",
        type=_scanner,
        default="none",
        help="none, keyboard (the page reads it), serial:PORT or evdev:DEVICE",
    )
    parser.add_argument(
        "--priority-age", type=int, default=75, help="age from which a card proposes priority"
    )
    parser.add_argument(
        "--voice",
        default="espeak",
        help="none, espeak, or a command that reads text on its input and writes a WAV file",
    )
    parser.add_argument(
        "--open-hint", action="store_true", help="say how to show the page full screen"
    )
    return parser


def _printer(text: str) -> str:
    try:
        find_printer(text)
    except BadSetting as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return text


def _scanner(text: str) -> str:
    try:
        find_scanner(text)
    except BadSetting as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return text


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= LARGEST_PORT):
        raise argparse.ArgumentTypeError(f"{text!r}: ports are 0 to {LARGEST_PORT}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
