"""Words of command lines that every process reads alike; wrong ones are wrong usage."""

from __future__ import annotations

import argparse
from collections.abc import Callable

LARGEST_PORT = 65_535


def whole(least: int, most: int) -> Callable[[str], int]:
    """Reads a whole number from ``least`` to ``most``, both included."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"{text!r}: use a whole number from {least} to {most}")
        return int(text)

    return read


port = whole(0, LARGEST_PORT)
"""Reads a TCP port; 0 lets the system choose."""
