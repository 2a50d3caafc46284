"""Scanners: bytes of a serial line, or keys of a device that is held exclusively, become lines.

Read here and not by the page, the text of a card lands in no field of the screen and passes through
no input method, which would spoil it (Telex makes letters of letters).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from typing import Protocol

from kiosk.errors import BadSetting

PAUSE_S = 0.3
"""A line that does not go on for so long is over: some scanners send no end."""
LONGEST_BYTES = 2048
AGAIN_S = 2.0
"""How long after a scanner went away it is looked for again."""
log = logging.getLogger(__name__)


class Source(Protocol):
    """Something that is read; ``b""`` after a pause. Raises OSError when it is gone."""

    def read(self) -> bytes: ...
    def close(self) -> None: ...


Open = Callable[[], Source]


def lines(source: Source) -> Iterator[str]:
    """Lines as they are scanned, without their ends; ends with the OSError of the source.

    Over-long ones are dropped whole.
    """
    kept, too_long = b"", False
    while True:
        read = source.read()
        for part, ended in _parts(read) if read else [(b"", bool(kept) or too_long)]:
            kept += part
            too_long = too_long or len(kept) > LONGEST_BYTES
            if too_long:
                kept = b""
            if ended:
                if kept:
                    yield kept.decode("utf-8", "replace")
                kept, too_long = b"", False


def _parts(read: bytes) -> Iterator[tuple[bytes, bool]]:
    pieces = read.replace(b"\r", b"\n").split(b"\n")
    for piece in pieces[:-1]:
        yield piece, True
    yield pieces[-1], False


class Scanner:
    """Reads one scanner in a thread; ``on_line`` gets each line. Survives unplugging."""

    def __init__(self, open_source: Open, on_line: Callable[[str], object]) -> None:
        self._open, self._on_line = open_source, on_line
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="kiosk-scanner", daemon=True)
        self.there = threading.Event()
        """Set while the scanner is open."""

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self) -> None:
        """End within a pause of the scanner."""
        self._stopped.set()
        self._thread.join(PAUSE_S * 4)

    def _run(self) -> None:
        told = False
        while not self._stopped.is_set():
            try:
                source = self._open()
            except (OSError, BadSetting) as error:
                if not told:
                    log.warning("the scanner is not there: %s", type(error).__name__)
                told = True
                self._stopped.wait(AGAIN_S)
                continue
            told = False
            self._follow(source)

    def _follow(self, source: Source) -> None:
        self.there.set()
        try:
            for line in lines(_Until(source, self._stopped)):
                self._on_line(line)
        except OSError:
            log.debug("the scanner went away")
        finally:
            self.there.clear()
            source.close()


class _Until:
    """A source that ends when it is told to."""

    def __init__(self, source: Source, stopped: threading.Event) -> None:
        self._source, self._stopped = source, stopped

    def read(self) -> bytes:
        if self._stopped.is_set():
            raise OSError("stopped")
        return self._source.read()

    def close(self) -> None:
        self._source.close()


def find_scanner(url: str) -> Open | None:
    """``none``, ``keyboard`` (the page reads it), ``serial:PORT`` or ``evdev:DEVICE``.

    Raises BadSetting when the url is none of these, or the machine lacks what it needs.
    """
    if url in ("none", "keyboard"):
        return None
    kind, _, place = url.partition(":")
    if kind == "serial" and place:
        from kiosk.scanners.serial_line import open_serial

        return lambda: open_serial(place)
    if kind == "evdev" and place:
        from kiosk.scanners.keys import open_keys

        return lambda: open_keys(place)
    raise BadSetting(f"--scanner {url!r}: use none, keyboard, serial:PORT or evdev:DEVICE")
