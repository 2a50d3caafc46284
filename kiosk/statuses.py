"""What a receipt printer answers, byte by byte (Epson ESC/POS), and what it means. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PaperState = Literal["ok", "low", "out", "unknown"]
Trouble = Literal["out", "cover", "unplugged", "mute", "slow"]
Confirmed = Literal["process", "status", "none"]
"""How it is known that a slip came out: the printer said so itself, its status after the slip was
good, or nobody can tell (a mute printer, a file, the screen)."""

PAPER, PRINTER, CAUSE = b"\x10\x04\x04", b"\x10\x04\x01", b"\x10\x04\x02"
"""DLE EOT 4 (roll sensor), 1 (printer) and 2 (why it is offline); answered even while it prints."""
_FIXED_MASK, _FIXED_BITS = 0x93, 0x12
_NEAR_END, _AT_END, _OFFLINE = 0x0C, 0x60, 0x08
_STOPPED_BY_END = 0x20
_ID_HEADER, _ID_BYTES = b"\x37\x22", 7
_ID_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Look:
    """How a printer was found. ``trouble`` says why no slip comes out of it, or comes late."""

    paper: PaperState = "unknown"
    trouble: Trouble | None = None


def paper_state(paper: bytes | None, printer: bytes | None) -> PaperState:
    """The meaning of the answers to DLE EOT 4 and DLE EOT 1 (Epson ESC/POS, real-time status).

    Bits 0, 1, 4 and 7 of a status byte are fixed; what does not carry them is not an answer.
    """
    if not is_status(paper):
        return "unknown"
    assert paper is not None
    if paper[0] & _AT_END or is_offline(printer):
        return "out"
    return "low" if paper[0] & _NEAR_END else "ok"


def is_status(answer: bytes | None) -> bool:
    """Does the byte carry the bits that all answers to DLE EOT have?"""
    return bool(answer) and answer is not None and answer[0] & _FIXED_MASK == _FIXED_BITS


def is_offline(printer: bytes | None) -> bool:
    """Does the answer to DLE EOT 1 say that nothing can be printed now?"""
    return is_status(printer) and printer is not None and bool(printer[0] & _OFFLINE)


def why_offline(paper: bytes, cause: bytes | None) -> Trouble:
    """``out``, or ``cover``: the lid is open, or something else inside needs a hand."""
    if paper[0] & _AT_END:
        return "out"
    ended = is_status(cause) and cause is not None and bool(cause[0] & _STOPPED_BY_END)
    return "out" if ended else "cover"


def ask_process(number: int) -> bytes:
    """``GS ( H`` function 48: answer with this number once everything before it is printed."""
    return b"\x1d(H\x06\x0000" + _digits(number)


def process_answer(number: int) -> bytes:
    """What the printer then says."""
    return _ID_HEADER + _digits(number) + b"\x00"


def take(heard: bytes) -> tuple[bytes, bytes]:
    """The first whole answer in what was heard, or nothing, and what is left of it.

    An answer to ``GS ( H`` has seven bytes, every other one is a status byte.
    """
    if not heard.startswith(_ID_HEADER[:1]):
        return heard[:1], heard[1:]
    if len(heard) < _ID_BYTES:
        return b"", heard
    return heard[:_ID_BYTES], heard[_ID_BYTES:]


def _digits(number: int) -> bytes:
    return str(number % 10**_ID_DIGITS).zfill(_ID_DIGITS).encode()
