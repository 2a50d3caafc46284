"""Printers by URL: paper on the network, on USB, in a file, or only on the screen."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from PIL import Image

from kiosk import paper
from kiosk.errors import BadSetting
from kiosk.paper import PaperState


class Printer(Protocol):
    """Takes pictures. ``print`` returns when the bytes are handed over, or raises PaperError."""

    def print(self, image: Image.Image) -> None: ...
    def state(self) -> PaperState: ...


class ScreenPrinter:
    """No paper: keeps the last slip for the page. Paper is always there."""

    def __init__(self) -> None:
        self.last: Image.Image | None = None

    def print(self, image: Image.Image) -> None:
        """Keep it."""
        self.last = image

    def state(self) -> PaperState:
        """Never out."""
        return "ok"


class FilePrinter:
    """Appends the bytes to a file, or writes one file a slip into a folder."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._count = 0

    def print(self, image: Image.Image) -> None:
        """Write one job."""
        self._count += 1
        folder = self._path.is_dir()
        target = self._path / f"slip-{self._count:05d}.bin" if folder else self._path
        with target.open("wb" if folder else "ab") as out:
            out.write(paper.job(image))

    def state(self) -> PaperState:
        """A file cannot tell."""
        return "unknown"


class WiredPrinter:
    """A real printer through python-escpos, one connection a job."""

    def __init__(self, connect: paper.Connect) -> None:
        self._connect = connect
        self._one_at_a_time = threading.Lock()

    def print(self, image: Image.Image) -> None:
        """Raises PaperError when there is no paper or the printer does not take the job."""
        with self._one_at_a_time:
            paper.send(self._connect, image)

    def state(self) -> PaperState:
        """Asks the printer; at most 2 s."""
        with self._one_at_a_time:
            return paper.state(self._connect)


def open_printer(url: str) -> Printer:
    """The printer at ``screen``, ``tcp://HOST:PORT``, ``usb:VID:PID`` or ``file:PATH``."""
    if url == "screen":
        return ScreenPrinter()
    kind, _, rest = url.partition(":")
    if kind == "file" and rest:
        return FilePrinter(Path(rest))
    if kind == "tcp":
        parts = urlsplit(url)
        if parts.hostname:
            return WiredPrinter(paper.network(parts.hostname, parts.port or 9100))
    if kind == "usb" and rest.count(":") == 1:
        vendor, product = rest.split(":")
        return WiredPrinter(paper.usb(_hex(vendor), _hex(product)))
    raise BadSetting(
        f"printer {url!r}: use screen, tcp://HOST:PORT, usb:VID:PID (hex) or file:PATH"
    )


def _hex(text: str) -> int:
    try:
        return int(text, 16)
    except ValueError:
        raise BadSetting(f"{text!r} is no hexadecimal USB id such as 04b8") from None
