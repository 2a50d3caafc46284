"""ESC/POS: the only python-escpos code. Raster only, because code pages cannot write Vietnamese."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from escpos.escpos import Escpos
from escpos.exceptions import Error as EscposError
from escpos.printer import Dummy, Network, Usb
from PIL import Image

from kiosk.errors import PaperError

PaperState = Literal["ok", "low", "out", "unknown"]
Connect = Callable[[], Escpos]
TIMEOUT_S = 2.0
FRAGMENT_ROWS = 192
"""Larger rasters come out as characters on some printers."""
_PAPER_STATUS, _PRINTER_STATUS = b"\x10\x04\x04", b"\x10\x04\x01"
_FIXED_MASK, _FIXED_BITS = 0x93, 0x12
_NEAR_END, _AT_END, _OFFLINE = 0x0C, 0x60, 0x08


def network(host: str, port: int) -> Connect:
    """Connects over TCP, giving up after 2 s."""
    return lambda: Network(host, port=port, timeout=TIMEOUT_S)


def usb(vendor: int, product: int) -> Connect:
    """Connects over USB."""
    return lambda: Usb(vendor, product, timeout=int(TIMEOUT_S * 1000))


def job(image: Image.Image) -> bytes:
    """The bytes of one slip: reset, raster in fragments, feed and cut."""
    sink = Dummy()
    _write(sink, image)
    return bytes(sink.output)


def send(connect: Connect, image: Image.Image) -> None:
    """Print one slip. Raises PaperError with the reason; a printer without paper gets nothing."""
    printer = _open(connect)
    try:
        if _state(printer) == "out":
            raise PaperError("no paper, or the cover is open")
        _write(printer, image)
    except (OSError, EscposError) as error:
        raise PaperError(str(error) or type(error).__name__) from error
    finally:
        _close(printer)


def state(connect: Connect) -> PaperState:
    """How the paper is; ``unknown`` when the printer does not answer within 2 s."""
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


def paper_state(answer: bytes, online: bytes) -> PaperState:
    """The meaning of DLE EOT 4 and DLE EOT 1; anything that is no status byte is ``unknown``."""
    if len(answer) < 1 or answer[0] & _FIXED_MASK != _FIXED_BITS:
        return "unknown"
    if answer[0] & _AT_END:
        return "out"
    if online and online[0] & _FIXED_MASK == _FIXED_BITS and online[0] & _OFFLINE:
        return "out"
    return "low" if answer[0] & _NEAR_END else "ok"


def _state(printer: Escpos) -> PaperState:
    return paper_state(_ask(printer, _PAPER_STATUS), _ask(printer, _PRINTER_STATUS))


def _ask(printer: Escpos, command: bytes) -> bytes:
    try:
        printer._raw(command)
        return bytes(printer._read())
    except TimeoutError:
        return b""


def _write(printer: Escpos, image: Image.Image) -> None:
    printer.hw("INIT")
    printer.image(image, impl="bitImageRaster", fragment_height=FRAGMENT_ROWS, center=False)
    printer.print_and_feed(3)
    printer.cut()


def _open(connect: Connect) -> Escpos:
    try:
        printer = connect()
        printer.open()
    except (OSError, EscposError) as error:
        raise PaperError(f"the printer does not answer: {error}") from error
    return printer


def _close(printer: Any) -> None:
    try:
        printer.close()
    except OSError:
        return
