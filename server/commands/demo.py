"""``luot demo``: a whole hall on one machine, real in every part."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from broker.arguments import port, whole
from server.demo.run import Demo, Wanted

MOST_PAST_DAYS = 260


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "demo", help="a whole hall on this machine, with simulated citizens and officers"
    )
    parser.add_argument("--port", type=port, default=8080, help="port of the server")
    parser.add_argument("--speed", type=float, default=1.0, help="how fast the hall's clock runs")
    parser.add_argument("--no-citizens", action="store_true", help="nobody comes by themselves")
    parser.add_argument(
        "--past-days",
        type=whole(0, MOST_PAST_DAYS),
        default=0,
        metavar="N",
        help="begin with N working days in the journal, at 09:00 of today",
    )
    parser.add_argument("--data", type=Path, help="folder to keep; else one that is thrown away")
    parser.add_argument(
        "--broker", choices=("auto", "embedded", "mosquitto"), default="auto", help="which broker"
    )
    parser.add_argument("--leds", choices=("png", "none"), default="png", help="counter lights")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run until Ctrl-C; nothing is left behind, but for the logs of a demo that failed."""
    if not 0 < arguments.speed <= 1000:
        print("luot: --speed: use a number above 0, at most 1000", file=sys.stderr)
        return 2
    data = arguments.data or Path(tempfile.mkdtemp(prefix="luot-demo-"))
    wanted = Wanted(
        data=data,
        port=arguments.port,
        speed=arguments.speed,
        past_days=arguments.past_days,
        citizens=not arguments.no_citizens,
        broker=arguments.broker,
        leds=arguments.leds == "png",
    )
    code = Demo(wanted).run()  # when it fails its folder stays: the logs say why
    if arguments.data is None:
        shutil.rmtree(data)
    return code
