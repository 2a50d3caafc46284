"""``luot-display``: each of its commands loads what it needs and no more.

A light that runs for a year carries no voice, and a loudspeaker that boots waits for no panel.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0 on success, 2 on wrong usage, 1 on failure with one line that says what to do."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    command = _command(arguments[0] if arguments else "")
    if command is not None:
        return command(arguments[1:])
    from displays.lightcli import lights

    return lights(arguments)


def _command(name: str) -> Callable[[Sequence[str]], int] | None:
    match name:
        case "words" | "pattern" | "sheet":
            from displays import toolcli

            return {"words": toolcli.words, "pattern": toolcli.pattern, "sheet": toolcli.sheet}[
                name
            ]
        case "board":
            from displays.boardcli import board

            return board
        case "speak" | "clips":
            from displays.speakcli import clips, speak

            return speak if name == "speak" else clips
    return None


if __name__ == "__main__":
    sys.exit(main())
