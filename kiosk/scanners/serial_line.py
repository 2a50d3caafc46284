"""A scanner on a serial line (USB-CDC): the only pyserial code."""

from __future__ import annotations

from serial import Serial

from kiosk.scanner import PAUSE_S, Source

BAUD = 115_200
"""USB-CDC ignores it; scanners with real lines come set to it, or can be."""
MOST_BYTES = 512


class SerialLine:
    """A port that is read in pieces."""

    def __init__(self, port: str) -> None:
        """Raises OSError when the port cannot be opened."""
        self._serial = Serial(port, BAUD, timeout=PAUSE_S, exclusive=True)

    def read(self) -> bytes:
        """What has come: at least a byte, or nothing after a pause. Raises OSError when gone."""
        first: bytes = self._serial.read(1)
        if not first:
            return b""
        return first + bytes(self._serial.read(min(self._serial.in_waiting, MOST_BYTES)))

    def close(self) -> None:
        """Give the port back."""
        self._serial.close()


def open_serial(port: str) -> Source:
    """The scanner at ``port``. Raises OSError (a SerialException is one)."""
    return SerialLine(port)
