"""Words of the command line that several commands read alike; wrong ones are wrong usage."""

from __future__ import annotations

import argparse
from datetime import date

from server.errors import WhatIfRefused
from server.virtual.what_if import WhatIf, read


def day(text: str) -> date:
    """A day of the centre."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day: write it as 2026-11-24") from None


def what_if(text: str) -> WhatIf:
    """The change that an argument asks for. Raises ArgumentTypeError."""
    try:
        return read(text)
    except WhatIfRefused as refused:
        raise argparse.ArgumentTypeError(str(refused)) from refused
