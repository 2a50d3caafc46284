"""Words of the command line that several commands read alike; wrong ones are wrong usage."""

from __future__ import annotations

import argparse
from datetime import date


def port(text: str) -> int:
    """A TCP port; 0 lets the system choose."""
    if not text.isdecimal() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: use a number from 0 to 65535")
    return int(text)


def day(text: str) -> date:
    """A day of the centre."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day: write it as 2026-11-24") from None
