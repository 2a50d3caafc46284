"""ESC/POS: the only python-escpos code. Raster only, because code pages cannot write Vietnamese."""

from __future__ import annotations

import errno
import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from escpos.escpos import Escpos
from escpos.exceptions import Error as EscposError
from escpos.printer import Dummy, Network, Usb
from PIL import Image

from kiosk.errors import BadSetting, PaperError
from kiosk.statuses import CAUSE, PAPER, PRINTER, Look, is_offline, is_status, paper_state
from kiosk.statuses import why_offline as _why_offline

Device = Escpos
DeviceError = EscposError
Connect = Callable[[], Escpos]
STEP_S = 0.6
"""How long a printer may take to accept a connection, or to answer the first question."""
LOOK_S = 0.9
"""How long a whole look may take. With a look each second everything is known within 2 s."""
SLOW_ANSWER_S = 0.3
"""A printer answers within a few milliseconds, also while it prints."""
FRAGMENT_ROWS = 192
"""Larger rasters come out as characters on some printers."""
SEND_BUFFER = 16_384
"""Bytes that the machine may hold back: else a slip would count as taken while it is not."""
HUNG_UP = b""


class Wired(Network):  # type: ignore[misc]
    """A printer on TCP; unlike its parent it leaves no socket open when nobody answers."""

    def open(self, raise_not_found: bool = True) -> None:
        """Connect. Raises OSError."""
        device = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        device.settimeout(self.timeout)
        device.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        device.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            device.connect((self.host, self.port))
        except OSError:
            device.close()
            raise
        self.device = device


def network(host: str, port: int) -> Connect:
    """A printer on TCP."""
    return lambda: Wired(host, port=port, timeout=STEP_S)


def usb(vendor: int, product: int) -> Connect:
    """A printer on USB. Raises BadSetting when the machine has no USB library."""
    if not Usb.is_usable():
        raise BadSetting("a USB printer needs one more package: pip install 'python-escpos[usb]'")
    return lambda: Usb(vendor, product, timeout=int(STEP_S * 1000))


def job(image: Image.Image) -> bytes:
    """The bytes of one slip: reset, raster in fragments, and the cut, which feeds."""
    sink = Dummy()
    sink.hw("INIT")
    for top in range(0, image.height, FRAGMENT_ROWS):
        bottom = min(top + FRAGMENT_ROWS, image.height)
        sink._raw(_raster(image.crop((0, top, image.width, bottom))))
    sink.cut()
    return bytes(sink.output)


def look(connect: Connect) -> Look:
    """How the printer is, within ``LOOK_S``."""
    try:
        with opened(connect) as printer:
            return found(printer)
    except PaperError:
        return Look(trouble="unplugged")
    except (OSError, EscposError):
        return Look(trouble="mute")


def found(printer: Escpos) -> Look:
    """How an open printer is: its paper, whether it can print, and whether it answers in time."""
    began_s = time.monotonic()
    paper = ask(printer, PAPER, STEP_S)
    if paper == HUNG_UP:
        return Look(trouble="unplugged")
    if not is_status(paper):
        return Look(trouble="mute")
    assert paper is not None
    online = ask(printer, PRINTER, _left_s(began_s))
    state = paper_state(paper, online)
    if state == "out":
        cause = ask(printer, CAUSE, _left_s(began_s)) if is_offline(online) else None
        return Look("out", _why_offline(paper, cause))
    asked = 1 if online is None else 2
    return Look(state, "slow" if time.monotonic() - began_s > SLOW_ANSWER_S * asked else None)


def _left_s(began_s: float) -> float:
    return max(LOOK_S - (time.monotonic() - began_s), 0.05)


def ask(printer: Escpos, command: bytes, within_s: float) -> bytes | None:
    """The printer's answer; None when it keeps silent, empty when it hung up."""
    try:
        set_timeout(printer, within_s)
        printer._raw(command)
        return bytes(printer._read())
    except OSError as error:
        silent = isinstance(error, TimeoutError) or error.errno == errno.ETIMEDOUT
        return None if silent else HUNG_UP


def set_timeout(printer: Any, seconds: float) -> None:
    """How long the next read or write may take."""
    if isinstance(printer, Wired):
        printer.device.settimeout(seconds)
    elif isinstance(printer, Usb):
        printer.timeout = int(seconds * 1000)


@contextmanager
def opened(connect: Connect) -> Iterator[Escpos]:
    """A connection. Raises PaperError when nobody takes it."""
    try:
        printer = connect()
        printer.open()
    except (OSError, EscposError) as error:
        reason = " ".join(str(error).split())
        raise PaperError(f"the printer does not answer: {reason}") from error
    try:
        yield printer
    finally:
        _close(printer)


def _raster(image: Image.Image) -> bytes:
    """``GS v 0``, dot by dot. Written here because ``Escpos.image`` prints advice on stdout."""
    width_bytes = -(-image.width // 8)
    black_is_one = image.tobytes("raw", "1;I")
    return b"\x1dv0\x00" + struct.pack("<HH", width_bytes, image.height) + black_is_one


def _close(printer: Any) -> None:
    try:
        printer.close()
    except OSError:
        return
