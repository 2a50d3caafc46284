"""Printers by URL: paper on the network, on USB, in a file, or only on the screen."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from PIL import Image

from kiosk import paper
from kiosk.delivery import Delivery
from kiosk.errors import BadSetting, PaperError
from kiosk.statuses import Confirmed, Look

_USB_ID = re.compile(r"(0[xX])?[0-9A-Fa-f]{1,4}")
RAW_PORT = 9100
"""Where network receipt printers listen."""


class Printer(Protocol):
    """Takes pictures. ``print`` returns when the slip is out, as far as the printer can tell, or
    raises PaperError. ``look`` takes less than a second.
    """

    def print(self, image: Image.Image) -> Confirmed: ...
    def look(self) -> Look: ...


class ScreenPrinter:
    """No paper: keeps the last slip for the page. Paper is always there."""

    def __init__(self) -> None:
        self.last: Image.Image | None = None

    def print(self, image: Image.Image) -> Confirmed:
        """Keep it."""
        self.last = image
        return "none"

    def look(self) -> Look:
        """Never out."""
        return Look("ok")


class FilePrinter:
    """Appends the bytes to a file, or writes one file a slip into a folder."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._count = 0

    def print(self, image: Image.Image) -> Confirmed:
        """Write one job. Raises PaperError when the file cannot be written."""
        try:
            if self._path.is_dir():
                self._write_next(paper.job(image))
            else:
                with self._path.open("ab") as out:
                    out.write(paper.job(image))
        except OSError as error:
            raise PaperError(f"cannot write {self._path}: {error.strerror}") from error
        return "none"

    def look(self) -> Look:
        """A file cannot tell."""
        return Look()

    def _write_next(self, job: bytes) -> None:
        while True:
            self._count += 1
            try:
                with (self._path / f"slip-{self._count:05d}.bin").open("xb") as out:
                    out.write(job)
                return
            except FileExistsError:
                continue


class WiredPrinter:
    """A real printer through python-escpos, one connection a job."""

    def __init__(self, connect: paper.Connect) -> None:
        self.delivery = Delivery(connect)
        self._one_at_a_time = threading.Lock()

    def print(self, image: Image.Image) -> Confirmed:
        """Raises PaperError when there is no paper or the slip does not come out."""
        with self._one_at_a_time:
            return self.delivery.send(paper.job(image))

    def look(self) -> Look:
        """Asks the printer, in less than a second; while it prints, what is known meanwhile."""
        if not self._one_at_a_time.acquire(blocking=False):
            return self.delivery.busy_look()
        try:
            return self.delivery.look()
        finally:
            self._one_at_a_time.release()


def open_printer(url: str) -> Printer:
    """The printer at ``url``. Raises BadSetting when there cannot be one on this machine."""
    return find_printer(url)()


def find_printer(url: str) -> Callable[[], Printer]:
    """Opens ``screen``, ``tcp://HOST:PORT``, ``usb:VID:PID`` or ``file:PATH``.

    Raises BadSetting at once when the url is none of these.
    """
    if url == "screen":
        return ScreenPrinter
    kind, _, rest = url.partition(":")
    if kind == "file" and rest:
        return lambda: FilePrinter(Path(rest))
    if kind == "tcp" and (address := _address(url)):
        return lambda: WiredPrinter(paper.network(*address))
    if kind == "usb" and rest.count(":") == 1:
        vendor, product = map(_hex, rest.split(":"))
        return lambda: WiredPrinter(paper.usb(vendor, product))
    raise BadSetting(
        f"printer {url!r}: use screen, tcp://HOST:PORT, usb:VID:PID (hex) or file:PATH"
    )


def _address(url: str) -> tuple[str, int] | None:
    try:
        parts = urlsplit(url)
        port = RAW_PORT if parts.port is None else parts.port
    except ValueError:
        return None
    return (parts.hostname, port) if parts.hostname and port else None


def _hex(text: str) -> int:
    if not _USB_ID.fullmatch(text):
        raise BadSetting(f"{text!r} is no hexadecimal USB id such as 04b8")
    return int(text, 16)
