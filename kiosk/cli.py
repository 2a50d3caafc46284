"""``luot-kiosk``: one kiosk; ``slip`` shows its slips, ``buttons`` is a counter box."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from broker import __version__
from broker.alive import Alive
from broker.arguments import port
from broker.errors import WireError
from broker.link import Link, LinkSettings
from broker.presence import Presence
from kiosk import preview
from kiosk.agent import Agent
from kiosk.errors import BadSetting, KioskError
from kiosk.outbox import Outbox
from kiosk.printers import find_printer, open_printer
from kiosk.scanner import Scanner, find_scanner
from kiosk.settings import Settings, password
from kiosk.touch.app import PageServer, make_page_server

STUCK_S = 60.0
"""The paper is looked at each second; even a slow printer answers long before this."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run until told to stop. Exit 1 with one line when a setting cannot be used."""
    words = sys.argv[1:] if argv is None else list(argv)
    other = _OTHERS.get(words[0]) if words else None
    logging.basicConfig(level="WARNING", format="%(levelname)s %(name)s: %(message)s")
    try:
        return other(words[1:]) if other else run(_settings(_parser().parse_args(words)))
    except (KioskError, WireError, OSError) as error:
        print(f"luot-kiosk: {error}", file=sys.stderr)
        return 1


def _preview(words: Sequence[str]) -> int:
    print(preview.write(words))
    return 0


def _buttons(words: Sequence[str]) -> int:
    from kiosk import boxcli  # a kiosk starts sooner without the library of pins

    return boxcli.run(words)


_OTHERS: dict[str, Callable[[Sequence[str]], int]] = {"slip": _preview, "buttons": _buttons}
"""Words that are commands of their own."""


def run(settings: Settings) -> int:
    """The agent, its link and its page. Works, and says so, while the broker is away."""
    presence = Presence(settings.centre, settings.id)
    link = _link(settings, presence)
    printer = open_printer(settings.printer)
    with closing(Outbox(settings.data / f"{settings.id}.db")) as outbox:
        agent = Agent(settings, link, printer, outbox, presence.session)
        server = make_page_server(agent, settings.port)
        end = threading.Thread(target=server.shutdown).start
        agent.orders.restart, agent.orders.step_back = end, link.stop
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
        _serve(settings, agent, link, server)
        link.say(presence.will)
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
    alive = Alive()
    alive.ready()

    def live() -> None:
        """Called twice a second; a printer that holds its thread for ever is no life."""
        if time.monotonic() - agent.looked_s < STUCK_S:
            alive.beat()

    server.service_actions = live  # type: ignore[method-assign]
    server.serve_forever()
    alive.stopping()
    server.server_close()
    if scanner is not None:
        scanner.stop()
    agent.stop()


def _link(settings: Settings, presence: Presence) -> Link:
    return Link(
        LinkSettings(
            settings.mqtt,
            settings.user or settings.id,
            settings.password,
            settings.id,
            settings.centre,
            ca_file=settings.ca or None,
        ),
        will=presence.will,
        birth=presence.birth,
    )


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
        type=_known(find_printer),
        default="screen",
        help="screen, tcp://HOST:PORT, usb:VID:PID or file:PATH",
    )
    parser.add_argument(
        "--width-mm", type=int, choices=(58, 80), default=80, help="width of the paper"
    )
    parser.add_argument(
        "--template", type=Path, help="TOML file with the layout of the slip; the delivered one"
    )
    parser.add_argument("--port", type=port, default=8091, help="port of the touch page")
    parser.add_argument("--data", type=Path, default=Path("kiosk-data"), help="its own folder")
    parser.add_argument(
        "--scanner",
        type=_known(find_scanner),
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


def _known(find: Callable[[str], object]) -> Callable[[str], str]:
    """Keeps the words of an option for which ``find`` knows something."""

    def read(text: str) -> str:
        try:
            find(text)
        except BadSetting as error:
            raise argparse.ArgumentTypeError(str(error)) from error
        return text

    return read


if __name__ == "__main__":
    sys.exit(main())
