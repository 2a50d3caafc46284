"""A number board on an RS-485 line: answers Modbus RTU as its specification says."""

from __future__ import annotations

import os
import struct
import threading
import tty
from collections.abc import Callable

PATIENCE_S = 30.0


class Board:
    """A number board on an RS-485 line; parses requests by the book and answers."""

    def __init__(self, address: int = 7) -> None:
        self.address = address
        self.line, far = os.openpty()
        tty.setraw(far)
        self.device = os.ttyname(far)
        self._far = far
        self.registers: dict[int, int] = {}
        self.mute = False
        self.news = threading.Condition()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        got = b""
        while True:
            try:
                more = os.read(self.line, 256)
            except OSError:
                return
            if more == b"\x04stop":
                return
            got += more
            if len(got) >= 7 and len(got) >= 9 + got[6]:
                self._answer(got)
                got = b""

    def _answer(self, asked: bytes) -> None:
        body, check = asked[:-2], asked[-2:]
        assert check == struct.pack("<H", crc(body)), "the check sum is wrong"
        address, function, first, count, size = struct.unpack(">BBHHB", body[:7])
        assert (address, function, size) == (self.address, 16, 2 * count)
        if self.mute:
            return
        with self.news:
            for i, value in enumerate(struct.unpack(f">{count}H", body[7:])):
                self.registers[first + i] = value
            self.news.notify_all()
        answer = struct.pack(">BBHH", address, function, first, count)
        os.write(self.line, answer + struct.pack("<H", crc(answer)))

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Until a frame on the line makes it so."""
        with self.news:
            assert self.news.wait_for(is_so, PATIENCE_S), self.registers

    def unplug(self) -> None:
        """The adapter is pulled out."""
        if self._far >= 0:
            os.write(self._far, b"\x04stop")
            self._thread.join(PATIENCE_S)
            os.close(self.line)
            os.close(self._far)
            self._far = -1


def crc(body: bytes) -> int:
    """CRC-16 of Modbus, bit by bit as its specification describes it."""
    value = 0xFFFF
    for byte in body:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0xA001 if value & 1 else 0)
    return value
