"""ESC/POS: the only python-escpos code. Raster only, because code pages cannot write Vietnamese."""

from __future__ import annotations

import errno
import socket
import struct
from collections.abc import Callable
from typing import Any, Literal

from escpos.escpos import Escpos
from escpos.exceptions import Error as EscposError
from escpos.printer import Dummy, Network, Usb
from PIL import Image

from kiosk.errors import BadSetting, PaperError

PaperState = Literal["ok", "low", "out", "unknown"]
Connect = Callable[[], Escpos]
STEP_S = 0.6
"""A status is three steps (connect and two answers), so that it never takes 2 s."""
JOB_S = 10.0
"""How long a printer may be busy while it takes a slip."""
FRAGMENT_ROWS = 192
"""Larger rasters come out as characters on some printers."""
_PAPER_STATUS, _PRINTER_STATUS = b"\x10\x04\x04", b"\x10\x04\x01"
_FIXED_MASK, _FIXED_BITS = 0x93, 0x12
_NEAR_END, _AT_END, _OFFLINE = 0x0C, 0x60, 0x08
_HUNG_UP = b""


class Wired(Network):  # type: ignore[misc]
    """A printer on TCP; unlike its parent it leaves no socket open when nobody answers."""

    def open(self, raise_not_found: bool = True) -> None:
        """Connect. Raises OSError."""
        device = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        device.settimeout(self.timeout)
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
    _write(sink, image)
    return bytes(sink.output)


def send(connect: Connect, image: Image.Image) -> None:
    """Print one slip over one connection. A printer without paper is sent nothing.

    Raises PaperError with the reason, also when the printer hung up before it had the whole slip.
    """
    printer = _open(connect)
    try:
        if _state(printer) == "out":
            raise PaperError("no paper, or the cover is open")
        _set_timeout(printer, JOB_S)
        _write(printer, image)
        _set_timeout(printer, STEP_S)
        _check_end(_ask(printer, _PAPER_STATUS))
    except (OSError, EscposError) as error:
        if isinstance(error, PaperError):
            raise
        raise PaperError(str(error) or type(error).__name__) from error
    finally:
        _close(printer)


def state(connect: Connect) -> PaperState:
    """How the paper is, within 2 s; ``unknown`` when the printer does not say."""
    try:
        printer = _open(connect)
    except PaperError:
        return "unknown"
    try:
        return _state(printer)
    except (OSError, EscposError):
        return "unknown"
    finally:
        _close(printer)


def paper_state(paper: bytes | None, printer: bytes | None) -> PaperState:
    """The meaning of the answers to DLE EOT 4 and DLE EOT 1 (Epson ESC/POS, real-time status).

    Bits 0, 1, 4 and 7 of a status byte are fixed; what does not carry them is not an answer.
    """
    if not _is_status(paper):
        return "unknown"
    assert paper is not None
    if paper[0] & _AT_END:
        return "out"
    if printer is not None and _is_status(printer) and printer[0] & _OFFLINE:
        return "out"
    return "low" if paper[0] & _NEAR_END else "ok"


def _is_status(answer: bytes | None) -> bool:
    return bool(answer) and answer is not None and answer[0] & _FIXED_MASK == _FIXED_BITS


def _state(printer: Escpos) -> PaperState:
    paper = _ask(printer, _PAPER_STATUS)
    if not _is_status(paper):
        return "unknown"
    return paper_state(paper, _ask(printer, _PRINTER_STATUS))


def _ask(printer: Escpos, command: bytes) -> bytes | None:
    """The printer's answer; None when it keeps silent, empty when it hung up."""
    try:
        printer._raw(command)
        return bytes(printer._read())
    except OSError as error:
        silent = isinstance(error, TimeoutError) or error.errno == errno.ETIMEDOUT
        return None if silent else _HUNG_UP


def _set_timeout(printer: Any, seconds: float) -> None:
    if isinstance(printer, Wired):
        printer.device.settimeout(seconds)
    elif isinstance(printer, Usb):
        printer.timeout = int(seconds * 1000)


def _check_end(answer: bytes | None) -> None:
    if answer == _HUNG_UP:
        raise PaperError("the printer hung up in the middle of the slip")
    if paper_state(answer, None) == "out":
        raise PaperError("the paper ran out in the middle of the slip")


def _write(printer: Escpos, image: Image.Image) -> None:
    printer.hw("INIT")
    for top in range(0, image.height, FRAGMENT_ROWS):
        bottom = min(top + FRAGMENT_ROWS, image.height)
        printer._raw(_raster(image.crop((0, top, image.width, bottom))))
    printer.cut()


def _raster(image: Image.Image) -> bytes:
    """``GS v 0``, dot by dot. Written here because ``Escpos.image`` prints advice on stdout."""
    width_bytes = -(-image.width // 8)
    black_is_one = image.tobytes("raw", "1;I")
    return b"\x1dv0\x00" + struct.pack("<HH", width_bytes, image.height) + black_is_one


def _open(connect: Connect) -> Escpos:
    try:
        printer = connect()
        printer.open()
    except (OSError, EscposError) as error:
        reason = " ".join(str(error).split())
        raise PaperError(f"the printer does not answer: {reason}") from error
    return printer


def _close(printer: Any) -> None:
    try:
        printer.close()
    except OSError:
        return
