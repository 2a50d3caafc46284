"""How numbers sound in this hall: options that loudspeakers and packs of recordings share."""

from __future__ import annotations

import argparse
import os

from displays.errors import BadSetting
from displays.voice.phrases import Manner


def add_accent(parser: argparse.ArgumentParser) -> None:
    """Whose words; a pack of recordings has those of one accent, and both styles."""
    parser.add_argument(
        "--accent",
        choices=("north", "south"),
        default=os.environ.get("LUOT_VOICE_ACCENT", "north"),
        help="north: nghìn, linh, tư; south: ngàn, lẻ, bốn",
    )


def add(parser: argparse.ArgumentParser) -> None:
    """How numbers sound."""
    add_accent(parser)
    parser.add_argument(
        "--style",
        choices=("cardinal", "digits"),
        default=os.environ.get("LUOT_VOICE_STYLE", "cardinal"),
        help="a ticket's number as a whole, or digit by digit",
    )


def read(parsed: argparse.Namespace) -> Manner:
    """What the options say. Raises BadSetting for a variable with another word."""
    found = {"accent": parsed.accent, "style": getattr(parsed, "style", "cardinal")}
    for name, known in (("accent", ("north", "south")), ("style", ("cardinal", "digits"))):
        if found[name] not in known:
            told = f"LUOT_VOICE_{name.upper()}={found[name]!r}"
            raise BadSetting(f"{told}: use {' or '.join(known)}")
    return Manner(found["accent"], found["style"])
