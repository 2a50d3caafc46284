"""Options that lights, boards and loudspeakers share on their command lines."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence

from broker.errors import WireError
from displays.errors import DisplayError


def told(
    run: Callable[[argparse.Namespace], int],
    parser: argparse.ArgumentParser,
    arguments: Sequence[str],
) -> int:
    """Do a command's work; what goes wrong is one line on stderr, and 1."""
    parsed = parser.parse_args(arguments)
    logging.basicConfig(level="WARNING", format="%(levelname)s %(name)s: %(message)s")
    try:
        return run(parsed)
    except (DisplayError, WireError, OSError) as error:
        sys.stderr.write(f"luot-display: {error}\n")
        return 1


def add_link(parser: argparse.ArgumentParser) -> None:
    """The centre and its broker."""
    parser.add_argument("--centre", required=True, help="id of the centre")
    parser.add_argument(
        "--mqtt", default=os.environ.get("LUOT_MQTT", "mqtt://127.0.0.1:1883"), help="the broker"
    )


def add_panel(parser: argparse.ArgumentParser) -> None:
    """The panel, its size and its brightness."""
    from displays.panels import PANELS  # a loudspeaker draws nothing, and boots without them

    parser.add_argument("--panel", default="terminal", help=", ".join(PANELS.values()))
    parser.add_argument("--size", metavar="WIDTHxHEIGHT", help="dots of the panel, such as 128x64")
    parser.add_argument(
        "--dim",
        metavar="HH:MM=PERCENT,...",
        default=os.environ.get("LUOT_DIM", ""),
        help="brightness by the hall's time of day; always full when not given",
    )
    parser.add_argument(
        "--arrow",
        metavar="SIDE=COUNTERS",
        action="append",
        default=[],
        help="which way to counters, instead of by the map of the hall: left=1-9,12, right=..., "
        "ahead=...; may be repeated",
    )
