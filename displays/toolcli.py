"""Tools of ``luot-display``: words of a number, a panel's test pattern, a sheet of all states."""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from broker.arguments import whole
from broker.numerals import spoken
from displays.errors import DisplayError


def words(arguments: Sequence[str]) -> int:
    """Print a number as it is spoken."""
    parser = argparse.ArgumentParser(
        prog="luot-display words", description="How a number is spoken."
    )
    parser.add_argument("number")
    parser.add_argument(
        "--style", choices=("cardinal", "digits"), default="cardinal", help="whole, or each digit"
    )
    parser.add_argument("--lang", choices=("vi", "en"), default="vi", help="its language")
    parser.add_argument(
        "--accent", choices=("north", "south"), default="north", help="of Vietnamese"
    )
    parsed = parser.parse_args(arguments)
    try:
        said = spoken(parsed.number, style=parsed.style, lang=parsed.lang, accent=parsed.accent)
    except ValueError as error:
        parser.error(str(error))
    sys.stdout.write(f"{said}\n")
    return 0


def pattern(arguments: Sequence[str]) -> int:
    """Show the test pattern of one panel."""
    from displays.panels import PANELS, open_board, open_panel, size

    parser = argparse.ArgumentParser(
        prog="luot-display pattern",
        description="Light every dot or segment of a panel in turn, to see which one is dead.",
    )
    parser.add_argument("--panel", required=True, help=", ".join(PANELS.values()))
    parser.add_argument("--size", metavar="WIDTHxHEIGHT", help="dots of the panel")
    parser.add_argument("--board", action="store_true", help="it is a zone's board")
    parser.add_argument("--seconds", type=float, default=2.0, help="how long each picture stays")
    parser.add_argument("--steps", type=whole(1, 1000), default=5, help="how many pictures")
    parsed = parser.parse_args(arguments)
    pause = threading.Event()
    try:
        wanted = size.parse(parsed.size) if parsed.size else None
        opened = open_board if parsed.board else open_panel
        panel = opened(parsed.panel, "led-test", wanted)
        for step in range(parsed.steps):
            panel.show(panel.pattern(step))
            pause.wait(parsed.seconds)
        panel.close()
    except (DisplayError, OSError) as error:
        sys.stderr.write(f"luot-display: {error}\n")
        return 1
    return 0


def sheet(arguments: Sequence[str]) -> int:
    """Write a picture of every state."""
    from displays.sheet import write_boards, write_sheet

    parser = argparse.ArgumentParser(
        prog="luot-display sheet", description="Write a picture of every state on every panel."
    )
    parser.add_argument("file", type=Path, help="the PNG file to write")
    parser.add_argument("--boards", action="store_true", help="of zones' boards instead")
    parsed = parser.parse_args(arguments)
    (write_boards if parsed.boards else write_sheet)(parsed.file)
    return 0
