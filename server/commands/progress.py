"""A bar on standard error, when that is a terminal."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType
from typing import TextIO

WIDTH = 30
STEPS = 100
"""How often the bar is drawn anew, at most."""


class Progress:
    """``with Progress("replay", 1200) as step: … step()``; draws nothing elsewhere.

    Into ``file`` goes how much is done, from 0 to 100, for who waits in another process.
    """

    def __init__(
        self, what: str, total: int, stream: TextIO | None = None, file: Path | None = None
    ) -> None:
        self._what, self._total = what, total
        self._stream = sys.stderr if stream is None else stream
        self._shown = self._stream.isatty() and total > 0
        self._file = file
        self._done, self._drawn = 0, -1

    def __enter__(self) -> Progress:
        return self

    def __call__(self) -> None:
        """One more is done."""
        self._done += 1
        now = self._done * STEPS // max(self._total, 1)
        if now == self._drawn:
            return
        self._drawn = now
        if self._file is not None:
            self._file.write_text(str(now), encoding="ascii")
        if self._shown:
            filled = min(self._done * WIDTH // self._total, WIDTH)
            bar = "█" * filled + "·" * (WIDTH - filled)
            self._stream.write(f"\r{self._what} {bar} {self._done}/{self._total}")
            self._stream.flush()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shown:
            self._stream.write("\r\x1b[2K")
            self._stream.flush()
